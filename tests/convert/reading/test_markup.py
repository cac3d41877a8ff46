"""What a seed holds is text and never markup."""

from __future__ import annotations

import pytest

from tests.convert.reading.article import HEADLINE, LEAD, SECOND, parts, rules, texts


def test_links_of_an_extractor_lose_their_targets_and_keep_their_words() -> None:
    found = parts(
        HEADLINE, LEAD, "See [the **plan**](https://example.org/p_(1)) of 2024\\.", SECOND
    )
    assert texts(found)[1] == "See the plan of 2024."
    assert rules(found) == {
        "(https://example.org/p_(1))": "link target",
        "** **": "emphasis mark",
        "\\": "escape mark",
    }


def test_stars_and_brackets_in_other_texts_stay() -> None:
    line = "Use **kwargs and [sic] with 5*3*2 and snake_case_names, they said at the meeting."
    assert line in texts(parts(HEADLINE, LEAD, line))


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>",
        "{: onclick=alert(1)}",
        "[x]({attach}../../etc/passwd)",
        "{% include 'x' %} {{ config }}",
    ],
)
def test_nothing_in_a_seed_is_markup(line: str) -> None:
    found = parts(HEADLINE, LEAD, line, SECOND)
    assert line in texts(found) or line in " ".join(each.text for each in found.dropped)
