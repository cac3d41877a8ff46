"""Lines such as ``Date: 18 novembre 2024`` at the top of a text.

They are evidence for the date, the author and the source, in the languages of the site, and
for nothing else: no seed sets its own status, address, slug, template or file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plugins.convert.types import Field, FieldName, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAIR = re.compile(r"([^\W\d_][^:：]{1,29}?)\s?[:：](?!//)\s*(\S.*)$")

#: The words that stand before the colon, by what they name.
_KEYS: dict[FieldName, str] = {
    "published": (
        "date, published, publication date, date published, published on, pubdate, posted,"
        "publié, publié le, date de publication, paru le, datum, veröffentlicht,"
        "veröffentlicht am, erschienen, fecha, fecha de publicación, publicado, publicado em,"
        "publicado el, data, data de publicação, data pubblicazione, pubblicato, pubblicato il,"
        "gepubliceerd, gepubliceerd op, opublikowano, data publikacji, дата, дата публикации,"
        "опубликовано, опубліковано, التاريخ, تاريخ النشر, نشر, tarih, yayın tarihi, publicerad,"
        "ημερομηνία, 日付, 日期, 发布时间, 날짜, 입력"
    ),
    "updated": (
        "updated, last updated, last modified, modified, mis à jour, mis à jour le,"
        "dernière mise à jour, aktualisiert, zuletzt aktualisiert, actualizado, actualización,"
        "atualizado, atualizado em, aggiornato, aggiornato il, bijgewerkt, laatst bijgewerkt,"
        "zaktualizowano, aktualizacja, обновлено, оновлено, تحديث, güncelleme, uppdaterad,"
        "更新, 수정"
    ),
    "authors": (
        "author, authors, by, byline, written by, reporter, auteur, auteurs, auteure, par,"
        "rédacteur, autor, autorin, autoren, von, autora, autores, por, autore, di, door,"
        "автор, авторы, текст, الكاتب, بقلم, كتب, yazar, författare, συντάκτης, 作者, 記者, 기자"
    ),
    "source": (
        "source, sources, publisher, site, website, url, link, origin, newspaper, original,"
        "agence, éditeur, journal, lien, quelle, quellen, fuente, fuentes, enlace, fonte, fonti,"
        "bron, źródło, źródła, источник, джерело, ссылка, المصدر, الرابط, kaynak, källa, πηγή,"
        "出典, 来源, 稿件来源, 출처"
    ),
}
_NAMES: dict[str, FieldName] = {
    word.strip(): name for name, words in _KEYS.items() for word in words.split(",")
}
#: Keys whose value must be the address of a page elsewhere.
_ADDRESSES = frozenset("url link lien enlace ссылка الرابط".split())
_URL = re.compile(r"https?://[\w-]+\.\w", re.IGNORECASE)
#: What a front matter holds: a run of such lines at the very top is no headline.
_HEADER = re.compile(r"([^\W\d_][\w-]{1,20})\s?:\s*\S.{0,200}$|---$")
_HEADER_KEYS = frozenset(
    "title subtitle date modified author authors category tags slug status summary lang url"
    " save_as template layout draft source published updated description keywords id".split()
)


def find(lines: Iterable[Line]) -> tuple[Field, ...]:
    """The lines that name a date, an author or a source, in their order."""
    found: list[Field] = []
    for line in lines:
        match = _PAIR.match(line.text[:300])
        key = match.group(1).strip(" *_").casefold() if match else ""
        name = _NAMES.get(key)
        if match and name and (key not in _ADDRESSES or _URL.match(match.group(2))):
            found.append(Field(name, match.group(2).strip(), line))
    return tuple(found)


def header(texts: Iterable[str]) -> int:
    """How many lines at the top look like a front matter: none, or at least two."""
    keys: list[str] = []
    for text in texts:
        match = _HEADER.match(text)
        if not match:
            break
        keys.append((match.group(1) or "").casefold())
    is_header = len(set(keys)) == len(keys) > 1 and not _HEADER_KEYS.isdisjoint(keys)
    return len(keys) if is_header else 0
