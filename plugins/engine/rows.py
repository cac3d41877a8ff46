"""Posts as the store keeps them: short, quick to read, and with digests that tell what changed."""

from __future__ import annotations

import marshal
from datetime import UTC, datetime, timedelta
from typing import Any

from plugins.hashing import short_digest
from plugins.model import Author, Enclosure, Image, Origin, Post, Rights, Source
from plugins.pictures import Facts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Words a minute by primary language: Trauzettel-Klosinski, Dietz et al., "Standardized Assessment
#: of Reading Performance: The New International Reading Speed Texts IReST" (2012); for Chinese and
#: Japanese half of its characters a minute, as words are counted there.
READING_SPEEDS = {
    "ar": 138,
    "de": 179,
    "en": 228,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "ja": 179,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
    "zh": 128,
}
_USUAL_SPEED = 185

Packed = tuple[Any, ...]


def seconds(moment: datetime) -> int:
    """Since 1970, also before it."""
    return round((moment - _EPOCH).total_seconds())


def moment(seconds_: int) -> datetime:
    """The time that ``seconds`` made a number of."""
    return _EPOCH + timedelta(seconds=seconds_)


def tie(post_id: str) -> int:
    """Orders posts of one and the same second, by their ids alone."""
    return int.from_bytes(short_digest(post_id), "big") >> 1


def minutes(words: int, lang: str) -> int:
    """Reading time of a text in ``lang`` (BCP 47), at least 1."""
    speed = READING_SPEEDS.get(lang.lower().partition("-")[0], _USUAL_SPEED)
    return max(1, round(words / speed))


def pack(post: Post) -> bytes:
    """``post`` without its blocks."""
    return marshal.dumps(_packed(post), 4)


def _packed(post: Post) -> Packed:
    image, rights, source = post.image, post.rights, post.source
    return (
        *(post.id, post.url, post.title, post.slug, post.lang, seconds(post.published)),
        str(post.published_origin),
        None if post.updated is None else seconds(post.updated),
        post.summary,
        tuple((author.name, author.uri, author.email) for author in post.authors),
        source and (source.title, source.url),
        post.category,
        post.tags,
        tuple((each.href, each.type, each.length) for each in post.enclosures),
        image and _image(image),
        (rights.text, rights.canonical, rights.noindex),
        *(post.note, post.aliases, post.translation_of, post.pinned, post.status),
    )


def _image(image: Image) -> Packed:
    words = (image.alt, image.caption, image.credit)
    return (image.path, *words, image.width, image.height, image.key, image.renditions)


def unpack(data: bytes) -> Post:
    """The post that ``pack`` packed."""
    values = marshal.loads(data)  # noqa: S302  # of a cache of ours
    id_, url, title, slug, lang, published, origin, updated, summary, authors, source = values[:11]
    category, tags, enclosures, image, rights, note, aliases, translation_of = values[11:19]
    pinned, status = values[19:]
    return Post(
        id=id_,
        url=url,
        title=title,
        slug=slug,
        lang=lang,
        published=moment(published),
        published_origin=Origin(origin),
        updated=None if updated is None else moment(updated),
        summary=summary,
        authors=tuple(Author(*each) for each in authors),
        source=source and Source(*source),
        category=category,
        tags=tags,
        enclosures=tuple(Enclosure(*each) for each in enclosures),
        image=image and _unpacked_image(image),
        rights=Rights(*rights),
        note=note,
        aliases=aliases,
        translation_of=translation_of,
        pinned=pinned,
        status=status,
    )


def _unpacked_image(image: Packed) -> Image:
    width, height, key, renditions = image[4:]
    return Image(*image[:4], width=width, height=height, key=key, renditions=renditions)


def pack_facts(facts: Facts) -> bytes:
    """What pages have to know of a picture."""
    values = (facts.width, facts.height, facts.type, facts.length, facts.key, facts.renditions)
    return marshal.dumps(values, 4)


def unpack_facts(data: bytes) -> Facts:
    """What ``pack_facts`` packed."""
    return Facts(*marshal.loads(data))  # noqa: S302  # of a cache of ours


def card_digest(post: Post, words: int) -> bytes:
    """Changes with what lists show of an article."""
    source = post.source.title if post.source else None
    shown = (
        *(post.id, post.url, post.title, post.lang, post.summary, post.category, source),
        *(seconds(post.published), post.online_since, post.updated, minutes(words, post.lang)),
        *(post.image, post.pinned),
    )
    return short_digest(repr(shown))


def body_digest(html: str, words: int) -> bytes:
    """Changes with the text of an article."""
    return short_digest(f"{words}\0{html}")


def page_digest(packed: bytes, body: bytes) -> bytes:
    """Changes with anything that its page or its feed entry shows."""
    return short_digest(packed + body)
