"""E-mail: what its head says, which of its parts is the text, what becomes of the others."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from plugins.errors import SeedRefused
from plugins.model import Author
from tests.convert.formats.containers import QUAYS, SHIPS, picture, told


def mail(text: str = "", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Léa Roy" <lea@agency.example>'
    made["Subject"] = "Fwd: Le port rouvre après neuf jours"
    made["Date"] = "Thu, 12 Nov 2026 08:30:00 +0100"
    made["Organization"] = "Agence du Sud"
    if text:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    return made


def test_the_head_of_a_mail_gives_title_date_author_and_source() -> None:
    found = told("a.eml", mail(f"{QUAYS}\n\n{SHIPS}\n").as_bytes())
    post = found.post
    assert post.title == "Le port rouvre après neuf jours"
    assert post.authors == (Author("Léa Roy"),)
    assert post.published.isoformat() == "2026-11-12T07:30:00+00:00"
    assert post.source is not None
    assert post.source.title == "Agence du Sud"
    assert [found.guess(each).evidence for each in ("title", "published", "authors")] == [
        *("Subject", "Date", "From"),
    ]  # fmt: skip
    assert [block.text for block in post.blocks] == [QUAYS, SHIPS]


def test_of_two_ways_to_say_the_same_html_is_taken() -> None:
    html = f"<h2>Quays</h2><p>{QUAYS}</p><ul><li>one</li><li>two</li></ul>"
    found = told("a.eml", mail("Plain words", html).as_bytes())
    assert found.kinds == ["heading", "paragraph", "list"]
    assert "Plain words" not in found.words + found.dropped


def test_pictures_of_a_mail_come_along_and_other_files_are_named() -> None:
    made = mail("x", f'<p>{QUAYS}</p><img src="cid:p1" alt="The harbour"><p>{SHIPS}</p>')
    part = made.get_payload()
    assert isinstance(part, list)
    part[1].add_related(picture(), "image", "png", cid="<p1>")
    made.add_attachment(picture(300, 299), "image", "png", filename="second.png")
    made.add_attachment(b"%PDF-", "application", "pdf", filename="plan.pdf")
    found = told("a.eml", made.as_bytes())
    assert found.post.image is not None
    assert found.post.image.alt == "The harbour"
    assert {each.data for each in found.conversion.pictures} == {picture(), picture(300, 299)}
    assert "plan.pdf (application/pdf)" in found.dropped


def test_a_plain_mail_shows_its_pictures_too() -> None:
    made = mail(f"{QUAYS}\n\n{SHIPS}\n")
    made.add_attachment(picture(), "image", "png", filename="a.png")
    assert told("a.eml", made.as_bytes()).post.image is not None


def test_lines_that_a_mail_program_wrapped_are_whole_again_and_the_signature_goes() -> None:
    raw = (
        b"Subject: Port\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The quays opened again at \ndawn after nine days.\n\nA second line.\n\n-- \nAda\nDesk"
    )
    found = told("a.eml", raw)
    assert [block.text for block in found.post.blocks] == [
        "The quays opened again at dawn after nine days.",
        "A second line.",
    ]
    assert "Desk" in found.dropped


def test_a_mail_that_is_passed_on_is_the_text_and_the_note_above_it_is_left_out() -> None:
    outer = mail("For tomorrow, please.")
    inner = mail(f"{QUAYS} {SHIPS} {QUAYS}")
    inner.replace_header("Subject", "The port opens")
    outer.add_attachment(inner)
    found = told("a.eml", outer.as_bytes())
    assert found.post.title == "The port opens"
    assert "For tomorrow, please." in found.dropped


def test_parts_that_follow_each_other_are_one_text() -> None:
    raw = (
        "Subject: Port\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{QUAYS}\n--B\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{SHIPS}\n--B--"
    )
    words = told("a.eml", raw).words
    assert QUAYS in words
    assert SHIPS in words


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "nonsense", "x-unknown"])
def test_any_charset_gives_words(charset: str) -> None:
    coded = charset if charset.startswith("iso") else "utf-8"
    body = base64.b64encode("Le café rouvre à l’œuvre".replace("’", "'").encode(coded)).decode()
    raw = (
        f"Subject: =?{charset}?q?Caf=E9?=\nContent-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: base64\n\n{body}\n"
    )
    assert "Le café rouvre à l'œuvre" in told("a.eml", raw).words


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Subject: x\nContent-Type: application/pkcs7-mime\n\nMIIB", "empty"),
        ("", "empty"),
        ("Content-Type: multipart/mixed; boundary=a\n\n" * 60, "nested"),
    ],
    ids=["locked", "nothing", "nested"],
)
def test_a_mail_without_words_is_named(raw: str, code: str) -> None:
    with pytest.raises(SeedRefused) as caught:
        told("a.eml", raw)
    assert caught.value.problem.code == code


def test_a_very_long_head_takes_no_time_and_breaks_nothing() -> None:
    many = ", ".join(f"a{n} <a{n}@b.example>" for n in range(20_000))
    raw = f"To: {many}\nFrom: {many}\nSubject: {'Port ' * 20_000}\n\n{QUAYS}\n"
    assert QUAYS[:-1] in told("a.eml", raw).words


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_picture_that_cannot_be_read_is_named_by_its_file(kind: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "The port opens again"
    mail.set_content(f"{QUAYS}\n" if kind == "plain" else f"<p>{QUAYS}</p>", subtype=kind)
    mail.add_attachment(b"\0\0\0", "image", "png", filename="p.png", disposition="inline")
    found = told("a.eml", mail.as_bytes())
    assert [(each.text, each.rule) for each in found.conversion.dropped] == [
        ("p.png (image/png)", "no picture that browsers show")
    ]
