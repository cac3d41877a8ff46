"""Files made of pictures and of texts drawn as pictures: cleaned files, renditions, cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from plugins.adapter.images import unpublished
from plugins.cards import drawn
from plugins.engine import album
from plugins.engine.album import Album
from plugins.engine.documents import Document, Maker
from plugins.engine.intake import News
from plugins.engine.newsroom import Newsroom
from plugins.engine.tasks import Job
from plugins.engine.theming import file_key
from plugins.errors import Problem
from plugins.pictures import ENDINGS, Darkroom, Fault

_ENDINGS = tuple(f".{ending}" for ending in ENDINGS)


def is_picture(path: str) -> bool:
    """Whether a file's name is that of a picture."""
    return path.lower().endswith(_ENDINGS)


@dataclass(slots=True)
class Gallery:
    """Makes them; names pictures that cannot be published in ``problems``."""

    room: Newsroom
    problems: list[Problem]
    makers: Mapping[str, Maker] = field(init=False)
    """How each kind of job is done."""
    _album: Album = field(init=False)
    _darkroom: Darkroom = field(init=False)

    def __post_init__(self) -> None:
        self.makers = {"picture": self._rendition, "card": self._card}
        self._album = Album(self.room.library.store)
        self._darkroom = Darkroom.of(self.room.settings)

    def jobs(self) -> Iterator[Job]:
        """Renditions of all pictures, cards of the site and of its newest articles."""
        for key in self._album.every():
            yield from self._renditions(key)
        if self.room.settings.social_cards:
            yield Job("card")
            yield from (Job("card", str(n)) for n in self.room.sharing.numbers())

    def touched(self, news: News) -> Iterator[tuple[Job, str]]:
        """Those that ``news`` may touch, and why."""
        why = "the picture changed, or is shown by other posts"
        for key in (*news.pictures, *filter(None, map(self._album.key, news.files))):
            yield from ((job, why) for job in self._renditions(key))
        why = "it came among the newest, which have a card, or left them"
        for n in self.room.sharing.moved(len(news.changes)):
            yield from ((Job(kind, str(n)), why) for kind in ("article", "card"))

    def _renditions(self, key: str) -> Iterator[Job]:
        """Those of a picture that there are, and should be."""
        yield from (Job("picture", name) for name in self._album.outputs(key))

    def cleaned(self, path: str, place: str) -> Document | None:
        """The picture at ``path`` without what cameras write; None where it cannot be shown."""
        source = self.room.settings.content / path
        key = file_key(source)
        if not key:
            return None
        found = self._darkroom.look(source)
        if isinstance(found, Fault):
            self.problems.append(unpublished(path, found))
            return None
        return Document(place, (key,), partial(self._darkroom.published, source))

    def _rendition(self, arg: str) -> Document | None:
        key, _, name = arg.partition("-")
        found = self._album.find(key)
        if found is None or name not in found[1].renditions:
            return None
        source = self.room.settings.content / found[0]
        write = partial(self._darkroom.rendition, source, key, name)
        return Document(album.place(arg), (arg,), write)

    def _card(self, arg: str) -> Document | None:
        """The card of an article, or of the site where no number is given."""
        sharing = self.room.sharing
        item = self.room.library.seen(int(arg)) if arg else None
        drawing = sharing.card(item) if item else None if arg else sharing.site
        if drawing is None:
            return None
        draw = partial(drawn, drawing.card, sharing.type)
        write = partial(self._darkroom.kept, drawing.key, "card", draw)
        return Document(drawing.address, (drawing.key,), write)
