"""Lines such as ``Date: 18 novembre 2024``: what their keys name, in the languages of the site.

They are evidence for the headline, the date, the author, the source and the tags, and for
nothing else: no seed sets its own status, address, slug, template or file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plugins.convert.types import Field, FieldName, Line
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Also without a value, as ``Cc:`` in a mail.
PAIR = re.compile(r"([^\W\d_][^:：]{0,29}?)\s?[:：](?!//)\s*(.*)$")
#: Characters of a line that are looked at.
SEEN = 300

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
        "source, sources, publisher, site, website, origin, newspaper, original, agence, agency,"
        "éditeur, journal, quelle, quellen, agentur, fuente, fuentes, agencia, fonte, fonti,"
        "agência, agenzia, bron, źródło, źródła, источник, джерело, المصدر, kaynak, källa, kilde,"
        "lähde, πηγή, zdroj, מקור, 出典, 来源, 稿件来源, 출처"
    ),
    "title": (
        "title, headline, subject, titre, objet, sujet, titel, überschrift, betreff, título,"
        "titular, asunto, assunto, titolo, oggetto, kop, onderwerp, tytuł, temat, заголовок, тема,"
        "العنوان, عنوان, الموضوع, başlık, konu, rubrik, ämne, emne, otsikko, aihe, τίτλος, θέμα,"
        "כותרת, נושא, タイトル, 件名, 标题, 標題, 主题, 제목"
    ),
    "tags": (
        "tags, tag, keywords, topics, mots-clés, mots clés, étiquettes, thèmes, schlagwörter,"
        "schlagworte, stichwörter, stichworte, etiquetas, palabras clave, palavras-chave, temas,"
        "parole chiave, etichette, trefwoorden, tagi, słowa kluczowe, теги, метки, ключевые слова,"
        "ключові слова, الكلمات المفتاحية, الكلمات الدلالية, وسوم, etiketler, anahtar kelimeler,"
        "nyckelord, taggar, emneord, avainsanat, ετικέτες, klíčová slova, תגיות, タグ, キーワード,"
        "标签, 关键词, 태그"
    ),
    "url": (
        "url, link, permalink, lien, enlace, collegamento, odnośnik, ссылка, الرابط, bağlantı, 链接"
    ),
}
#: What lines name that are no headline themselves.
NO_HEADLINE: tuple[FieldName, ...] = (
    *("published", "updated", "authors", "source", "tags", "url"),
)
_NAMES: dict[str, FieldName] = {
    word.strip(): name for name, words in _KEYS.items() for word in words.split(",")
}
_URL = re.compile(r"https?://[\w-]+\.\w", re.IGNORECASE)
#: A mail address with the brackets around it.
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>()\[\]\",;@]+@[^\s<>()\[\]\",;]+[>)\]]?")


def name_of(key: str) -> FieldName | None:
    """What the word before a colon names, whatever its case."""
    return _NAMES.get(plain(key))


def plain(key: str) -> str:
    """The word before a colon without emphasis and capitals."""
    return key.strip(" *_").casefold()


def find(lines: Iterable[Line], *names: FieldName) -> tuple[Field, ...]:
    """The lines that name one of ``names``, in their order."""
    made = (_field(line) for line in lines)
    return tuple(field for field in made if field and field.name in names)


def made(name: FieldName, value: str, line: Line) -> Field | None:
    """The field, None where ``value`` says nothing: no address of a page, no name of a person."""
    if name == "url" and not _URL.match(value):
        return None
    if name == "authors":
        value = _MAIL.sub(" ", value[:SEEN])
    bare = one_line(value).strip(" \"'<>;,") if name == "authors" else one_line(value)
    return Field(name, bare, line) if bare else None


def _field(line: Line) -> Field | None:
    seen = line.text[:SEEN]
    match = PAIR.match(seen) if ":" in seen or "：" in seen else None
    name = name_of(match.group(1)) if match else None
    return made(name, match.group(2), line) if match and name else None
