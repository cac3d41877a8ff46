"""What only a browser shows of a page. The command runs in a process of its own, as it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plugins.check import browser as looking
from plugins.check.reading import read
from plugins.entry.cli import main

ROOT = Path(__file__).resolve().parents[2]


def checked(output: Path) -> dict[str, Any]:
    """The command's report. Skips where there is no browser, but never where CI is set."""
    if missing := looking.missing():
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    command = [sys.executable, "-m", "plugins", "check", "--json", "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["skipped"] == ""
    return told


@pytest.mark.browser
def test_a_clean_site_is_clean_in_a_browser_and_of_each_type_a_page_is_shown(built: Path) -> None:
    told = checked(built)
    assert told["findings"] == []
    assert 10 < told["shown"] < 20


@pytest.mark.browser
def test_what_is_wrong_when_a_page_is_shown_is_found(spoil: Any) -> None:
    output = spoil("theme/css/site.css", ".body", ".body p { min-inline-size: 60rem } .body")
    css = output / "theme/css/site.css"
    text = css.read_text("utf-8")
    css.write_text(f"{text}\n.headline {{ color: #eee9e0 !important }}", "utf-8")
    script = output / "theme/js/theme.js"
    asked = 'fetch("https://c.example/count");fetch("/news/nowhere.json");setTimeout("x()",1);'
    script.write_text(f"{asked}nobody();{script.read_text('utf-8')}", "utf-8")
    shown = {output / "index.html", output / "2026/11/un-port/index.html"}  # both show all of it
    for page in set(output.rglob("*.html")) - shown:
        page.unlink()
    findings = checked(output)["findings"]
    assert {"axe", "csp", "console", "reflow", "missing-file"} <= {f["code"] for f in findings}
    assert all(finding["remedy"] for finding in findings)
    assert any("contrast" in f["message"] for f in findings if f["code"] == "axe")


def test_one_page_of_each_type_is_chosen(built: Path) -> None:
    files = sorted(built.rglob("*.html"))
    pages = [read(f.relative_to(built).as_posix(), f.read_text("utf-8")) for f in files]
    kinds = [(page.kind, page.is_turned, page.has_pictures) for page in looking.chosen(pages)]
    assert len(kinds) == len(set(kinds)) > 10
    assert {kind for kind, _, _ in kinds} == {page.kind for page in pages if not page.leads_on}


def test_without_a_browser_the_check_says_so(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(looking, "executable", lambda: None)
    missing = looking.missing()
    assert main(["check", "--output", str(built), "--jobs", "1"]) == 0
    assert f"Not looked at in a browser: {missing}" in capsys.readouterr().out
    assert missing
    assert main(["check", "--browser", "--output", str(built), "--jobs", "1"]) == 1


def test_a_page_that_only_leads_on_is_not_opened(built: Path) -> None:
    path = "2026/10/vieux/index.html"
    page = read(path, (built / path).read_text("utf-8"))
    assert page.leads_on
    assert looking.chosen([page]) == []
