"""What is read without Pelican is what Pelican reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins import signals
from pelican.settings import read_settings

from plugins import config
from plugins.adapter.direct import Terms
from plugins.adapter.pelican_reader import PelicanReader
from plugins.adapter.reading import Reader, Reading
from plugins.frontmatter import KEYS
from plugins.pictures import Darkroom
from tests.adapter.documents import UNEVEN, documents

ROOT = Path(__file__).resolve().parents[2]
HEAD = "Title: A port\nDate: 2026-01-02 03:04\nCategory: World\n"


@dataclass(frozen=True)
class Desk:
    """A content folder and both ways to read what is in it."""

    content: Path
    direct: Reader
    stock: Reader

    def both(self, data: bytes, name: str = "a.md") -> tuple[Reading, Reading]:
        (self.content / name).write_bytes(data)
        return self.direct.read(name, "post", data), self.stock.read(name, "post", data)

    def is_direct(self, text: str) -> bool:
        return self.direct.terms.read("a.md", text.encode()) is not None


def pelican(content: Path, **changed: Any) -> PelicanReader:
    values = read_settings(str(ROOT / "pelicanconf.py"), override={"PATH": str(content)})
    return PelicanReader({**values, **changed}, config.load(ROOT, PATH=str(content)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    content = tmp_path_factory.mktemp("content")
    reader = pelican(content)
    settings = config.load(ROOT, PATH=str(content))
    assert reader.terms().endings
    return Desk(
        content,
        Reader(
            settings, Terms.of_text(reader.terms().as_text()), lambda: reader, Darkroom.of(settings)
        ),
        Reader(settings, Terms("UTC"), lambda: reader, Darkroom.of(settings)),
    )


TEXTS = st.text(st.sampled_from("aÉ ,;:-_.'\"é日 \t{}|&<"), max_size=12)
DATES = st.sampled_from(
    (
        *("2026-01-02", "2026-01-02 03:04", "2026-01-02T03:04:05Z", "2026-03-29 02:30"),
        *("2026-10-25 02:30", "2026-01-02T03:04:05+05:30", "2026-01-02T03:04:05-11:00"),
        *("2026-13-02", "02/01/2026", "yesterday", "", "0001-01-01", "9999-12-31T23:59:59-14:00"),
    )
)
VALUES: dict[str, st.SearchStrategy[str]] = {
    "date": DATES,
    "modified": DATES,
    "status": st.sampled_from(("draft", "hidden", "withdrawn", "published", "skip", "odd", "")),
    "lang": st.sampled_from(("fr", "en", "pt-BR", "not a language", "")),
    "url": st.sampled_from(("2026/01/a/", "../a", "", "/x/")),
    "image": st.sampled_from(("", "none.png")),
}
OTHERS = st.sampled_from((*KEYS, "Title", "dates", "timezone", "date_format", "mood", "title "))


@st.composite
def posts(draw: st.DrawFn) -> bytes:
    """Posts of all kinds, most of them such as the converter writes."""
    needed = ("title", "date", "category") if draw(st.integers(0, 9)) else ()
    keys = [*needed, *draw(st.lists(OTHERS, max_size=6))]
    lines = [f"{key}: {draw(VALUES.get(key, TEXTS))}" for key in keys]
    head = "\n".join(lines) + draw(st.sampled_from(("\n", "\n\n", "\n \n", "\n  more\n\n", "")))
    text = draw(st.sampled_from(("", "\ufeff", "---\n"))) + head + draw(documents)
    for mark in draw(st.lists(st.sampled_from(UNEVEN), max_size=1)):
        text = text.replace(" ", mark, 1)
    return text.encode("utf-8", "surrogatepass")


@given(posts())
@example(f"{HEAD}\nOne paragraph.\n".encode())
@example(f"{HEAD}Tags: a; b, c; a\nAuthors: B, A, B\n\nOne.\n".encode())
@example(f"{HEAD}\nA {{filename}}/x.md and a | b.\n".encode())
@example(b"\xff\xfe")
@example(b"")
def test_a_post_is_read_as_pelican_reads_it(desk: Desk, data: bytes) -> None:
    direct, stock = desk.both(data)
    # Pelican says some things only the first time.
    assert replace(direct, warnings=()) == replace(stock, warnings=())


@given(st.lists(st.tuples(OTHERS, TEXTS), max_size=3), DATES)
def test_pelican_says_nothing_of_what_is_read_directly(
    desk: Desk, lines: list[tuple[str, str]], date: str
) -> None:
    more = "".join(f"{key}: {value}\n" for key, value in lines)
    data = f"Title: A\nDate: {date}\nCategory: B\n{more}\nA word.\n".encode()
    if desk.direct.terms.read("a.md", data) is not None:
        assert desk.both(data)[1].warnings == ()


def test_what_the_converter_writes_is_read_directly(desk: Desk) -> None:
    assert desk.is_direct(f"{HEAD}Source: X\nId: urn:uuid:x\n\nA paragraph.\n\n## More\n\n- one\n")


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("Category", "Mood") + "\nx\n",
        HEAD + "Author: A\n\nx\n",
        HEAD + "Template: mine\n\nx\n",
        HEAD + "Status: skip\n\nx\n",
        HEAD + "Title: twice\n\nx\n",
        HEAD + "\n*x*\n",
    ],
)
def test_what_is_unusual_is_left_to_pelican(desk: Desk, text: str) -> None:
    assert not desk.is_direct(text)


@pytest.mark.parametrize(
    "changed",
    [
        {"PLUGINS": ["one"]},
        {"FORMATTED_FIELDS": ["summary"]},
        {"DEFAULT_METADATA": {"status": "draft"}},
        {"PATH_METADATA": "(?P<slug>.*)"},
        {"EXTRA_PATH_METADATA": {"a.md": {"status": "draft"}}},
        {"FILENAME_METADATA": "(?P<slug>.*)"},
        {"AUTHOR": "A"},
        {"WITH_FUTURE_DATES": False},
        {"MARKDOWN": {"extensions": ["extra"]}},
        {"READERS": {"md": None}},
    ],
)
def test_a_setting_that_has_a_say_leaves_all_to_pelican(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    terms = pelican(tmp_path, **changed).terms()
    assert terms.read("a.md", f"{HEAD}\nx\n".encode()) is None


def test_a_listener_leaves_all_to_pelican(tmp_path: Path) -> None:
    with signals.content_object_init.connected_to(lambda _content: None):
        assert not pelican(tmp_path).terms().endings
