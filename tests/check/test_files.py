"""Each fault that is put into a clean site is found, where it is; a clean site has none."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from plugins.check import Finding, check_site
from plugins.check.budget import longer
from plugins.check.reading import read
from plugins.entry.cli import main
from plugins.errors import ConfigError, Problem
from tests.pictures.samples import file

ONE = "2026/11/un-port/index.html"


def found(output: Path) -> dict[str, list[Finding]]:
    """Findings by their code."""
    every: dict[str, list[Finding]] = {}
    for finding in check_site(output, (), in_browser=False).findings:
        code = finding.problem.code
        every.setdefault("feed" if code.startswith("feed-") else code, []).append(finding)
    return every


def only(output: Path, code: str) -> Problem:
    (findings,) = found(output).values()
    (finding,) = findings
    assert finding.problem.code.startswith(code)
    assert finding.problem.remedy
    return finding.problem


def test_a_clean_site_has_no_finding(built: Path) -> None:
    findings = check_site(built, (), in_browser=False)
    assert findings.findings == ()
    assert findings.pages > 20
    assert findings.links > 300
    assert findings.skipped


#: Code, what stands in the page, what is put there instead.
FAULTS = [
    ("html", "<p>Voir", "<p><div>x</div>Voir"),
    ("html", "</table>", ""),
    ("html", "<tbody>", "<tbody><p>x</p>"),
    ("html", "<p>Voir", "</span><p>Voir"),
    ("html", "<p>Voir", "<p><b>Voir"),
    ("html", "<p>Voir", '<p class="a" class="b">Voir'),
    ("html", "<p>Voir", '<p align="left">Voir'),
    ("html", "<p>Voir", "<p><font>x</font>Voir"),
    ("html", "<p>Voir", "<p><center>x</center>Voir"),
    ("html", "<p>Voir", '<p lang="français">Voir'),
    ("html", "<p>Voir", '<p dir="left">Voir'),
    ("html", "<p>Voir", '<p><a href="/news/">x <button>y</button></a>Voir'),
    ("html", "<p>Voir", "<ul>x<li>y</li></ul><p>Voir"),
    ("html", "<p>Voir", "<p></br>Voir"),
    ("html", "<p>Voir", "<p><em/>x</em>Voir"),
    ("html", "<!doctype html>", ""),
    ("html", "<p>Voir", "<dl><dt>a</dt></dl><p>Voir"),
    ("html", "<p>Voir", "<table><tr><td>a</td></tr><caption>b</caption></table><p>Voir"),
    ("html", "<p>Voir", "<details>x</details><p>Voir"),
    ("html", "<p>Voir", "<header><p>x</p><footer>y</footer></header><p>Voir"),
    ("html", "<p>Voir", "<picture><img src='/a' alt='x'><source srcset='/a'></picture><p>Voir"),
    ("html", "<p>Voir", '<p><img alt="x" src="/news/images/disc.jpg" loading="later">Voir'),
    ("html", "<p>Voir", '<p><img alt="x" src="/news/images/disc.jpg" srcset="/news/ 9w">Voir'),
    ("html", "<p>Voir", '<p><time datetime="2026-13-01">x</time>Voir'),
    ("html", "<p>Voir", '<p role="buton">Voir'),
    ("html", "<p>Voir", '<p><button type="go">x</button>Voir'),
    ("html", "<p>Voir", '<p><a href="/news/a b">x</a>Voir'),
    ("html", 'width="1000"', 'width="100%"'),
    ("ids", "<p>Voir", '<p id="x"></p><p id="x">Voir'),
    ("ids", "<p>Voir", '<p aria-describedby="nobody">Voir'),
    ("headings", "<p>Voir", "<h4>x</h4><p>Voir"),
    ("headings", "<p>Voir", "<h1>x</h1><p>Voir"),
    ("landmarks", "<p>Voir", "<main>x</main><p>Voir"),
    ("name", "<p>Voir", '<p><a href="/news/"></a>Voir'),
    ("name", "<p>Voir", '<p><a href="/news/" tabindex="-1"></a>Voir'),
    ("name", "<p>Voir", "<p><button> </button>Voir"),
    ("alt", ' alt="Un disque"', ""),
    ("alt", 'alt="Un disque"', 'alt=""'),
    ("csp", "<p>Voir", '<p style="color:red">Voir'),
    ("csp", "<p>Voir", '<p onclick="x()">Voir'),
    ("csp", "<p>Voir", "<script>x()</script><p>Voir"),
    ("csp", "<p>Voir", '<p><a href="javascript:x()">x</a>Voir'),
    ("csp", "<p>Voir", '<p><img alt="x" src="https://c.example/a.png">Voir'),
    (
        "csp",
        "<p>Voir",
        '<p><img alt="x" src="/news/images/disc.jpg" srcset="//c.example/a 1x">Voir',
    ),
    ("dead-link", "<p>Voir", '<p><a href="/news/nowhere/">x</a>Voir'),
    ("dead-link", "<p>Voir", '<p><a href="#nowhere">x</a>Voir'),
    ("dead-link", "<p>Voir", '<p><a href="/news/2026/11/deux/#nowhere">x</a>Voir'),
    ("dead-link", "<p>Voir", '<p><a href="">x</a>Voir'),
    ("missing-file", "<p>Voir", '<p><img alt="x" src="/news/images/nowhere.jpg">Voir'),
    ("json", '"@type":"NewsArticle"', '"@type":"NewsArticle",'),
    ("json", '"headline":', '"headlin":'),
    ("budget", "<p>Voir", f"<p>{''.join(f'<i title={n * n}>·</i>' for n in range(9_000))}Voir"),
]


@pytest.mark.parametrize(("code", "old", "new"), FAULTS)
def test_a_fault_in_a_page_is_found(spoil: Any, code: str, old: str, new: str) -> None:
    output = spoil(ONE, old, new)
    faults = found(output)
    assert code in faults
    problem = faults[code][0].problem
    assert problem.where == ONE
    assert problem.remedy
    assert (problem.line_no is None) == (code == "budget")


def test_a_long_text_may_weigh_more_in_scripts_without_spaces_too() -> None:
    page = read("a/index.html", f"<!doctype html><main><p>{'港が再開した。' * 600}</p></main>")
    assert longer(page) > 1_000


def test_a_long_list_may_weigh_more_than_a_text_of_as_many_words() -> None:
    text = f"<main><p>{'mot ' * 3000}</p></main>"
    listed, told = (
        read("a/index.html", f'<!doctype html><body class="is-{kind}">{text}')
        for kind in ("archive", "article")
    )
    assert (longer(listed), longer(told)) == (5 * 1_500, 4 * 1_500)


def test_what_is_allowed_is_no_fault() -> None:
    inside = (
        '<figure><picture><source srcset="a"><img src="a" alt="b"></picture><figcaption>c'
        '</figcaption></figure><a href="/"><h2>In a link</h2></a><ul><li>a<li>b<ul><li>c</ul></ul>'
        "<dl><div><dt>a<dd>b</div></dl><p>a<ul><li>b</ul><table><caption>x</caption><tr><th>a<td>b"
        "</table><details><summary><h3>x</h3></summary>y</details><ruby>a<rp>(</rp><rt>b</rt>"
        '</ruby><svg viewBox="0 0 1 1"><path d="M0 0"/><title>x</title></svg><p>a &amp; b<br>c'
        '<label>d <input type="search" name="q"></label><button aria-label="e"></button>'
        '<a href="/" tabindex="-1" aria-hidden="true"></a>'
        "<time datetime='2026'>x</time><bdi>x</bdi><wbr></p><ins><p>x</p></ins>"
    )
    text = (
        f'<!doctype html><html lang="pt-BR" dir="ltr"><head><meta charset="utf-8"><title>x</title>'
        f'<link rel="icon" href="a"></head><body class="is-page"><main><h1>x</h1>{inside}</main>'
    )
    page = read("a/index.html", text)
    assert page.problems == []
    assert (page.kind, page.lang, page.is_turned) == ("page", "pt-BR", False)


def test_one_fault_of_many_pages_is_said_once(spoil: Any) -> None:
    output = spoil(ONE, "</footer>", "<center>x</center></footer>")
    for page in output.rglob("index.html"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("</body>", "<blink>x</blink></body>"), "utf-8")
    (finding,) = [f for f in found(output)["html"] if "blink" in f.problem.message]
    assert finding.also == len(list(output.rglob("index.html"))) - 1


def test_a_broken_feed_is_found(spoil: Any) -> None:
    problem = only(spoil("feed.atom.xml", "</entry>", "&nbsp;</entry>"), "feed")
    assert problem.where == "feed.atom.xml"


def test_a_feed_entry_with_a_script_is_found(spoil: Any) -> None:
    output = spoil(
        "feed.rss.xml", "&lt;p&gt;Un para", "&lt;script&gt;x&lt;/script&gt;&lt;p&gt;Un para"
    )
    assert only(output, "feed").where == "feed.rss.xml"


def test_two_entries_of_one_id_are_found(spoil: Any, built: Path) -> None:
    items = json.loads((built / "feed.json").read_text("utf-8"))["items"]
    output = spoil("feed.json", items[1]["id"], items[0]["id"])
    assert "twice" in only(output, "feed").message


@pytest.mark.parametrize(("name", "data"), [("a.xml", "<a><b></a>"), ("a.svg", "<svg>")])
def test_xml_that_is_none_is_found(built: Path, tmp_path: Path, name: str, data: str) -> None:
    shutil.copytree(built, tmp_path / "output")
    (tmp_path / "output" / name).write_text(data, "utf-8")
    assert only(tmp_path / "output", "xml").where == name


def test_a_sitemap_that_lists_what_is_gone_is_found(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "output")
    listed = "".join(f"<url><loc>https://a.example/news/{p}</loc></url>" for p in ("", "gone/"))
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    (tmp_path / "output/sitemap-1.xml").write_text(xml, "utf-8")
    assert "gone/" in only(tmp_path / "output", "dead-link").message


def test_a_picture_that_tells_where_it_was_taken_is_found(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "output")
    (tmp_path / "output/images/disc.jpg").write_bytes(file("JPEG"))
    assert only(tmp_path / "output", "privacy").where == "images/disc.jpg"


def test_colours_that_are_too_much_alike_are_found(spoil: Any) -> None:
    output = spoil("theme/css/site.css", "--soft: light-dark(#5a544b", "--soft: light-dark(#a9a49b")
    css = (output / "theme/css/site.css").read_text("utf-8")
    (output / "theme/css/site.css").write_text(css.replace("#5a544b", "#a9a49b"), "utf-8")
    faults = found(output)["contrast"]
    assert all("--soft" in f.problem.message and "light" in f.problem.message for f in faults)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("a{background:url(../img/nowhere.png)}", "missing-file"),
        ('a{background:url("https://c.example/a.png")}', "csp"),
        ("@import 'https://c.example/a.css';", "csp"),
    ],
)
def test_what_a_style_sheet_loads_is_followed(spoil: Any, rule: str, code: str) -> None:
    output = spoil("theme/css/site.css", "/* --- Ground", f"{rule}\n/* --- Ground")
    problem = only(output, code)
    assert problem.where == "theme/css/site.css"
    assert problem.line_no is not None
    assert problem.line_no > 50


def test_a_script_that_weighs_too_much_is_found(spoil: Any) -> None:
    output = spoil("theme/js/theme.js", "", "")
    script = output / "theme/js/theme.js"
    script.write_text(script.read_text("utf-8") + "".join(f"x{n}={n};" for n in range(2000)))
    assert "scripts" in found(output)["budget"][0].problem.message


def pool() -> Executor:
    return ProcessPoolExecutor(2)


def test_workers_find_the_same(spoil: Any) -> None:
    output = spoil(ONE, "<p>Voir", '<p><a href="#nowhere"><center>x</center></a>Voir')
    alone = check_site(output, (), in_browser=False)
    assert check_site(output, (), pool, in_browser=False) == alone
    assert len(alone.findings) == 2


def test_files_of_others_are_left_alone(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "output")
    (tmp_path / "output/stats").mkdir()
    (tmp_path / "output/stats/index.html").write_text("<blink>", "utf-8")
    assert check_site(tmp_path / "output", ("stats",), in_browser=False).findings == ()
    assert check_site(tmp_path / "output", (), in_browser=False).findings != ()


def test_where_there_is_no_site_one_is_to_be_built(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="invoke build"):
        check_site(tmp_path, (), in_browser=False)


# --- The command ----------------------------------------------------------------------------------


def test_the_command_says_what_is_wrong_and_ends_with_1(
    spoil: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    output = spoil(ONE, "<p>Voir", '<p><a href="#nowhere">x</a>Voir')
    assert main(["check", "--files", "--output", str(output), "--jobs", "1"]) == 1
    said = capsys.readouterr().out
    assert f"{ONE}:" in said
    assert "#nowhere" in said
    assert "1 finding" in said


def test_the_command_is_content_with_a_clean_site(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--files", "--json", "--output", str(built), "--jobs", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == []
    assert told["exit_status"] == 0
    assert told["pages"] > 20
    assert told["skipped"]


def test_the_command_needs_a_site(tmp_path: Path) -> None:
    assert main(["check", "--output", str(tmp_path / "nowhere")]) == 2
