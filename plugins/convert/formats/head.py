"""What the head of a page says of its text: meta elements, links and JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plugins.convert.formats import markup
from plugins.convert.formats.trees import name_of, words_in
from plugins.convert.reading import headline
from plugins.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plugins.convert.formats.trees import Tree
    from plugins.convert.formats.values import Said

#: Names of meta elements (``name``, ``property`` or ``itemprop``), the most telling first.
_META = {
    "title": "og:title twitter:title dc.title dcterms.title parsely-title headline",
    "summary": "og:description description twitter:description dc.description",
    "published": (
        "article:published_time og:article:published_time datepublished parsely-pub-date"
        " sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date"
        " article.published pubdate publishdate publish-date publication_date date"
    ),
    "updated": (
        "article:modified_time og:article:modified_time og:updated_time datemodified"
        " dcterms.modified dc.date.modified last-modified"
    ),
    "authors": (
        "author article:author parsely-author dc.creator dcterms.creator byl sailthru.author"
    ),
    "publisher": "og:site_name publisher dc.publisher dcterms.publisher",
    "url": "og:url parsely-link",
    "lang": "og:locale content-language dc.language",
    "tags": "article:tag news_keywords parsely-tags sailthru.tags keywords",
}
_FIELDS = {name: field for field, names in _META.items() for name in names.split()}
#: schema.org types of texts, and how deep their objects are looked for in JSON-LD.
_TEXTS = ("Article", "BlogPosting", "Report", "Review", "Posting")
_DEEPEST, _LONGEST_JSON = 6, 500_000
_MOST_OBJECTS = 200


def said(tree: Tree) -> Iterator[Said]:
    """Fields, values and evidence, those of the most trustworthy places first."""
    data = [*_data(tree)]
    titles = [*(each for each in data if each[0] == "title"), *_of_meta(tree, "title")]
    yield from _titles(tree, titles)
    yield from (each for each in data if each[0] != "title")
    for field in _META:
        if field != "title":
            yield from _of_meta(tree, field)
    yield from _of_elements(tree)


def _titles(tree: Tree, named: list[Said]) -> Iterator[Said]:
    """The first-level heading that agrees with what the head names; else what the head names."""
    found = next((each for each in tree.iter() if name_of(each) == "title"), None)
    whole = one_line(words_in(found)) if found is not None else ""
    candidates = [*named, ("title", whole, "<title>")] if whole else named
    for element in tree.iter():
        if name_of(element) != "h1":
            continue
        text = markup.text_of(element)
        for _, value, evidence in candidates:
            if text and (headline.same(text, value) or value.startswith(f"{text} ")):
                yield "title", text, f"<h1>, {evidence}"
    yield from candidates


def _of_meta(tree: Tree, field: str) -> Iterator[Said]:
    """Values of the names that stand for ``field``; equal names are one value of many lines."""
    found: dict[str, list[str]] = {}
    for element in tree.iter():
        if name_of(element) != "meta":
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            content = (element.get("content") or "").strip()
            if content and _FIELDS.get(name) == field:
                found.setdefault(name, []).append(content)
    for name in _META[field].split():
        if name in found:
            yield field, "\n".join(found[name]), f"<meta {name}>"


def _of_elements(tree: Tree) -> Iterator[Said]:
    """Elements whose attributes say something."""
    for element in tree.iter():
        name = name_of(element)
        if name == "html" and element.get("lang"):
            yield "lang", element.get("lang", ""), "<html lang>"
        elif name == "link" and (element.get("rel") or "").lower() == "canonical":
            yield "url", element.get("href") or "", "<link rel=canonical>"
        elif name == "time" and element.get("datetime"):
            is_first = element.get("itemprop") == "datePublished" or "pubdate" in element.attrib
            if is_first:
                yield "published", element.get("datetime", ""), "<time datetime>"


def _data(tree: Tree) -> Iterator[Said]:
    """What JSON-LD says of the page's text; nothing where there are several, or none."""
    texts: list[dict[str, Any]] = []
    for element in tree.iter():
        if name_of(element) != "script" or "ld+json" not in (element.get("type") or ""):
            continue
        raw = (element.text or "")[:_LONGEST_JSON]
        try:
            texts += _texts(json.loads(raw, strict=False))
        except (ValueError, RecursionError):
            continue
    if texts:
        yield from _of_text(texts[0])


def _texts(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [each for item in value[:_MOST_OBJECTS] for each in _texts(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if any(str(kind).endswith(_TEXTS) for kind in kinds):
        return [value]
    return [each for key in ("@graph", "mainEntity") for each in _texts(value.get(key), depth + 1)]


def _of_text(text: dict[str, Any]) -> Iterator[Said]:
    publisher = _names(text.get("publisher"))
    authors = [name for name in _names(text.get("author")) if name not in publisher]
    page = text.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    for field, key, values in (
        ("title", "headline", [text.get("headline")]),
        ("summary", "description", [text.get("description")]),
        ("published", "datePublished", [text.get("datePublished")]),
        ("updated", "dateModified", [text.get("dateModified")]),
        ("authors", "author", authors),
        ("publisher", "publisher", publisher),
        ("url", "url", [text.get("url")]),
        ("url", "mainEntityOfPage", [page]),
        ("lang", "inLanguage", [text.get("inLanguage")]),
        ("tags", "keywords", _list(text.get("keywords"))),
    ):
        words = "\n".join(value for value in values if isinstance(value, str) and value.strip())
        if words:
            yield field, words, f"JSON-LD {key}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(value: Any) -> list[str]:
    """The names of persons and organisations, however they are given."""
    found = [each.get("name") if isinstance(each, dict) else each for each in _list(value)]
    return [name for each in found for name in _list(each) if isinstance(name, str)]
