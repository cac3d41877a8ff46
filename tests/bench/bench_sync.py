"""What a run over seeds and posts costs: ``python tests/bench/bench_sync.py [N …]``.

For N posts (10,000 unless given) made from seeds, and as many by hand, prints the processor
seconds and the peak memory of a whole Python process that imports ``sync`` and calls it: for the
first time, when nothing changed, and with one more seed. Machines differ and are noisy: the best
of a few runs is shown, and the time of an interpreter that does nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.convert.newsroom import Newsroom  # noqa: E402

RUNS = 5
#: Seconds until what was written is old enough to be trusted without being read.
SETTLING = 2.1
LANGUAGES = "fr en de es it pt nl pl ru uk ar he fa tr el ja zh ko".split()
SYNC = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import UTC, datetime
from pathlib import Path
from plugins import config
from plugins.convert import sync
root = Path(sys.argv[2])
values = {"TIMEZONE": "Europe/Paris", "LANGUAGES": tuple(sys.argv[3:])}
sync(config.from_mapping(root, values), datetime.now(UTC), cache=root / ".cache")
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0))
"""
NEWS = (
    "Le port rouvre après trois semaines de grève\n\nPar Jeanne Martin, le 18 novembre 2024\n\n"
    "Les navires attendent au large depuis le début du mouvement, et les premières grues"
    " ont repris leur travail ce matin devant une foule de dockers soulagés.\n\nTexte {}.\n"
)


def cost(*arguments: str) -> tuple[float, int]:
    """Processor seconds of a Python process and its children, and the kB that it prints, in MB.

    The system's own figure of a child's memory begins with what its parent had.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stdout or 0) // 1024


def show(label: str, room: Newsroom, before: Callable[[int], object], runs: int = RUNS) -> None:
    """The cheapest of a few runs, each after a change."""
    found = []
    for number in range(runs):
        before(number)
        found.append(cost(SYNC, str(ROOT), str(room.root), *LANGUAGES))
    seconds, memory = min(found)
    print(f"  {label:<44} {seconds:7.3f} s {memory:5} MB")


def measure(title: str, room: Newsroom) -> None:
    """A first run, runs with nothing to do, and runs with one more seed."""
    print(title)
    time.sleep(SETTLING)
    show("first run", room, lambda _: None, 1)
    time.sleep(SETTLING)
    show("second run", room, lambda _: None, 1)
    show("nothing changed", room, lambda _: None)
    show("one more seed", room, lambda number: room.seed(f"new-{number}.txt", NEWS.format(number)))


def by_hand(room: Newsroom, count: int) -> None:
    """Posts that no seed was made into."""
    for number in range(count):
        year, month = 2015 + number % 10, 1 + number // 10 % 12
        path = room.settings.content / f"posts/{year}/{month:02d}/{number:06d}-titre-du-texte.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        date = f"{year}-{month:02d}-{1 + number % 28:02d} 10:00"
        path.write_text(f"Title: Titre du texte {number}\nDate: {date}\nTags: a, b\n\nUn texte.\n")


def from_seeds(room: Newsroom, count: int) -> None:
    """Seeds, and the posts that a simple converter makes of them."""
    for number in range(count):
        date = f"{2015 + number % 10}-{1 + number // 10 % 12:02d}-{1 + number % 28:02d}"
        text = f"Titre du texte {number}\nD: {date}\nT: a, b\nUn texte {number}.\n"
        room.seed(f"{number % 100:02d}/{number:06d}.txt", text)
    room.sync()


def main() -> None:
    """Prints the table."""
    idle, _ = min(cost("pass") for _ in range(RUNS))
    print(f"an interpreter that does nothing: {idle:.3f} s")
    for count in map(int, sys.argv[1:] or ["10000"]):
        for kind, fill in (("from seeds", from_seeds), ("by hand, no seeds", by_hand)):
            with tempfile.TemporaryDirectory() as folder:
                room = Newsroom(Path(folder))
                fill(room, count)
                measure(f"{count:,} posts {kind}", room)


if __name__ == "__main__":
    main()
