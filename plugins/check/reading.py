"""Pages read once: what is wrong in each, and what it leads to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from plugins.check import attributes, order
from plugins.check import standard as html
from plugins.check.attributes import Attributes
from plugins.check.page import Page
from plugins.errors import Problem
from plugins.text import count_words

_ROOT_RELS = frozenset({"stylesheet", "preload", "icon", "manifest", "apple-touch-icon"})
_KIND = re.compile(r"(?:^|\s)is-([\w-]+)")


def read(path: str, text: str) -> Page:
    """The page at ``path``; what is wrong with it is in its ``problems``."""
    reader = _Reader(Page(path))
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # Python's parser gives up at some marked sections
        reader.fault("html", "what begins with <![ here is no HTML", "remove it")
    reader.finish(text)
    return reader.page


@dataclass(slots=True)
class _Open:
    """An element that has not ended yet."""

    name: str
    line: int
    allowed: frozenset[str] | None
    """What it may hold; None where that is nobody's business."""
    words: list[str] = field(default_factory=list)
    """Text in it, and what stands for pictures."""
    children: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Checks each tag where it stands."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._open: list[_Open] = []
        self._all_ids: Counter[str] = Counter()
        self._named: dict[str, int] = {}
        self._levels: list[int] = []
        self._json = False
        self._has = Counter[str]()

    def fault(self, code: str, message: str, remedy: str, line: int | None = None) -> None:
        """One more thing that is wrong."""
        at = line or self.getpos()[0]
        self.page.problems.append(Problem(self.page.path, message, remedy, at, code))

    # --- Tags ------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_what_ends_by_itself(tag)
        self._check_place(tag)
        if self._open:
            self._open[-1].children.append(tag)
        values = self._attributes(tag, attrs)
        self._note(tag, values)
        if tag not in html.VOID:
            said = [values["aria-label"]] if "aria-label" in values else []
            if (values.get("aria-hidden"), values.get("tabindex")) == ("true", "-1"):
                said.append(tag)  # nobody is led to it: it need say nothing
            self._open.append(_Open(tag, self.getpos()[0], self._allowed(tag), said))
        self._json = tag == "script" and values.get("type") == "application/ld+json"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = any(each.name in html.FOREIGN for each in self._open)
        if tag not in html.VOID and not inside and tag not in html.FOREIGN:
            self.fault("html", f"<{tag}/> does not end <{tag}>", f"write </{tag}>")
        self.handle_starttag(tag, attrs)
        if self._open and tag not in html.VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        self._json = False
        if tag in html.VOID:
            self.fault("html", f"</{tag}> ends nothing", "remove it")
            return
        if not any(each.name == tag for each in self._open):
            self.fault("html", f"</{tag}> ends nothing", "remove it, or open what it ends")
            return
        while self._open[-1].name != tag:
            left = self._open[-1]
            if left.name not in html.OPTIONAL_END:
                message = f"<{left.name}> is still open where <{tag}> ends"
                self.fault("html", message, f"end it before </{tag}>", left.line)
            self._close()
        self._close()

    def _close(self) -> None:
        done = self._open.pop()
        said = " ".join(done.words).strip()
        if done.allowed is not None and (remedy := order.remedy(done.name, done.children)):
            self.fault("html", f"what stands in <{done.name}> is out of order", remedy, done.line)
        if not said and done.allowed is not None and done.name in html.NAMED:
            message = f"<{done.name}> says nothing"
            self.fault("name", message, "give it words, or a picture with words", done.line)
        if self._open:
            self._open[-1].words += done.words

    def _end_what_ends_by_itself(self, tag: str) -> None:
        while self._open and tag in html.ENDED_BY.get(self._open[-1].name, ()):
            self._close()

    def _allowed(self, tag: str) -> frozenset[str] | None:
        if tag in html.FOREIGN or (self._open and self._open[-1].allowed is None):
            return None
        if tag in html.TEXT:
            return frozenset()
        if tag in html.TRANSPARENT:
            above = self._open[-1].allowed if self._open else None
            return (above or frozenset()) | html.TRANSPARENT[tag]
        if tag == "div" and self._open and self._open[-1].name == "dl":
            return html.CONTENT["dl"]
        return html.CONTENT.get(tag, html.FLOW)

    def _check_place(self, tag: str) -> None:
        above = self._open[-1] if self._open else None
        if above is None or above.allowed is None:
            return
        if tag not in html.ATTRIBUTES:
            self.fault("html", f"<{tag}> is no element of HTML", "use one that is")
        elif tag not in above.allowed and not (tag == "link" and self._has["body"]):
            message = f"<{tag}> may not stand in <{above.name}>"
            self.fault("html", message, "move it, or use another element")
        if tag in order.APART and any(each.name in order.APART for each in self._open):
            self.fault("html", f"<{tag}> stands in another header or footer", "move it")
        if tag in html.INTERACTIVE:
            for each in self._open:
                if each.name in {"a", "button"} or (each.name == tag == "label"):
                    message = f"<{tag}> stands in <{each.name}>"
                    self.fault("html", message, "a reader can activate but one of them: part them")

    # --- Attributes ------------------------------------------------------------------------------

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> Attributes:
        values: Attributes = {}
        is_foreign = bool(self._open) and self._open[-1].allowed is None
        known = html.ATTRIBUTES.get(tag)
        for name, value in attrs:
            if name in values:
                self.fault("html", f"<{tag}> has {name} twice", "keep one")
            values.setdefault(name, value or "")
            if known and not is_foreign and not self._is_known(name, known, tag):
                self.fault("html", f"<{tag}> has no attribute {name}", "remove it")
        self._check_values(tag, values)
        return values

    @staticmethod
    def _is_known(name: str, known: frozenset[str], tag: str) -> bool:
        if name.startswith("aria-"):
            return name.removeprefix("aria-") in html.ARIA
        return name in known or name.startswith(("data-", "on")) or tag in html.FOREIGN

    def _check_values(self, tag: str, values: Attributes) -> None:
        for fault in attributes.faults(tag, values):
            self.fault(*fault)
        if "id" in values:
            self._all_ids[values["id"]] += 1
        for name in html.NAMES_IDS & values.keys():
            for each in values[name].split():
                self._named.setdefault(each, self.getpos()[0])

    # --- What it says and leads to ---------------------------------------------------------------

    def _note(self, tag: str, values: Attributes) -> None:
        line = self.getpos()[0]
        if self._open and self._open[-1].allowed is None:
            return  # a drawing has its own titles and links
        self._has[tag] += 1
        if tag in {"html", "body", "meta", "script"}:
            self._note_type(tag, values)
        elif tag in {"a", "area", "form"}:
            self._lead(values.get("href", values.get("action")), line)
        elif tag == "link":
            self._link(values, line)
        self._heading(tag)
        if tag in {"img", "source", "script", "video", "audio", "track", "input"}:
            self._load(values, line)
        self.page.has_pictures |= tag == "img"
        if tag == "img" and self._open:
            self._open[-1].words.append(values.get("alt", ""))

    def _note_type(self, tag: str, values: Attributes) -> None:
        if tag == "meta":
            self.page.leads_on |= values.get("http-equiv", "").lower() == "refresh"
        if tag == "script" and "src" in values:
            self.page.scripts.append(values["src"])
        if tag in {"meta", "script"}:
            return
        self.page.lang = values.get("lang", self.page.lang)
        self.page.is_turned |= values.get("dir") == "rtl"
        if match := _KIND.search(values.get("class", "")):
            self.page.kind = match[1]

    def _lead(self, address: str | None, line: int) -> None:
        if address is not None:
            self.page.links.setdefault(address, line)

    def _load(self, values: Attributes, line: int) -> None:
        names = [values[name] for name in ("src", "poster") if name in values]
        listed = values.get("srcset", "").split(",")
        for address in (*names, *(part.split()[0] for part in listed if part.strip())):
            self.page.loads.setdefault(address, line)

    def _link(self, values: Attributes, line: int) -> None:
        rels, address = set(values.get("rel", "").split()), values.get("href", "")
        if "canonical" in rels:
            self.page.canonical = address
        if rels & _ROOT_RELS:
            self.page.loads.setdefault(address, line)
        elif not rels & {"canonical"}:
            self._lead(address, line)
        if "stylesheet" in rels:
            self.page.styles.append(address)

    def _heading(self, tag: str) -> None:
        if not re.fullmatch("h[1-6]", tag):
            return
        level, before = int(tag[1]), self._levels[-1] if self._levels else 0
        if level > before + 1:
            message = f"<{tag}> follows {f'<h{before}>' if before else 'no heading'}"
            self.fault("headings", message, "skip no level")
        self._levels.append(level)

    def handle_data(self, data: str) -> None:
        if self._json:
            self.page.data.append((self.getpos()[0], data))
            return
        if not data.strip():
            return
        above = self._open[-1] if self._open else None
        if above is None or above.name in html.NO_WORDS:
            name = above.name if above else "page"
            self.fault("html", f"words stand right in <{name}>", "put them into an element")
        if above and above.name not in {"script", "style"}:
            above.words.append(data)
            if self._has["main"] and above.allowed is not None:
                self.page.words += count_words(data)

    # --- The whole -------------------------------------------------------------------------------

    def finish(self, text: str) -> None:
        """What only a page that was read to its end shows."""
        while self._open:
            left = self._open[-1]
            if left.name not in html.OPTIONAL_END:
                self.fault("html", f"<{left.name}> never ends", "end it", left.line)
            self._close()
        if not text[:15].lower().startswith("<!doctype html>"):
            self.fault("html", "does not begin with <!doctype html>", "begin with it", 1)
        for tag, code in html.SINGLE.items():
            if self._has[tag] != 1:
                message = f"has {self._has[tag] or 'no'} <{tag}>"
                self.fault(code, message, "give each page one", 1)
        self._check_ids()

    def _check_ids(self) -> None:
        self.page.ids = set(self._all_ids)
        for name, count in self._all_ids.items():
            if count > 1:
                self.fault("ids", f"the id {name} is there {count} times", "give each its own", 1)
        for name, line in self._named.items():
            if name not in self._all_ids:
                self.fault("ids", f"no element has the id {name}", "name one that is there", line)
