"""Which years share a volume: few volumes, a small one of the newest, and steady shares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.spans import CLOSED, LONGEST, OPEN, spans

COUNTS = st.dictionaries(st.integers(1, 9999), st.integers(1, 3 * CLOSED), min_size=1, max_size=30)


def test_a_small_archive_is_one_volume() -> None:
    assert spans({2019: 20, 2025: 3, 2026: 200}) == [range(1984, 2048)]


def test_the_newest_year_of_a_larger_one_is_a_volume_of_its_own() -> None:
    counts = dict.fromkeys(range(2016, 2026), 660)
    starts = [(each[0], each[-1]) for each in spans(counts)]
    assert starts == [
        (2025, 2025),
        (2024, 2024),
        (2022, 2023),
        (2020, 2021),
        (2018, 2019),
        (2016, 2017),
    ]


def test_a_year_is_never_divided() -> None:
    assert spans({2025: 9 * CLOSED, 2026: 9 * OPEN}) == [range(2026, 2027), range(2025, 2026)]


@given(COUNTS)
def test_each_year_has_one_volume_and_each_volume_its_measure(counts: dict[int, int]) -> None:
    found = spans(counts)
    for year in counts:
        assert sum(year in each for each in found) == 1
    assert found == sorted(found, key=lambda each: -each.start)
    for each in found:
        size = sum(counts.get(year, 0) for year in each)
        assert size
        assert len(each) == 1 or size <= (OPEN if max(counts) in each else CLOSED)
        assert len(each) <= LONGEST
        assert each.start % len(each) == 0


@given(COUNTS, st.data())
def test_one_more_article_of_a_known_year_divides_one_span_at_most(
    counts: dict[int, int], data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(sorted(counts)))
    before = spans(counts)
    after = spans({**counts, year: counts[year] + 1})
    gone = [each for each in before if each not in after]
    assert len(gone) <= 1
    assert all(year in each for each in gone)
