"""How fast texts become posts: ``python tests/bench/bench_convert.py [FOLDER]``.

Converts every seed of FOLDER (the project's own unless given) ten times on one core and prints
how long each part takes as a share of the whole, and texts a second. Machines differ and are
noisy: compare shares, or two versions in one run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from plugins import config  # noqa: E402
from plugins.convert.metadata.describe import describe  # noqa: E402
from plugins.convert.posts.markdown import body  # noqa: E402
from plugins.convert.reading.decode import decode  # noqa: E402
from plugins.convert.reading.structure import structure  # noqa: E402
from plugins.convert.types import Hints  # noqa: E402

ROUNDS = 10


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of ``ROUNDS`` times ``work``, after one to warm up."""
    work()
    start = time.process_time()
    for _ in range(ROUNDS):
        work()
    return time.process_time() - start


def main() -> None:
    """Prints the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    settings = config.load(ROOT)
    now = datetime.now(UTC)
    hints = Hints(clock=now, file_time=now)
    raw = [path.read_bytes() for path in sorted(folder.rglob("*.txt"))]
    texts = [decode(each, "bench").text for each in raw]
    parts = [structure(text) for text in texts]
    blocks = [tuple(piece.block for piece in each.pieces) for each in parts]
    took = {
        "decode": seconds(lambda: [decode(each, "bench") for each in raw]),
        "structure": seconds(lambda: [structure(text) for text in texts]),
        "metadata": seconds(lambda: [describe(each, hints, settings) for each in parts]),
        "markdown": seconds(lambda: [body(each) for each in blocks]),
    }
    whole = sum(took.values())
    for name, spent in took.items():
        print(f"{name:<10} {spent / whole:6.1%}")
    print(f"{len(raw)} texts, {ROUNDS * len(raw) / whole:.0f} a second")


if __name__ == "__main__":
    main()
