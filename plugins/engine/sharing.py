"""What stands for a page where somebody shares it: its picture, its card, or the site's card."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from plugins import addresses
from plugins.adapter.images import abroad, address
from plugins.addresses import Scope
from plugins.cards import HEIGHT, WIDTH, Card, Type, can_draw
from plugins.config import Settings
from plugins.engine.library import Item, Library
from plugins.engine.store import LISTED
from plugins.engine.views import Share
from plugins.engine.voice import Voice
from plugins.feeds import shown_name
from plugins.hashing import digest
from plugins.model import Image
from plugins.text import direction

#: Pixels of a picture that is shown large where somebody shares it.
_LARGE = 600
#: Formats that everybody shows.
_KNOWN = ("jpg", "jpeg", "png")
_NAME = "card.png"
_KEY = 16


@dataclass(frozen=True, slots=True)
class Drawing:
    """A card that is to be drawn."""

    card: Card
    key: str
    """Changes with what it shows."""

    @property
    def address(self) -> str:
        """Where it is."""
        return address(self.key, _NAME)


@dataclass
class Sharing:
    """Cards of one site."""

    settings: Settings
    library: Library

    @cached_property
    def type(self) -> Type:
        """The theme's, with what there is for other scripts."""
        look = self.settings.look
        return Type.of(self.settings.theme, look.accents[0], look.fonts)

    @cached_property
    def site(self) -> Drawing | None:
        """The card of pages that have none of their own."""
        settings = self.settings
        title = settings.tagline or settings.description or settings.name
        host = urlsplit(settings.siteurl).netloc if settings.has_siteurl else ""
        card = Card(settings.name, title, foot=host, direction=direction(settings.lang))
        return self._drawing("", card)

    def card(self, item: Item) -> Drawing | None:
        """The card of an article; None where a picture leads it, and of those that are old."""
        post = item.post
        if not self._is_new(item) or (post.image and self._shown_large(post.image)):
            return None
        published = Voice(post.lang, self.settings.timezone).long_date(post.published)
        names = [post.source.title] if post.source else [author.name for author in post.authors]
        card = Card(
            site=self.settings.name,
            title=post.title,
            kicker=shown_name(Scope("section", post.category), self.settings.lang),
            foot=" · ".join([*names[:1], published]),
            direction=direction(post.lang),
        )
        return self._drawing(post.id, card)

    def _is_new(self, item: Item) -> bool:
        return item.state == LISTED and item.key <= self._oldest

    @cached_property
    def _oldest(self) -> tuple[float, int]:
        """The place in lists of the last article that has a card."""
        last: list[int] = self._newest(1, self.settings.social_cards - 1)
        return self.library.item(last[0]).key if last else (math.inf, 0)

    def _newest(self, count: int, start: int) -> list[int]:
        sql = (
            "SELECT n FROM members JOIN scopes USING (s) WHERE folder = '' "
            "ORDER BY age, tie LIMIT ? OFFSET ?"
        )
        return self.library.store.column(sql, count, max(0, start))

    def numbers(self) -> list[int]:
        """The numbers of all articles that may have a card."""
        return self._newest(self.settings.social_cards, 0)

    def moved(self, count: int) -> list[int]:
        """Those that may have a card now, or none any more, where so many articles changed."""
        last = self.settings.social_cards
        return self._newest(2 * count, last - count) if last and count else []

    def _drawing(self, id_: str, card: Card) -> Drawing | None:
        if not (self.settings.social_cards and can_draw(card.title, self.type)):
            return None
        return Drawing(card, digest(f"{self.type.key}\0{id_}\0{card!r}", _KEY))

    def inputs(self, item: Item) -> str:
        """Changes with what stands for an article elsewhere, besides its picture."""
        drawing = self.card(item)
        return drawing.key if drawing else ""

    def of_article(self, item: Item) -> Share | None:
        """What stands for an article; None where that is the site's card."""
        post = item.post
        if post.image and (found := self._shown_large(post.image)):
            return found
        drawing = self.card(item)
        return self._share(drawing) if drawing else None

    def of_site(self) -> Share | None:
        """What stands for every other page."""
        return self._share(self.site) if self.site else None

    def _share(self, drawing: Drawing) -> Share:
        url = addresses.absolute(self.settings.siteurl, drawing.address)
        return Share(url, WIDTH, HEIGHT, drawing.card.title)

    def _shown_large(self, image: Image) -> Share | None:
        """The picture itself, in a size that is large enough; None where it is too small."""
        place, width, height = abroad(image)
        if image.width < _LARGE or place.rpartition(".")[2].lower() not in _KNOWN:
            return None
        return Share(addresses.absolute(self.settings.siteurl, place), width, height, image.alt)
