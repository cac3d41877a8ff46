"""A run as a whole: tried without writing, shared among jobs, told, cleaned up after."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.convert.seeds.walk import walk
from plugins.convert.work import Job, Made, work
from tests.convert.newsroom import NOON, Newsroom


def test_a_dry_run_decides_the_same_and_writes_nothing(room: Newsroom) -> None:
    for key in "abcd":
        room.seed(f"{key}.txt", f"{key}\nText {key}")
    room.sync()
    room.seed("a.txt", "a\nNew words")
    (room.settings.seeds / "b.txt").rename(room.settings.seeds / "z.txt")
    (room.settings.seeds / "c.txt").unlink()
    room.seed("n.txt", "New")
    room.seed("bad.txt", " \n")
    before = room.state()
    folders = sorted(room.root.rglob("*"))
    dry = room.sync(dry_run=True)
    assert room.state() == before
    assert sorted(room.root.rglob("*")) == folders
    wet = room.sync()
    assert [(d.key, d.action, d.reason, d.path) for d in dry.decisions] == [
        (d.key, d.action, d.reason, d.path) for d in wet.decisions
    ]
    assert dry.problems == wet.problems


def test_what_a_killed_run_left_in_the_content_folder_goes(room: Newsroom) -> None:
    room.seed("a.txt", "Un titre\nUn paragraphe.")
    left = room.settings.content / "posts/2024/11/.un-titre.md.0123456789ab.tmp"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    mine = left.with_name(".draft.tmp")
    mine.write_text("an editor's")
    room.sync(dry_run=True)
    assert left.exists()
    room.sync()
    assert not left.exists()
    assert mine.exists()


def test_ids_and_addresses_do_not_depend_on_the_number_of_jobs(tmp_path: Path) -> None:
    made = []
    for name in ("one", "many"):
        (tmp_path / name).mkdir()
        room = Newsroom(tmp_path / name)
        for number in range(60):
            room.seed(f"{number}.txt", f"Titre {number % 7}\nText {number}")
        with ThreadPoolExecutor(4) as pool:
            room.sync(executor=pool if name == "many" else None)
        made.append(room.posts())
    assert made[0] == made[1]


def test_progress_is_told(room: Newsroom) -> None:
    for key in "abc":
        room.seed(f"{key}.txt", f"{key}\nText")
    heard: list[tuple[int, int]] = []
    room.sync(progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_job_and_its_result_can_go_to_another_process(room: Newsroom) -> None:
    room.seed("a.txt", "Un titre assez long pour un article\n\nUn texte, avec des mots.\n")
    job = Job(walk(room.settings.seeds).found[0], room.settings, NOON)
    made = work(pickle.loads(pickle.dumps(job)))
    assert isinstance(made, Made)
    assert pickle.loads(pickle.dumps(made)) == made
