"""HTML that is safe to show: nh3 with an allowlist, the same for pages and feeds."""

from __future__ import annotations

import re
from collections import Counter

import nh3

from plugins.text import count_words
from plugins.typography import polish_html

_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s samp small "
    "source span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title", "id"},
    "a": {"href", "hreflang"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "source": {"srcset", "sizes", "type", "media"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "class"},
    "th": {"colspan", "rowspan", "scope", "class"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "xmpp", "geo", "magnet", "sms"}
#: Ids of footnotes, which the Markdown extension makes; no other id of a post gets through.
_OUR_ID = re.compile(r"fn(?:ref\d*)?:[\w-]{1,64}")
#: An address with a scheme or a host of its own, as browsers read it.
_ELSEWHERE = re.compile(
    r"(?:^|,)[\x00-\x20]*(?:[a-z][a-z0-9+.\t\r\n-]*:|[/\\][\t\r\n]*[/\\])", re.IGNORECASE
)
#: A picture or variant of one without an address, as nh3 writes it.
_NO_PICTURE = re.compile(
    r"<(?:img|source)(?!(?: [a-z]+=\"[^\"]*\")* src(?:set)?=)(?: [a-z]+=\"[^\"]*\")*>"
)
_PICTURES = ("img", "source")
_FETCHING = ("src", "srcset", "data")
_FETCHED = re.compile(rf"\b(?:{'|'.join(_FETCHING)})\s*=", re.IGNORECASE)
#: A cell as Markdown aligns it, which no page with a strict policy shows, and the class instead.
_ALIGNED = re.compile(r'<(t[dh]) style="text-align: (right|center);">')
_ALIGNMENTS = {"right": "at-end", "center": "at-center"}
#: Values that go, by attribute: no browser asks another host for what a page of ours shows.
_REFUSED = {
    "id": re.compile(rf"^(?!{_OUR_ID.pattern}\Z)"),
    "class": re.compile(rf"^(?!(?:{'|'.join(_ALIGNMENTS.values())})\Z)"),
    "src": _ELSEWHERE,
    "srcset": _ELSEWHERE,
    "cite": re.compile(r"^(?!\s*https?:)", re.IGNORECASE),
}
#: Characters. No article has a megabyte of HTML.
LIMIT = 8_000_000
#: Tags inside a word or sentence: they part nothing.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time"
    r"|tt|u|var|wbr)(?=[\s>])(?:[^>\"]|\"[^\"]*\")*>"
)
_TAG = re.compile(r"<(?:[^>\"]|\"[^\"]*\")*>")
_EDGE = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
#: Elements that end by themselves, before their like or at once: never deep.
_SHALLOW = frozenset(
    "a area base br col dd dt embed hr img input li link meta option p param source tbody td "
    "tfoot th thead tr track wbr".split()
)
#: nh3 needs minutes for a hundred thousand nested tags.
_DEEPEST = 256
#: A heading of the page's own level.
_TITLE = re.compile(r"<(/?)h1(?=[\s>])", re.IGNORECASE)
_HEADING = re.compile(r"<(?P<end>/?)h(?P<level>[2-6])(?=[\s>])")


def sanitise(html: str) -> str:
    """HTML with the allowed elements, attributes and link schemes alone.

    Headings start at level 2, since the page's own title is level 1, and skip no level.
    Raises ValueError where ``html`` is too large or too deep to be an article.
    """
    _check_size(html)
    if "text-align" in html:
        html = _ALIGNED.sub(lambda cell: f'<{cell[1]} class="{_ALIGNMENTS[cell[2]]}">', html)
    clean = _CLEANER.clean(_TITLE.sub(r"<\1h2", html))
    return _levelled(_NO_PICTURE.sub("", clean))


def _levelled(html: str) -> str:
    """``html``, as nh3 writes it, with each heading at most one level below the one it is under."""
    above: list[int] = []

    def place(match: re.Match[str]) -> str:
        if not match["end"]:
            level = int(match["level"])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{match['end']}h{len(above) + 1}"

    return _HEADING.sub(place, html)


def _check_size(html: str) -> None:
    if len(html) > LIMIT or _is_deep(html):
        raise ValueError("its HTML is too large or nested too deeply")


def _is_deep(html: str) -> bool:
    """Whether more than 256 elements are open at some place, whatever stands between them."""
    if html.count("<") <= _DEEPEST:
        return False
    depth, open_now = 0, Counter[str]()
    for match in _EDGE.finditer(html):
        name = match[2].lower()
        step = -(open_now[name] > 0) if match[1] else name not in _SHALLOW
        open_now[name] += step
        depth += step
        if depth > _DEEPEST:
            return True
    return False


def _filter(_element: str, attribute: str, value: str) -> str | None:
    refused = _REFUSED.get(attribute)
    return None if refused and refused.search(value) else value


#: Made once: the lists alone cost as much as an article.
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    url_schemes=_SCHEMES,
    link_rel=None,
)


def left_out(html: str) -> tuple[tuple[str, str], ...]:
    """What ``sanitise`` leaves out of ``html``, by element and address.

    These are pictures that are no files of the site, and frames, scripts, films and sounds.
    """
    found: list[tuple[str, str]] = []

    def note(element: str, attribute: str, value: str) -> str | None:
        if element in _PICTURES:
            goes = attribute != "data" and _filter(element, attribute, value) is None
        else:
            goes = element not in _TAGS
        if attribute in _FETCHING and goes:
            found.append((element, value.strip()))
        return None

    if "=" in html and _FETCHED.search(html):
        _check_size(html)
        nh3.clean(
            html,
            tags=set(_PICTURES),
            attributes={name: set(_FETCHING) for name in _PICTURES},
            attribute_filter=note,
            url_schemes={*_SCHEMES, "data", "blob", "file"},
        )
    return tuple(dict.fromkeys(found))


def finish(html: str, lang: str, *, trusted: bool = False) -> str:
    """The body as pages show it: sanitised unless ``trusted``, typography applied.

    Raises ValueError as ``sanitise`` does, trusted or not: feeds sanitise every body.
    """
    if trusted:
        _check_size(html)
    return polish_html(html if trusted else sanitise(html), lang)


def plain(html: str, *, trusted: bool = False) -> str:
    """The text of ``html`` that ``finish`` made, one space between blocks.

    Where it was ``trusted``, its scripts, styles and comments are no text.
    """
    return " ".join(_spaced(html, trusted=trusted).split())


def words_of(html: str, *, trusted: bool = False) -> int:
    """Number of words in the text of ``html``, as ``plain`` reads it."""
    return count_words(_spaced(html, trusted=trusted))


def _spaced(html: str, *, trusted: bool) -> str:
    """The text of ``html``, with more spaces than its words need."""
    text = _TAG.sub(" ", _INLINE.sub("", sanitise(html) if trusted else html))
    if "&" not in text:
        return text
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0")):
        text = text.replace(entity, char)
    return text.replace("&amp;", "&")
