"""Shards hold what was put in, in few bytes, whatever it is."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from plugins.model import Post, Source
from plugins.search import volumes
from plugins.search.shards import LETTERS, encode
from plugins.search.terms import TITLE, terms_of, unpack
from tests.search.decoding import Entry, decode

WORDS = st.text("abcdéß東京ال", min_size=2, max_size=40)
VOLUMES = {"fr": ["2026", "2024-2025"], "ja": ["2026"]}
PLACES = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(0, 3)),
    min_size=1,
    max_size=40,
    unique_by=lambda place: place[0],
).map(sorted)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5), st.tuples(st.sets(WORDS, min_size=1), PLACES), max_size=12
    )
)
def test_a_shard_reads_as_it_was_written(
    terms: dict[str, tuple[set[str], list[tuple[int, int]]]],
) -> None:
    packed = {
        key: (forms, [article << 2 | weight for article, weight in places])
        for key, (forms, places) in terms.items()
    }
    wanted = sorted(Entry(tuple(sorted(forms)), tuple(places)) for forms, places in terms.values())
    assert sorted(decode(encode(packed, 2001))) == wanted


def post(title: str, lang: str = "fr", **more: object) -> Post:
    """A post in the minister's section."""
    values: dict[str, object] = {
        "id": f"urn:uuid:{title}",
        "url": "2026/11/a/",
        "slug": "a",
        "category": "Monde",
        "published": datetime(2026, 11, 26, tzinfo=UTC),
        **more,
    }
    return Post(title=title, lang=lang, **values)  # type: ignore[arg-type]


def found(posts: list[tuple[Post, str]]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Places of each form in the volume of ``posts`` with their HTML."""
    packed = [terms_of(each, html) for each, html in posts]
    made = volumes.volume(packed, [each.published for each, _ in posts], range(2026, 2027))
    entries = [entry for shard in made.shards if shard for entry in decode(shard)]
    return {form: entry.places for entry in entries for form in entry.forms}


def test_title_and_tags_weigh_most_and_what_is_said_often_more_than_once() -> None:
    html = "<p>" + "Rien de plus ici. " * 60 + "Le ministre parle au ministre.</p>"
    places = found([(post("Grève au port", tags=("Marseille",)), html), (post("Autre"), html)])
    assert places["greve"] == ((0, TITLE),)
    assert places["marseille"] == ((0, TITLE),)
    assert places["ministre"][0][1] < TITLE
    assert places["rien"][0][1] == 2
    assert places["monde"] == ((0, 0), (1, 0))


def test_forms_of_one_stem_share_an_entry() -> None:
    places = found([(post("Une élection"), ""), (post("Des élections"), "")])
    assert places["election"] == places["elections"] == ((0, TITLE), (1, TITLE))


def test_an_empty_article_is_found_by_its_title() -> None:
    assert unpack(terms_of(post("Seul"), "")).section == "Monde"
    assert found([(post("Seul"), "")])["seul"] == ((0, TITLE),)


def test_facts_say_where_cards_are_and_what_articles_are_filed_under() -> None:
    days = [datetime(2025, 12, 31, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC)]
    posts = [post("Un", source=Source("AFP")), post("Deux")]
    packed = [terms_of(each, "") for each in posts]
    facts = json.loads(volumes.volume(packed, days, range(2024, 2028)).facts)
    assert facts["articles"] == 2
    assert facts["cards"] == [[46 + 45, 1], [2 * 46 + 1, 1]]
    assert facts["times"] == [[2025.92, 1], [2026.0, 1]]
    names, signs = facts["sources"]
    assert [names[ord(sign) - 35] for sign in signs] == ["AFP", ""]
    assert names == ["", "AFP"]


def test_one_letter_finds_what_has_a_word_of_the_title_that_begins_with_it() -> None:
    posts = [
        post("Grève au port"),
        post("Élection"),
        post("流氷"),
        post("Les ports", tags=("Été",)),
    ]
    packed = [terms_of(each, "<p>Zèbre</p>") for each in posts]
    letters = volumes.volume(packed, [each.published for each in posts], range(2026, 2027)).shards[
        LETTERS
    ]
    places = {entry.forms: [n for n, _ in entry.places] for entry in decode(letters)}
    assert places == {("g",): [0], ("p",): [0, 3], ("e",): [1, 3]}


def test_the_index_lists_volumes_and_what_is_not_searched() -> None:
    index = json.loads(volumes.index(VOLUMES, {"fr": "Français", "ja": "Japonais"}))
    assert index["volumes"] == VOLUMES
    assert index["names"]["ja"] == "Japonais"
    assert "les" in index["stops"]["fr"].split()
    assert index["stops"]["ja"] == ""
