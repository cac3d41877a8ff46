"""gzip and zstd around a file of any format, opened no further than a seed may be large."""

from __future__ import annotations

import io
import sys
from gzip import GzipFile
from typing import TYPE_CHECKING, cast

from plugins.convert.formats.refusal import broken, refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO

#: Bytes of the largest content; 4 GB of zeros are 4 MB of gzip.
MAX_UNPACKED = 64 * 1024 * 1024
_STEP = 1024 * 1024
#: A file packed more than this often is a trap.
_LAYERS = 2


def unpacked(key: str, raw: bytes) -> tuple[str, bytes]:
    """The name and the bytes of what is packed in the file ``key``; as they are if nothing is.

    Raises SeedRefused with ``too-large``, ``broken`` or, where it is packed again and again,
    ``archive``.
    """
    name = key
    for _ in range(_LAYERS + 1):
        found = next(
            ((opened, end) for magic, opened, end in _PACKERS if raw.startswith(magic)), None
        )
        if found is None:
            return name, raw
        opened, endings = found
        raw = _read(key, opened, raw)
        name = next((name[: -len(end)] for end in endings if name.lower().endswith(end)), name)
    remedy = "unpack it and put the texts in it into the seeds folder"
    raise refused(key, "is packed in layers", remedy, "archive")


def _read(key: str, opened: Callable[[bytes], BinaryIO], raw: bytes) -> bytes:
    try:
        data = _at_most(opened(raw), MAX_UNPACKED)
    except Exception as error:
        raise broken(key, "packed file", str(error)) from error
    if len(data) > MAX_UNPACKED:
        message = f"has more than {MAX_UNPACKED // 1024**2} MB when it is unpacked"
        raise refused(key, message, "split it into its texts", "too-large")
    return data


def _at_most(stream: BinaryIO, most: int) -> bytes:
    """The stream's bytes; more than ``most`` are not read to their end."""
    chunks: list[bytes] = []
    size = 0
    with stream:
        while size <= most and (chunk := stream.read(_STEP)):
            chunks.append(chunk)
            size += len(chunk)
    return b"".join(chunks)


def _gzip(raw: bytes) -> BinaryIO:
    return cast("BinaryIO", GzipFile(fileobj=io.BytesIO(raw)))


def _zstd(raw: bytes) -> BinaryIO:
    return cast("BinaryIO", _zstd_module().ZstdFile(io.BytesIO(raw)))


def _zstd_module() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - loaded where it is needed
    else:
        from backports import zstd  # noqa: PLC0415
    return zstd


_PACKERS = (
    (b"\x1f\x8b", _gzip, (".gz", ".gzip")),
    (b"\x28\xb5\x2f\xfd", _zstd, (".zst", ".zstd")),
)
