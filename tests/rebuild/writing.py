"""Texts at random, as editors and the converter write them: short, in five languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from tests.rebuild.newsroom import Newsroom, Text, picture

WORDS = {
    "fr": "le port rouvre après la grève ; l’été, les élèves étudient « ici » : pourquoi ?".split(),
    "en": "the port opens again after a long strike and nobody knows why it took so long".split(),
    "de": "der Hafen öffnet wieder nach dem Streik und niemand weiß warum es so lange war".split(),
    "ar": "الميناء يفتح أبوابه من جديد بعد إضراب طويل ولا أحد يعرف السبب".split(),
    "ja": "港が 再び 開いた 。 長い ストライキ の 後 、 理由は 誰も 知らない".split(),
}
#: Some differ in case alone: they have one address and must share one page.
SECTIONS = ("Monde", "Économie", "Sport", "Culture", "culture", "Régions")
TAGS = ("Ukraine", "ukraine", "OTAN", "Otan", "climat", "Climat", "prix", "grève", "بحر", "港")
AUTHORS = ("Léa Roy", "LÉA ROY", "Paul Attal", "Ana Ngo", "寺田")
SOURCES = ("Agence du Sud", "Agence du sud", "Jforum.fr", "Tokyo Wire")
#: Shares of the posts that have the line.
_SHARES = {
    "Category": 0.9,
    "Tags": 0.8,
    "Authors": 0.5,
    "Source": 0.5,
    "Lang": 0.8,
    "Summary": 0.4,
    "Slug": 0.15,
    "Modified": 0.15,
    "Image": 0.2,
    "Note": 0.05,
    "Rights": 0.05,
    "Aliases": 0.08,
    "Pinned": 0.04,
    "Translation_of": 0.1,
    "Robots": 0.03,
    "Canonical": 0.03,
    "Status": 0.14,
}


def sentence(rng: Random, lang: str, length: int = 6) -> str:
    """Words of ``lang`` in no order."""
    words = [rng.choice(WORDS[lang]) for _ in range(length)]
    return " ".join(words)


def _day(room: Newsroom) -> datetime:
    """A moment in the months before the clock."""
    back = room.rng.choice((5, 30, 70, 400)) * room.rng.random()
    return datetime.fromtimestamp(room.clock, UTC) - timedelta(days=back)


def date(room: Newsroom) -> str:
    """A date as people write it; now and then that of another post, or of a day to come."""
    others = [text.keys["Date"] for text in room.texts.values() if "Date" in text.keys]
    if others and room.chance(0.15):
        return room.rng.choice(others)
    moment = _day(room)
    if room.chance(0.05):
        moment = coming(room)
    form = room.rng.choice(("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S+00:00"))
    return moment.strftime(form)


def coming(room: Newsroom) -> datetime:
    """A moment within the ten days after the clock."""
    now = datetime.fromtimestamp(room.clock, UTC)
    return now + timedelta(minutes=room.rng.randrange(90, 14_400))


def value(room: Newsroom, key: str, lang: str) -> str:
    """What the line ``key`` of a post may say."""
    rng = room.rng
    if key in {"Tags", "Authors"}:
        names = TAGS if key == "Tags" else AUTHORS
        return ", ".join(rng.sample(names, rng.randrange(1, 4)))
    if key in {"Date", "Modified"}:
        return date(room)
    if key == "Image":
        return rng.choice([*room.files("images"), "images/none.png"])
    choices = {
        "Translation_of": ids(room) or ["urn:uuid:00000000-0000-4000-8000-000000000000"],
        "Aliases": [f"2019/{rng.randrange(1, 13):02}/old-{room.serial}/"],
        "Slug": [f"slug {room.number()}"],
        "Category": SECTIONS,
        "Source": SOURCES,
        "Lang": tuple(WORDS),
        "Status": ("draft", "hidden", "withdrawn", "published"),
        "Pinned": ("yes", "no"),
        "Robots": ("noindex",),
        "Canonical": ("https://original.example/text",),
    }
    return rng.choice(choices[key]) if key in choices else sentence(rng, lang, 4)


def ids(room: Newsroom) -> list[str]:
    """Ids that stand in posts."""
    return [room.texts[p].keys["Id"] for p in room.posts() if "Id" in room.texts[p].keys]


def post(room: Newsroom) -> Text:
    """A post by hand, or one such as the converter writes, which has its id and address."""
    rng = room.rng
    wanted = {key: room.chance(share) for key, share in _SHARES.items()}
    lang = rng.choice(tuple(WORDS))
    keys = {"Title": f"{sentence(rng, lang, 5)} {room.number()}", "Date": date(room)}
    keys |= {key: value(room, key, lang) for key in _SHARES if wanted[key]}
    if wanted["Lang"]:
        keys["Lang"] = lang
    if wanted["Source"] and room.chance(0.5):
        keys["Source_url"] = f"https://source.example/{rng.randrange(5)}"
    if room.chance(0.4):
        keys |= _minted(room)
    return Text(keys, body(room, lang))


def _minted(room: Newsroom) -> dict[str, str]:
    found = {
        "Id": f"urn:uuid:{UUID(int=room.rng.getrandbits(128), version=4)}",
        "Url": _day(room).strftime(f"%Y/%m/minted-{room.number()}/"),
        "Seed": f"{room.number()}.txt",
    }
    return found | ({"Date_origin": "git"} if room.chance(0.3) else {})


def path(room: Newsroom, text: Text) -> str:
    """Where an editor or the converter would keep ``text``."""
    name = room.rng.choice(("text", "été", "note", "港"))
    folder = room.rng.choice(("posts/", f"posts/{text.keys['Date'][:7].replace('-', '/')}/"))
    return f"{folder}{name}-{room.number()}.md"


def body(room: Newsroom, lang: str) -> str:
    """One to three paragraphs, some with a link."""
    rng = room.rng
    parts = [sentence(rng, lang, rng.randrange(5, 30)) for _ in range(rng.randrange(1, 4))]
    if room.chance(0.4):
        parts.append(link(room))
    if room.chance(0.1):
        parts.append("A word[^1] of *note*.\n\n[^1]: What it means.")
    return "\n\n".join(parts)


def link(room: Newsroom) -> str:
    """A link to a post, page or file that is there, that waits, or that is not there (yet)."""
    rng = room.rng
    what = rng.choice(("filename", "filename", "filename", "static", "attach"))
    if what == "filename":
        known = [*room.posts(), *room.pages()]
        target = rng.choice(known) if known and room.chance(0.8) else "posts/none.md"
    else:
        files = room.files("images", "files", "posts")
        target = rng.choice(files) if files and room.chance(0.85) else "files/none.txt"
    return f"[{rng.choice(WORDS['fr'])}]({{{what}}}/{target})"


def fill(room: Newsroom, count: int) -> None:
    """The newsroom's first day: files, pages and ``count`` posts."""
    for number in range(4):
        width = room.rng.choice((4, 640))
        room.write(f"images/{number}.png", picture(room.rng, width, 9))
    for name in ("files/plan.txt", "files/été.txt", "posts/beside.txt"):
        room.write(name, name.encode())
    for name in ("about", "contact"):
        room.put(f"pages/{name}.md", page(room, name))
    for _ in range(count):
        text = post(room)
        room.put(path(room, text), text)


def page(room: Newsroom, name: str) -> Text:
    """A page written by hand."""
    keys = {"Title": f"{name} {room.number()}", "Lang": room.rng.choice(tuple(WORDS))}
    return Text(keys, body(room, "fr"))
