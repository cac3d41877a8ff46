"""Pictures looked at, freed of what they tell, made in several sizes, or refused."""

from __future__ import annotations

import contextlib
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from plugins.pictures import Darkroom, Facts, Fault
from plugins.pictures.facts import NoPicture
from plugins.pictures.stripping import stripped
from tests.pictures.samples import ROOT, SECRET, file, moving, opened, scene

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
WIDTHS = (120, 320, 2000)


@pytest.fixture
def room(tmp_path: Path) -> Darkroom:
    return Darkroom(tmp_path / "cache", WIDTHS, ("avif", "webp"))


def put(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def seen(room: Darkroom, path: Path) -> Facts:
    found = room.look(path)
    assert isinstance(found, Facts), found
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_tells_what_a_camera_wrote(room: Darkroom, tmp_path: Path, form: str) -> None:
    data = file(form)
    path = put(tmp_path, f"a.{form.lower()}", data)
    assert SECRET in data
    clean = room.published(path)
    assert SECRET not in clean
    assert b"Exif" not in clean
    assert not dict(opened(clean).getexif())
    assert seen(room, path).length == len(clean)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pixels_and_colours_of_a_stripped_picture_are_the_same(form: str) -> None:
    profile = b"\0" * 200
    options = {} if form == "GIF" else {"icc_profile": profile}
    data = file(form, **options)
    before, after = opened(data), opened(stripped(data, form))
    assert after.tobytes() == before.tobytes()
    assert after.info.get("icc_profile") == before.info.get("icc_profile")


def test_a_picture_without_notes_is_published_as_it_is(room: Darkroom, tmp_path: Path) -> None:
    scene().save(tmp_path / "a.png")
    assert room.published(tmp_path / "a.png") == (tmp_path / "a.png").read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_lay_on_its_side_is_upright(
    room: Darkroom, tmp_path: Path, form: str
) -> None:
    lying = scene().transpose(Image.Transpose.ROTATE_90)
    path = put(tmp_path, "a.x", file(form, lying, turn=6))
    facts = seen(room, path)
    assert (facts.width, facts.height) == (640, 420)
    assert SECRET not in room.published(path)
    for data in (room.published(path), *_made(room, path, facts).values()):
        image = opened(data).convert("RGB").resize((64, 42))
        assert image.getpixel((16, 16))[0] > 150 > image.getpixel((55, 16))[0]
        assert image.width > image.height


def _made(room: Darkroom, path: Path, facts: Facts) -> dict[str, bytes]:
    assert room.develop(path) is None
    return {name: room.rendition(path, facts.key, name) for name in facts.renditions}


def test_a_picture_is_made_in_each_width_and_format(room: Darkroom, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jpg", file("JPEG"))
    facts = seen(room, path)
    widths = (120, 320, 640)
    assert facts.renditions == tuple(f"{w}.{f}" for f in ("avif", "webp", "jpg") for w in widths)
    for name, data in _made(room, path, facts).items():
        image = opened(data)
        assert f"{image.width}.{image.format}".lower().replace("jpeg", "jpg") == name
        assert image.height == round(image.width * 420 / 640)
        assert SECRET not in data
        small = image.convert("RGB").resize((64, 42))
        likeness = ImageChops.difference(small, scene().resize((64, 42))).getextrema()
        assert max(high for _, high in likeness) < 60


def test_transparency_stays(room: Darkroom, tmp_path: Path) -> None:
    clear = scene()
    clear.putalpha(Image.new("L", clear.size, 0))
    path = put(tmp_path, "a.png", file("PNG", clear))
    for data in _made(room, path, seen(room, path)).values():
        assert opened(data).convert("RGBA").getpixel((5, 5))[3] == 0


def test_colours_of_print_become_those_of_the_web(room: Darkroom, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jpg", file("JPEG", scene().convert("CMYK")))
    made = _made(room, path, seen(room, path))
    assert {opened(data).mode for data in made.values()} == {"RGB"}


def test_a_picture_that_moves_stays_one_file_and_moves(room: Darkroom, tmp_path: Path) -> None:
    path = put(tmp_path, "a.gif", moving())
    assert seen(room, path).renditions == ()
    clean = room.published(path)
    assert SECRET not in clean
    assert opened(clean).n_frames == 3  # type: ignore[attr-defined]  # of GIFs
    assert opened(clean).info["loop"] == 0


def test_without_the_cache_the_same_bytes_are_made(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jpg", file("JPEG", turn=3))
    made = []
    for name in ("one", "two"):
        room = Darkroom(tmp_path / name, WIDTHS, ("avif", "webp"))
        facts = seen(room, path)
        made.append((_made(room, path, facts), room.published(path)))
    alone = Darkroom(tmp_path / "three", WIDTHS, ("avif", "webp"))
    assert made[0] == made[1]
    assert alone.rendition(path, facts.key, "320.avif") == made[0][0]["320.avif"]


def test_what_was_made_is_not_made_again(room: Darkroom, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jpg", file("JPEG"))
    room.develop(path)
    times = {p: p.stat().st_mtime_ns for p in room.cache.rglob("*-*")}
    room.develop(path)
    assert len(times) == 9
    assert {p: p.stat().st_mtime_ns for p in room.cache.rglob("*-*")} == times


def test_the_cache_forgets_pictures_that_are_gone(room: Darkroom, tmp_path: Path) -> None:
    one, two = (put(tmp_path, f"{n}.jpg", file("JPEG", scene(200 + n, 90))) for n in (1, 2))
    for path in (one, two):
        room.develop(path)
    room.forget([seen(room, two).key])
    assert {p.name.partition("-")[0] for p in room.cache.glob("??/*")} == {seen(room, two).key}


def test_a_cache_that_somebody_spoilt_is_none(room: Darkroom, tmp_path: Path) -> None:
    path = put(tmp_path, "a.jpg", file("JPEG", turn=3))
    facts = seen(room, path)
    whole = _made(room, path, facts)
    clean = room.published(path)
    for kept in room.cache.glob("??/*"):
        kept.write_bytes(b"spoilt")
    assert _made(room, path, facts) == whole
    assert room.published(path) == clean


# --- What is refused ---------------------------------------------------------------------------


def test_a_damaged_picture_is_found_when_it_is_developed(room: Darkroom, tmp_path: Path) -> None:
    data = file("PNG")
    at = data.index(b"IDAT") + 4
    path = put(tmp_path, "a.png", data[:at] + bytes(60) + data[at + 60 :])
    assert isinstance(room.look(path), Facts)
    assert room.develop(path) == Fault("is damaged")
    assert room.look(path) == Fault("is damaged")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_none(room: Darkroom, tmp_path: Path, form: str) -> None:
    data = file(form)
    path = put(tmp_path, "a.x", data[: len(data) // 2])
    assert isinstance(room.develop(path), Fault)
    assert isinstance(room.look(path), Fault)


def test_a_bomb_is_not_opened(room: Darkroom, tmp_path: Path) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    found = room.look(put(tmp_path, "a.png", png))
    assert found == Fault("has more than 50 million pixels")


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7", b"BM" + bytes(60), b"<svg/>"])
def test_what_is_no_picture_is_refused(room: Darkroom, tmp_path: Path, data: bytes) -> None:
    for name in ("a.jpg", "b.svg"):
        path = put(tmp_path, name, data)
        assert isinstance(room.look(path), Fault)
        with pytest.raises(NoPicture):
            room.published(path)


@pytest.mark.parametrize("form", FORMATS)
def test_spoilt_bytes_end_nothing(room: Darkroom, tmp_path: Path, form: str) -> None:
    rng = random.Random(form)
    whole = file(form, scene(200, 130))
    for n in range(40):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 3, 30))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path = put(tmp_path, f"{n}.{form.lower()}", bytes(data[: rng.randrange(20, len(data) + 1)]))
        fault = room.develop(path)
        assert fault is None or fault.message
        with contextlib.suppress(NoPicture):
            assert len(room.published(path)) <= len(data) + 100_000


# --- Drawings -----------------------------------------------------------------------------------


def drawn(room: Darkroom, tmp_path: Path, inside: str, attributes: str = "") -> str:
    spaces = f'{ROOT} xmlns:xlink="http://www.w3.org/1999/xlink"'
    text = f'<svg {spaces} viewBox="0 0 40 20" {attributes}>{inside}</svg>'
    return room.published(put(tmp_path, "a.svg", text.encode())).decode()


def test_a_drawing_keeps_what_draws(room: Darkroom, tmp_path: Path) -> None:
    inside = (
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
        "<style>/* as at https://c.example/ */.a{fill:url(#g)}</style>"
        '<g class="a" transform="scale(2)"><path d="M0 0L9 9"/><use href="#g"/></g>'
    )
    assert inside in drawn(room, tmp_path, inside)
    facts = room.look(tmp_path / "a.svg")
    assert facts == Facts(40, 20, "image/svg+xml", facts.length, facts.key)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xlink:href="https://evil.example/"><text>x</text></a>',
        '<image href="https://evil.example/a.png"/>',
        '<use xlink:href="https://evil.example/a.svg#alert"/>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">evil</body></foreignObject>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<rect style="fill:url(https://evil.example/)"/>',
        "<style>@import 'https://evil.example/'</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<style>a{b:u\\72l(//evil.example)}</style>",
        """<style>svg{background-image:image-set("https://evil.example/a.png" 1x)}</style>""",
        """<style>svg{background:-webkit-image-set("evil.png" 1x)}</style>""",
        """<rect style="background:image('//evil.example/a.png')"/>""",
        """<rect fill="IMAGE('evil.png')"/>""",
        """<style>svg{src:"//evil.example/a.woff2"}</style>""",
    ],
)
def test_nothing_in_a_drawing_runs_or_loads(room: Darkroom, tmp_path: Path, inside: str) -> None:
    made = drawn(room, tmp_path, f"{inside}<circle r='3'/>", 'onload="alert(1)"')
    assert "circle" in made
    assert not any(word in made for word in ("alert", "evil", "script", "onload"))


def test_a_drawing_with_entities_is_refused(room: Darkroom, tmp_path: Path) -> None:
    bomb = (
        f'<!DOCTYPE svg [<!ENTITY a "x">]><svg {ROOT} width="5" height="5"><text>&a;</text></svg>'
    )
    assert isinstance(room.look(put(tmp_path, "a.svg", bomb.encode())), Fault)
