"""Where pictures are looked at and developed; what took time is kept, by content, in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from plugins.config import Settings
from plugins.files import read_bytes, signature, write_atomic
from plugins.hashing import digest, short_digest
from plugins.pictures.drawings import drawing
from plugins.pictures.facts import Facts, NoPicture, header, planned
from plugins.pictures.renditions import RECIPE, developed, upright
from plugins.pictures.stripping import stripped

_MOST_BYTES = 50 * 1024 * 1024
_KEY = 16
#: Bytes that stand before what is kept, and tell whether it is whole.
_SEAL = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a picture cannot be shown."""

    message: str
    """What is wrong with it, to be said after its name."""


@dataclass
class Darkroom:
    """Develops pictures in the widths and formats of the settings."""

    root: Path
    """A cache: may be emptied at any time."""
    widths: Sequence[int]
    formats: Sequence[str]
    _seen: dict[tuple[Path, object], Facts | Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> Darkroom:
        """The one of a site."""
        return cls(settings.cache, settings.picture_widths, settings.picture_formats)

    @cached_property
    def cache(self) -> Path:
        """Another version of Pillow may make other bytes."""
        from importlib.metadata import version  # noqa: PLC0415  where there are pictures

        return self.root / "pictures" / version("pillow")

    def look(self, file: Path) -> Facts | Fault:
        """What the picture at ``file`` is, by its first bytes and what is known of its last ones.

        The file is there.
        """
        mark = (file, signature(file.stat()))
        found = self._seen.get(mark)
        if found is None or (isinstance(found, Facts) and self._fault(found.key)):
            found = self._seen[mark] = self._look(file)
        return found

    def _look(self, file: Path) -> Facts | Fault:
        try:
            data = _read(file)
            key = _key(data)
            if told := self._fault(key):
                return told
            if _is_drawing(file):
                clean, width, height = drawing(data)
                return Facts(width, height, "image/svg+xml", len(clean), key)
            head = header(data)
            names = planned(head, self.widths, self.formats)
            length = len(self.published(file, data))
            return Facts(head.width, head.height, head.type, length, key, names)
        except NoPicture as fault:
            return Fault(str(fault))

    @property
    def _widest(self) -> int:
        return max(self.widths, default=0)

    def _fault(self, key: str) -> Fault | None:
        """What was found when the picture was developed, by whichever process."""
        told = self._recall(key, "fault")
        return None if told is None else Fault(told.decode())

    def published(self, file: Path, data: bytes | None = None) -> bytes:
        """The bytes that are published in place of ``file``; raises NoPicture.

        They tell no place, name or time; a picture that lay on its side is upright.
        """
        data = _read(file) if data is None else data
        if _is_drawing(file):
            return drawing(data)[0]
        head = header(data)
        if head.is_turned or (head.format == "AVIF" and head.has_notes):
            return self.kept(_key(data), "upright", lambda: upright(data))
        return stripped(data, head.format)

    def kept(self, key: str, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under ``key`` and ``name``, else what ``make`` makes, which is then kept."""
        known = self._recall(key, name)
        if known is None:
            known = make()
            self._note(key, name, known)
        return known

    def _recall(self, key: str, name: str) -> bytes | None:
        """What was noted, unless somebody spoilt it."""
        kept = read_bytes(self._place(key, name)) or b""
        known = kept[_SEAL:]
        return known if kept[:_SEAL] == short_digest(known) else None

    def _note(self, key: str, name: str, made: bytes) -> None:
        write_atomic(self._place(key, name), short_digest(made) + made)

    def develop(self, file: Path) -> Fault | None:
        """Makes all renditions that the cache does not have; says where there cannot be any."""
        facts = self.look(file)
        if isinstance(facts, Fault):
            return facts
        missing = [n for n in facts.renditions if not self._place(facts.key, n).is_file()]
        if _is_drawing(file) or (facts.renditions and not missing):
            return None
        try:
            for name, made in developed(_read(file), missing, self._widest):
                self._note(facts.key, name, made)
        except NoPicture as fault:
            self._note(facts.key, "fault", str(fault).encode())
            return Fault(str(fault))
        return None

    def rendition(self, file: Path, key: str, name: str) -> bytes:
        """One rendition of the picture at ``file``; raises NoPicture where it is another by now."""
        return self.kept(key, name, lambda: _one(_read(file), key, name, self._widest))

    def _place(self, key: str, name: str) -> Path:
        return self.cache / key[:2] / f"{key}-{name}"

    def forget(self, keys: Iterable[str]) -> None:
        """Removes what the cache has of pictures other than ``keys``, but for what is damaged."""
        kept = set(keys)
        for file in self.root.glob("pictures/*/??/*"):
            key, _, name = file.name.partition("-")
            is_ours = file.parents[1] == self.cache
            if not is_ours or (key not in kept and name != "fault"):
                file.unlink(missing_ok=True)


def _key(data: bytes) -> str:
    return digest(digest(data, 64) + RECIPE, _KEY)


def _read(file: Path) -> bytes:
    if file.stat().st_size > _MOST_BYTES:
        raise NoPicture(f"has more than {_MOST_BYTES >> 20} MB")
    return file.read_bytes()


def _one(data: bytes, key: str, name: str, widest: int) -> bytes:
    if _key(data) != key:
        raise NoPicture("changed while the site was built")
    ((_, made),) = developed(data, [name], widest)
    return made


def _is_drawing(file: Path) -> bool:
    return file.suffix.lower() == ".svg"
