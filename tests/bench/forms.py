"""An article as each of the peers reads it."""

from __future__ import annotations

import json

from tests.bench.corpus import TARGET, Article

#: What a raw text says of its writer and its day, by language.
_BYLINES = {"fr": "Par {}, publié le {:%d/%m/%Y}", "en": "By {}, published {:%d %B %Y}"}
_SOURCES = {"fr": "Source : {} – {}", "en": "Source: {} – {}"}


def seedpress(article: Article) -> str:
    """A post, its language and source included, which stock Pelican would not know."""
    more = {"Lang": article.lang, "Source": article.source, "Source_url": article.source_url}
    return _post(article, more)


def pelican(article: Article) -> str:
    """The same post with the lines that stock Pelican knows."""
    return _post(article, {})


def _post(article: Article, more: dict[str, str]) -> str:
    lines = {
        "Title": article.title,
        "Date": f"{article.place.moment:%Y-%m-%d %H:%M}",
        "Category": article.section,
        "Tags": ", ".join(article.tags),
        "Authors": article.author,
        "Slug": article.place.slug,
        "Summary": article.summary,
        **more,
    }
    head = "".join(f"{key}: {value}\n" for key, value in lines.items())
    target = f"{{filename}}/posts/{article.target.path}.md" if article.target else ""
    return f"{head}\n{article.body.replace(TARGET, target)}"


def hugo(article: Article) -> str:
    """Front matter in YAML, every value quoted as JSON is, which YAML reads too."""
    values = {
        "title": article.title,
        "date": f"{article.place.moment:%Y-%m-%dT%H:%M:00Z}",
        "categories": [article.section],
        "tags": article.tags,
        "authors": [article.author],
        "slug": article.place.slug,
        "summary": article.summary,
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    target = f"/{article.target.path}/" if article.target else ""
    return f"---\n{''.join(lines)}---\n\n{article.body.replace(TARGET, target)}"


def seed(article: Article) -> str:
    """Raw text as a newsroom gets it: no marks, headline first, source last."""
    byline = _BYLINES[article.lang].format(article.author, article.place.moment)
    source = _SOURCES[article.lang].format(article.source, article.source_url)
    return f"{article.title}\n\n{byline}\n\n{article.body}\n{source}\n"
