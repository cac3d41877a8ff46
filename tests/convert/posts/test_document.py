"""Posts as files: read back as they were written, and read as editors write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import markdown as python_markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.readers import MarkdownReader
from pelican.settings import DEFAULT_CONFIG

from plugins.convert.posts.document import Dating, Document, Provenance, render
from plugins.convert.posts.header import line_of
from plugins.convert.posts.parse import parse
from plugins.errors import SeedpressError
from plugins.model import Author, Image, Origin, Post, Rights, Source

PARIS = ZoneInfo("Europe/Paris")
JULY = datetime(2024, 7, 1, 12, 30, tzinfo=UTC)

words = st.text(
    st.one_of(
        st.sampled_from(list("\"'«»:;,#-— <>[]|\\\t\n\u00a0\u2028x")),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=25,
).map(line_of)
filled = words.filter(bool)
names = filled.map(lambda text: line_of(text.replace(";", ","))).filter(
    lambda t: bool(t.strip(","))
)
lists = st.lists(names, max_size=3, unique=True).map(tuple)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
OLDEST, NEWEST = datetime.fromisoformat("1850-01-01"), datetime.fromisoformat("2150-01-01")
moments = st.datetimes(OLDEST, NEWEST, timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
authors = lists.map(lambda found: tuple(Author(name) for name in found)) | st.just(
    (Author("Ana, née B", "https://a.example/", "a@a.example"), Author("C", email="c@c.example"))
)
posts = st.builds(
    Post,
    id=st.just("") | st.uuids().map(lambda each: f"urn:uuid:{each}"),
    url=st.just("") | slugs.map(lambda slug: f"2024/07/{slug}/"),
    title=filled,
    slug=slugs,
    lang=st.sampled_from(["", "fr", "pt-BR"]),
    published=moments,
    published_origin=st.sampled_from(Origin),
    updated=st.none() | moments,
    summary=words,
    authors=authors,
    source=st.none() | st.builds(Source, filled, st.sampled_from(["", "https://jforum.example/"])),
    category=words,
    tags=lists,
    image=st.none() | st.builds(Image, filled, words, words, words),
    rights=st.builds(Rights, words, st.sampled_from(["", "https://a.example/x"]), st.booleans()),
    note=words,
    aliases=st.lists(slugs.map(lambda slug: f"2023/01/{slug}/"), max_size=2, unique=True).map(
        tuple
    ),
    translation_of=st.just("") | st.uuids().map(lambda each: f"urn:uuid:{each}"),
    pinned=st.booleans(),
    status=st.sampled_from(["published", "draft", "hidden", "withdrawn"]),
)
seed_names = filled | st.sampled_from(["a  b.txt", ' "x".txt', "\u3000é.txt ", "sub/n.txt"])
digests = st.text("0123456789abcdef", min_size=8, max_size=8)
provenances = st.just(Provenance()) | st.builds(
    Provenance,
    seed_names,
    digests.map(lambda digest: f"v1:{digest}"),
    st.dictionaries(st.sampled_from(["title", "body"]), digests).map(lambda d: tuple(d.items())),
    st.booleans(),
    st.lists(digests, max_size=3).map(tuple),
    st.lists(st.tuples(st.sampled_from(["title", "body"]), digests), max_size=3).map(tuple),
    st.sampled_from(["", "v1:(0#$a{"]),
    st.just("") | seed_names,
    st.none() | st.builds(Dating, moments, st.sampled_from(Origin)),
)
bodies = st.lists(st.sampled_from(["Note: x", "", "---", "    x", "Title: y", "...", "a  "])).map(
    lambda lines: "\n".join(lines).strip("\n")
) | st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda text: text.strip("\n"))
extras = st.lists(st.tuples(st.sampled_from(["Mood", "my-key", "X_1"]), words), max_size=3).map(
    tuple
)
documents = st.builds(Document, posts, bodies, provenances, extras)


@given(documents, st.sampled_from([ZoneInfo("UTC"), PARIS, ZoneInfo("Asia/Kolkata")]))
def test_a_document_is_read_back_as_it_was_written(document: Document, zone: ZoneInfo) -> None:
    assert parse(render(document, zone), "x.md", zone) == document


@given(documents)
def test_python_markdown_sees_the_same_header_and_body(document: Document) -> None:
    markdown = python_markdown.Markdown(extensions=["meta"])
    markdown.convert(render(document))
    meta = markdown.Meta  # type: ignore[attr-defined]
    assert meta["title"] == [document.post.title]
    assert "" not in {value for key, values in meta.items() for value in values} - {
        value for _, value in document.extra
    }
    assert set(meta) >= {key.lower() for key, _ in document.extra}
    below = python_markdown.markdown(document.body.strip())
    assert markdown.convert(render(document)) == below or document.body != document.body.strip()


def test_pelican_reads_what_is_written(tmp_path: pytest.TempPathFactory) -> None:
    post = Post(
        "urn:uuid:1", "2024/07/x/", "« Un » titre", "x", "fr", JULY, updated=JULY,
        summary="Plain *text* & more", authors=(Author("Doe, Jane"),), tags=("a, b", "c"),
        category="Monde",
    )  # fmt: skip
    path = tmp_path / "x.md"  # type: ignore[operator]
    path.write_text(render(Document(post, "Note: not a key"), PARIS), encoding="utf-8")
    reader = MarkdownReader({**DEFAULT_CONFIG, "FORMATTED_FIELDS": []})
    html, meta = reader.read(str(path))
    assert html == "<p>Note: not a key</p>"
    assert meta["title"] == "« Un » titre"
    assert meta["summary"] == "Plain *text* & more"
    assert [author.name for author in meta["authors"]] == ["Doe, Jane"]
    assert [tag.name for tag in meta["tags"]] == ["a, b", "c"]
    assert meta["date"] == JULY
    assert meta["modified"] == JULY


def test_the_file_reads_well() -> None:
    post = Post(
        "urn:uuid:1", "2024/07/x/", "Titre", "x", "fr", JULY, Origin.FILE_TIME,
        tags=("Ukraine", "OTAN"), source=Source("Jforum.fr", "https://jforum.fr/"),
    )  # fmt: skip
    document = Document(post, "Texte.", Provenance("a.txt", "v1:00", (("title", "12ab"),)))
    assert render(document, PARIS) == (
        "Title: Titre\nDate: 2024-07-01T14:30:00+02:00\nTags: Ukraine, OTAN\nLang: fr\nSlug: x\n"
        "Source: Jforum.fr\nSource_url: https://jforum.fr/\nId: urn:uuid:1\nUrl: 2024/07/x/\n"
        "Date_origin: file time\nSeed: a.txt\nSeed_digest: v1:00\nGenerated: v1 title:12ab\n"
        "\nTexte.\n"
    )


@given(documents)
def test_written_twice_it_is_the_same_text(document: Document) -> None:
    once = render(document)
    assert render(parse(once, "x.md")) == once


def test_a_post_by_hand_is_read_the_way_pelican_reads_it() -> None:
    text = (
        "\ufefftitle: Mon titre\r\ndate: 2024-11-18 9:05\r\nAuthor: Jane Doe, John Roe\r\n"
        "tags: a; b, c\r\nsummary: one\r\n    two\r\nMood: calm\r\n\r\nText\r\n"
    )
    document = parse(text, "x.md", PARIS)
    assert document.post == Post(
        "", "", "Mon titre", "mon-titre", "", datetime(2024, 11, 18, 8, 5, tzinfo=UTC),
        authors=(Author("Jane Doe"), Author("John Roe")), tags=("a", "b, c"), summary="one two",
    )  # fmt: skip
    assert document.body == "Text"
    assert document.extra == (("Mood", "calm"),)
    assert document.provenance == Provenance()


def test_dashes_around_a_header_are_allowed() -> None:
    document = parse("---\nTitle: x\nDate: 2024-01-02\n---\nText", "x.md")
    assert (document.post.title, document.body) == ("x", "Text")


def test_nothing_that_an_editor_wrote_in_a_header_is_lost() -> None:
    text = (
        "Title: x\nDate: 2024-01-02\nTags: a\nTags: b\nRobots: noindex, nofollow\nImage_alt: y\n"
        "Empty:\nList: 1\n    2\n\nText"
    )
    document = parse(text, "x.md")
    assert document.post.rights.noindex
    again = render(document)
    for line in ("Tags: a", "Tags: b", "Robots: noindex, nofollow", "Image_alt: y", "List: 2"):
        assert again.count(f"{line}\n") == 1
    assert parse(again, "x.md") == document


@pytest.mark.parametrize(
    ("text", "line_no", "says"),
    [
        ("Date: 2024-01-02\n\nText", 1, "no title"),
        ("Title: x\n\nText", 1, "no date"),
        ("Title: x\nDate: yesterday\n\nText", 2, "“yesterday” is no date"),
        ("Title: x\nDate: 2024-13-45\n\nText", 2, "is no date"),
        ("Title: x\nDate: 2024-01-02\nModified: 9\n\nText", 3, "is no date"),
        ("Title: x\nDate: 2024-01-02\nStatus: gone\n\nText", 3, "is no status"),
        ("Title: x\nDate: 2024-01-02\nDate_origin: moon\n\nText", 3, "is no origin"),
        ('Title: x\nDate: 2024-01-02\nSeed: "x\n\nText', 3, "seed's name"),
        ("Title: x\nDate: 2024-01-02\nDate_minted: 9 git\n\nText", 3, "is no date"),
        ("Title: x\nDate: 2024-01-02\nDate_minted: 2024-01-02\n\nText", 3, "is no origin"),
        ("Title: x\n<<<<<<< HEAD\nDate: 2024-01-02\nSeed: a.txt\n\nText", 2, "cuts the header"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line_no: int, says: str) -> None:
    with pytest.raises(SeedpressError) as caught:
        parse(text, "posts/x.md")
    problem = caught.value.problem
    assert (problem.where, problem.line_no, problem.code) == ("posts/x.md", line_no, "bad-post")
    assert says in problem.message
    assert problem.remedy


def test_digests_of_another_version_count_as_none() -> None:
    text = "Title: x\nDate: 2024-01-02\nSeed: a.txt\nGenerated: v0 title:12\n"
    assert parse(text, "x.md").provenance.generated == ()


def test_a_conflict_without_its_digest_is_none() -> None:
    text = "Title: x\nDate: 2024-01-02\nSeed: a.txt\nConflict: body title:12\n"
    assert parse(text, "x.md").provenance.conflicts == (("title", "12"),)


def test_an_offset_with_seconds_is_written_in_utc() -> None:
    old = datetime(1890, 1, 1, tzinfo=UTC)
    document = Document(Post("", "", "x", "x", "", old), "")
    assert "Date: 1890-01-01T00:00:00Z\n" in render(document, PARIS)
    assert parse(render(document, PARIS), "x.md", PARIS) == replace(document)


@pytest.mark.parametrize(
    "line",
    [
        "Pinned: oui",
        "Robots: noindex, nofollow",
        "Author_links: Somebody Else <https://x.example/>",
        "Author_links: Jane <nowhere> <at> <all>",
        "Image_alt: alone",
        "Mine: own",
    ],
)
def test_what_is_not_understood_stays_as_the_editor_wrote_it(line: str) -> None:
    text = f"Title: x\nDate: 2024-01-02\nAuthors: Jane, John\n{line}\n\nText"
    once = render(parse(text, "x.md"))
    assert line in once.splitlines()
    assert render(parse(once, "x.md")) == once
