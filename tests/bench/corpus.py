"""A made-up archive for the benchmark: the same articles for the same seed and size.

600 words in 12 paragraphs, five of 500 tags, one of 8 sections, of 40 authors and of 7 sources,
spread evenly over ten years; two articles of three in French, one in English. Which tags, section,
author and source an article has is drawn evenly: lists of 20 then have the fewest pages that they
can have, which is kind to those who rewrite them all. One article in ten of the archive has inline
marks, a link, a quote, a heading and a list; every other one of these links to another article.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
SEED = 2026
START, END = datetime(2016, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
PARAGRAPHS, WORDS = 12, 600
TAGS_EACH = 5
#: Stands in a body for the address of the article it links to.
TARGET = "{target}"

#: Lines kept ready in each language. An article takes forty of them, so no two are alike.
_POOL = 10_000
#: More than any article needs: the shortest line has seven words.
_DRAWN = 100
_MARKED_EVERY, _LINKED_EVERY = 10, 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is: the part of its address and its path that all peers share."""

    moment: datetime
    slug: str

    @property
    def path(self) -> str:
        """``YYYY/MM/slug``."""
        return f"{self.moment:%Y/%m}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Article:
    """One text with all that is known of it."""

    place: Place
    title: str
    lang: str
    section: str
    tags: tuple[str, ...]
    author: str
    source: str
    source_url: str
    summary: str
    body: str
    """Markdown; holds TARGET once where ``target`` is set."""
    target: Place | None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: int


class Corpus:
    """Articles 0 to ``n - 1``, oldest first, and the two newer ones that are added to them."""

    def __init__(self, n: int, seed: int = SEED) -> None:
        self.n = n
        self._seed = seed
        self._words = _load("names")
        self._texts = {lang: _load(lang) for lang in ("fr", "en")}
        self._step = (END - START) / (n + 2)

    @property
    def more(self) -> int:
        """Number of the article that is added as a post: newer than all before."""
        return self.n

    @property
    def seed_text(self) -> int:
        """Number of the article that is added as raw text: newer still."""
        return self.n + 1

    @property
    def edited(self) -> int:
        """Number of the article whose words change: in the middle of the archive."""
        return self.n // 2

    @property
    def deleted(self) -> int:
        """Number of the article that is taken out again; no other links to it."""
        return self.n // 3

    def article(self, number: int, edition: int = 0) -> Article:
        """Another ``edition`` differs in the first line of the sixth paragraph alone."""
        draw = random.Random(f"{self._seed}:{number}")
        lang, title = self._headline(number, draw)
        source = draw.choice(self._words["sources"])
        place = self._place(number, title)
        paragraphs = self._paragraphs(lang, draw)
        summary = paragraphs[0][0]
        if edition:
            again = random.Random(f"{self._seed}:{number}:{edition}")
            paragraphs[5][0] = again.choice(self._pools[lang]).text
        target = self._target(number)
        if self._has(_MARKED_EVERY, number):
            paragraphs = _marked(paragraphs, title, linked=target is not None)
        return Article(
            place=place,
            title=title,
            lang=lang,
            section=draw.choice(self._words["sections"]),
            tags=tuple(draw.sample(self.tags, TAGS_EACH)),
            author=draw.choice(self.authors),
            source=source,
            source_url=f"https://{_slug(source)}.example/{place.path}",
            summary=summary,
            body="\n\n".join(" ".join(lines) for lines in paragraphs) + "\n",
            target=target,
        )

    @cached_property
    def tags(self) -> list[str]:
        """All 500."""
        return [f"{what} à {town}" for what in self._words["subjects"] for town in self._towns]

    @cached_property
    def authors(self) -> list[str]:
        """All 40."""
        first, last = self._words["first_names"], self._words["last_names"]
        return [f"{one} {other}" for one in first for other in last]

    @property
    def _towns(self) -> list[str]:
        towns: list[str] = self._words["towns"]
        return towns

    def _headline(self, number: int, draw: random.Random) -> tuple[str, str]:
        lang = "fr" if number % 3 else "en"
        return lang, self._fill(draw.choice(self._texts[lang]["titles"]), lang, draw)

    def _has(self, every: int, number: int) -> bool:
        """Whether it is one in so many; those that are added later are plain."""
        return number < self.n and number % every == 3

    def _place(self, number: int, title: str) -> Place:
        moment = START + (number + 0.5) * self._step
        return Place(moment.replace(second=0, microsecond=0), f"{_slug(title)[:60]}-{number}")

    def _target(self, number: int) -> Place | None:
        """The article that this one links to: seven before it, or eight."""
        other = number - 7 if number - 7 != self.deleted else number - 8
        if other < 0 or not self._has(_LINKED_EVERY, number):
            return None
        _, title = self._headline(other, random.Random(f"{self._seed}:{other}"))
        return self._place(other, title)

    def _paragraphs(self, lang: str, draw: random.Random) -> list[list[str]]:
        """Lines by paragraph: 50 words each, or a few more."""
        lines = iter(draw.choices(self._pools[lang], k=_DRAWN))
        paragraphs: list[list[str]] = []
        words = 0
        for number in range(1, PARAGRAPHS + 1):
            paragraph: list[str] = []
            while words < number * WORDS // PARAGRAPHS:
                line = next(lines)
                paragraph.append(line.text)
                words += line.words
            paragraphs.append(paragraph)
        return paragraphs

    @cached_property
    def _pools(self) -> dict[str, list[_Line]]:
        return {lang: self._pool(lang) for lang in self._texts}

    def _pool(self, lang: str) -> list[_Line]:
        """Half of the lines begin with an opener, two of five have an ending."""
        texts, draw = self._texts[lang], random.Random(f"{self._seed}:{lang}")
        lines = []
        for _ in range(_POOL):
            opener = draw.choice(texts["openers"]) if draw.random() < 0.5 else ""
            ending = draw.choice(texts["endings"]) if draw.random() < 0.4 else ""
            line = self._fill(f"{opener}{draw.choice(texts['sentences'])}{ending}.", lang, draw)
            lines.append(_Line(line[0].upper() + line[1:], len(line.split())))
        return lines

    def _fill(self, template: str, lang: str, draw: random.Random) -> str:
        words = self._words
        return template.format(
            town=draw.choice(self._towns),
            person=draw.choice(words["speakers"]),
            number=draw.choice(words["numbers"]),
            body=draw.choice(words["bodies"][lang]),
            day=draw.choice(words["days"][lang]),
            month=draw.choice(words["months"][lang]),
        )


def _marked(paragraphs: list[list[str]], title: str, *, linked: bool) -> list[list[str]]:
    """The same paragraphs with emphasis, links, a quote, a heading and a list in them."""
    made = [list(lines) for lines in paragraphs]
    made[1][0] = _wrap(made[1][0], "**", "**")
    made[2][0] = _wrap(made[2][0], "*", "*")
    made[3][0] = _wrap(made[3][0], "[", "](https://registre.example/dossier)")
    made[5].insert(0, ">")
    made[7] = ["\n".join(f"- {line}" for line in made[7])]
    if linked:
        made[9][0] = _wrap(made[9][0], "[", f"]({TARGET})")
    made.insert(10, [f"## {title}"])
    return made


def _wrap(line: str, before: str, after: str) -> str:
    """Puts marks around the third to fifth word."""
    words = line.split(" ")
    words[2], words[4] = before + words[2], words[4] + after
    return " ".join(words)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
