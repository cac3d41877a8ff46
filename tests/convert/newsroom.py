"""A newsroom in a folder of its own, with a converter simple enough to foresee."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plugins import addresses, config, dates
from plugins.convert.posts.document import Document
from plugins.convert.posts.parse import parse
from plugins.convert.sync import SyncReport, sync
from plugins.convert.types import Hints, where_of
from plugins.errors import Problem, SeedRefused
from plugins.model import Action, Block, Conversion, Decision, Origin, Post, Seed

NOON = datetime(2024, 11, 18, 12, tzinfo=UTC)


def convert(seed: Seed, hints: Hints, settings: config.Settings) -> Conversion:
    """Line 1 is the title, ``S:``, ``T:`` and ``D:`` lines are summary, tags and date."""
    lines = [line for line in seed.raw.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines:
        raise SeedRefused(Problem(where_of(seed.key), "it is empty", "remove it", code="empty"))
    named = {line[:2]: line[2:].strip() for line in lines[1:] if line[1:2] == ":"}
    date = named.get("D:")
    post = Post(
        id="",
        url="",
        title=lines[0],
        slug=addresses.slug(lines[0]),
        lang="fr",
        published=dates.parse_iso(date, settings.timezone) if date else hints.clock,
        published_origin=Origin.TEXT if date else Origin.DEFAULT,
        summary=named.get("S:", ""),
        tags=tuple(tag.strip() for tag in named.get("T:", "").split(",") if tag.strip()),
        blocks=tuple(Block("paragraph", line) for line in lines[1:] if line[1:2] != ":"),
        category="Monde",
    )
    given: dict[str, Any] = hints.sidecar.given()
    if "published" in given:
        given["published_origin"] = Origin.SIDECAR
    return Conversion((replace(post, **given),), digest=seed.digest)


@dataclass
class Newsroom:
    """Seeds, posts and what ``sync`` makes of them."""

    root: Path
    now: datetime = NOON
    settings: config.Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = config.from_mapping(self.root, {"TIMEZONE": "Europe/Paris"})
        self.settings.seeds.mkdir(exist_ok=True)
        self.settings.content.mkdir(exist_ok=True)

    def seed(self, key: str, text: str | bytes) -> Path:
        path = self.settings.seeds / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def sync(self, **options: Any) -> SyncReport:
        """Each run is an hour after the last."""
        self.now += timedelta(hours=1)
        return sync(self.settings, self.now, **{"convert": convert, **options})

    def actions(self, **options: Any) -> dict[str, Action]:
        return {each.key: each.action for each in self.sync(**options).decisions}

    def decision(self, key: str, **options: Any) -> Decision:
        return next(each for each in self.sync(**options).decisions if each.key == key)

    def paths(self) -> list[Path]:
        return sorted(self.settings.content.rglob("*.md"))

    def posts(self) -> dict[str, Document]:
        """By path below the content folder."""
        content, zone = self.settings.content, self.settings.timezone
        return {
            path.relative_to(content).as_posix(): parse(path.read_text("utf-8"), str(path), zone)
            for path in self.paths()
        }

    def post(self, seed: str) -> Document:
        found = [each for each in self.posts().values() if each.provenance.seed == seed]
        assert len(found) == 1
        return found[0]

    def path(self, seed: str) -> Path:
        name = next(name for name, each in self.posts().items() if each.provenance.seed == seed)
        return self.settings.content / name

    def edit(self, seed: str, *changes: tuple[str, str]) -> None:
        """An editor's replacements in the post of a seed."""
        path = self.path(seed)
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def state(self) -> Mapping[str, tuple[bytes, int, int]]:
        """Bytes, mtime and inode of every file."""
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
