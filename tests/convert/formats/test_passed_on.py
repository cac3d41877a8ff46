"""Mails within mails, as mail programs pass them on, and what stands around their news."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from plugins.convert.data import table
from plugins.convert.posts.markdown import body
from plugins.model import Author
from tests.convert.formats.containers import QUAYS, SHIPS, Told, told

LANGUAGES = [*table("mails")]
SENDER, DESK = "Ada Stone <ada@port.example>", "desk@paper.example"
NEWS = f"Dear editors,\n\n{QUAYS}\n\n{SHIPS}\n\nKind regards\nAda Stone\nada@port.example\n"
HTML = (
    f"<p>Dear editors,</p><p>{QUAYS}</p><p>{SHIPS}</p>"
    "<p>Kind regards<br>Ada Stone<br>ada@port.example</p>"
)


def sent(text: str = "", html: str = "", subject: str = "Fwd: The port") -> Told:
    made = EmailMessage()
    made["From"] = '"Fay Forward" <fay@desk.example>'
    made["Subject"] = subject
    made["Date"] = "Thu, 26 Nov 2026 12:30:00 +0100"
    made.set_content(html or text, subtype="html" if html else "plain")
    return told("a.eml", made.as_bytes())


def first(lang: str, name: str) -> str:
    return str(table("mails")[lang][name]).split("|", maxsplit=1)[0].strip()


def check(found: Told) -> None:
    """That the mail within is the post, whole, and nothing else is."""
    post = found.post
    assert post.title == "The port opens again"
    assert post.authors == (Author("Ada Stone"),)
    assert post.published.isoformat() == "2026-11-25T09:12:00+00:00"
    assert [block.text for block in post.blocks] == [QUAYS, SHIPS]
    rules = {each.text: each.rule for each in found.conversion.dropped}
    assert rules["For tomorrow"] == "note above a mail passed on"
    assert rules["Dear editors,"] == "salutation"
    assert rules["Kind regards"] == "closing and signature"
    assert "mail header" in rules.values()


def lines_of(lang: str, date: str = "Wed, Nov 25, 2026 at 10:12 AM") -> list[tuple[str, str]]:
    words = {name: first(lang, name).capitalize() for name in ("from", "date", "subject", "others")}
    values = {"from": SENDER, "date": date, "subject": "The port opens again", "others": DESK}
    return [(words[name], value) for name, value in values.items()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mail_passed_on_below_a_mark_is_the_text(lang: str) -> None:
    head = "\n".join(f"{key}: {value}" for key, value in lines_of(lang))
    check(sent(f"For tomorrow\n\n------- {first(lang, 'markers')} ------\n{head}\n\n{NEWS}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_so_is_one_below_the_lines_of_outlook_alone(lang: str) -> None:
    head = "\n".join(f"{key}: {value}" for key, value in lines_of(lang))
    check(sent(f"For tomorrow\n\n{head}\n\n{NEWS}", subject="FW: The port"))


def test_a_mail_quoted_as_apple_does_is_the_text() -> None:
    head = "\n".join(f"{key}: {value}" for key, value in lines_of("en"))
    inner = f"Begin forwarded message:\n\n{head}\n\n{NEWS}".replace("\n", "\n> ")
    check(sent(f"For tomorrow\n\n> {inner}"))


@pytest.mark.parametrize("program", ["gmail", "thunderbird", "outlook", "apple"])
def test_in_html_too(program: str) -> None:
    pairs = [(key, value.replace("<", "&lt;")) for key, value in lines_of("en")]
    broken = "<br>".join(f"<b>{key}:</b> {value}" for key, value in pairs)
    rows = "".join(f"<tr><th>{key}: </th><td>{value}</td></tr>" for key, value in pairs)
    parted = "".join(f"<div><b>{key}: </b><span>{value}<br></span></div>" for key, value in pairs)
    html = {
        "gmail": f"<div>For tomorrow<br><br><div>---------- Forwarded message ---------<br>{broken}"
        f"<br></div><br><br>{HTML}</div>",
        "thunderbird": f"<p>For tomorrow</p><div><br>-------- Forwarded Message --------<table>"
        f"<tbody>{rows}</tbody></table><br>{HTML}</div>",
        "outlook": f"<div><p>For tomorrow</p><div><p>{broken}</p></div>{HTML}</div>",
        "apple": f"For tomorrow<br><div><br><blockquote type='cite'><div>Begin forwarded message:"
        f"</div><br>{parted}<br><div>{HTML}</div></blockquote></div>",
    }[program]
    check(sent(html=html))


def test_of_mails_passed_on_twice_the_innermost_is_the_text() -> None:
    head = "\n".join(f"{key}: {value}" for key, value in lines_of("en"))
    mark = "---------- Forwarded message ---------"
    outer = head.replace("Ada Stone", "Bob Reed").replace("opens again", "opens")
    check(sent(f"For tomorrow\n\n{mark}\n{outer}\n\nSee below.\n\n{mark}\n{head}\n\n{NEWS}"))


def test_below_an_answer_the_older_mail_goes() -> None:
    head = "\n".join(f"{key}: {value}" for key, value in lines_of("en"))
    found = sent(f"{NEWS}\n-----Original Message-----\n{head}\n\nWhen?", subject="Re: Port")
    assert [block.text for block in found.post.blocks] == [QUAYS, SHIPS]
    assert found.post.authors == (Author("Fay Forward"),)
    assert found.post.title == "Port"
    assert DESK not in body(found.post.blocks)
    assert "When?" in found.dropped


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["plain", "html"])
def test_salutations_and_closings_go_in_each_language(lang: str, form: str) -> None:
    greeting, closing = table("mails")[lang]["example"]
    parts = (greeting, QUAYS, SHIPS, f"{closing}\nAda Stone")
    html = "".join(f"<p>{part}</p>" for part in parts).replace("\n", "<br>")
    found = sent("\n\n".join(parts), html if form == "html" else "", subject="The port opens")
    assert [block.text for block in found.post.blocks] == [QUAYS, SHIPS]
    assert {greeting, closing, "Ada Stone"} <= {each.text for each in found.conversion.dropped}


def test_a_sentence_that_begins_like_a_salutation_stays() -> None:
    opening = "Dear the port may be, but the quays are worth every euro, says its director."
    found = sent(f"{opening}\n\n{QUAYS}\n\nBest of all was the light.\n\n{SHIPS}", subject="Port")
    assert opening in found.words
    assert SHIPS in found.words


def test_a_line_with_a_receivers_address_is_never_in_a_body() -> None:
    found = sent(f"{QUAYS}\n\nTo: Desk <{DESK}>\n\n{SHIPS}", subject="Port")
    assert DESK not in body(found.post.blocks)
    assert f"To: Desk <{DESK}>" in found.dropped
