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
#: What values of attributes look like, and in words.
_FORMS = {
    "lang": (re.compile(_LANG), "a language tag such as fr"),
    "hreflang": (re.compile(f"{_LANG}|x-default"), "a language tag such as fr"),
    "dir": (re.compile("ltr|rtl|auto"), "ltr, rtl or auto"),
    "id": (re.compile(r"\S+"), "a name without spaces"),
    **dict.fromkeys(("width", "height", "colspan", "rowspan"), _NUMBER),
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
    yield from _policy_faults(tag, values)


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
