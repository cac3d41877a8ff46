"""Russian names of two words: in the nominative, as they are, or no tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.metadata import tags
from plugins.convert.metadata.nominatives import nominative_of


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Сергеем Лавровым", "Сергей Лавров"),
        ("Сергея Лаврова", "Сергей Лавров"),
        ("Владимиру Путину", "Владимир Путин"),
        ("Владимире Путине", "Владимир Путин"),
        ("Никитой Михалковым", "Никита Михалков"),
        ("Магнусом Карлсеном", "Магнус Карлсен"),
        ("Фернандом Рибейрой", "Фернанд Рибейра"),
        ("Олафом Шольцем", "Олаф Шольц"),
        ("Анны Ивановой", "Анна Иванова"),
        ("Ангелой Меркель", "Ангела Меркель"),
        ("Джо Байденом", "Джо Байден"),
    ],
)
def test_regular_endings_give_the_nominative(form: str, name: str) -> None:
    assert nominative_of(form) == name


@pytest.mark.parametrize(
    "name", ["Максим Галкин", "Артем Дзюба", "Малком Икс", "Большой Театр", "Европейский Союз"]
)
def test_a_nominative_stays(name: str) -> None:
    assert nominative_of(name) == name


@pytest.mark.parametrize("form", ["Красной Площади", "Белом Доме", "Европейского Союза"])
def test_other_cases_make_no_tag(form: str) -> None:
    assert nominative_of(form) == ""


def test_a_tag_stands_in_the_nominative() -> None:
    text = "Партия между Фернандом Рибейрой и чемпионом длилась шесть часов, сообщили в клубе."
    found = [tag.name for tag in tags.find("Партия длилась шесть часов", [text, text], "ru")]
    assert "Фернанд Рибейра" in found
    assert "Фернандом Рибейрой" not in found


@given(st.text(max_size=60))
def test_any_name_has_a_nominative_or_none(name: str) -> None:
    assert isinstance(nominative_of(name), str)
