"""A digest of settings, by which a later build sees that one of them changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plugins.hashing import digest

#: They change no byte.
_NOT_SEEN = frozenset(
    {"OUTPUT_PATH", "CACHE_PATH", "SEEDS_PATH", "EXECUTOR", "OUTPUT_RETENTION"}
    | {"SKIP_NEAR_DUPLICATES"}
)


def fingerprint(values: Mapping[str, Any]) -> str:
    """Changes with any of ``values``, by their settings' names, that can change a byte."""
    names = sorted(name for name in values if name.isupper() and name not in _NOT_SEEN)
    return digest("\0".join(f"{name}={_stable(values[name])}" for name in names))


def _stable(value: Any) -> str:
    """``value`` as text that is the same in every process."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_stable(k)}:{_stable(v)}" for k, v in value.items()) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(map(_stable, value))) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_stable, value)) + "]"
    code = getattr(value, "__code__", None)
    if code is not None:
        return f"{value.__qualname__} {code.co_code!r} {_stable(code.co_names)}"
    if callable(value):
        return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))
