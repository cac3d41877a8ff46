"""A made-up archive in six languages, two of them without spaces or from right to left."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from plugins.hashing import mint_id

START, END = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 11, 1, tzinfo=UTC)
#: Words of each language, as they come.
WORDS = {
    "fr": "le port rouvre après neuf jours de grève à l’aube « sans » bruit : c’est fini",
    "en": "the harbour opens again & nobody knows why it took so long, they’re “happy”",
    "ru": "порт снова открыт после долгой забастовки и никто не знает почему так",
    "ar": "الميناء يفتح أبوابه من جديد بعد إضراب طويل ولا أحد يعرف السبب",
    "he": "הנמל נפתח שוב אחרי שביתה ארוכה ואף אחד לא יודע למה זה קרה",
    "zh": "港口 再次 开放 经过 漫长 的 罢工 没有 人 知道 为什么 ， 一切 正常 。",
}
SECTIONS = ("Monde", "Économie", "Culture", "Sport")
TAGS = ("Marseille", "OTAN", "Otan", "Київ", "خبر", "中国", "a & b", "<x>", "C++", "50 %")
AUTHORS = ("Léa Roy", "Bo Li", "عمر سالم", "O’Neil", "王芳")
SOURCES = ("Agence du Sud", "Le Fil & Fils", "新闻", "")
_EXTRAS = (
    "> une citation\n> en deux lignes",
    "- un\n- deux\n- trois",
    "| a | b |\n|---|---|\n| 1 | 5 < 6 |",
    "Voir [ailleurs](https://ailleurs.example/é?a=1&b=2), [ici](/2023/01/), [bas](#bas).",
    "![une carte](/images/carte.png)",
    "    code = a < b & c",
    "Une note[^1].\n\n[^1]: La note.",
    "## Un titre <b>gras</b> & ]]>",
    '<script>x</script><p onclick="x">gras</p><iframe src="https://x.example/"></iframe>',
)


@dataclass(frozen=True)
class Text:
    """A post of the archive."""

    number: int
    title: str
    moment: datetime
    lang: str
    body: str
    lines: tuple[tuple[str, str], ...] = field(default=())

    @property
    def id(self) -> str:
        return mint_id("corpus", str(self.number))

    @property
    def path(self) -> str:
        """Below the content folder."""
        return f"posts/{self.number % 50:02}/text-{self.number}.md"

    def with_lines(self, **lines: str) -> Text:
        """The text with other lines on its top."""
        return replace(self, lines=tuple({**dict(self.lines), **lines}.items()))

    def render(self) -> str:
        """The post's file."""
        head = {
            "Title": self.title,
            "Date": f"{self.moment:%Y-%m-%dT%H:%M:%S+00:00}",
            "Lang": self.lang,
            "Id": self.id,
            **dict(self.lines),
        }
        return "".join(f"{key}: {value}\n" for key, value in head.items()) + f"\n{self.body}\n"


def texts(count: int, start: datetime = START, end: datetime = END) -> list[Text]:
    """``count`` texts, the same for the same numbers; some share a second, some a day."""
    return [_text(number, start + (end - start) * number / count) for number in range(count)]


def _text(number: int, moment: datetime) -> Text:
    draw = random.Random(number)
    lang = tuple(WORDS)[number % len(WORDS)]
    if number % 7 == 0:  # a heap that went online at once
        moment = moment.replace(hour=6, minute=0)
    paragraphs = [_line(draw, lang, draw.randrange(20, 60)) for _ in range(draw.randrange(1, 5))]
    if draw.random() < 0.5:
        paragraphs.insert(draw.randrange(len(paragraphs) + 1), draw.choice(_EXTRAS))
    lines = {
        "Category": draw.choice(SECTIONS),
        "Tags": "; ".join(draw.sample(TAGS, draw.randrange(4))),
        "Authors": "; ".join(draw.sample(AUTHORS, draw.randrange(3))),
        "Source": draw.choice(SOURCES),
        "Url": f"{moment:%Y/%m}/text-{number}/",
    }
    if draw.random() < 0.3:
        lines["Modified"] = f"{moment + timedelta(days=draw.randrange(1, 30)):%Y-%m-%d}"
    if draw.random() < 0.2:
        lines |= {"Image": "images/carte.png", "Image_alt": "Une carte", "Image_credit": "AFP"}
    if draw.random() < 0.3 and lines["Source"]:
        lines["Source_url"] = f"https://source.example/{number}?a=1&b=2"
    kept = tuple((key, value) for key, value in lines.items() if value)
    return Text(number, _title(draw, lang, number), moment, lang, "\n\n".join(paragraphs), kept)


def _title(draw: random.Random, lang: str, number: int) -> str:
    odd = ("<guerre> & paix", "R&amp;D", "« 5 > 4 »", "\U0001f680", "")
    return " ".join(f"{_line(draw, lang, 5)} {draw.choice(odd)} {number}".split())


def _line(draw: random.Random, lang: str, count: int) -> str:
    words = WORDS[lang].split()
    return ("" if lang == "zh" else " ").join(draw.choice(words) for _ in range(count))
