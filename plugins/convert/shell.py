"""Writes what was made of seeds into posts: the one place that changes the content folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plugins import files
from plugins.convert.posts.document import Document, Provenance, render, without_blocks
from plugins.convert.posts.header import bad
from plugins.convert.posts.index import decoded, folder_of, learn, read
from plugins.convert.posts.labels import Labels
from plugins.convert.posts.merge import Merged, generated, merge
from plugins.convert.posts.mint import mint, natural_path, path_of
from plugins.convert.posts.near import Alike, Near
from plugins.convert.posts.parse import parse
from plugins.convert.posts.telling import (
    conflict_problem,
    hints,
    joined,
    near_hint,
    reasons,
    section_hint,
)
from plugins.convert.remembered import POSTS
from plugins.convert.work import Made, Refused
from plugins.errors import Problem, SeedpressError
from plugins.freshness import ForgottenError
from plugins.model import Action, Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from plugins.config import Settings
    from plugins.convert.plan import Step
    from plugins.convert.posts.index import Index
    from plugins.convert.seeds.walk import Found
    from plugins.freshness import Memory
    from plugins.model import Picture, Post

T = TypeVar("T")

_ACTIONS = {
    "leave": Action.UNCHANGED,
    "skip": Action.SKIPPED,
    "marked": Action.REMOVED,
    "mark": Action.REMOVED,
    "refuse": Action.REFUSED,
}


def decided(step: Step) -> Decision:
    """What is said of a step that converts nothing."""
    path = step.entry.path if step.entry else ""
    if step.verb == "relabel":
        action = Action.RENAMED if step.reason.startswith("was ") else Action.UPDATED
        return Decision(step.key, action, step.reason, path)
    return Decision(step.key, _ACTIONS[step.verb], step.reason, path)


class Shell:
    """Does the steps, one by one; a step that fails is a problem and leaves its post as it is."""

    def __init__(
        self, settings: Settings, clock: datetime, index: Index, memory: Memory, dry_run: bool
    ) -> None:
        self.settings, self.clock, self.index, self.dry_run = settings, clock, index, dry_run
        self.memory = memory
        self.near, self.labels = Near(memory), Labels(memory, index.entries)
        self.problems: list[Problem] = []
        #: Keys of the folders that were written to.
        self.folders: set[str] = set()
        #: Seeds that were skipped, and those that have nearly their words.
        self.twins: dict[str, str] = {}

    def convert(self, step: Step, made: Made | Refused) -> Decision:
        """Writes what was made of a seed."""
        if isinstance(made, Refused):
            return self._refuse(step, *made.problems)
        made = self._filed(step, made)
        try:
            act = self._create if step.entry is None else self._update
            return replace(act(step, made), conversion=made.conversion)
        except SeedpressError as error:
            return replace(self._refuse(step, error.problem), conversion=made.conversion)

    def do(self, step: Step) -> Decision:
        """A step that needs no conversion."""
        try:
            if step.verb in {"relabel", "mark"}:
                self._label(step)
        except SeedpressError as error:
            return self._refuse(step, error.problem)
        return decided(step)

    def _refuse(self, step: Step, *problems: Problem) -> Decision:
        self.problems += problems
        path = step.entry.path if step.entry else ""
        messages = "; ".join(problem.message for problem in problems)
        return Decision(step.key, Action.REFUSED, messages, path)

    def _filed(self, step: Step, made: Made) -> Made:
        """What was made with the section that labels of other posts give it; a label stays one."""
        if (step.entry and step.entry.label) or not made.conversion.posts:
            return made
        filed = self._asked(lambda: self.labels.applied(made.conversion, made.body))
        return replace(made, conversion=filed)

    def _create(self, step: Step, made: Made) -> Decision:
        found = _sure(step.found)
        plain = without_blocks(made.conversion.posts[0])
        self._check_place(natural_path(plain, self.settings.timezone))
        near = self._near(found.key, made.sketch)
        is_second = near.seed and not near.is_withdrawn
        if is_second and self.settings.skips_near and found.sidecar is None:
            self.twins[found.key] = near.seed
            return Decision(step.key, Action.SKIPPED, near_hint(near.seed))
        post = self._minted(plain, found)
        origin = Provenance(found.key, found.digest, sketch=made.sketch, near=near.seed)
        document = Document(post, made.body, origin)
        path = path_of(post.url)
        self._put(made.conversion.pictures)
        self._write(path, replace(document, provenance=generated(document)))
        self.index.taken.add(path, post.id, post.url, *post.aliases)
        self.near.add(found.key, made.sketch, post)
        hint = section_hint(made.sidecar, self.settings)
        reason = joined(step.reason, near_hint(near.seed), hint)
        return Decision(step.key, Action.NEW, reason, path)

    def _minted(self, post: Post, found: Found) -> Post:
        zone, taken = self.settings.timezone, self.index.taken
        return self._asked(lambda: mint(post, found, taken, zone))

    def _near(self, seed: str, sketch: str) -> Alike:
        """The post that has nearly the words of this sketch."""
        return self._asked(lambda: self.near.find(seed, sketch, self._readable))

    def _readable(self, path: str) -> Document | None:
        with suppress(SeedpressError):
            return self._read(path)
        return None

    def _asked(self, ask: Callable[[], T]) -> T:
        """What the memory answers; it learns anew where its file is damaged after all."""
        try:
            return ask()
        except ForgottenError:
            self.memory.begin_anew()
            zone = self.settings.timezone
            learn(self.memory.look(POSTS, self.settings.content), self.memory, zone)
            return ask()

    def _check_place(self, path: str) -> None:
        """A post that cannot be read may be this seed's own: nothing is put beside it."""
        if path in {broken for _, broken in self.index.broken}:
            message = "may be the seed of this post, which cannot be read"
            raise bad(f"content/{path}", None, message, "mend the post or move it away")

    def _update(self, step: Step, made: Made) -> Decision:
        found, entry = _sure(step.found), _sure(step.entry)
        mine = self._read(entry.path)
        fresh = without_blocks(made.conversion.posts[0])
        known, sketch = mine.provenance, made.sketch
        is_reminder = step.verb == "remind"
        if is_reminder or sketch == known.sketch:
            sketch, near = known.sketch, known.near
        else:
            near = self._near(found.key, sketch).seed
        origin = Provenance(found.key, found.digest, sketch=sketch, near=near)
        theirs = Document(fresh, made.body, origin)
        is_edited = entry.digest != found.digest
        merged = merge(
            mine,
            theirs,
            self.clock if is_edited else None,
            made.sidecar.given(),
            only_contested=is_reminder,
        )
        self.near.add(found.key, sketch, merged.document.post)
        is_new = merged.document != mine
        self._put(made.conversion.pictures)
        if is_new:
            self._write(entry.path, merged.document)
        self.problems += [conflict_problem(each, entry.path) for each in merged.conflicts]
        action = _action(merged, is_new=is_new)
        told = hints(made.sidecar, mine.post, merged, self.settings)
        alike = near_hint(near if near != known.near else "")
        reason = joined(step.reason, *reasons(merged), alike, *told)
        return Decision(step.key, action, reason, entry.path)

    def _label(self, step: Step) -> None:
        """Writes the seed's new name or its return into a post, or that it is gone."""
        entry, found = _sure(step.entry), step.found
        document = self._read(entry.path)
        seed = found.key if found else entry.seed
        label = replace(document.provenance, seed=seed, seed_removed=found is None)
        self._write(entry.path, replace(document, provenance=label))

    def _read(self, path: str) -> Document:
        """Raises SeedpressError where the post cannot be read."""
        text = decoded(read(self.settings.content / path, path), path)
        return parse(text, f"content/{path}", self.settings.timezone)

    def _write(self, path: str, document: Document) -> None:
        """Raises SeedpressError where the file cannot be written; the old one is then whole."""
        self._replace(path, render(document, self.settings.timezone).encode("utf-8"))

    def _put(self, pictures: Iterable[Picture]) -> None:
        """Writes the pictures that a post shows, before it shows them."""
        for picture in pictures:
            self._replace(picture.path, picture.data)

    def _replace(self, path: str, data: bytes) -> None:
        file = self.settings.content / path
        if not files.is_inside(file.parent, self.settings.content):
            raise bad(f"content/{path}", None, "its folder leads out of content", "remove the link")
        if self.dry_run:
            return
        self.folders.add(folder_of(path))
        try:
            files.write_atomic(file, data)
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            remedy = "make room or give yourself the right to write it, then run again"
            problem = Problem(f"content/{path}", message, remedy, code="unwritable")
            raise SeedpressError(problem) from error


def _sure(value: T | None) -> T:
    if value is None:
        raise AssertionError("a step without what its verb needs")
    return value


def _action(merged: Merged, *, is_new: bool) -> Action:
    if merged.conflicts:
        return Action.CONFLICT
    if merged.kept and not merged.taken:
        return Action.KEPT
    return Action.UPDATED if merged.taken or is_new else Action.UNCHANGED
