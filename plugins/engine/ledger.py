"""What was published, by which job, and what a killed build left to be done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plugins.adapter.survey import Rules
from plugins.engine import watch
from plugins.engine.problems import keep
from plugins.engine.store import Store
from plugins.engine.tasks import Job, Made, Task
from plugins.engine.theming import ThemeNote

_OUTPUT = "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Reads and writes the store's account of the output folder."""

    store: Store

    def rules(self) -> Rules:
        """What a file of the content folder is, by the settings that the store was made with."""
        values: dict[str, Any] = json.loads(self.store.recall("rules"))
        tuples: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        return Rules(**tuples)

    def note_rules(self, rules: Rules) -> None:
        """For ``rules`` of later builds."""
        self.store.note("rules", json.dumps(asdict(rules)))

    def theme(self) -> ThemeNote:
        """The theme of the last build."""
        return ThemeNote(**json.loads(self.store.recall("theme") or "{}"))

    def note_theme(self, note: ThemeNote) -> None:
        """For ``theme`` of the next build."""
        self.store.note("theme", json.dumps(asdict(note)))

    def count(self) -> int:
        """How many outputs there are."""
        found: int = self.store.value("SELECT count(*) FROM outputs")
        return found

    def has_dirty(self) -> bool:
        """Whether a build was killed before it was done."""
        return self.store.value("SELECT 1 FROM dirty LIMIT 1") is not None

    def tasks(self, jobs: Mapping[Job, str], lost: Iterable[str]) -> list[Task]:
        """The jobs with their reasons, what was lost or left half done among them."""
        forced = {
            Job(kind, arg): f"{reason} (an earlier build did not finish)"
            for kind, arg, reason in self.store.rows("SELECT kind, arg, reason FROM dirty")
        }
        for path in lost:
            row = self.store.row("SELECT kind, arg FROM outputs WHERE path = ?", path)
            forced.setdefault(Job(*row), "the file was removed or changed by somebody else")
        tasks = [Task(job, why, is_forced=True) for job, why in forced.items()]
        return tasks + [Task(job, why) for job, why in jobs.items() if job not in forced]

    def begin(self, tasks: Iterable[Task]) -> None:
        """From here on a killed build leaves these jobs to the next one."""
        rows = ((*task.job, task.why) for task in tasks)
        self.store.run_all("INSERT OR REPLACE INTO dirty VALUES (?, ?, ?)", rows)
        self.store.commit()

    def stale(self, made: Iterable[Made]) -> list[str]:
        """Outputs of the jobs that these jobs do not make any more, where no other one does."""
        made = list(made)
        kept = {each.path for each in made}
        sql = "SELECT path FROM outputs WHERE kind = ? AND arg = ?"
        old = (path for each in made for path in self.store.column(sql, *each.task.job))
        return sorted(set(old) - kept)

    def announce(self, made: Iterable[Made]) -> None:
        """Notes new outputs before they are published, so that no killed build leaves strangers."""
        rows = ((each.path, *each.task.job, b"", b"", "") for each in made if each.is_written)
        self.store.run_all("INSERT OR IGNORE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)
        self.store.commit()

    def close(self, made: Iterable[Made], stale: Iterable[str], output: Path) -> None:
        """What was published is published."""
        shards = {watch.shard_of(path) for path in stale}
        self.store.run_all("DELETE FROM outputs WHERE path = ?", ((path,) for path in stale))
        for each in made:
            if each.digest or not each.path:
                keep(self.store, " ".join(each.task.job), "make", each.problems)
            if not each.digest:
                continue
            if each.signature:
                shards.add(watch.shard_of(each.path))
                row = (each.inputs, each.digest, watch.signature_of(output / each.path))
                self.store.run(_OUTPUT, each.path, *each.task.job, *row)
            else:
                sql = "UPDATE outputs SET kind = ?, arg = ?, inputs = ? WHERE path = ?"
                self.store.run(sql, *each.task.job, each.inputs, each.path)
        self.store.run("DELETE FROM dirty")
        watch.note(self.store, output, shards)
        self.store.commit()

    def replace(self, made: Iterable[Made], output: Path) -> None:
        """All outputs are these, and live."""
        self.store.run("DELETE FROM problems WHERE stage = 'make'")
        for table in ("outputs", "watch", "dirty"):
            self.store.run(f"DELETE FROM {table}")  # noqa: S608  # of these names
        made = list(made)
        outputs = (
            (each.path, *each.task.job, each.inputs, each.digest, each.signature)
            for each in made
            if each.path
        )
        self.store.run_all(_OUTPUT, outputs)
        for each in made:
            if each.problems:
                keep(self.store, " ".join(each.task.job), "make", each.problems)
        watch.note(self.store, output, watch.all_shards(self.store))
