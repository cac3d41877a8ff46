"""WebSub: hubs hear of each feed that changed, and tell its subscribers at once.

What a hub did not take is remembered in a file of the cache, and told again after the next build.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from plugins.config import Settings
from plugins.feeds import urls
from plugins.files import write_atomic

#: Seconds that a hub may take.
PATIENCE = 10
#: Names of documents that hubs are told of; archive documents are not listened to.
_FEEDS = ("feed.rss.xml", "feed.atom.xml", "feed.json")

Send = Callable[[str, str], None]
"""Tells a hub of a topic; raises OSError where it does not take it."""


def publish(hub: str, topic: str) -> None:
    """Tells ``hub`` that the document at ``topic`` changed; raises OSError."""
    said = urlencode({"hub.mode": "publish", "hub.topic": topic, "hub.url": topic}).encode()
    try:
        with urlopen(Request(hub, said, method="POST"), timeout=PATIENCE):  # noqa: S310  http(s)
            pass
    except (HTTPException, ValueError) as error:  # ValueError: it leads to what is no address
        raise OSError(f"no sensible answer: {error!r}") from error


def tell_hubs(settings: Settings, written: Iterable[str], send: Send = publish) -> tuple[str, ...]:
    """Tells each hub of the feeds among the outputs that were ``written``; what went wrong.

    A hub that fails is asked no more until the next time.
    """
    memory = settings.cache / "websub.json"
    topics = [
        urls.of_site(settings.siteurl, path)
        for path in sorted(written)
        if path.rpartition("/")[2] in _FEEDS
    ]
    known = _recall(memory)
    waiting = {hub: list(dict.fromkeys([*known.get(hub, ()), *topics])) for hub in settings.hubs}
    _note(memory, waiting)  # so that nothing is lost where the telling is killed
    warnings = [_tell(hub, left, send) for hub, left in waiting.items()]
    _note(memory, waiting)
    return tuple(filter(None, warnings))


def _tell(hub: str, topics: list[str], send: Send) -> str:
    """Takes off ``topics`` what the hub took; why it stopped, if it did."""
    while topics:
        try:
            send(hub, topics[0])
        except OSError as error:
            count = len(topics)
            return f"the hub {hub} does not listen ({error}); {count} feeds wait for the next build"
        topics.pop(0)
    return ""


def _recall(memory: Path) -> dict[str, list[str]]:
    found = None
    with suppress(OSError, ValueError):
        found = json.loads(memory.read_text("utf-8"))
    known = found.items() if isinstance(found, dict) else ()
    return {hub: list(map(str, topics)) for hub, topics in known if isinstance(topics, list)}


def _note(memory: Path, waiting: dict[str, list[str]]) -> None:
    left = {hub: topics for hub, topics in waiting.items() if topics}
    if left or memory.exists():
        write_atomic(memory, json.dumps(left).encode())
