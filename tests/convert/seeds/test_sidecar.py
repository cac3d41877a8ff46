"""What an editor writes beside a seed: read, checked, and named with its line where it is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.seeds.sidecar import SidecarRefused, parse
from plugins.convert.seeds.sidecar_values import READERS
from plugins.convert.types import Sidecar
from plugins.errors import Problem, SeedRefused
from plugins.model import Author, Image, Rights, Source

PARIS = ZoneInfo("Europe/Paris")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.png").write_bytes(PNG)
    (folder / "images" / "fake.png").write_bytes(b"<svg onload=alert(1)>")
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "images" / "out.png").symlink_to(tmp_path / "secret.png")
    return folder


def read(text: str, content: Path = Path("/nowhere")) -> Sidecar:
    return parse(text.encode(), "a.toml", content, PARIS)


def refusal(text: str | bytes, content: Path = Path("/nowhere")) -> Problem:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SeedRefused) as caught:
        parse(data, "a.toml", content, PARIS)
    assert caught.value.problem.where == "a.toml"
    assert caught.value.problem.remedy
    return caught.value.problem


def test_every_key_gives_its_field(content: Path) -> None:
    sidecar = read(
        """
        title = " Un  titre "
        summary = "Court."
        date = 2024-11-18T09:00:00+01:00
        modified = 2024-11-19
        authors = ["Jane Doe", { name = "J. Roe", uri = "https://j.example/", email = "j@j.fr" }]
        source = { title = "Le Monde", url = "https://lemonde.example/x" }
        lang = "pt-BR"
        category = "Monde"
        tags = ["Ukraine", "OTAN", "Ukraine"]
        status = "draft"
        slug = "un-titre"
        image = "images/a.png"
        image_alt = "Une image"
        note = "Corrigé."
        rights = "CC BY 4.0"
        canonical = "https://lemonde.example/x"
        noindex = true
        pinned = true
        aliases = ["/2023/05/titre", "old.html"]
        translation_of = "urn:uuid:26de1815-9b3b-5e84-89f8-81407d5f2535"
        """,
        content,
    )
    assert sidecar == Sidecar(
        title="Un titre",
        slug="un-titre",
        lang="pt-BR",
        published=datetime(2024, 11, 18, 8, tzinfo=UTC),
        updated=datetime(2024, 11, 18, 23, tzinfo=UTC),
        summary="Court.",
        authors=(Author("Jane Doe"), Author("J. Roe", "https://j.example/", "j@j.fr")),
        source=Source("Le Monde", "https://lemonde.example/x"),
        category="Monde",
        tags=("Ukraine", "OTAN"),
        image=Image("images/a.png", "Une image"),
        rights=Rights("CC BY 4.0", "https://lemonde.example/x", noindex=True),
        note="Corrigé.",
        aliases=("2023/05/titre/", "old.html"),
        translation_of="urn:uuid:26de1815-9b3b-5e84-89f8-81407d5f2535",
        pinned=True,
        status="draft",
    )


def test_an_empty_sidecar_says_nothing() -> None:
    assert read("# nothing yet\n").given() == {}


def test_a_date_without_a_zone_is_meant_in_the_sites(content: Path) -> None:
    assert read("date = 2024-07-01T12:00:00").published == datetime(2024, 7, 1, 10, tzinfo=UTC)
    assert read('date = "2024-07-01"').published == datetime(2024, 6, 30, 22, tzinfo=UTC)


def test_simple_forms_do_where_there_is_one(content: Path) -> None:
    text = 'authors = "Jane Doe"\nsource = "AFP"\ntags = "a, b"\n[image]\npath = "images/a.png"\n'
    sidecar = read(text + 'credit = "AFP"\n', content)
    assert sidecar.authors == (Author("Jane Doe"),)
    assert sidecar.source == Source("AFP")
    assert sidecar.tags == ("a", "b")
    assert sidecar.image == Image("images/a.png", credit="AFP")


def test_an_empty_list_takes_guesses_away() -> None:
    assert read("authors = []\ntags = []").given() == {"authors": (), "tags": ()}


@pytest.mark.parametrize(
    ("key", "meant"),
    [("titel", "title"), ("author", "authors"), ("tag", "tags"), ("No-Index", "noindex")],
)
def test_an_unknown_key_names_the_nearest_known_one(key: str, meant: str) -> None:
    problem = refusal(f'title = "x"\n{key} = "y"\n')
    assert (problem.code, problem.line_no) == ("unknown-key", 2)
    assert f"did you mean {meant}?" in problem.remedy


@pytest.mark.parametrize("key", ["save_as", "url", "template", "id"])
def test_keys_that_could_break_out_are_unknown(key: str) -> None:
    assert refusal(f'{key} = "../x"').code == "unknown-key"


@pytest.mark.parametrize(
    ("text", "line_no"),
    [
        ('title = "x"\ntags = [1\n', None),
        ('title = "x"\nbroken\n', 2),
        ('title = "a"\ntitle = "b"\n', 2),
        ("title = x\n", 1),
    ],
)
def test_bad_toml_names_the_line(text: str, line_no: int | None) -> None:
    problem = refusal(text)
    assert problem.code == "bad-toml"
    assert problem.line_no == line_no or line_no is None


def test_a_sidecar_in_another_encoding_names_the_line() -> None:
    problem = refusal('lang = "fr"\ntitle = "é"'.encode("latin-1"))
    assert (problem.code, problem.line_no) == ("bad-toml", 2)


@pytest.mark.parametrize(
    "line",
    [
        "title = 1",
        'title = "  "',
        'date = "soon"',
        "date = 12:00:00",
        "date = 0001-01-01",
        "date = 9999-12-31T23:59:59-12:00",
        "authors = [1]",
        'authors = [{ nom = "x" }]',
        'authors = [{ name = "x", email = "no" }]',
        'authors = ["a; b"]',
        "source = 1",
        'source = { url = "https://x.example/" }',
        'source = { title = "x", url = "javascript:alert(1)" }',
        'lang = "français"',
        'lang = "xx-nope"',
        'lang = "fr-XQ"',
        'lang = "fr-Abcd-FR"',
        'tags = ["a;b"]',
        'status = "skip"',
        'slug = "../x"',
        'slug = "Un Titre"',
        'image = "../secret.png"',
        'image = "/etc/passwd.png"',
        'image = "images/none.png"',
        'image = "images/fake.png"',
        'image = "images/out.png"',
        'image = "images/a.svg"',
        'image_alt = "x"',
        'canonical = "x"',
        'noindex = "yes"',
        'aliases = ["../x"]',
        'aliases = ["section/monde/"]',
        'translation_of = "x"',
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(line: str, content: Path) -> None:
    problem = refusal(f'category = "x"\n{line}', content)
    assert (problem.code, problem.line_no) == ("bad-value", 2)
    assert problem.message.startswith(line.partition(" ")[0])
    assert problem.remedy.startswith("give ")


@pytest.mark.parametrize(
    "tag", ["fr", "pt-BR", "zh-Hant-TW", "es-419", "la", "grc", "sr-latn-rs", "ca-ES-valencia"]
)
def test_any_language_that_cldr_knows_will_do(tag: str) -> None:
    assert read(f'lang = "{tag}"').lang == tag


def test_every_mistake_is_named(content: Path) -> None:
    text = 'titel = "x"\ntitle = ""\nimage = "none.png"\nimage_alt = "x"\nlang = 1\ntags = []'
    with pytest.raises(SidecarRefused) as caught:
        parse(text.encode(), "a.toml", content, PARIS)
    assert [(each.line_no, each.code) for each in caught.value.problems] == [
        (1, "unknown-key"),
        (2, "bad-value"),
        (3, "bad-value"),
        (5, "bad-value"),
    ]


LITERALS = (
    "1",
    "-1.5",
    "nan",
    "true",
    '""',
    '"x"',
    '"\\u0000"',
    '"a;b"',
    '"https://x.example/"',
    "[]",
    "{}",
    '["a", 1]',
    "[[]]",
    '[{name="x"}]',
    "{name=1}",
    '{title="x", url=1}',
    '{path="../x"}',
    "12:00:00",
    "2024-02-29",
    "2024-02-29T25:00:00",
    '"\\U0001F600"',
    '"""\n"""',
)


def outcome(data: bytes) -> Sidecar | str:
    try:
        return parse(data, "a.toml", Path("/nowhere"), PARIS)
    except SeedRefused as refused:
        return refused.problem.code


@given(st.dictionaries(st.sampled_from(tuple(READERS)), st.sampled_from(LITERALS), max_size=4))
def test_any_value_is_read_or_refused(table: dict[str, str]) -> None:
    found = outcome("\n".join(f"{key} = {value}" for key, value in table.items()).encode())
    assert isinstance(found, Sidecar) or found in {"bad-value", "bad-toml"}


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = outcome(data)
    assert isinstance(found, Sidecar) or found in {"bad-value", "bad-toml", "unknown-key"}


@pytest.mark.parametrize("text", [f"a{'.a' * 50_000} = 1", f"title = '{'x' * 40_000}'"])
def test_a_sidecar_is_small(text: str, content: Path) -> None:
    with pytest.raises(SeedRefused) as caught:
        parse(text.encode(), "a.toml", content, ZoneInfo("UTC"))
    assert caught.value.problem.code == "too-large"
