"""Office documents are ZIP archives: opened no further than a seed may be large."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from plugins.convert.formats.refusal import SAVE_AS_TEXT, broken, refused, textless
from plugins.convert.formats.unpack import MAX_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Files in an archive, and bytes of one that holds markup: a novel's are under 4 MB.
_MOST_FILES, _MOST_MARKUP = 5_000, 16 * 1024 * 1024
_ENCRYPTED = 0x1
_MARKUP = (".xml", ".rels")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """The files of a ZIP archive that was found to be harmless; use it with ``with``."""

    def __init__(self, key: str, raw: bytes, what: str) -> None:
        """Raises SeedRefused: ``broken``, ``encrypted``, ``too-large``."""
        self.key, self.what = key, what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except Exception as error:
            raise broken(key, what, str(error)) from error
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        infos = self._infos.values()
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise refused(self.key, "is encrypted", "save it without a password", "encrypted")
        if any(info.compress_type not in _METHODS for info in infos):
            raise broken(self.key, self.what, "packed in an unusual way")
        markup = (info.file_size for info in infos if info.filename.endswith(_MARKUP))
        size = sum(info.file_size for info in infos)
        is_large = size > MAX_UNPACKED or max(markup, default=0) > _MOST_MARKUP
        if is_large or len(infos) > _MOST_FILES:
            message = f"has {size // 1024**2} MB in {len(infos)} files when it is unpacked"
            raise refused(self.key, message, SAVE_AS_TEXT, "too-large")

    def names(self) -> Iterator[str]:
        """Names of the files."""
        return iter(self._infos)

    def read(self, name: str) -> bytes | None:
        """The file's bytes, None where there is none; it is never longer than the archive says."""
        info = self._infos.get(name)
        if info is None:
            return None
        try:
            with self._zip.open(info) as file:
                data = file.read(info.file_size + 1)
        except Exception as error:
            raise broken(self.key, self.what, str(error)) from error
        return data[: info.file_size]

    def markup(self, name: str) -> bytes:
        """The bytes of a file of XML that the format demands; raises SeedRefused without it."""
        data = self.read(name)
        if data is None:
            raise broken(self.key, self.what, f"{name} is missing")
        if not data.strip():
            raise textless(self.key)
        return data
