"""Pages in a browser: accessibility by axe, the policy at work, requests, and what does not fit.

The pages are handed over from the folder itself, with the headers that a server should send; no
request leaves the machine.
"""

from __future__ import annotations

import mimetypes
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.check.budget import APART, REQUESTS, WHOLE, longer, weight
from plugins.check.links import Links
from plugins.check.page import Page
from plugins.errors import Problem

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route
    from playwright.sync_api import Page as Tab

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: Rules of WCAG 2.2 up to AA, and what axe holds good besides.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ASK = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
_FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
#: What a reader may look like: scheme and width in pixels.
_LOOKS = (("light", 1280), ("dark", 360))
_NARROW = 320
#: Packed once by whoever made them.
_PACKED = (".woff2", ".png", ".jpg", ".webp", ".avif")
#: What an article shows is its own business.
_OTHER_SCRIPTS = re.compile(
    r"(arabic|armenian|bengali|cyrillic|devanagari|georgian|greek|hebrew|japanese|korean|"
    r"chinese|tamil|thai|vietnamese)[^/]*\.woff2$"
)
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def missing() -> str:
    """Why no page can be opened in a browser here; empty where they can."""
    try:
        import axe_playwright_python  # noqa: F401, PLC0415  only where it is asked for
        import playwright  # noqa: F401, PLC0415
    except ImportError:
        return "Playwright and axe are not in the environment: invoke check --browser adds them"
    return "" if executable() else "there is no Chromium here (on Debian: apt install chromium)"


def executable() -> str | None:
    """Where the machine's Chromium is."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def chosen(pages: Sequence[Page]) -> list[Page]:
    """One page of each type, in each direction, with and without pictures: the heaviest."""
    found: dict[tuple[str, bool, bool], Page] = {}
    for page in sorted(pages, key=lambda page: page.path):
        if page.leads_on:
            continue
        key = (page.kind, page.is_turned, page.has_pictures)
        if key not in found or page.size > found[key].size:
            found[key] = page
    return list(found.values())


@dataclass(slots=True)
class _Visit:
    """What a browser asked for and said while one page was open."""

    page: Page
    problems: list[Problem] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    """Bytes as they are sent, by path."""

    def fault(self, code: str, message: str, remedy: str) -> None:
        """One more thing that is wrong."""
        self.problems.append(Problem(self.page.path, message, remedy, code=code))


def check_pages(output: Path, links: Links, pages: Sequence[Page]) -> Iterator[Problem]:
    """What is wrong with ``pages`` when they are shown."""
    from axe_playwright_python.base import AXE_FILE_PATH  # noqa: PLC0415  as above
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    axe = Path(AXE_FILE_PATH).read_text("utf-8")
    found: dict[tuple[str, str, str], Problem] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*_OPTIONS])
        for scheme, width in _LOOKS:
            show = _Show(browser, output, links, axe, scheme, width)
            for problem in show.problems(pages):
                found.setdefault((problem.where, problem.code, problem.message), problem)
        browser.close()
    yield from found.values()


@dataclass(frozen=True, slots=True)
class _Show:
    """Pages as one kind of reader has them."""

    browser: Browser
    output: Path
    links: Links
    axe: str
    scheme: str
    width: int

    def problems(self, pages: Sequence[Page]) -> Iterator[Problem]:
        """What is wrong with them, page by page."""
        from playwright.sync_api import Error  # noqa: PLC0415  as above

        scheme: Any = self.scheme
        context = self.browser.new_context(color_scheme=scheme)
        tab = context.new_page()
        visits = [_Visit(pages[0])]
        tab.on("console", lambda said: _note(visits[-1], said.type, said.text))
        tab.on("pageerror", lambda error: _note(visits[-1], "error", str(error)))
        tab.route("**/*", lambda route: self._answer(visits[-1], route))
        for page in pages:
            visits.append(_Visit(page))
            try:
                self._open(visits[-1], tab)
            except Error as error:
                message = f"cannot be shown: {error.message.splitlines()[0]}"
                visits[-1].fault("browser", message, "open it in a browser and look why")
            yield from visits[-1].problems
        context.close()

    def _open(self, visit: _Visit, tab: Tab) -> None:
        tab.set_viewport_size({"width": self.width, "height": 900})
        address = visit.page.path.removesuffix("index.html")
        tab.goto(f"{self.links.root}/{address}", wait_until="load")
        tab.evaluate("() => document.fonts.ready.then(() => true)")
        _weigh(visit)
        # Put in from outside: the policy does not let a page do it itself.
        tab.evaluate(self.axe)
        for violation in tab.evaluate(_ASK, _RULES)["violations"]:
            _accessibility(visit, violation, f"{self.scheme}, {self.width} pixels wide")
        if self.width < 600:
            tab.set_viewport_size({"width": _NARROW, "height": 900})
            if not tab.evaluate(_FITS):
                message = f"has to be moved sideways where it is {_NARROW} pixels wide"
                visit.fault("reflow", message, "let what is too wide break or scroll by itself")

    def _answer(self, visit: _Visit, route: Route) -> None:
        place = self.links.place("index.html", route.request.url)
        if place is None:
            message = f"asks another host for {route.request.url}"
            visit.fault("csp", message, "put the file into the site")
            route.abort()
            return
        if place.path not in self.links.files:
            visit.fault("missing-file", f"asks for {place.path}, which is not there", "mend it")
            route.fulfill(status=404)
            return
        data = (self.output / place.path).read_bytes()
        visit.asked[place.path] = len(data) if place.path.endswith(_PACKED) else weight(data)
        kind = mimetypes.guess_type(place.path)[0] or "application/octet-stream"
        headers = {"content-type": kind, "content-security-policy": POLICY}
        route.fulfill(body=data, headers=headers)


def _note(visit: _Visit, kind: str, text: str) -> None:
    if kind != "error" or "404" in text:
        return
    code = "csp" if "Content Security Policy" in text else "console"
    visit.fault(code, f"makes the browser say: {text[:200]}", "mend the script or the page")


def _weigh(visit: _Visit) -> None:
    if visit.page.kind in APART:
        return
    own = {path: size for path, size in visit.asked.items() if not _is_apart(path)}
    if len(own) > REQUESTS:
        message = f"takes {len(own)} requests, {REQUESTS} at most"
        visit.fault("budget", message, "leave out what it does not need")
    whole, most = sum(own.values()), WHOLE + longer(visit.page)
    if whole > most:
        message = f"weighs {whole:,} bytes with its fonts, {most:,} at most"
        visit.fault("budget", message, "use fewer fonts, or fewer letters of them")


def _is_apart(path: str) -> bool:
    """Whether a file is there for what somebody wrote, and not for the page."""
    return path.endswith(_PICTURES) or _OTHER_SCRIPTS.search(path) is not None


def _accessibility(visit: _Visit, violation: dict[str, Any], where: str) -> None:
    target = " ".join(map(str, violation["nodes"][0]["target"]))
    message = f"{violation['help']} ({where}; {target}; axe: {violation['id']})"
    visit.fault("axe", message, f"see {violation['helpUrl'].partition('?')[0]}")
