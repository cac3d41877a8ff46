"""py3langid's model in a form that is there at once, for the languages of one site.

As published, the model takes 0.4 s to unpack and 110 MB to hold, whatever it is asked: a table of
all transitions of an automaton, and 142 languages. The automaton is one of Aho and Corasick, so
its tree and what it falls back to say the same in 1.4 MB; of the languages a site has a few.
Answers are those of py3langid but for the last digits, which single precision leaves open.
"""

from __future__ import annotations

import json
import math
import shutil
import unicodedata
from array import array
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise, repeat
from operator import mul
from pathlib import Path
from struct import Struct
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.convert.data.kept import derived
from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_MODEL = "data/model.npz.xz"
#: States that are looked at together.
_AT_ONCE = 1024
#: Steps of the automaton that are kept once they were found: 40 MB; most texts take few others.
_MOST_STEPS = 400_000
#: Logarithms of the counts that nearly all features have.
_OFTEN = 32
_LOGS = [math.log1p(count) for count in range(_OFTEN)]


class Classifier:
    """Tells languages apart by the sequences of bytes in a text."""

    def __init__(self, packed: bytes) -> None:
        """``packed`` is what ``_packed`` made."""
        head, _, body = packed.partition(b"\n")
        labels, self._prior, states = json.loads(head)
        self._labels: list[str] = labels
        ends = [0]
        for size in (4 * (states + 1), 4 * states, 4 * states, states - 1):
            ends.append(ends[-1] + size)
        parts = [body[start:end] for start, end in pairwise(ends)]
        self._first, self._back, self._features = (
            array(code, part) for code, part in zip("IIi", parts, strict=False)
        )
        self._letters = parts[3]
        self._weights = body[ends[-1] :]
        self._row = Struct(f"{len(labels)}e")
        self._steps: dict[int, int] = {}
        self._rows: dict[int, tuple[float, ...]] = {}

    def rank(self, text: str, among: Collection[str]) -> list[tuple[str, float]]:
        """Those languages of ``among`` that it knows, best first, and how likely each one is.

        The shares add up to 1.
        """
        if text.isupper():
            text = text.lower()
        data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
        scores = self._scores(self._counted(data), among)
        heat = math.sqrt(len(data) or 1)
        best = max((score for _, score in scores), default=0.0)
        found: dict[str, float] = {}
        for label, score in scores:  # some have two columns
            found[label] = found.get(label, 0.0) + math.exp((score - best) / heat)
        whole = sum(found.values())
        return sorted(((each, share / whole) for each, share in found.items()), key=lambda p: -p[1])

    def _counted(self, data: bytes) -> dict[int, int]:
        """How often each feature is in ``data``."""
        known, state = self._steps, 0
        states = []
        for letter in data:
            try:
                state = known[state | letter]
            except KeyError:
                state = self._step(state | letter)
            states.append(state)
        counts: dict[int, int] = {}
        for state, count in Counter(states).items():
            feature = self._features[state >> 8]
            counts[feature] = counts.get(feature, 0) + count
        counts.pop(-1, None)  # of states that are none
        return counts

    def _step(self, key: int) -> int:
        """The state that follows a state with a letter, its number in all bits but the last eight.

        ``key`` is a state with the letter in the last eight bits.
        """
        state, letter = key >> 8, key & 0xFF
        while True:
            at = self._letters.find(letter, self._first[state], self._first[state + 1])
            if at >= 0 or not state:
                break
            state = self._back[state]
        if len(self._steps) >= _MOST_STEPS:
            self._steps.clear()
        self._steps[key] = at + 1 << 8
        return at + 1 << 8

    def _row_of(self, feature: int) -> tuple[float, ...]:
        """What a feature weighs for each column."""
        row = self._rows.get(feature)
        if row is None:
            row = self._row.unpack_from(self._weights, feature * self._row.size)
            self._rows[feature] = row
        return row

    def _scores(self, counts: Mapping[int, int], among: Collection[str]) -> list[tuple[str, float]]:
        """Of each column for ``among``, as a logarithm; equal ones with nothing to go by."""
        rows = [self._row_of(feature) for feature in counts]
        often = [_LOGS[count] if count < _OFTEN else math.log1p(count) for count in counts.values()]
        columns = zip(*rows, strict=True) if rows else repeat(())
        known = zip(self._labels, self._prior, columns, strict=False)
        return [
            (label, sum(map(mul, often, column), prior if rows else 0.0))
            for label, prior, column in known
            if label in among
        ]


@lru_cache(maxsize=8)
def classifier(codes: frozenset[str]) -> Classifier:
    """The model, limited to those of ``codes`` that it knows; to none if it knows none."""
    found = find_spec("py3langid")
    folder = Path(found.origin).parent if found and found.origin else Path()
    sources = (Path(__file__), folder / "langid.py", folder / _MODEL)
    name = f"languages-{digest(' '.join(sorted(codes)), 8)}"
    return Classifier(derived(name, sources, lambda: _packed(folder / _MODEL, codes)))


def _packed(model: Path, codes: frozenset[str]) -> bytes:
    """The automaton of a published model as a tree, and its columns for ``codes``.

    The model is a compressed archive of arrays; one after the other is taken out of it.
    """
    import lzma  # noqa: PLC0415 - for this alone, as the two below

    import numpy as np  # noqa: PLC0415 - 45 ms and 25 MB

    with TemporaryFile() as plain:
        with lzma.open(model) as archive:
            shutil.copyfileobj(archive, plain, 1 << 20)
        plain.seek(0)
        with np.load(plain, allow_pickle=False) as data:
            labels = data["classes"].tolist()
            known = codes & set(labels) or set(labels)
            columns = [at for at, label in enumerate(labels) if label in known]
            weights = data["ptc"][:, columns].astype(np.float16).tobytes()
            prior = data["pc"][columns].astype(float).tolist()
            features = data["out_feat"].astype(np.int32)
            tree = _tree(data["nextmove"].reshape(-1, 256), data["nextmove_row"])
    head = json.dumps([[labels[at] for at in columns], prior, len(tree.states)]).encode()
    arrays = array("I", tree.first), array("I", tree.back), features[tree.states]
    parts = (*(each.tobytes() for each in arrays), bytes(tree.letters), weights)
    return b"\n".join((head, b"".join(parts)))


class _Tree(NamedTuple):
    """States in order of depth. All but ``states`` speak of them by their place in it."""

    states: list[int]
    first: list[int]
    """Of each the place of its first child, less one; the last is that of a state too many."""
    back: list[int]
    """Of each the state that it falls back to."""
    letters: list[int]
    """Of each but the root the letter that leads to it."""


def _tree(table: Any, rows: Any) -> _Tree:
    """The tree in an automaton: ``table[rows[state]]`` holds what follows a state by letter.

    What is first seen from a state is its child: whatever it falls back to is less deep.
    """
    import numpy as np  # noqa: PLC0415 - as above

    place = np.full(len(rows), -1)
    place[0] = 0
    tree, falls = _Tree([0], [0], [0], []), [0]
    at = level = 0
    while at < len(tree.states):
        level = len(tree.states) if at == level else level
        some = slice(at, min(at + _AT_ONCE, level))
        after = table[rows[tree.states[some]]]
        parents, letters = np.nonzero(place[after] < 0)
        children = after[parents, letters]
        fallen = table[rows[np.asarray(falls[some])[parents]], letters] if at else children * 0
        place[children] = np.arange(len(children)) + len(tree.states)
        counts = np.bincount(parents, minlength=some.stop - at)
        tree.first.extend((tree.first[-1] + counts.cumsum()).tolist())
        tree.back.extend(place[fallen].tolist())
        tree.letters.extend(letters.tolist())
        tree.states.extend(children.tolist())
        falls += fallen.tolist()
        at = some.stop
    return tree
