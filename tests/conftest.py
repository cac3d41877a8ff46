"""What every test may use: the project's folder, a browser, Hypothesis set for equal runs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from plugins.entry.cli import main
from plugins.freshness import memory
from tests.commands import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A shell's background job is deaf to Ctrl-C and so are its children: the tests of it would wait
# for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run: a failure is then a failure for everybody. `invoke test --slow`
# asks for "thorough".
settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: no worker then waits at the end for another one's random scripts."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/rebuild/"))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file looks old enough to be trusted; tests give each change a time of its own."""
    hour, real = 3600 * 10**9, time.time_ns
    monkeypatch.setattr(memory.time, "time_ns", lambda: real() + hour)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def run(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    monkeypatch.chdir(tmp_path)
    places = ["--seeds", "seeds", "--content", "content"]

    def command(name: str = "build", *options: str) -> tuple[int, dict[str, Any]]:
        output = ["--output", "output"] if name == "build" else []
        status = main([name, *places, *output, "--jobs", "1", "--json", *options])
        report: dict[str, Any] = json.loads(capfd.readouterr().out)
        assert report["exit_status"] == status
        return status, report

    return command


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder. Read only: a test writes to ``tmp_path``."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it. Skips where there is none, but never where CI is set."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        missing = "no Chromium on this machine (on Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  half a second, browser tests only

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(BROWSER_OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def strangers() -> list[str]:
    """Addresses outside this machine that the ``page`` of this test asked for."""
    return []


@pytest.fixture
def page(browser: Browser, strangers: list[str]) -> Iterator[Page]:
    """An empty page in a context of its own, which reaches 127.0.0.1 and nothing else."""
    context = browser.new_context()

    def keep_local(route: Route) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", keep_local)
    yield context.new_page()
    context.close()
