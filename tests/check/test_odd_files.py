"""Whatever lies in an output folder, the check ends, and says which file is odd."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest

from plugins.check import check_site
from plugins.check.documents import faults, linked_data_faults, loads_of
from plugins.check.reading import read
from plugins.pictures.stripping import stripped
from tests.pictures.samples import file, scene

DEEP = "[" * 100_000
#: Read without complaint by Python's parser, and too deep for what looks into it.
NESTED = '{"@graph":[' * 400 + "{}" + "]}" * 400
FEED_IN_FEED = (
    '{"version":"https://jsonfeed.org/version/1.1","items":[' + '{"items":[' * 300 + "]}" * 301
)


@pytest.mark.parametrize("text", [DEEP, NESTED, FEED_IN_FEED], ids=["deep", "nested", "feed"])
@pytest.mark.parametrize("path", ["feed.json", "search/c0.json", "site.webmanifest"])
def test_json_that_nests_too_deeply_is_found(path: str, text: str) -> None:
    (problem,) = faults(path, text.encode(), "https://a.example")
    assert "too deeply" in problem.message


@pytest.mark.parametrize("text", [DEEP, NESTED], ids=["deep", "nested"])
def test_linked_data_that_nests_too_deeply_is_found(text: str) -> None:
    (problem,) = linked_data_faults("index.html", text, 3)
    assert (problem.line_no, problem.code) == (3, "json")


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("NewsArticle", True),
        (["NewsArticle"], True),
        (["Report", "Article"], True),
        (["Event"], False),
        ({"a": 1}, True),
        ([{"a": 1}], True),
        ("", True),
    ],
)
def test_a_thing_may_be_of_several_types(kind: object, missing: bool) -> None:
    assert bool([*linked_data_faults("a", json.dumps({"@type": kind}), 1)]) is missing


@pytest.mark.parametrize("markup", ["<![foo[ x", "<!a[<![%bad;"])
def test_a_page_that_the_parser_gives_up_is_found(markup: str) -> None:
    page = read("a.html", f"<!doctype html>\n<p>{markup}")
    assert (2, "html") in [(each.line_no, each.code) for each in page.problems]


def test_files_that_cannot_be_read_are_named_and_all_others_checked(
    built: Path, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    shutil.copytree(built, output)
    for name in ("x.avif", "x.css", "x.html", "x.js", "x.json"):
        (output / name).symlink_to("nowhere")
    (output / "z.xml").write_text("<a>", "utf-8")
    page = output / "404.html"
    picture = '<img src="/news/x.avif" alt="x" width="1" height="1"></main>'
    page.write_text(page.read_text("utf-8").replace("</main>", picture), "utf-8")
    found = check_site(output, (), in_browser=False).findings
    told = [(each.problem.where, each.problem.code, each.also) for each in found]
    assert told == [("x.avif", "unreadable", 4), ("z.xml", "xml", 0)]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif", "gif"])
def test_a_damaged_picture_is_found(ending: str) -> None:
    form = {"jpg": "JPEG"}.get(ending, ending.upper())
    whole = stripped(file(form), form) if form != "AVIF" else encoded("AVIF")
    path = f"images/a.{ending}"
    assert [*faults(path, whole, "")] == []
    for data in (whole[:-1], whole[: len(whole) // 2], b"\x07" * 900, b""):
        (problem,) = faults(path, data, "")
        assert problem.code == "picture"


def encoded(form: str) -> bytes:
    out = BytesIO()
    scene().save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[1,2]", ["manifest"]),
        ('{"name":"A"}', ["manifest"]),
        ('{"name":1,"start_url":"/"}', ["manifest"]),
        ("{", ["json"]),
        ('{"name":"A","start_url":"/"}', []),
    ],
)
def test_a_manifest_that_browsers_make_nothing_of_is_found(text: str, codes: list[str]) -> None:
    assert [each.code for each in faults("site.webmanifest", text.encode(), "")] == codes


@pytest.mark.parametrize(
    ("css", "loads"),
    [
        ('a{background:image-set("https://c.example/a.png" 1x)}', ["https://c.example/a.png"]),
        (
            """a{background:-webkit-image-set('/a.png' type("image/png") 1x, url(/b.png) 2x)}""",
            ["/a.png", "/b.png"],
        ),
        ("a{background:image('//c.example/a.png')}", ["//c.example/a.png"]),
        ('@font-face{src:src("/a.woff2")}', ["/a.woff2"]),
        ('a{background:IMAGE-SET("/a.png" 1x)}', ["/a.png"]),
        ("""@import 'a.css';a{b:url("a (1).png")}""", ["a.css", "a (1).png"]),
        pytest.param("url(" * 50_000 + "image-set((" * 50_000, [], id="endless"),
        ('a{fill:url(#part);content:"src"}b{background:image(red)}', []),
    ],
)
def test_whatever_names_a_picture_loads_it(css: str, loads: list[str]) -> None:
    assert list(loads_of(css)) == loads
