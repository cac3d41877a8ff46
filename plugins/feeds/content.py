"""An article's HTML as readers of feeds get it: full, sanitised, every address absolute.

Sanitised again, whatever the page does, because hand-written HTML may be trusted there and
a feed is read inside other people's programs. The result is a fixed point of what they do to
it: allowed elements and attributes are among those that feedparser keeps, and tags are
written as it writes them, so that nobody sees another text than we sent.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

import nh3

from plugins.feeds import urls
from plugins.model import Image
from plugins.text import direction, legal, one_line

TAGS = frozenset(
    "a abbr audio b blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small source span "
    "strong sub sup table tbody td tfoot th thead time tr u ul var video".split()
)
#: Elements that go with everything inside them.
_DROPPED = frozenset("script style template iframe object embed noscript form svg math".split())
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"lang", "dir", "title"}),
    "a": frozenset({"href", "hreflang"}),
    "audio": frozenset({"src", "controls"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "type"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
    "video": frozenset({"src", "poster", "controls", "width", "height"}),
}
URL_ATTRIBUTES = frozenset({"href", "src", "cite", "poster"})
_VOID = frozenset("br col hr img source".split())
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*>')
#: Paragraphs, with emphasis at most, as a sanitiser writes them: it takes 0.5 ms to say the same.
_PLAIN = r"(?:[^<>&]++|&(?:amp|lt|gt|nbsp);)*+"
_PARAGRAPHS = re.compile(rf"(?:<p>{_PLAIN}(?:<(em|strong)>{_PLAIN}</\1>{_PLAIN})*+</p>\n*)*+")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def absolute_html(html: str, base: str) -> str:
    """``html`` sanitised, with every address resolved against the page ``base``."""
    lawful = legal(html)
    if _PARAGRAPHS.fullmatch(lawful):  # most articles: there is nothing to sanitise or resolve
        cleaned = lawful
    else:
        cleaned = _TAG.sub(_rewritten, _cleaner(base).clean(lawful))
    written = cleaned.replace("&nbsp;", "\u00a0")
    return legal(written).replace("\x85", "\n").strip()  # some readers take U+0085 for an ellipsis


def with_picture(html: str, image: Image | None, url: str) -> str:
    """``html`` led by the picture at ``url``, unless the picture is in it already."""
    if image is None or not url or f'src="{escaped(url)}"' in html:
        return html
    alt, caption, credit = map(one_line, (image.alt, image.caption, image.credit))
    words = f"{caption} ({credit})" if caption and credit else caption or credit
    line = f"<figcaption>{escape(words, quote=False)}</figcaption>" if words else ""
    picture = f'<img alt="{escaped(alt)}" src="{escaped(url)}" />'
    return f"<figure>{picture}{line}</figure>\n{html}"


def wrapped(html: str, lang: str) -> str:
    """``html`` in a right-to-left wrapper where ``lang`` is written so; readers need it there."""
    if direction(lang) == "ltr":
        return html
    return f'<div dir="rtl" lang="{escaped(lang)}">{html}</div>'


@cache
def _attributes() -> dict[str, set[str]]:
    return {tag: set(names) for tag, names in ATTRIBUTES.items()}


def _cleaner(base: str) -> nh3.Cleaner:
    def resolved(_tag: str, attribute: str, value: str) -> str | None:
        if attribute in URL_ATTRIBUTES:
            return urls.resolve(base, value) or None
        return one_line(value)

    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED),
        attributes=_attributes(),
        attribute_filter=resolved,
        url_schemes=set(urls.SCHEMES),
        link_rel=None,
    )


def _rewritten(match: re.Match[str]) -> str:
    """The tag as XML-minded readers write it: attributes in order, void elements closed."""
    closing, tag, rest = match.groups()
    if closing:
        return f"</{tag}>"
    found = sorted(_ATTRIBUTE.findall(rest))
    if tag == "source" and not any(name == "src" for name, _ in found):
        return ""  # one of a picture's variants; the img beside it stays
    pairs = "".join(f' {name}="{_harmless(value)}"' for name, value in found)
    return f"<{tag}{pairs} />" if tag in _VOID else f"<{tag}{pairs}>"


def _harmless(value: str) -> str:
    return value.replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str) -> str:
    """``text`` as it stands in HTML, in an attribute too."""
    return escape(text).replace("&#x27;", "'")
