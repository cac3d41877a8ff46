"""No input makes the converter slow or large: what is too large is refused, and said so."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.convert.convert import convert
from plugins.convert.formats.table import read
from plugins.convert.posts.markdown import body
from plugins.convert.posts.sketch import sketch
from plugins.convert.types import Part
from plugins.errors import SeedRefused
from plugins.model import Seed
from tests.convert.described import HINTS, LEAD, SETTINGS

ROOT = Path(__file__).resolve().parents[2]
#: Seconds and megabytes: of 100 MB of input, of any text of 64 KB, of a process with usual texts.
REFUSES, LARGEST, CONVERTS, USUAL = 5, 500, 2, 300
#: A process that says what ``convert`` took, its start apart: an exec'd one inherits ru_maxrss.
MEASURED = """
import json, sys, time
from pathlib import Path
from plugins.entry.cli import main
start = time.monotonic()
status = main(["convert", "--seeds", "seeds", "--content", "content", "--jobs", "1", "--json"])
took = time.monotonic() - start
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
print(json.dumps([status, took, peak / 1024]), file=sys.stderr)
"""
PIECES = (
    "a\n", "1\n", "18 November 2024\n", "3 hours ago\n", "By Ada Stone\n", "| a | b |\n", "|-|",
    "https://a.example/x?y=1\n", "![](a) |\n", "[", "(", "<a ", "&amp;", "- x\n", "# x\n", "x",
    " x", "A. ", "> ", "« oui » ", "政府は", "الحكومة ", "18/11/2024 10:05 ", "Ada Stone, ", "ADA ",
    "Read also: x y\n", "Source: Herald\n", "© 2024 Herald\n", "*", "_a", "`", "a\tb\tc\n", "— ",
    "a@b.example ", "Key: value\n", "12.345,67 ", "Le port rouvre. ", "a\u200b", "\u202ea",
)  # fmt: skip


def measured(folder: Path) -> tuple[int, float, float, list[str]]:
    """Exit status, seconds, megabytes and codes of problems of ``convert`` in a process."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        cwd=folder,
        env=environ,
        capture_output=True,
        check=True,
        timeout=120,
    )
    status, took, peak = json.loads(done.stderr.splitlines()[-1])
    return status, took, peak, [each["code"] for each in json.loads(done.stdout)["problems"]]


def test_a_text_of_a_thousand_pages_is_refused_before_it_is_decoded() -> None:
    for kind, raw in (("plain", b"x" * 8_000_001), ("marked", b"word " * 400_001)):
        with pytest.raises(SeedRefused) as caught:
            read(Part(kind, raw), "a.txt", SETTINGS.timezone)
        assert caught.value.problem.code == "too-large"
        assert caught.value.problem.remedy


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its memory")
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.warc", "a.eml", "a.txt.gz"])
def test_a_hundred_megabytes_are_refused_soon_and_in_little_memory(
    tmp_path: Path, name: str
) -> None:
    line = json.dumps({"text": LEAD}) if name == "a.jsonl" else LEAD
    raw = f"{line}\n".encode()
    raw *= 100 * 1024**2 // len(raw) + 1
    (tmp_path / "seeds").mkdir()
    packed = gzip.compress(raw, 1) if name.endswith(".gz") else raw
    (tmp_path / "seeds" / name).write_bytes(packed)
    status, took, peak, codes = measured(tmp_path)
    assert (status, codes) == (1, ["too-large"])
    assert took < REFUSES
    assert peak < LARGEST


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its memory")
def test_a_process_that_converts_texts_stays_small(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for number in range(200):
        words = f"Le marché couvert {number}\n\n" + f"{LEAD} {number}.\n\n" * 25
        (tmp_path / f"seeds/{number}.txt").write_text(words, "utf-8")
    status, _, peak, codes = measured(tmp_path)
    assert (status, codes) == (0, [])
    assert peak < USUAL


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", ["", "The port opens again\n\nBy Ada Stone\n\n"])
def test_no_text_of_64_kilobytes_is_slow(head: str, piece: str) -> None:
    text = head + piece * (65_536 // len(piece.encode()) + 1)
    raw = text.encode()[:65_536].decode("utf-8", "ignore").encode()
    convert(Seed("a.txt", LEAD.encode(), "x"), HINTS, SETTINGS)  # loads its words
    start = time.process_time()
    made = convert(Seed("a.txt", raw, "x"), HINTS, SETTINGS)
    sketch(body(made.posts[0].blocks))
    assert time.process_time() - start < CONVERTS
