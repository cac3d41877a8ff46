"""One build from end to end: what changed is read, what that touches is rendered and published."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.adapter.survey import Rules, Survey
from plugins.config import Settings
from plugins.engine import affected, glance, keys, rows, store, watch, workshop
from plugins.engine.affected import Affected
from plugins.engine.album import Album
from plugins.engine.glance import Glimpse, store_path
from plugins.engine.intake import Intake, News
from plugins.engine.ledger import Ledger
from plugins.engine.making import forget_press, make_all
from plugins.engine.pool import Workers, cores
from plugins.engine.press import Press, all_jobs
from plugins.engine.publish import Beside, Published, guard, publish_some, publishing
from plugins.engine.report import Rendered, SiteReport, report
from plugins.engine.store import Store
from plugins.engine.tasks import Job, Made, Target, Task
from plugins.engine.theming import Theme
from plugins.engine.workshop import Order
from plugins.pictures import Darkroom

#: Outputs that a worker makes at a time.
_LOT = 64
#: A change that touches more of the outputs than this part is built beside the live tree.
_MANY = 0.5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a build is asked for."""

    full: bool = False
    """Everything is read and rendered anew."""
    verify: bool = False
    """Each output is read, and what is not as it was published is made anew."""
    jobs: int | None = None
    """Workers; None for one a core."""


def build(order: Order, wishes: Wishes, seen: Glimpse) -> SiteReport:
    """Brings the output folder in line with the content folder.

    What was ``seen`` a moment ago is not looked at again.

    Raises ConfigError and PublishError; the live site is then as it was, or ahead of it by whole
    pages in an order in which none leads nowhere, and the next build goes on from there.
    """
    settings = workshop.settings_of(order)
    guard(settings.output, settings.retention, settings.content, settings.root)
    with publishing(settings.output), store.failing(settings.cache):
        settings.cache.mkdir(parents=True, exist_ok=True)
        _sweep(settings)
        try:
            return _Build(order, wishes, settings, seen).run()
        except sqlite3.DatabaseError as error:
            if not store.is_spoilt(error):
                raise
            store.discard(store_path(settings))  # a cache that is damaged is no cache
            return _Build(order, wishes, settings, seen).run()
        finally:
            forget_press()


def _sweep(settings: Settings) -> None:
    """Removes what killed builds left: nobody else builds into this output now."""
    Beside(settings.output.resolve()).clear()
    for stage in settings.cache.glob("stage-*"):
        shutil.rmtree(stage, ignore_errors=True)
    store.discard(store_path(settings).with_suffix(".building"))


@dataclass(slots=True)
class _Build:
    order: Order
    wishes: Wishes
    settings: Settings
    seen: Glimpse
    theme: Theme = field(init=False)
    workers: Workers = field(init=False)
    withdrawn: frozenset[str] | None = None
    """Ids of the articles that were withdrawn at the last build; None where nobody knows."""

    def __post_init__(self) -> None:
        self.theme = Theme(self.settings)
        self.workers = Workers(self.wishes.jobs or cores(), self.settings.executor)

    def run(self) -> SiteReport:
        key = self.seen.key or keys.site_key(self.settings)
        known = store.open_at(store_path(self.settings))
        if known is not None:
            self.withdrawn = _withdrawn(known)
            is_useless = known.recall("key") != key or not self.settings.output.is_dir()
            if self.wishes.full or is_useless:
                known.close()
                known = None
        found = known or self._new(key)
        self.order = replace(self.order, store=found.path)
        try:
            return self._warm(found) if known else self._cold(found)
        finally:
            found.close()

    def _take_in(self, found: Store, *, is_new: bool) -> News:
        intake = Intake(found, self.settings, self.order, self.workers, is_new)
        rules = Ledger(found).rules()
        survey = self.seen.survey
        if survey is None or survey.rules != rules:
            survey = Survey(self.settings.content, rules)
        return intake.take_in(survey)

    def _press(self, found: Store) -> Press:
        return Press(self.settings, found, self.order, self.theme)

    # --- Everything anew -----------------------------------------------------------------------

    def _new(self, key: str) -> Store:
        """An empty store beside the one that is there, which stays until all is done."""
        found = store.create(store_path(self.settings).with_suffix(".building"))
        found.note("key", key)
        reader = workshop.reader_of(self.order)
        values = workshop.pelican_settings(self.order)
        Ledger(found).note_rules(Rules.of(values, reader.extensions))
        found.note("terms", reader.terms().as_text())
        return found

    def _cold(self, found: Store) -> SiteReport:
        self._take_in(found, is_new=True)
        why = "everything is built anew"
        return self._whole(found, [Task(job, why) for job in all_jobs(self._press(found))])

    def _whole(self, found: Store, tasks: Sequence[Task]) -> SiteReport:
        """Renders all outputs into a tree beside the live one, which then takes its place."""
        beside = Beside(self.settings.output.resolve())
        if not beside.can_swap():
            return self._some(found, [replace(task, is_forced=True) for task in tasks], whole=True)
        self._note_site(found)
        found.note("complete", None)
        found.commit()
        beside.next.mkdir()
        target = Target(beside.next, beside.live, is_whole=True)
        made = list(self.workers.each(make_all, (self.order, target), tasks, _LOT))
        forget_press()
        paths = {each.path for each in made if each.path}
        with self._earlier(found) as is_ours:
            removed = beside.carry(paths, self.settings.retention, is_ours)
        written = sorted(each.path for each in made if each.is_written)
        if found.path != store_path(self.settings):
            store.discard(store_path(self.settings))  # what it knows is over in a moment
        if written or removed:
            beside.swap()
        else:  # the same to the byte: what is live stays, with the times of its folders
            beside.clear()
        self._forget_withdrawn(found)
        Ledger(found).replace(made, self.settings.output)
        self._complete(found)
        Darkroom.of(self.settings).forget(Album(found).in_use())
        published = Published(tuple(written), tuple(sorted(removed)), len(paths) - len(written))
        return report(found, published, _rendered(made))

    @contextmanager
    def _earlier(self, found: Store) -> Iterator[Callable[[str], bool]]:
        """What tells whether the build before this one published a path, as far as it is known."""
        place = store_path(self.settings)
        known = found if found.path == place else store.open_at(place)
        try:
            sql = "SELECT 1 FROM outputs WHERE path = ?"
            yield lambda path: known is not None and known.value(sql, path) is not None
        finally:
            if known is not None and known is not found:
                known.close()

    def _complete(self, found: Store) -> None:
        """The store is what later builds go on from."""
        found.note("complete", 1)
        found.commit()
        if found.path != store_path(self.settings):
            found.path.replace(store_path(self.settings))

    # --- What changed --------------------------------------------------------------------------

    def _warm(self, found: Store) -> SiteReport:
        now = rows.seconds(self.order.clock)
        has_aged = self.settings.discovery and glance.has_aged(found, found.recall("clock"), now)
        news = self._take_in(found, is_new=False)
        damage = watch.look(
            found, self.settings.output, self.settings.retention, closely=self.wishes.verify
        )
        ledger = Ledger(found)
        is_old = has_aged or ledger.has_dirty() or self.theme.note() != ledger.theme()
        if not (news or damage or is_old):
            found.commit()
            return report(found, Published((), (), ledger.count()))
        press = self._press(found)
        if press.site_key() != found.recall("site"):
            why = "what every page shows of the site changed"
            return self._whole(found, [Task(job, why) for job in all_jobs(press)])
        jobs = self._jobs(press, news)
        if has_aged:
            jobs.setdefault(Job("news"), "articles grew older than two days")
        tasks = ledger.tasks(jobs, damage.lost)
        if len(tasks) > _LOT and len(tasks) > _MANY * ledger.count():
            known = {task.job for task in tasks}
            rest = [Task(job, "") for job in all_jobs(press) if job not in known]
            return self._whole(found, [*tasks, *rest])
        return self._some(found, tasks, strangers=damage.strangers)

    def _jobs(self, press: Press, news: News) -> dict[Job, str]:
        jobs = Affected(press).by(news)
        before, now = Ledger(press.store).theme(), self.theme.note()
        for job, why in affected.of_templates(press.store, before.templates, now.templates):
            jobs.setdefault(job, why)
        files = (("theme", before.files, now.files), ("host", before.hosts, now.hosts))
        for kind, old, new in files:
            for path in sorted(old.keys() | new.keys()):
                if old.get(path) != new.get(path):
                    jobs.setdefault(Job(kind, path), "the theme's file changed")
        return jobs

    def _some(
        self,
        found: Store,
        tasks: Sequence[Task],
        *,
        strangers: Sequence[str] = (),
        whole: bool = False,
    ) -> SiteReport:
        """Renders ``tasks`` and moves what changed into the live tree."""
        output, ledger = self.settings.output, Ledger(found)
        self._forget_withdrawn(found)  # before anything is noted: a killed build does it again
        self._note_site(found)
        ledger.begin(tasks)
        stage = Path(tempfile.mkdtemp(prefix="stage-", dir=self.settings.cache))
        target = Target(stage, output, is_whole=False)
        made = list(self.workers.each(make_all, (self.order, target), tasks, _LOT))
        forget_press()
        stale = ledger.stale(made)
        written = [each.path for each in made if each.is_written]
        ledger.announce(made)
        if whole:
            paths = {each.path for each in made}
            strangers = watch.strangers(output, paths, self.settings.retention)
        publish_some(stage, output, written, [*stale, *strangers])
        ledger.close(made, stale, output)
        shutil.rmtree(stage, ignore_errors=True)
        self._complete(found)
        removed = tuple(sorted({*stale, *strangers}))
        published = Published(tuple(sorted(written)), removed, ledger.count() - len(written))
        return report(found, published, _rendered(made))

    def _forget_withdrawn(self, found: Store) -> None:
        """The earlier site goes if it shows, or may show, what was withdrawn since."""
        if _withdrawn(found) - (self.withdrawn or frozenset()):
            Beside(self.settings.output.resolve()).forget()

    # --- What later builds compare with ----------------------------------------------------------

    def _note_site(self, found: Store) -> None:
        found.note("site", self._press(found).site_key())
        Ledger(found).note_theme(self.theme.note())


def _withdrawn(found: Store) -> frozenset[str]:
    sql = "SELECT a.id FROM withdrawn w JOIN articles a USING (n) WHERE w.folder = ''"
    return frozenset(found.column(sql))


def _rendered(made: Sequence[Made]) -> tuple[Rendered, ...]:
    found = (Rendered(each.path, each.task.why) for each in made if each.digest)
    return tuple(sorted(found, key=lambda each: each.path))
