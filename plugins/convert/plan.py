"""What is to be done about each seed: pure, from what lies in seeds/ and what in content/."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from plugins.convert.posts.telling import near_hint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from plugins.convert.posts.index import Entry, Index
    from plugins.convert.remembered import Twin
    from plugins.convert.seeds.walk import Found, Walk

_NONE: Mapping[str, Twin] = MappingProxyType({})
#: What is done to a seed by converting it.
CONVERTING = frozenset({"create", "update", "remind"})
Verb = Literal["create", "update", "remind", "relabel", "leave", "skip", "mark", "marked", "refuse"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and why."""

    key: str
    verb: Verb
    reason: str = ""
    found: Found | None = None
    entry: Entry | None = None


def plan(
    walk: Walk, index: Index, *, twins: Mapping[str, Twin] = _NONE, again: bool = False
) -> tuple[Step, ...]:
    """A step for each seed and for each post whose seed is gone, by key.

    ``twins`` are seeds that were found to be nearly others, ``again`` converts unchanged seeds too.
    """
    owners, refused = _owners(index)
    matched = _matched(walk, owners)
    kept_apart = refused | walk.refused
    originals = _originals(walk.found, matched)
    steps = [
        _refused(found.key, refused)
        if found.key in refused
        else _step(found, matched.get(found.key), originals[found.raw_digest], again=again)
        for found in walk.found
    ]
    steps += [Step(key, "refuse", "see its problem") for key in sorted(walk.refused)]
    if twins and not again:
        standing = (entry for entry in owners.values() if not entry.is_withdrawn)
        digests = {entry.seed: entry.digest for entry in standing}
        now = digests | {found.key: found.digest for found in walk.found if found.key in digests}
        steps = [_apart(step, twins.get(step.key), digests, now) for step in steps]
    busy = {entry.path for entry in matched.values()}
    steps += [
        _gone(entry)
        for entry in owners.values()
        if entry.path not in busy and entry.seed not in kept_apart
        if not walk.is_unknown(entry.seed)
    ]
    return tuple(sorted(steps, key=lambda step: (step.key, step.entry.path if step.entry else "")))


def _owners(index: Index) -> tuple[dict[str, Entry], set[str]]:
    """The post of each seed, and the seeds whose post nobody can be sure of."""
    posts: dict[str, list[Entry]] = defaultdict(list)
    for entry in index.entries:
        posts[entry.seed].append(entry)
    refused = {seed for seed, entries in posts.items() if len(entries) > 1}
    refused |= {seed for seed, _ in index.broken if seed}
    return {seed: each[0] for seed, each in posts.items() if seed not in refused}, refused


def _matched(walk: Walk, owners: Mapping[str, Entry]) -> dict[str, Entry]:
    """The post of each seed that has one, under whatever name the seed now goes."""
    found = {each.key: each for each in walk.found}
    matched = {key: owners[key] for key in found if key in owners}
    gone = defaultdict(list)
    for entry in sorted(owners.values(), key=lambda entry: entry.path):
        if entry.seed not in found and not walk.is_unknown(entry.seed):
            gone[entry.raw_digest].append(entry)
    for key, each in found.items():
        if key not in matched and gone[each.raw_digest]:
            waiting = gone[each.raw_digest]
            same = next((entry for entry in waiting if entry.digest == each.digest), waiting[0])
            waiting.remove(same)
            matched[key] = same
    return matched | _swapped(found, matched)


def _swapped(found: Mapping[str, Found], matched: Mapping[str, Entry]) -> dict[str, Entry]:
    """Seeds that changed names among themselves: each now holds what another one held."""
    changed = {
        key
        for key, entry in matched.items()
        if entry.digest != found[key].digest and entry.raw_digest != found[key].raw_digest
    }
    held = {matched[key].raw_digest: key for key in sorted(changed, reverse=True)}
    source = {key: held[found[key].raw_digest] for key in changed if found[key].raw_digest in held}
    while source.keys() != set(source.values()):  # what is left in the end is closed
        source = {k: v for k, v in source.items() if v in source and k in source.values()}
    return {key: matched[other] for key, other in source.items()}


def _originals(found: Collection[Found], matched: Mapping[str, Entry]) -> dict[str, str]:
    """Of seeds with the same bytes the one that counts: who has a post of them, else the first."""

    def rank(each: Found) -> tuple[bool, bool, str]:
        entry = matched.get(each.key)
        return entry is None or entry.raw_digest != each.raw_digest, entry is None, each.key

    originals = {each.raw_digest: each.key for each in found}
    if len(originals) < len(found):  # else each is its own, and need not be ranked
        for each in sorted(found, key=rank, reverse=True):
            originals[each.raw_digest] = each.key
    return originals


def _step(found: Found, entry: Entry | None, original: str, *, again: bool) -> Step:
    key = found.key
    if original != key:
        return Step(key, "skip", f"has the same bytes as {original}", found, entry)
    if entry is None:
        return Step(key, "create", "", found)
    renamed = f"was {entry.seed}" if entry.seed != key else ""
    if entry.digest != found.digest:
        return Step(key, "update", renamed, found, entry)
    if entry.is_contested and not again:
        return Step(key, "remind", renamed, found, entry)
    if renamed or entry.removed:
        return Step(key, "relabel", renamed or "its seed is back", found, entry)
    return Step(key, "update" if again else "leave", "", found, entry)


def _apart(step: Step, twin: Twin | None, was: Mapping[str, str], now: Mapping[str, str]) -> Step:
    """``step``; a seed that would be created is skipped while both it and its twin stay.

    ``was`` and ``now`` are the digests of seeds whose post is not withdrawn, as that says and as
    they are.
    """
    if twin is None or step.verb != "create" or step.found is None:
        return step
    if {was.get(twin.near), now.get(twin.near)} != {twin.near_digest}:
        return step
    if step.found.digest != twin.digest:
        return step
    return Step(step.key, "skip", near_hint(twin.near), step.found)


def _refused(key: str, refused: Iterable[str]) -> Step:
    return Step(key, "refuse", "its post cannot be told or read" if key in refused else "")


def _gone(entry: Entry) -> Step:
    if entry.is_withdrawn:
        verb: Verb = "leave" if entry.removed else "mark"
        return Step(entry.seed, verb, "the post is withdrawn", None, entry)
    verb = "marked" if entry.removed else "mark"
    return Step(entry.seed, verb, "withdraw the post or bring the seed back", None, entry)
