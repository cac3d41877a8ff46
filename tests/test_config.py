"""Settings: checked once, and the wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.config import from_mapping, is_web, load
from plugins.errors import ConfigError


def test_without_any_setting_there_is_a_site() -> None:
    settings = from_mapping(Path("/p"), {})
    assert (settings.lang, settings.siteurl, settings.has_siteurl) == (
        "en",
        "https://example.org",
        False,
    )
    assert settings.output == Path("/p/output").absolute()


def test_the_sites_own_language_comes_first() -> None:
    settings = from_mapping(Path("/p"), {"DEFAULT_LANG": "fr", "LANGUAGES": ["en", "fr", "ar"]})
    assert settings.languages == ("fr", "en", "ar")


@pytest.mark.parametrize(
    "url", ["https://é.example/ü", "http://[::1]:8000/a", "http://127.0.0.1:8000", "https://x/a/.b"]
)
def test_a_site_may_have_any_honest_address(url: str) -> None:
    assert from_mapping(Path("/p"), {"SITEURL": url}).siteurl == url


def test_a_site_may_live_below_a_path() -> None:
    settings = from_mapping(Path("/p"), {"SITEURL": "https://x.example/news/"})
    assert (settings.siteurl, settings.prefix) == ("https://x.example/news", "/news")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITENAME", 3),
        ("SITEURL", "news.example"),
        ("SITEURL", "https://"),
        ("SITEURL", "ftp://x.example"),
        ("SITEURL", "http://[::1"),
        ("SITEURL", "https://x.example/../.."),
        ("SITEURL", "https://x.example//evil.example"),
        ("SITEURL", "https://x.example/#a"),
        ("SITEURL", "https://x.example/?a"),
        ("SITEURL", 'https://x.example/"><script>'),
        ("SITEURL", "https://me:secret@x.example"),
        ("SITEURL", "https://x y.example"),
        ("TIMEZONE", "Paris"),
        ("TIMEZONE", "../etc"),
        ("DEFAULT_LANG", "français"),
        ("LANGUAGES", "fr"),
        ("LANGUAGES", ["fr", "x"]),
        ("FEED_LIMITS", {"tag": 0}),
        ("FEED_LIMITS", {"tag": True}),
        ("TRUST_HTML", "yes"),
        ("SECTIONS", ["Monde"]),
        ("SECTIONS", {"Monde": "world"}),
        ("SECTIONS", {"Monde": ["wrld"]}),
        ("OUTPUT_PATH", 1),
        ("LINKS", {"Legal": "legal/"}),
        ("LINKS", [("Legal", "")]),
        ("LINKS", [("Legal", "javascript:alert(1)")]),
        ("LINKS", [("Legal", "//evil.example")]),
        ("LINKS", [("Legal", "../up")]),
        ("RIGHTS_URL", "ftp://x.example"),
        ("LOGO", "logo.txt"),
        ("LOGO", "not-there.svg"),
        ("CARD_FONTS", ["no-such-font.ttc"]),
        ("ACCENT_COLOR", "#ffcc00"),
        ("CARD_FONTS", [__file__]),
        ("CARD_FONTS", ["/dev/null"]),
        ("THEME", "nowhere"),
        ("THEME", __file__),
        ("SITEURL", f"https://{'a' * 64}.example"),
        ("SITEURL", "https://x.example:99999"),
        ("SITEURL", "http://[::::]"),
        ("WEBSUB_HUBS", ["http://["]),
        ("WEBSUB_HUBS", [f"http://{'a' * 80}.example/"]),
        ("WEBSUB_HUBS", ["http://a..example/"]),
        ("WEBSUB_HUBS", ["https://a.example:x/"]),
        ("RIGHTS_URL", "https://["),
        ("LINKS", [("Hub", 'https://a b/"')]),
        ("FEDIVERSE", "@x"),
        ("FEDIVERSE", "x@y.example"),
        ("FEDIVERSE", "@x@y z"),
        ("JINJA_FILTERS", {"x": 1}),
        ("JINJA_TESTS", {"x": "y"}),
        ("JINJA_GLOBALS", {1: "y"}),
        ("CONTACT_EMAIL", "news desk@x.example"),
        ("CONTACT_EMAIL", "<b>@x.example"),
        ("CONTACT_EMAIL", "desk@x.example\nBcc: a@b.example"),
        ("CONTACT_EMAIL", "desk@x.example\n"),
        ("CONTACT_EMAIL", "desk"),
    ],
)
def test_a_wrong_value_is_named_with_its_setting_and_a_remedy(name: str, value: object) -> None:
    with pytest.raises(ConfigError) as caught:
        from_mapping(Path("/p"), {name: value})
    assert caught.value.problem.where == name
    assert caught.value.problem.remedy
    assert caught.value.exit_status == 2


def test_each_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    wrong = {"SITENAME": 3, "CONTACT_EMAIL": "desk", "LINKS": 1, "SITE_URL": "", "TRUST_HTML": 1}
    lines = "".join(f"{name} = {value!r}\n" for name, value in wrong.items())
    (tmp_path / "pelicanconf.py").write_text(lines)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert {each.where for each in caught.value.problems} == wrong.keys()
    assert len(str(caught.value).splitlines()) == len(wrong)


def test_what_is_right_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    settings = from_mapping(
        tmp_path,
        {
            "CONTACT_EMAIL": "rédaction+web@журнал.example",
            "FEDIVERSE": "@le.fil@social.example",
            "WEBSUB_HUBS": ["http://127.0.0.1:80/hub", "http://[::1]/", "https://h.example/?a=b"],
            "JINJA_FILTERS": {"shout": str.upper},
            "JINJA_GLOBALS": {"edition": 3},
            "THEME": "theme",
            "LINKS": [("How to", "https-how-to/"), ("Us", "mailto:us@a.example")],
        },
    )
    assert (settings.contact, settings.fediverse, len(settings.hubs)) == (
        "rédaction+web@журнал.example",
        "@le.fil@social.example",
        3,
    )
    assert (settings.jinja_filters["shout"]("a"), settings.jinja_globals) == ("A", {"edition": 3})


@pytest.mark.parametrize(
    "url",
    ["https://a.example", "http://a.example/b?c", "https://é.example/a b", "http://u@a.example:80"],
)
def test_a_full_address_leads_to_the_web(url: str) -> None:
    assert is_web(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "a.example", "//a.example", "https:", "http://[a", "mailto:a@b", "javascript:1"),
        *('https://ex ample/"><script>', 'https://a"b.example/', "https://a<b/", "https://.b/"),
        f"https://{'a' * 64}.example/",
    ],
)
def test_what_is_no_full_address_leads_nowhere(url: str) -> None:
    assert not is_web(url)


@pytest.mark.parametrize(
    ("wrong", "right"), [("SITENAM", "SITENAME"), ("SITE_URL", "SITEURL"), ("SECTION", "SECTIONS")]
)
def test_a_misspelt_setting_is_named_with_the_one_that_is_meant(
    tmp_path: Path, wrong: str, right: str
) -> None:
    (tmp_path / "pelicanconf.py").write_text(f"{wrong} = 'x'\n")
    with pytest.raises(ConfigError, match=f"{wrong}.*{right}"):
        load(tmp_path)


def test_a_settings_file_that_fails_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("A = 1\nB = = 2\n")
    with pytest.raises(ConfigError, match=r"pelicanconf\.py:2"):
        load(tmp_path)
    (tmp_path / "pelicanconf.py").write_text("A = 1\n\nB = A + nothing\n")
    with pytest.raises(ConfigError, match=r"pelicanconf\.py:3"):
        load(tmp_path)
    (tmp_path / "pelicanconf.py").unlink()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    "folders",
    [
        {"OUTPUT_PATH": "content"},
        {"OUTPUT_PATH": "content/site"},
        {"OUTPUT_PATH": "seeds/../content/./site"},
        {"OUTPUT_PATH": "seeds"},
        {"OUTPUT_PATH": "theme/static/out"},
        {"OUTPUT_PATH": "."},
        {"OUTPUT_PATH": ".."},
        {"OUTPUT_PATH": "/"},
        {"OUTPUT_PATH": "link/site"},
        {"SEEDS_PATH": "content"},
        {"PATH": "seeds/posts"},
        {"CACHE_PATH": "output/.cache"},
    ],
)
def test_no_folder_of_the_settings_holds_another(folders: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "content")
    with pytest.raises(ConfigError, match="Give each a folder of its own"):
        from_mapping(tmp_path, folders)


def test_a_folder_whose_name_begins_like_another_is_no_part_of_it(tmp_path: Path) -> None:
    settings = from_mapping(tmp_path, {"OUTPUT_PATH": "content-out"})
    assert settings.output == tmp_path / "content-out"
