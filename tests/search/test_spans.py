"""Which months share a volume: few volumes, a small one of the newest, and steady shares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.spans import CLOSED, LONGEST, OPEN, PART, spans

COUNTS = st.dictionaries(
    st.integers(12, 9999 * 12 + 11), st.integers(1, 2 * PART), min_size=1, max_size=30
)
NEAR = st.dictionaries(
    st.integers(2020 * 12, 2026 * 12), st.integers(1, 2 * OPEN), min_size=1, max_size=30
)


def named(counts: dict[int, int]) -> list[str]:
    """First and last month of each volume."""
    months = [(each[0], each[-1]) for each in spans(counts)]
    return [" ".join(f"{m // 12}-{m % 12 + 1:02}" for m in pair) for pair in months]


def months_of(*years: int, articles: int) -> dict[int, int]:
    """So many articles in each month of these years."""
    return dict.fromkeys((year * 12 + month for year in years for month in range(12)), articles)


def test_a_small_archive_is_one_volume() -> None:
    assert named({2019 * 12: 20, 2025 * 12: 3, 2026 * 12: 200}) == ["1984-01 2047-12"]


def test_the_newest_half_year_of_a_larger_one_is_a_volume_of_its_own() -> None:
    assert named(months_of(*range(2016, 2026), articles=55)) == [
        "2025-07 2025-12",
        "2025-01 2025-06",
        "2024-01 2024-12",
        "2022-01 2023-12",
        "2020-01 2021-12",
        "2018-01 2019-12",
        "2016-01 2017-12",
    ]


def test_much_news_has_volumes_of_a_few_months() -> None:
    assert named(months_of(2024, 2025, articles=300)) == [
        "2025-12 2025-12",
        "2025-11 2025-11",
        "2025-10 2025-10",
        "2025-07 2025-09",
        "2025-01 2025-06",
        "2024-01 2024-12",
    ]


def test_a_month_is_never_divided() -> None:
    counts = {2025 * 12 + 11: 9 * PART, 2026 * 12: 9 * OPEN}
    assert named(counts) == ["2026-01 2026-01", "2025-12 2025-12"]


@given(COUNTS | NEAR)
def test_each_month_has_one_volume_and_each_volume_its_measure(counts: dict[int, int]) -> None:
    found = spans(counts)
    for month in counts:
        assert sum(month in each for each in found) == 1
    assert found == sorted(found, key=lambda each: -each.start)
    for each in found:
        size = sum(counts.get(month, 0) for month in each)
        assert size
        most = CLOSED if len(each) > 12 else PART
        assert len(each) == 1 or size <= (OPEN if max(counts) in each else most)
        assert len(each) <= LONGEST
        assert len(each) < 12 or (each.start % len(each) == 0 and len(each) % 12 == 0)
        assert each[0] // 12 == each[-1] // 12 or len(each) >= 12


@given(COUNTS | NEAR, st.data())
def test_one_more_article_of_a_known_month_divides_one_span_at_most(
    counts: dict[int, int], data: st.DataObject
) -> None:
    month = data.draw(st.sampled_from(sorted(counts)))
    before = spans(counts)
    after = spans({**counts, month: counts[month] + 1})
    gone = [each for each in before if each not in after]
    assert len(gone) <= 1
    assert all(month in each for each in gone)
