"""Pages of single posts: articles, the addresses they had, and pages written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from plugins.addresses import Scope
from plugins.engine.catalogues import site_words
from plugins.engine.newsroom import Newsroom, Page, articles_of, link_of
from plugins.engine.store import HAS_PAGE, LISTED
from plugins.text import direction


def article(room: Newsroom, n: int) -> Page | None:
    """The page of an article; None where it has none."""
    item = room.library.seen(n)
    if item is None:
        return None
    state = item.state
    newer, older = room.library.neighbours(item) if state == LISTED else (None, None)
    near = room.library.related(n) if state == LISTED else ()
    others = room.library.translations(n) if state == LISTED else ()
    section = Scope("section", item.post.category)

    def context() -> dict[str, Any]:
        article = room.library.whole(n)
        own = room.feeds(section) if state == LISTED else ()
        next_, before = (each.article if each else None for each in (newer, older))
        share = room.sharing.of_article(item)
        view = room.show.article(article, articles_of(near), next_, before, share)
        view = room.show.translated(view, article, *articles_of(others))
        page = room.show.article_page(article, own)
        page = replace(page, share=share)
        return {"page": page, "article": view, "site": room.around(section.folder)}

    inputs = (
        *(state, item.page, link_of(newer), link_of(older), room.sharing.inputs(item)),
        *([each.card for each in near], [link_of(each) for each in others]),
    )
    return Page(item.post.url, "article.html", inputs, context, room.speaks(item.post.lang))


def moved(room: Newsroom, alias: str, n: int, clock: datetime) -> Page | None:
    """The page at an earlier address of ``n`` that leads to where it is now."""
    item = room.library.seen(n)
    if item is None or alias not in item.post.aliases:
        return gone(room, n, clock, alias)
    article = item.article

    def context() -> dict[str, Any]:
        page = replace(
            room.show.page("moved", alias, article.post.title),
            lang=article.post.lang,
            dir=direction(article.post.lang),
            canonical=room.show.url(article.post.url),
            noindex=True,
        )
        return {"page": page, "target": room.named(article), "site": room.site}

    return Page(alias, "moved.html", (link_of(item),), context, room.speaks(item.post.lang))


def gone(room: Newsroom, n: int, clock: datetime, alias: str = "") -> Page | None:
    """What stands where a withdrawn article was, or at an earlier address of it: none of its words.

    None where it was not withdrawn, or would not have been there yet.
    """
    try:
        post = room.library.item(n).post
    except LookupError:
        return None
    has_it = not alias or alias in post.aliases
    if post.status != "withdrawn" or post.published > clock or not post.url or not has_it:
        return None
    address, lang = alias or post.url, room.speaks(post.lang)

    def context() -> dict[str, Any]:
        title = site_words(room.settings, lang)["gone"]
        page = room.show.page("gone", address, title)
        page = replace(page, lang=lang, dir=direction(lang), noindex=True)
        return {"page": page, "site": room.site}

    return Page(address, "gone.html", (address, lang), context, lang)


def hand(room: Newsroom, n: int) -> Page | None:
    """A page written by hand."""
    item = room.library.seen(n)
    if item is None or item.state != HAS_PAGE:
        return None
    post = item.post

    def context() -> dict[str, Any]:
        page = replace(
            room.show.page("page", post.url, post.title, post.summary),
            lang=post.lang,
            dir=direction(post.lang),
            noindex=post.status != "published",
        )
        body = Markup(room.library.whole(n).html)  # noqa: S704  # nh3 made it, or TRUST_HTML
        return {"page": page, "heading": post.title, "body": body, "site": room.site}

    return Page(post.url, "page.html", (item.page,), context, room.speaks(post.lang))
