"""What the commands say, and which options they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.entry.cli import main
from tests.commands import SOUND, Run


def test_a_dry_run_writes_nothing_and_says_what_would_be(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    status, report = run("convert", "--dry-run")
    assert status == 0
    assert report["counts"] == {"new": 1}
    assert not list((tmp_path / "content").rglob("*.md"))
    assert {"title", "lang", "published"} <= {g["field"] for g in report["seeds"][0]["guesses"]}


def test_a_dry_run_shows_times_in_the_zone_of_the_site_and_no_line_where_there_is_none(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = "".join(f"<p>{line}</p>" for line in SOUND.splitlines() if line)
    day = '<meta property="article:published_time" content="2026-11-22">'
    far = "<img src='https://far.example/x.jpg' alt='Far'>"
    (seeds / "a.html").write_text(f"{day}{words}{far}", "utf-8")
    assert main(["convert", "--dry-run", "--seeds", "seeds", "--content", "content"]) == 0
    told = capfd.readouterr().out
    assert "2026-11-22T00:00:00+01:00" in told
    assert "dropped    Far https://far.example/x.jpg" in told
    assert "line 0" not in told


def test_a_dry_run_shows_all_seeds_and_a_run_the_first_fifty(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(52):
        (seeds / f"{number:02}.txt").write_text(
            f"Quay {number} opens\n\n{SOUND} {number}.", "utf-8"
        )
    convert = ["convert", "--seeds", "seeds", "--content", "content"]
    main([*convert, "--dry-run"])
    told = capfd.readouterr().out
    assert all(f"{number:02}.txt" in told for number in range(52))
    main(convert)
    told = capfd.readouterr().out
    assert "51.txt" not in told
    assert "… and 2 more, which --json names" in told


@pytest.mark.parametrize(
    "options",
    [
        ["--jobs", "0"],
        ["--siteurl", "nowhere"],
        ["--seeds", "missing"],
        ["--bogus"],
        ["--jobs", "x"],
        ["--output", "x" * 300],
        ["--output", "content/site"],
        ["--output", "foreign"],
    ],
)
def test_a_wrong_option_ends_with_2_and_does_nothing(
    run: Run, seeds: Path, tmp_path: Path, options: list[str]
) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/notes.txt").write_text("mine")
    status, report = run("build", *options)
    assert status == 2
    assert len(report["problems"]) == 1
    assert not (tmp_path / "output").exists()
    assert not list(tmp_path.rglob("*.md"))


@pytest.mark.parametrize(
    ("command", "option"),
    [("serve", "--full"), ("serve", "--json"), ("convert", "--output=x"), ("build", "--again")],
)
def test_an_option_of_another_command_is_refused(
    command: str, option: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([command, option]) == 2
    told = capfd.readouterr()
    assert option.partition("=")[0] in told.out + told.err


def test_a_port_that_cannot_be_had_is_named_before_anything_is_built(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    folders = ["--seeds=seeds", "--content=content", "--output=output"]
    assert main(["serve", "--port=99999", *folders]) == 2
    assert "--port" in capfd.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["seeds"]


def test_the_closing_words_count_what_was_done_and_what_is_to_come(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    (seeds / "b.txt").write_text(SOUND.replace("aube", "aurore"), "utf-8")
    (seeds / "b.toml").write_text("date = 2199-01-02T09:00:00Z\n")
    folders = ["--seeds=seeds", "--content=content", "--output=output"]
    assert main(["build", *folders]) == 0
    told = capfd.readouterr().out
    assert "1 article;" in told
    assert "1 post to come\nBuild again at 2199-01-02 09:00 UTC" in told
