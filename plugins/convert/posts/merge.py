"""A seed changed: what its post takes over, and what stays because an editor wrote it.

The post remembers a digest of each field as it was generated, so that three versions can be
told apart: the generated one, the editor's and the new one; of the body one of each paragraph.
A conflict is remembered by a digest of both values: it stands until one of them is another, or
until an editor removes it from the post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.convert.posts.fields import BY_NAME, FIELDS, ordered, texts_of
from plugins.convert.posts.paragraphs import Difference, combine, differences, digests, overlap
from plugins.convert.posts.redating import is_settled_elsewhere, minted, redated
from plugins.frontmatter import mark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from plugins.convert.posts.document import Document, Provenance

#: Fields whose change is a change of the words.
WORDS = frozenset({"title", "summary", "body"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that an editor changed, and the seed too. The editor's value stays."""

    field: str
    mine: str
    """The editor's; of the body the first place that conflicts."""
    theirs: str
    """The seed's."""
    more: int = 0
    """How many other places of the field conflict."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A post after its seed changed."""

    document: Document
    taken: tuple[str, ...] = ()
    """Fields that took the seed's new value; the body also where only parts of it did."""
    kept: tuple[str, ...] = ()
    """Fields that differ from the seed because an editor changed them; the body also where
    only parts of it do."""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of a field."""

    is_taken: bool = False
    is_kept: bool = False
    contested: tuple[Difference, ...] = ()
    is_held: bool = False
    """Whether it waits, as if its seed had not changed."""


def generated(document: Document) -> Provenance:
    """The provenance of ``document``, all of which was generated, with digests of its fields."""
    texts = texts_of(document)
    marks = tuple((name, mark(text)) for name, text in texts.items())
    return replace(
        document.provenance, generated=ordered(dict(marks)), paragraphs=digests(texts["body"])
    )


def merge(
    mine: Document,
    theirs: Document,
    now: datetime | None,
    given: Collection[str] = (),
    *,
    only_contested: bool = False,
) -> Merged:
    """``mine``, the post as it is, with what is new in ``theirs``, a fresh conversion.

    ``now`` is the time that a change of the words is marked with; None marks nothing. ``given``
    are the fields of ``Post`` that a sidecar gives: the date changes only where one gives it, and
    goes back where it no longer does. ``only_contested`` leaves everything else alone but what
    an earlier call had in conflict.
    """
    theirs = redated(mine, theirs)
    asked = _asked(mine.provenance, only_contested=only_contested)
    names = [name for name in asked if _concerns(name, mine, theirs, given)]
    new = texts_of(theirs)
    body, verdicts = _verdicts(mine, new, names, given)
    taken = tuple(name for name, each in verdicts.items() if each.is_taken)
    merged = _take(mine, theirs, taken, body)
    marks = {name: mark(new[name]) for name, each in verdicts.items() if not each.is_held}
    if now and _is_told(merged, taken) and "modified" not in taken and "updated" not in given:
        merged = _stamped(merged, now)
        marks["modified"] = mark(texts_of(merged)["modified"])
    contested = {name: each.contested for name, each in verdicts.items() if each.contested}
    provenance = replace(
        theirs.provenance,
        generated=ordered({**dict(mine.provenance.generated), **marks}),
        paragraphs=digests(new["body"]) if "body" in verdicts else mine.provenance.paragraphs,
        conflicts=tuple((name, _pair(each)) for name in contested for each in contested[name]),
        minted=minted(mine, theirs, taken),
    )
    kept = tuple(name for name, each in verdicts.items() if each.is_kept)
    conflicts = tuple(
        Conflict(name, first.mine, first.theirs, len(more))
        for name, (first, *more) in contested.items()
    )
    return Merged(replace(merged, provenance=provenance), taken, kept, conflicts)


def _is_told(merged: Document, taken: Collection[str]) -> bool:
    """Whether subscribers hear of a change: other words, or none any more."""
    return bool(WORDS & set(taken)) or ("status" in taken and merged.post.status == "withdrawn")


def _stamped(document: Document, now: datetime) -> Document:
    """``document`` with words that changed now, and neither before they were published nor
    before their last change."""
    post = document.post
    return replace(
        document, post=replace(post, updated=max(now, post.published, post.updated or now))
    )


def _asked(known: Provenance, *, only_contested: bool) -> tuple[str, ...]:
    """Names of the fields that are looked at; a summary follows the body it comes from."""
    contested = {name for name, _ in known.conflicts}
    if "body" in contested:
        contested.add("summary")
    return tuple(f.name for f in FIELDS if not only_contested or f.name in contested)


def _concerns(name: str, mine: Document, theirs: Document, given: Collection[str]) -> bool:
    """Whether ``theirs`` has a say: the date stays but for a sidecar's, and no word of a
    change is taken back, but by one."""
    if name == "date":
        return not is_settled_elsewhere(mine, theirs)
    if name == "modified" and "updated" not in given:
        old, new = mine.post.updated, theirs.post.updated
        return new is not None and (old is None or new > old)
    return True


def _verdicts(
    mine: Document, new: Mapping[str, str], names: Collection[str], given: Collection[str]
) -> tuple[str, dict[str, _Verdict]]:
    """The body to be, and what becomes of each of the fields ``names``."""
    ours = texts_of(mine)
    body, of_body = _body(mine, ours["body"], new["body"])
    found = {
        name: of_body if name == "body" else _verdict(name, ours, new, mine.provenance)
        for name in names
    }
    if "summary" in found and found["summary"].is_taken and "summary" not in given:
        found["summary"] = _summary(new, body if "body" in found else ours["body"])
    return body, found


def _verdict(
    name: str, ours: Mapping[str, str], new: Mapping[str, str], known: Provenance
) -> _Verdict:
    mine, theirs = ours[name], new[name]
    whole = Difference(mine, theirs, 0, 1)
    outcome = _outcome(mine, theirs, _base(dict(known.generated), name))
    if outcome == "conflict" or (outcome == "kept" and (name, _pair(whole)) in known.conflicts):
        return _Verdict(contested=(whole,))
    return _Verdict(outcome == "taken", outcome == "kept")


def _outcome(mine: str, theirs: str, base: str | None) -> str:
    """``same``, ``taken``, ``kept`` or ``conflict``; base None: nobody knows what it was."""
    if mine == theirs:
        return "same"
    if base is None or mark(theirs) == base:
        return "kept"
    return "taken" if mark(mine) == base else "conflict"


def _base(marks: Mapping[str, str], name: str) -> str | None:
    """What a field was when it was generated; a field not remembered was empty."""
    return marks.get(name, mark("")) if marks else None


def _body(mine: Document, ours: str, new: str) -> tuple[str, _Verdict]:
    """The body with what the seed changed where no editor did, and what is said about it."""
    known = mine.provenance
    outcome = _outcome(ours, new, _base(dict(known.generated), "body"))
    if outcome in {"same", "taken"}:
        return (new if outcome == "taken" else mine.body), _Verdict(outcome == "taken")
    found = combine(known.paragraphs, mine.body, new) if known.paragraphs else None
    if outcome == "kept":
        found = None
    body = found.body if found else mine.body
    rest = differences(body, new)
    refused = [
        each
        for each in rest
        if found and any(overlap((each.start, each.end), other) for other in found.refused)
    ]
    if outcome == "conflict" and (found is None or (found.refused and not refused)):
        refused = list(rest)
    contested = tuple(
        each for each in rest if each in refused or ("body", _pair(each)) in known.conflicts
    )
    is_new = found is not None and found.is_new
    return body, _Verdict(is_new, len(rest) > len(contested), contested)


def _summary(new: Mapping[str, str], body: str) -> _Verdict:
    """A summary made of words of the seed that the post's body does not hold waits for them."""
    words = _letters(new["summary"])
    is_held = words in _letters(new["body"]) and words not in _letters(body)
    return _Verdict(is_taken=not is_held, is_held=is_held)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _pair(difference: Difference) -> str:
    return mark(difference.mine, difference.theirs)


def _take(mine: Document, theirs: Document, names: Collection[str], body: str) -> Document:
    attributes = [each for name in names for each in BY_NAME[name].attributes]
    post = replace(mine.post, **{each: getattr(theirs.post, each) for each in attributes})
    return replace(mine, post=post, body=body if "body" in names else mine.body)
