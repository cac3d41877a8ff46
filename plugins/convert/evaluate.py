"""What the converter makes of labelled texts, as predictions that a scorer can read.

    python -m plugins.convert.evaluate CASES.jsonl PREDICTIONS.jsonl [--jobs N]

Each line of CASES is an object with ``id`` and ``raw``, the text of one seed; other keys are not
looked at. Each line of PREDICTIONS says what became of the case of the same number. Nothing of a
project is read but its settings; what a build keeps in its cache folder is kept there too.
"""

from __future__ import annotations

import argparse
import gc
import json
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins import config, dates, hashing
from plugins.convert.convert import convert
from plugins.convert.metadata.moments import find
from plugins.convert.types import Hints
from plugins.convert.work import prepare
from plugins.errors import SeedRefused
from plugins.marks import unmarked
from plugins.model import PUBLISHED_ORIGINS, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plugins.config import Settings
    from plugins.model import Block, Conversion

#: The project that this module is of.
_ROOT = Path(__file__).resolve().parents[2]
#: Cases that one process takes at a time.
_CHUNK = 20

Prediction = dict[str, Any]
"""``id``, ``title``, ``authors``, ``date``, ``publisher``, ``lang``, ``body_text``."""


def predict(line: str, settings: Settings, clock: datetime) -> Prediction:
    """What the converter finds in one case; ``clock`` is the time that it takes for now.

    The date is an ISO day, None where the text does not hold one, as the title, the publisher
    and the language are None where they are unknown. A refused text gives nothing but its id.
    """
    case = json.loads(line)
    raw = str(case["raw"]).encode("utf-8", "surrogatepass")
    seed = Seed("case.txt", raw, hashing.digest(raw))
    try:
        made = convert(seed, Hints(clock, file_time=clock), settings)
    except SeedRefused:
        return {"id": case["id"]}
    return {"id": case["id"], **_said(made, settings)}


def plain(blocks: Sequence[Block]) -> str:
    """The words of ``blocks``, a line for each paragraph, heading, item and row."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _said(made: Conversion, settings: Settings) -> Prediction:
    post = made.posts[0]
    dated = post.published_origin in PUBLISHED_ORIGINS
    day = dates.iso(post.published, settings.timezone)[:10]
    why = next((each.evidence for each in made.guesses if each.field == "published"), "")
    for mention in find(why, post.lang, settings.timezone):
        if mention.moment == post.published:  # said in another zone: as its readers know it
            day = mention.day.isoformat()
    return {
        "title": post.title,
        "authors": [author.name for author in post.authors],
        "date": day if dated else None,
        "publisher": post.source.title if post.source else None,
        "lang": post.lang,
        "body_text": plain(post.blocks),
    }


def _lines(block: Block) -> Iterator[str]:
    if block.kind == "row":
        yield " | ".join(cell.text for cell in block.children)
        return
    if block.text:
        yield unmarked(block.text)
    for child in block.children:
        yield from _lines(child)


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the cases, writes the predictions in the same order."""
    parser = argparse.ArgumentParser(description="Predictions of the converter for a scorer.")
    parser.add_argument("cases", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--jobs", type=int, default=1, help="processes that convert")
    given = parser.parse_args(arguments)
    lines = [line for line in given.cases.read_text("utf-8").split("\n") if line.strip()]
    settings = config.load(_ROOT)
    prepare(settings, settings.cache)  # as a build does
    work = partial(predict, settings=settings, clock=datetime.now(UTC))
    with given.predictions.open("w", encoding="utf-8") as out:
        for found in _mapped(work, lines, given.jobs):
            out.write(json.dumps(found, ensure_ascii=False) + "\n")


def _mapped(work: partial[Prediction], lines: Sequence[str], jobs: int) -> Iterator[Prediction]:
    if jobs <= 1:
        yield from map(work, lines)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, lines, chunksize=_CHUNK)


if __name__ == "__main__":
    gc.set_threshold(1_000_000, 20, 20)  # as a build does: hardly anything here is a cycle
    main()
