"""Attributes of an element: what must be there, what values look like, what the policy forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.check import standard as html

Attributes = dict[str, str]
Fault = tuple[str, str, str]
"""Code, message and remedy."""

_LANG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
_NUMBER = (re.compile("[0-9]+"), "a whole number")
#: No space, nor what else has to be written otherwise in an address.
_PLAIN, _NO_SPACE = r"[^\s\\<>\"{}|^`]", "an address without spaces"
_DAY = r"[0-9]{4,}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?"
_YES_OR_NO = (re.compile("true|false"), "true or false")
_INPUTS = (
    "button|checkbox|color|date|datetime-local|email|file|hidden|image|month|number|password|"
    "radio|range|reset|search|submit|tel|text|time|url|week"
)
_ROLE = (
    "(?:alert|alertdialog|application|article|banner|blockquote|button|caption|cell|checkbox|code|"
    "columnheader|combobox|complementary|contentinfo|definition|deletion|dialog|document|"
    "emphasis|feed|figure|form|generic|grid|gridcell|group|heading|img|image|insertion|link|list|"
    "listbox|listitem|log|main|marquee|math|menu|menubar|menuitem|menuitemcheckbox|"
    "menuitemradio|meter|navigation|none|note|option|paragraph|presentation|progressbar|radio|"
    "radiogroup|region|row|rowgroup|rowheader|scrollbar|search|searchbox|separator|slider|"
    "spinbutton|status|strong|subscript|superscript|suggestion|switch|tab|table|tablist|tabpanel|"
    "term|textbox|time|timer|toolbar|tooltip|tree|treegrid|treeitem|doc-[a-z]+)"
)
#: What values of attributes look like, and in words.
_FORMS = {
    "lang": (re.compile(_LANG), "a language tag such as fr"),
    "hreflang": (re.compile(f"{_LANG}|x-default"), "a language tag such as fr"),
    "dir": (re.compile("ltr|rtl|auto"), "ltr, rtl or auto"),
    "id": (re.compile(r"\S+"), "a name without spaces"),
    **dict.fromkeys(("width", "height", "colspan", "rowspan"), _NUMBER),
    **dict.fromkeys(("src", "cite", "poster"), (re.compile(f"{_PLAIN}+"), _NO_SPACE)),
    "href": (re.compile(f"{_PLAIN}*"), _NO_SPACE),
    "start": (re.compile("-?[0-9]+"), "a whole number"),
    "loading": (re.compile("lazy|eager"), "lazy or eager"),
    "decoding": (re.compile("async|sync|auto"), "async, sync or auto"),
    "fetchpriority": (re.compile("high|low|auto"), "high, low or auto"),
    "scope": (re.compile("row|col|rowgroup|colgroup"), "row or col"),
    "datetime": (
        re.compile(f"{_DAY}|{_CLOCK}|{_DAY}[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"),
        "a date such as 2026-11-22",
    ),
    "role": (re.compile(f"{_ROLE}(?: {_ROLE})*"), "a role that ARIA knows"),
    **dict.fromkeys(("aria-hidden", "aria-expanded", "aria-busy", "aria-modal"), _YES_OR_NO),
}
#: The same for attributes that mean something else in other elements.
_OF_ELEMENTS = {
    ("input", "type"): (re.compile(_INPUTS), "a type that there is"),
    ("button", "type"): (re.compile("button|submit|reset"), "button, submit or reset"),
    ("ol", "type"): (re.compile("[1aAiI]"), "1, a, A, i or I"),
}
_SCRIPT_TYPES = frozenset({"", "module", "text/javascript"})
_FORBIDDEN = frozenset({"iframe", "object", "embed", "base"})
_MOVE = "put it into the theme's style sheet or script"


def faults(tag: str, values: Attributes) -> Iterator[Fault]:
    """What is wrong with the attributes of one element."""
    for name in html.REQUIRED.get(tag, ()):
        if name not in values:
            code = "alt" if name == "alt" else "html"
            yield code, f"<{tag}> has no {name}", f'add {name}="…"'
    if tag == "img" and "alt" in values and not values["alt"].strip():
        message = f"the picture {values.get('src', '')} has no alternative text"
        yield "alt", message, "say in the post what it shows"
    for name, (form, wanted) in _FORMS.items():
        if name in values and not form.fullmatch(values[name]):
            yield "html", f"{name}={values[name]!r} is not right", f"give {wanted}"
    for (element, name), (form, wanted) in _OF_ELEMENTS.items():
        if element == tag and name in values and not form.fullmatch(values[name]):
            yield "html", f"{name}={values[name]!r} is not right", f"give {wanted}"
    yield from _srcset_faults(values)
    yield from _policy_faults(tag, values)


def _srcset_faults(values: Attributes) -> Iterator[Fault]:
    """Pictures of which a browser could not tell the right one."""
    parts = [part.split() for part in values.get("srcset", "").split(",") if part.strip()]
    widths = [part[1] for part in parts if len(part) == 2 and part[1].endswith("w")]
    if len(widths) != len(set(widths)):
        yield "html", "srcset has two pictures of one width", "leave one out"
    if widths and "sizes" not in values:
        yield "html", "srcset has widths, but there is no sizes", "say how wide it is shown"


def _policy_faults(tag: str, values: Attributes) -> Iterator[Fault]:
    """What the policy does not let work that a server sends with each page."""
    for name, value in values.items():
        if name == "style" or name.startswith("on"):
            yield "csp", f"<{tag}> has the attribute {name}, which the policy does not allow", _MOVE
        elif value.lstrip().lower().startswith("javascript:"):
            yield "csp", f"<{tag}> runs its {name}", "lead to an address"
    is_script = tag == "script" and "src" not in values
    if tag == "style" or (is_script and values.get("type", "") in _SCRIPT_TYPES):
        yield "csp", f"<{tag}> stands in the page, which the policy does not allow", _MOVE
    if tag in _FORBIDDEN:
        yield "csp", f"<{tag}> is forbidden by the policy", "remove it"
