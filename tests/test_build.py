"""Seeds to site in one go, as ``invoke build`` does it."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup

from plugins.entry.cli import main
from tests.commands import ROOT, SOUND, Run
from tests.pictures.samples import file

REAL = ROOT / "seeds/000_6c95f4fc2acd8dce.txt"
TITLE = (
    "Les États-Unis franchissent une étape majeure dans leur soutien à l’Ukraine face à "
    "l’alliance russo-coréenne"
)


def tree(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): p.stat().st_mtime_ns for p in folder.rglob("*")}


def article(tmp_path: Path, report: dict[str, Any], key: str) -> BeautifulSoup:
    (post,) = [seed["path"] for seed in report["seeds"] if seed["key"] == key]
    address = post.removeprefix("posts/").removesuffix(".md")
    return BeautifulSoup((tmp_path / "output" / address / "index.html").read_text("utf-8"), "lxml")


def spaces(text: str) -> str:
    """``text`` with every kind of space as a plain one, and none inside guillemets."""
    return " ".join(text.split())


def test_the_real_seed_comes_out_to_the_word(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / REAL.name).write_bytes(REAL.read_bytes())
    status, report = run()
    assert status == 0
    (seed,) = report["seeds"]
    assert [
        (line["line_no"], line["rule"]) for line in seed["dropped"] if line["line_no"] > 13
    ] == [
        (14, "image"),
        (15, "image"),
    ]
    guesses: dict[str, list[str]] = {}
    for guess in seed["guesses"]:
        assert 0 <= guess["confidence"] <= 1
        guesses.setdefault(guess["field"], []).append(guess["value"])
    assert guesses["lang"] == ["fr"]
    assert "authors" not in guesses
    assert {g["origin"] for g in seed["guesses"] if g["field"] == "published"} <= {
        "file time",
        "git",
    }
    tags = guesses["tags"][:8]
    wanted = {"Ukraine", "États-Unis", "Russie", "Joe Biden", "ATACMS", "Volodymyr Zelensky"}
    assert wanted <= set(tags)
    assert {"OTAN", "Corée du Nord"} & set(tags)

    page = article(tmp_path, report, REAL.name)
    lines = REAL.read_text("utf-8").splitlines()
    assert page.h1 is not None
    assert spaces(page.h1.get_text()) == TITLE == lines[0]
    paragraphs = [
        spaces(p.get_text()) for p in page.select("article .body > p, article .prose > p")
    ]
    assert paragraphs == [spaces(line) for line in lines[1:12]]
    assert "En ligne depuis" in page.get_text()
    assert "Publié le" not in page.get_text()
    assert "Jforum.fr" in page.get_text()


def test_the_feeds_of_the_real_seed_are_sound(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / REAL.name).write_bytes(REAL.read_bytes())
    run()
    ids = set()
    for path in sorted((tmp_path / "output").rglob("feed.*.xml")):
        feed = feedparser.parse(path.read_bytes())
        assert feed.bozo == 0, path
        (entry,) = feed.entries
        assert entry.title == TITLE
        assert spaces(BeautifulSoup(entry.content[0].value, "lxml").p.get_text()).startswith(
            "Dans un"
        )
        ids.add(entry.id)
    data = json.loads((tmp_path / "output/feed.json").read_text("utf-8"))
    assert {item["id"] for item in data["items"]} == ids
    assert len(ids) == 1


def test_a_second_build_writes_nothing_anywhere(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / REAL.name).write_bytes(REAL.read_bytes())
    run()
    before = {name: tree(tmp_path / name) for name in ("seeds", "content", "output")}
    status, report = run()
    assert status == 0
    assert report["counts"] == {"unchanged": 1}
    assert (report["site"]["written"], report["site"]["removed"]) == ([], [])
    assert {name: tree(tmp_path / name) for name in before} == before


def test_without_the_cache_and_with_other_file_times_nothing_changes(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    (seeds / REAL.name).write_bytes(REAL.read_bytes())
    run()
    content, output = tree(tmp_path / "content"), tree(tmp_path / "output")
    os.utime(seeds / REAL.name, (1, 1))
    assert run("build", "--full")[1]["site"]["written"] == []
    assert (tree(tmp_path / "content"), tree(tmp_path / "output")) == (content, output)


def test_a_new_title_and_slug_give_no_second_entry(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    run()
    first = feedparser.parse((tmp_path / "output/feed.atom.xml").read_bytes()).entries
    (post,) = (tmp_path / "content/posts").rglob("*.md")
    text = post.read_text("utf-8")
    text = text.replace("Title: Un port rouvre ses quais", "Title: Le port de Marseille")
    post.write_text(text.replace("Slug: un-port", "Slug: le-port"), "utf-8")
    status, _ = run()
    second = feedparser.parse((tmp_path / "output/feed.atom.xml").read_bytes()).entries
    assert status == 0
    assert [e.id for e in second] == [e.id for e in first]
    assert [e.link for e in second] == [e.link for e in first]
    assert [e.title for e in second] == ["Le port de Marseille"]


def test_what_an_editor_and_a_seed_both_changed_ends_with_3(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    run()
    (post,) = (tmp_path / "content/posts").rglob("*.md")
    post.write_text(post.read_text("utf-8").replace("à l’aube", "à midi"), "utf-8")
    (seeds / "a.txt").write_text(SOUND.replace("à l’aube", "au soir"), "utf-8")
    status, report = run()
    assert status == 3
    assert report["counts"] == {"conflict": 1}
    assert "à midi" in post.read_text("utf-8")
    assert run()[0] == 3
    settled = re.sub(r"(?m)^Conflict: .*\n", "", post.read_text("utf-8"))
    post.write_text(settled, "utf-8")
    assert run()[0] == 0


def test_a_date_that_an_editor_gives_is_a_date_of_publication(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    assert "En ligne depuis" in article(tmp_path, run()[1], "a.txt").get_text()
    (post,) = (tmp_path / "content/posts").rglob("*.md")
    text = re.sub(r"(?m)^Date: .*$", "Date: 2019-03-02 10:00", post.read_text("utf-8"))
    post.write_text(text, "utf-8")
    page = article(tmp_path, run()[1], "a.txt").get_text()
    assert "Publié le 2 mars 2019" in spaces(page)
    assert "En ligne depuis" not in page


HOSTILE: dict[str, bytes] = {
    "script": b"<script>alert(1)</script> in town\n\nThe <script>alert(1)</script> body is here.",
    "attributes": b'A title {: onclick="alert(1)" }\n\nSome words of text. {: onclick="alert(1)" }',
    "attach": b"{attach}../../../../etc/passwd\n\n[x]({attach}../../../../etc/passwd) is the text.",
    "front": b"Save_as: ../../x\nStatus: draft\nTemplate: evil\n\nWords of an article are here.",
    "yaml": b"---\ntitle: x\nstatus: draft\n---\nThe words of an article are here.",
    "jinja": b"{{ 7*7 }} {% raw %} is the title\n\nThe words {{ config }} of an article.",
    "long": "Un très long titre ".encode() * 160 + b"\n\nLe corps du texte est court.",
    "line": b"word " * 300_000,
    "latin": "Un été à la plage\n\nLes élèves sont allés à la plage avec eux.".encode("cp1252"),
    "utf16": "Un été à la plage\n\nLes élèves sont allés à la plage avec eux.".encode("utf-16-le"),
    "broken": "Un été à la plage\n\nLes élèves ".encode() + b"\xff\xfe\xc3 sont all\xc3\xa9s loin.",
    "marks": b"![](javascript:alert(1)) [a](javascript:alert(1))\n\nText <b onclick=x>of</b> it.",
    "controls": b"A \x01title\x1b[31m of red\n\nSome text with \x0c and \xef\xbf\xbe in it.",
}
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n",
    "binary": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 9,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_a_harmless_post(
    run: Run, seeds: Path, tmp_path: Path, name: str
) -> None:
    (seeds / "bad.txt").write_bytes(HOSTILE[name])
    (seeds / "sound.txt").write_text(SOUND, "utf-8")
    status, report = run()
    assert (status, report["counts"]) == (0, {"new": 2})
    found = Counter[str]()
    for page in (tmp_path / "output").rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        for data in soup.find_all("script", type="application/ld+json"):
            said = json.loads(data.extract().get_text())
            assert said["@context"] == "https://schema.org"
            found[said["@type"]] += 1
        assert all(s.get("src") and not s.get_text(strip=True) for s in soup.find_all("script"))
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")]
            assert "javascript:" not in str(tag.get("href", "")) + str(tag.get("src", ""))
    assert found.keys() == {"NewsArticle", "BreadcrumbList", "WebSite", "CollectionPage"}
    assert found["NewsArticle"] == 2
    assert not [p for p in (tmp_path / "output").rglob("passwd") if p.is_file()]
    assert "root:x:" not in "".join(p.read_text("utf-8") for p in tmp_path.rglob("*.html"))
    for path in (tmp_path / "output").rglob("feed.*.xml"):
        assert feedparser.parse(path.read_bytes()).bozo == 0
    assert len(feedparser.parse((tmp_path / "output/feed.atom.xml").read_bytes()).entries) == 2


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_in_one_line_and_all_else_is_built(
    run: Run, seeds: Path, tmp_path: Path, name: str
) -> None:
    (seeds / "bad.txt").write_bytes(REFUSED[name])
    (seeds / "sound.txt").write_text(SOUND, "utf-8")
    status, report = run()
    assert (status, report["counts"]) == (1, {"new": 1, "refused": 1})
    (problem,) = report["problems"]
    assert problem["where"] == "seeds/bad.txt"
    assert problem["message"]
    assert problem["remedy"]
    assert "Un port rouvre" in (tmp_path / "output/index.html").read_text("utf-8")


def test_links_devices_and_locked_files_are_refused_and_never_followed(
    run: Run, seeds: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("A secret title\n\nA secret text.")
    (seeds / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "sound.txt").write_text(SOUND, "utf-8")
    status, report = run()
    assert status == 1
    assert {p["where"] for p in report["problems"]} == {"seeds/link.txt", "seeds/pipe.txt"}
    assert report["site"]["articles"] == 1
    assert "secret" not in (tmp_path / "output/index.html").read_text("utf-8")


def test_two_seeds_with_one_title_are_two_articles(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    (seeds / "b.txt").write_text(SOUND.replace("aube", "aurore"), "utf-8")
    status, report = run()
    assert (status, report["site"]["articles"]) == (0, 2)
    entries = feedparser.parse((tmp_path / "output/feed.atom.xml").read_bytes()).entries
    assert len({e.id for e in entries}) == len({e.link for e in entries}) == 2


def test_a_misspelt_key_of_a_sidecar_names_the_nearest_one(run: Run, seeds: Path) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    (seeds / "a.toml").write_text('lang = "fr"\ntitel = "X"\n')
    status, report = run()
    assert status == 1
    (problem,) = report["problems"]
    assert problem["where"] == "seeds/a.toml"
    assert problem["line_no"] == 2
    assert "title" in problem["remedy"]


def test_two_builds_at_once_end_well(seeds: Path, tmp_path: Path) -> None:
    for i in range(6):
        (seeds / f"{i}.txt").write_text(SOUND.replace("Un port", f"Un port {i}"), "utf-8")
    command = [sys.executable, "-P", "-m", "plugins", "build", "--jobs=1"]
    command += ["--seeds=seeds", "--content=content", "--output=output"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [(p.communicate(timeout=120), p.returncode)[1] for p in both] == [0, 0]
    assert len(list((tmp_path / "content").rglob("*.md"))) == 6


def test_any_number_of_jobs_gives_the_same_posts(run: Run, seeds: Path, tmp_path: Path) -> None:
    for i in range(30):
        (seeds / f"{i}.txt").write_text(SOUND.replace("Un port", f"Un port {i % 20}"), "utf-8")
    run("convert")
    posts = {p.name: p.read_bytes() for p in (tmp_path / "content").rglob("*.md")}
    for path in list((tmp_path / "content").rglob("*.md")):
        path.unlink()
    run("convert", "--jobs", "2")
    assert {p.name: p.read_bytes() for p in (tmp_path / "content").rglob("*.md")} == posts


def test_without_a_folder_of_seeds_the_posts_are_built_as_they_are(
    run: Run, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "a.txt").write_text(SOUND, "utf-8")
    run()
    (post,) = (tmp_path / "content").rglob("*.md")
    before = post.read_bytes()
    settings = (ROOT / "pelicanconf.py").read_text("utf-8")
    monkeypatch.setattr("plugins.entry.cli.ROOT", tmp_path)
    settings = settings.replace("Path(__file__).resolve().parent", f"Path({str(ROOT)!r})")
    gone = f"SEEDS_PATH = {str(tmp_path / 'gone')!r}\n"
    (tmp_path / "pelicanconf.py").write_text(settings + gone, "utf-8")
    options = ["--content", str(tmp_path / "content"), "--output", str(tmp_path / "output")]
    assert main(["build", *options]) == 0
    assert post.read_bytes() == before


def test_an_address_that_is_none_is_a_problem_of_the_post_that_names_it(
    run: Run, tmp_path: Path
) -> None:
    post = tmp_path / "content/posts/own.md"
    post.parent.mkdir(parents=True)
    lines = "Title: A port\nDate: 2026-11-01 09:00\nSource_url: javascript:alert(1)\n\n"
    post.write_text(f'{lines}<img src="/images/none.png" alt="">\n\n{SOUND}', "utf-8")
    for _ in range(2):
        status, report = run()
        told = [each["message"] for each in report["problems"]]
        assert status == 1
        assert sum("Source_url" in each for each in told) == 1
        assert not any("Empty alt" in each for each in report["warnings"])


def test_a_picture_without_words_is_a_warning_and_a_finding_of_the_check(
    run: Run, seeds: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = base64.b64encode(file("PNG")).decode()
    words = "".join(f"<p>{line}</p>" for line in SOUND.splitlines() if line)
    (seeds / "a.html").write_text(f"{words}<img src='data:image/png;base64,{data}'>", "utf-8")
    for _ in range(2):
        status, report = run()
        assert (status, report["problems"]) == (0, [])
        (remark,) = report["remarks"]
        assert remark["code"] == "alt"
        assert remark["where"] == f"content/{report['seeds'][0]['path']}"
        assert remark["remedy"]
    assert article(tmp_path, report, "a.html").select_one("article img")
    assert main(["build", "--seeds", "seeds", "--content", "content", "--output", "output"]) == 0
    told = capfd.readouterr()
    assert f"warning: {remark['where']}" in told.err
    assert "1 warning: " in told.out
    assert main(["check", "--output", "output", "--files", "--jobs", "1", "--json"]) == 1
    found = json.loads(capfd.readouterr().out)["findings"]
    assert {each["code"] for each in found} == {"alt"}
