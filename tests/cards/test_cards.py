"""Cards: legible, in every script that there is type for, the same wherever they are drawn."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from plugins.cards import HEIGHT, WIDTH, Card, Type, can_draw, drawn
from plugins.cards.lines import Direction, Style, Words, drawable, pieces
from plugins.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
TITLES = {
    "fr": "Le port de Marseille rouvre après neuf jours de grève",
    "vi": "Cảng Marseille mở cửa trở lại",
    "ru": "Порт Марселя вновь открыт",
    "el": "Το λιμάνι της Μασσαλίας ανοίγει ξανά",
    "ar": "إعادة فتح ميناء مرسيليا بعد تسعة أيام",
    "he": "נמל מרסיי נפתח מחדש",
}


@pytest.fixture(scope="module")
def type_() -> Type:
    return Type.of(ROOT / "theme")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of the headline's ink."""
    middle = image.crop((0, 170, WIDTH, 510)).convert("L")
    box = ImageChops.invert(middle).point(lambda value: 255 * (value > 60)).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_headline_in_each_script_is_drawn(type_: Type, title: str) -> None:
    assert can_draw(title, type_)
    data = drawn(Card("Le Fil", title, "Monde", "Agence · 12/11"), type_)
    image = opened(data)
    assert image.size == (WIDTH, HEIGHT)
    left, top, right, bottom = inked(image)
    assert left >= 60  # a j at the beginning of a line hangs over
    assert right <= WIDTH - 70
    assert bottom - top > 60
    assert len(data) < 60_000


def test_no_glyph_is_the_box_that_stands_for_a_missing_one(type_: Type) -> None:
    for title in TITLES.values():
        for char in title:
            face = type_.serif.face(char)
            assert face is not None
            assert face.has(char)


@pytest.mark.parametrize("title", ["港が再開", "ท่าเรือ", "", "🚢🚢"])
def test_a_headline_without_type_is_not_drawn(type_: Type, title: str) -> None:
    assert not can_draw(title, type_)


def test_a_symbol_that_no_font_has_is_left_out(type_: Type) -> None:
    assert drawable("The port 🚢 reopens", type_.serif) == "The port reopens"
    assert can_draw("The port 🚢 reopens", type_)


def test_a_font_put_into_the_theme_draws_its_script(type_: Type, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "theme/static", tmp_path / "static")
    assert not can_draw(TITLES["he"], Type.of(tmp_path))
    shutil.copytree(ROOT / "theme/fonts", tmp_path / "fonts")
    assert can_draw(TITLES["he"], Type.of(tmp_path))
    assert Type.of(tmp_path).key == type_.key


def test_a_theme_without_fonts_has_no_cards(tmp_path: Path) -> None:
    found = Type.of(tmp_path)
    assert found.key == ""
    assert not can_draw("A title", found)


def test_a_font_that_is_damaged_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "theme/static", tmp_path / "static")
    for font in (tmp_path / "static/fonts").glob("*.woff2"):
        font.write_bytes(font.read_bytes()[:400])
    with pytest.raises(ConfigError, match=r"source-serif.*cannot be read"):
        drawn(Card("Le Fil", "A title"), Type.of(tmp_path))


@pytest.mark.parametrize(
    "title",
    ["A", "Word " * 80, "Donaudampfschifffahrtsgesellschaftskapitän" * 4, "x" * 3000, "a-" * 400],
)
def test_a_headline_of_any_length_stays_on_the_card(type_: Type, title: str) -> None:
    left, _, right, _ = inked(opened(drawn(Card("Le Fil", title), type_)))
    assert left >= 60  # a j at the beginning of a line hangs over
    assert right <= WIDTH - 70


def test_lines_are_about_as_long_as_each_other(type_: Type) -> None:
    style = Style(type_.serif, 84, 650)
    lines = Words.of(TITLES["fr"], style, "ltr").lines(84, 1056)
    assert " ".join(lines) == TITLES["fr"]
    assert len(lines) == 3
    assert min(map(len, lines)) > 0.6 * max(map(len, lines))


def test_chinese_is_parted_anywhere_but_before_a_closing_mark(type_: Type) -> None:
    words = [word for word, _ in Words.of("港口，重开。", Style(type_.serif, 60, 650), "ltr").words]
    assert words == ["港", "口，", "重", "开。"]


def test_words_of_the_other_direction_stand_in_their_own_order(type_: Type) -> None:
    line = "ميناء Port de Marseille يفتح"
    assert shown(type_, line, "rtl") == ["يفتح", "Port de Marseille", "ميناء"]
    assert shown(type_, "A ميناء مرسيليا B", "ltr") == ["A", "مرسيليا", "ميناء", "B"]


def shown(type_: Type, line: str, base: Direction) -> list[str]:
    """Pieces with words, from left to right."""
    return [each for piece in pieces(line, type_.serif, base) if (each := piece.text.strip())]


def test_a_card_of_arabic_is_the_other_way_round(type_: Type) -> None:
    box = inked(opened(drawn(Card("Le Fil", "ميناء", direction="rtl"), type_)))
    assert WIDTH - box[2] < 90
    assert box[0] > WIDTH / 2


def test_arabic_letters_join(type_: Type) -> None:
    """A word is narrower than its letters alone."""
    face = type_.serif.face("م")
    assert face is not None
    style = Style(type_.serif, 84, 650)
    (word,) = pieces("ميناء", type_.serif, "rtl")
    alone = sum(pieces(char, type_.serif, "rtl")[0].width(style) for char in "ميناء")
    assert word.width(style) < 0.8 * alone


def test_cards_are_the_same_in_every_process(type_: Type) -> None:
    script = (
        "import hashlib, pathlib; from plugins.cards import *;"
        "t = Type.of(pathlib.Path('theme'));"
        f"cards = [Card('Le Fil', title, 'Monde', 'x') for title in {list(TITLES.values())!r}];"
        "print([hashlib.sha256(drawn(c, t)).hexdigest() for c in cards], t.key)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_colours_are_those_of_the_style_sheet(type_: Type) -> None:
    image = opened(drawn(Card("Le Fil", "A title", "Monde"), type_))
    assert image.getpixel((5, 5)) == type_.colours["paper"]
    colours = {colour for _, colour in image.getcolors(1000) or []}
    assert {type_.colours[name] for name in ("ink", "accent", "rule")} <= colours


def test_the_accent_of_the_settings_stands_in_for_the_sheets(type_: Type) -> None:
    blue = Type.of(ROOT / "theme", "#005a9c")
    assert blue.colours == {**type_.colours, "accent": (0, 0x5A, 0x9C)}
    assert blue.key != type_.key
