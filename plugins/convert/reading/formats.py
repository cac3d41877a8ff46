"""Seeds to records, by the ending of their file's name: a border that other formats join here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from plugins.convert.types import Record, where_of
from plugins.errors import Problem, SeedRefused
from plugins.model import Seed

Reader = Callable[[Seed], Iterable[Record]]


def records(seed: Seed) -> Iterable[Record]:
    """The texts in ``seed``: one of plain text, maybe many of a container.

    Raises SeedRefused with the code ``unknown-format``, naming the formats that are known.
    """
    ending = PurePosixPath(seed.key.partition("#")[0]).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        what = f"its format {ending} is unknown" if ending else "its name has no ending"
        remedy = f"name it so that it ends in {', '.join(sorted(READERS))}"
        raise SeedRefused(Problem(where_of(seed.key), what, remedy, code="unknown-format"))
    return reader(seed)


def _plain(seed: Seed) -> Iterable[Record]:
    return (Record(seed.key, seed.raw),)


READERS: Mapping[str, Reader] = {".txt": _plain}
