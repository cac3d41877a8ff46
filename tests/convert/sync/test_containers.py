"""A container of many texts: one post each, and each lives its own life."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from plugins.convert import work
from plugins.convert.formats import lines
from plugins.freshness import memory
from plugins.model import Action
from tests.convert.formats.containers import QUAYS, SHIPS, picture, response, warc
from tests.convert.newsroom import Newsroom

A = {"id": "a", "title": "The port opens", "text": f"{QUAYS}\n{SHIPS}"}
B = {"id": "b", "title": "Ships at night", "text": f"{SHIPS}\n{QUAYS}"}
C = {"id": "c", "title": "A third text", "text": f"{SHIPS} {SHIPS}\n{QUAYS}"}


def jsonl(*records: dict[str, str]) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


@pytest.fixture
def desk(room: Newsroom) -> Newsroom:
    room.seed("a.jsonl", jsonl(A, B))
    assert actions(room) == {"a.jsonl#a": Action.NEW, "a.jsonl#b": Action.NEW}
    return room


def actions(room: Newsroom, **options: Any) -> dict[str, Action]:
    return room.actions(convert=None, **options)


def test_each_record_is_a_post_and_a_second_run_writes_nothing(desk: Newsroom) -> None:
    before = desk.state()
    assert actions(desk) == {"a.jsonl#a": Action.UNCHANGED, "a.jsonl#b": Action.UNCHANGED}
    assert desk.state() == before
    assert {each.post.title for each in desk.posts().values()} == {A["title"], B["title"]}


def test_an_edited_record_updates_its_own_post_alone(desk: Newsroom) -> None:
    ids = {seed: desk.post(seed).post.id for seed in ("a.jsonl#a", "a.jsonl#b")}
    desk.seed("a.jsonl", jsonl(C, B | {"title": "Ships by day"}, A))
    assert actions(desk) == {
        "a.jsonl#a": Action.UNCHANGED,
        "a.jsonl#b": Action.UPDATED,
        "a.jsonl#c": Action.NEW,
    }
    assert desk.post("a.jsonl#b").post.title == "Ships by day"
    assert {seed: desk.post(seed).post.id for seed in ids} == ids


def test_a_sidecar_of_a_record_corrects_that_record_alone(desk: Newsroom) -> None:
    desk.seed("a.jsonl#b.toml", 'title = "Ships by night"\n')
    assert actions(desk) == {"a.jsonl#a": Action.UNCHANGED, "a.jsonl#b": Action.UPDATED}
    assert desk.post("a.jsonl#b").post.title == "Ships by night"
    desk.seed("a.jsonl.toml", 'category = "Monde"\nnote = "Of the agency."\n')
    actions(desk)
    assert desk.post("a.jsonl#a").post.note == "Of the agency."
    assert desk.post("a.jsonl#b").post.note == ""


def test_a_sidecar_of_no_record_is_named(desk: Newsroom) -> None:
    desk.seed("a.jsonl#z.toml", 'title = "Nobody"\n')
    (problem,) = desk.sync(convert=None).problems
    assert problem.code == "no-seed"


def test_a_record_that_is_gone_marks_its_post_until_it_is_back(desk: Newsroom) -> None:
    desk.seed("a.jsonl", jsonl(A))
    assert actions(desk)["a.jsonl#b"] is Action.REMOVED
    assert desk.post("a.jsonl#b").provenance.seed_removed
    desk.seed("a.jsonl", jsonl(A, B))
    assert actions(desk)["a.jsonl#b"] is Action.UPDATED
    assert not desk.post("a.jsonl#b").provenance.seed_removed


def test_a_renamed_container_keeps_its_posts(desk: Newsroom) -> None:
    names = set(desk.posts())
    (desk.settings.seeds / "a.jsonl").rename(desk.settings.seeds / "b.jsonl")
    assert actions(desk) == {"b.jsonl#a": Action.RENAMED, "b.jsonl#b": Action.RENAMED}
    assert set(desk.posts()) == names


def test_a_bad_record_is_named_and_the_others_are_posts(room: Newsroom) -> None:
    room.seed("a.jsonl", jsonl(A) + "nonsense\n" + jsonl({"id": "x", "title": "No text"}))
    report = room.sync(convert=None)
    assert [each.action for each in report.decisions].count(Action.NEW) == 1
    assert {problem.code for problem in report.problems} == {"broken", "empty"}
    names = {(problem.where, problem.line_no) for problem in report.problems}
    assert names == {("seeds/a.jsonl", 2), ("seeds/a.jsonl#x", None)}
    assert room.sync(convert=None).problems == report.problems
    room.seed("a.jsonl", jsonl(A))
    assert not room.sync(convert=None).problems


def test_a_container_that_broke_takes_no_post_with_it(desk: Newsroom) -> None:
    before = desk.posts()
    desk.seed("a.jsonl", b"\x1f\x8b broken")
    report = desk.sync(convert=None)
    assert [(each.key, each.action) for each in report.decisions] == [("a.jsonl", Action.REFUSED)]
    assert desk.posts() == before


def test_a_sidecar_of_a_container_counts_for_each_of_its_texts(desk: Newsroom) -> None:
    desk.seed("a.toml", 'category = "Port"\n')
    assert set(actions(desk).values()) == {Action.UPDATED}
    assert {each.post.category for each in desk.posts().values()} == {"Port"}


def test_an_unchanged_container_is_not_opened_again(
    desk: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "SETTLING", 0)
    opened: list[str] = []
    split = lines.split

    def counting(key: str, raw: bytes) -> Any:
        opened.append(key)
        return split(key, raw)

    monkeypatch.setattr(lines, "split", counting)
    for _ in range(3):
        assert set(actions(desk, cache=desk.root / ".cache").values()) == {Action.UNCHANGED}
    assert opened == ["a.jsonl"]


def test_a_process_opens_a_container_once_for_all_of_its_texts(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.seed("a.jsonl", jsonl(*(A | {"id": str(n), "title": f"Text {n}"} for n in range(20))))
    work._parts.cache_clear()
    assert set(actions(room).values()) == {Action.NEW}
    assert work._parts.cache_info().misses == 1


def test_pages_of_an_archive_and_pictures_in_them_become_files(room: Newsroom) -> None:
    shown = f'<img alt="Quay" src="data:image/png;base64,{base64.b64encode(picture()).decode()}">'
    html = f"<h1>The port</h1><p>{QUAYS}</p>{shown}<p>{SHIPS}</p>"
    room.seed("a.warc", warc("response", "https://a.example/1", "application/http", response(html)))
    assert actions(room) == {"a.warc#https://a.example/1": Action.NEW}
    image = room.post("a.warc#https://a.example/1").post.image
    assert image is not None
    assert (room.settings.content / image.path).read_bytes() == picture()
    before = room.state()
    assert actions(room) == {"a.warc#https://a.example/1": Action.UNCHANGED}
    assert room.state() == before


def test_a_dry_run_writes_no_picture(room: Newsroom) -> None:
    shown = f'<img alt="Quay" src="data:image/png;base64,{base64.b64encode(picture()).decode()}">'
    room.seed("a.html", f"<h1>The port</h1><p>{QUAYS}</p>{shown}<p>{SHIPS}</p>")
    assert actions(room, dry_run=True) == {"a.html": Action.NEW}
    assert list(room.settings.content.rglob("*")) == []
