"""Bytes to text: every encoding a newsroom meets, and everything that is no text at all."""

from __future__ import annotations

import gzip
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.convert.reading.decode import decode
from plugins.errors import SeedRefused

FRENCH = "Après l’été, Élodie a payé 55 € à l’hôtel « Cœur de Nîmes ».\n" * 4
RUSSIAN = "Правительство объявило о новых мерах поддержки сельских школ.\n" * 4
JAPANESE = "政府は新しい経済対策を発表し、来年度の予算案に盛り込む方針を示した。\n" * 4
ARABIC = "أعلنت الحكومة عن خطة جديدة لدعم المدارس في المناطق الريفية هذا العام.\n" * 4


def text_of(raw: bytes) -> str:
    return decode(raw, "a.txt").text


def refusal(raw: bytes) -> str:
    with pytest.raises(SeedRefused) as caught:
        decode(raw, "a.txt")
    return caught.value.problem.code


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, ARABIC])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
)
def test_every_unicode_encoding_gives_the_same_text(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "windows-1252"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso-2022-jp"),
        (ARABIC, "windows-1256"),
    ],
)
def test_an_older_encoding_is_detected_and_said(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding), "a.txt")
    assert found.text == text
    assert found.reason in {"detector", "escape sequences"}
    assert found.confidence < 1


def test_a_byte_order_mark_is_not_part_of_the_title() -> None:
    assert text_of("\ufeffA headline\n".encode()) == "A headline\n"


def test_line_ends_of_all_systems_become_one() -> None:
    assert text_of(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_accents_written_in_two_parts_become_one_character() -> None:
    assert text_of(unicodedata.normalize("NFD", "Été à Zürich").encode()) == "Été à Zürich"


def test_entities_are_decoded_once_and_only_once() -> None:
    raw = b"Tom&nbsp;&amp;&#160;Ann&#8217;s &amp;lt;b&amp;gt; R&D AT&T &nosuch; &#10;end"
    assert text_of(raw) == "Tom\u00a0&\u00a0Ann’s &lt;b&gt; R&D AT&T &nosuch;  end"


def test_text_that_was_decoded_wrongly_once_is_mended() -> None:
    found = decode("Les rÃ©sultats dâ€™octobre sont lÃ .\nOK".encode(), "a.txt")
    assert found.text.startswith("Les résultats d’octobre sont l")
    assert found.confidence < 1


@pytest.mark.parametrize("text", ["SÃO PAULO – Ã mesa", "“Don’t”, she said…", "Ünïcödé Â la carte"])
def test_clean_text_is_never_mended(text: str) -> None:
    assert text_of(text.encode()) == text


def test_invisible_characters_go_and_joiners_stay_where_scripts_need_them() -> None:
    assert text_of("A\u200bB\u200dC\u2060D\u00adE\u200e".encode()) == "ABCDE"
    persian, family, hindi = "می\u200cخواهم", "👩\u200d👩\u200d👧", "क्\u200dष"
    assert text_of(f"{persian} {family} {hindi}".encode()) == f"{persian} {family} {hindi}"


def test_bidi_overrides_are_removed() -> None:
    assert text_of("safe\u202etxt.exe\u202c".encode()) == "safetxt.exe"


def test_a_line_of_another_encoding_amid_utf8_is_read_as_what_it_is() -> None:
    raw = FRENCH.encode() + "Un mot du café d’à côté\n".encode("windows-1252") + FRENCH.encode()
    found = decode(raw, "a.txt")
    assert "Un mot du café d’à côté" in found.text
    assert found.encoding == "utf-8"
    assert found.confidence < 1


def test_a_torn_character_amid_utf8_becomes_a_replacement_character() -> None:
    found = decode(FRENCH.encode() + "été".encode()[:-1], "a.txt")
    assert found.text == FRENCH + "ét\ufffd"
    assert found.confidence <= 0.5


@pytest.mark.parametrize("raw", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf", "\u200b\u00a0\n".encode()])
def test_a_seed_without_text_is_refused_as_empty(raw: bytes) -> None:
    assert refusal(raw) == "empty"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (bytes(range(256)) * 8, "control characters"),
    ],
)
def test_a_binary_under_the_name_of_a_text_is_refused_by_what_it_is(raw: bytes, what: str) -> None:
    with pytest.raises(SeedRefused) as caught:
        decode(raw, "a.txt")
    problem = caught.value.problem
    assert problem.code == "binary"
    assert what in problem.message
    assert problem.remedy


@pytest.mark.parametrize("text", ["MZ is a town.", "ID3 voters", "BM 2024", "GIF89 is a format"])
def test_words_that_begin_like_a_magic_number_are_text(text: str) -> None:
    assert text_of(text.encode()) == text


def test_one_line_of_five_megabytes_is_decoded() -> None:
    assert len(text_of("é ".encode() * 1_700_000)) == 3_400_000


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    code = ""
    try:
        found = decode(raw, "a.txt")
    except SeedRefused as refused:
        code = refused.problem.code
    if code:
        assert code in {"binary", "empty"}
        return
    assert found.text.strip()
    assert found.text == unicodedata.normalize("NFC", found.text)
    assert 0 <= found.confidence <= 1
    assert found == decode(raw, "a.txt")
