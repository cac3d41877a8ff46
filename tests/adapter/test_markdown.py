"""The quick reader of posts reads what Pelican's own reads, one after the other."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from pelican.readers import HTMLReader, MarkdownReader
from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins.adapter.markdown import PostReader, PostReaders
from plugins.adapter.patience import patience
from tests.adapter.documents import UNEVEN, documents

ROOT = Path(__file__).resolve().parents[2]
OURS: dict[str, Any] = read_settings(str(ROOT / "pelicanconf.py"))["MARKDOWN"]


def options(*extensions: Any, **configs: dict[str, Any]) -> dict[str, Any]:
    return {"extensions": list(extensions), "extension_configs": configs}


#: Settings of Markdown, those of the project first; most of them make the quick ways impossible.
MARKDOWNS = (
    OURS,
    options(),
    options("meta", "footnotes", "markdown.extensions.abbr"),
    options("tables", footnotes={"UNIQUE_IDS": True}),
    options("def_list", abbr={"glossary": {"word": "glossed"}}),
    options("extra"),
    options("attr_list", "toc", "nl2br"),
    options("md_in_html", "smarty", "sane_lists"),
    options("legacy_em", "wikilinks", "admonition"),
    {**options("fenced_code"), "tab_length": 2},
    {**options("tables"), "output_format": "xhtml"},
)


def settings(markdown: dict[str, Any], fields: Iterable[str] = ()) -> dict[str, Any]:
    """Pelican's, a copy: its readers write into them."""
    return {
        **DEFAULT_CONFIG,
        "MARKDOWN": copy.deepcopy(markdown),
        "FORMATTED_FIELDS": list(fields),
    }


def outcome(reader: MarkdownReader, path: Path) -> tuple[object, ...]:
    """What is read, or what is raised, in comparable form."""
    try:
        html, metadata = reader.read(str(path))
    except Exception as error:  # noqa: BLE001  # the same ones must be raised, whichever they are
        return type(error), str(error)
    return html, [(key, repr(value)) for key, value in metadata.items()]


def assert_same(
    posts: Iterable[bytes], markdown: dict[str, Any], fields: Iterable[str] = ()
) -> None:
    """All of ``posts``, read one after the other by one reader, are as Pelican reads each."""
    ours = PostReader(settings(markdown, fields))
    with TemporaryDirectory() as folder:
        for number, raw in enumerate(posts):
            path = Path(folder, f"{number}.md")
            path.write_bytes(raw)
            assert outcome(ours, path) == outcome(MarkdownReader(settings(markdown, fields)), path)


dates = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat(" ", "minutes")),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat("T", "seconds")),
    st.from_regex(
        r"(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-6][0-9]Z?)?", fullmatch=True
    ),
    st.sampled_from(["2024-11-22T09:00:00+14:00", "22 Nov. 2024", "2024_11_22", "", "x"]),
)
header = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["Date", "Modified"]), dates).map(": ".join),
        st.tuples(
            st.sampled_from(["Title", "tags", "Authors", "Category", "Summary", "Key-1", "  Slug"]),
            st.sampled_from(
                ["x", "a, b; c", "*a* <b>", " ", "a: b", "[^1]", "x\n    more", "é\ta"]
            ),
        ).map(": ".join),
        st.sampled_from(["---", "...", "--- x", "no key", "    more", ": x", " ", "Über: x"]),
    ),
    max_size=5,
).map("\n".join)
uneven = st.lists(st.one_of(st.sampled_from(UNEVEN), documents), max_size=4).map("".join)
posts = st.one_of(
    st.tuples(header, st.one_of(documents, uneven)).map("\n\n".join).map(str.encode),
    st.tuples(st.sampled_from([b"\xef\xbb\xbf", b"\xff", b"\r\n"]), st.binary(max_size=9)).map(
        b"".join
    ),
)


@given(st.lists(posts, min_size=1, max_size=3))
@example(
    [b"Title: x\n\n[^1]\n\n[^1]: n\n\n[a]: /u\n\n*[HTML]: h", b"Date: 2024-01-02\n\n[^1] [a] HTML"]
)
@example([b"Summary: *a* [^1]\n\n[^1] a\n\n[^1]: n", b"Summary: *b* [^1]\n\nTitle: x\n\n2. a"])
def test_posts_are_read_as_pelican_reads_them(given_posts: list[bytes]) -> None:
    assert_same(given_posts, OURS)


@given(st.lists(posts, min_size=1, max_size=3), st.sampled_from(MARKDOWNS))
def test_so_they_are_with_whatever_extensions(
    given_posts: list[bytes], markdown: dict[str, Any]
) -> None:
    assert_same(given_posts, markdown, ["summary"])


class Shouting(Preprocessor):
    """Counts its documents, and has something to say in each."""

    count = 0

    def run(self, lines: list[str]) -> list[str]:
        self.count += 1
        return [f"{line.upper()} {self.count}" if line else "" for line in lines]


class Shout(Extension):
    """An extension that nobody here knows."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # its name in Python-Markdown
        md.preprocessors.register(Shouting(md), "shout", 1)


@pytest.mark.parametrize("extension", [Shout(), f"{__name__}:Shout"])
def test_an_extension_that_is_not_known_sees_every_post_with_a_parser_of_its_own(
    extension: Any, tmp_path: Path
) -> None:
    reader = PostReader(settings(options(extension)))
    for name in ("a.md", "b.md"):
        Path(tmp_path, name).write_text("Title: x\n\nword", "utf-8")
        assert reader.read(str(tmp_path / name))[0] == "<p>WORD 1</p>"


def test_an_extension_of_a_known_name_that_is_another_one_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Markdown.build_extension
    monkeypatch.setattr(
        Markdown,
        "build_extension",
        lambda md, name, configs: Shout() if name == "tables" else found(md, name, configs),
    )
    reader = PostReader(settings(OURS))
    Path(tmp_path, "a.md").write_text("Title: x\n\nword", "utf-8")
    assert reader.read(str(tmp_path / "a.md"))[0] == "<p>WORD 1</p>"


class Broken(BaseException):
    """Nothing that any library would catch."""


AFTER = b"Title: x\nDate: 2024-11-22\n\n- a\n\n    b\n\n> c [^1] HTML\n\n1. d"


@pytest.mark.parametrize(
    "before",
    [
        b"Title: x\n\n> - [^1] \n>\n>     - [a]\n\n[^1]: " + b"[" * 30_000,
        b"Title: x\n\n*[HTML]: h\n\n> - " + b"+ " * 3_000,
        b"Date: none\n\nTitle: y\n\n[^1]: n",
        b"\xff",
    ],
)
def test_what_goes_wrong_in_one_post_is_forgotten_before_the_next(
    before: bytes, tmp_path: Path
) -> None:
    reader = PostReader(settings(OURS))
    bad, good = tmp_path / "a.md", tmp_path / "b.md"
    bad.write_bytes(before)
    good.write_bytes(AFTER)
    with patience(0.3), pytest.raises((ValueError, RecursionError)):
        reader.read(str(bad))
    assert outcome(reader, good) == outcome(MarkdownReader(settings(OURS)), good)


def test_plain_posts_are_read_without_a_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def convert(_parser: Markdown, _text: str) -> str:
        raise Broken

    monkeypatch.setattr(Markdown, "convert", convert)
    reader = PostReader(settings(OURS))
    post = tmp_path / "a.md"
    post.write_bytes(b"\xef\xbb\xbfTitle: x\r\nTags: a, b\r\n\r\nUn mot.\r\n\r\n## Deux\r\n")
    html, metadata = reader.read(str(post))
    assert html == "<p>Un mot.</p>\n<h2>Deux</h2>"
    assert [str(tag) for tag in metadata["tags"]] == ["a", "b"]
    post.write_bytes(b"Title: x\n\n*deux*")
    with pytest.raises(Broken):
        reader.read(str(post))


def test_dates_are_left_to_whoever_has_changed_how_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = PostReader(settings(OURS))
    monkeypatch.setitem(
        MarkdownReader.process_metadata.__globals__["METADATA_PROCESSORS"],
        "date",
        lambda text, _settings: text[::-1],
    )
    assert reader.process_metadata("date", "2024-11-22") == "22-11-4202"


def test_only_pelicans_own_reader_is_replaced() -> None:
    class Mine(MarkdownReader):  # type: ignore[misc]  # Pelican is untyped
        pass

    values = {**settings(OURS), "READERS": {"md": Mine, "mkd": None}}
    readers = PostReaders(values).readers
    assert type(readers["md"]) is Mine
    assert "mkd" not in readers
    assert type(readers["markdown"]) is PostReader
    assert type(readers["html"]) is HTMLReader
