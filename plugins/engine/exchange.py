"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_AT_CWD = -100
_EXCHANGE = 2
#: macOS: the flag of ``renamex_np``.
_SWAP = 2
#: What a system or disk answers that has no such step.
_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def exchange(one: Path, other: Path) -> None:
    """``one`` and ``other``, both there and on one disk, change places; raises OSError.

    Linux and macOS do it at once: nobody ever finds neither. Elsewhere, and on the few disks that
    cannot, ``other`` is away for the moment between two renames.
    """
    if not _at_once(one, other):
        aside = other.with_name(f"{other.name}.aside")
        other.rename(aside)
        try:
            one.rename(other)
        except OSError:
            aside.rename(other)
            raise
        aside.rename(one)


def _at_once(one: Path, other: Path) -> bool:
    """Whether the system did it; raises OSError where it could have and did not."""
    import ctypes  # noqa: PLC0415  for this alone

    first, second = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, _SWAP)
        else:
            failed = library.renameat2(_AT_CWD, first, _AT_CWD, second, _EXCHANGE)
    except (AttributeError, OSError, TypeError):
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
