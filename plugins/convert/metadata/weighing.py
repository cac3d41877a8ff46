"""How likely it is that a candidate is right, from the signs it has.

``data/<name>.toml`` holds what each sign weighs and why; the weights of a candidate's signs add
up to the logarithm of its odds, so that their sum is a confidence at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from plugins.convert.data import table


def chance(name: str, signs: Iterable[str]) -> float:
    """0 to 1: how many of the candidates with these signs are right, by the table ``name``."""
    known = weights(name)
    weight = math.fsum(known[sign] for sign in signs)  # exact: the same whatever their order
    return 1 / (1 + math.exp(-known["always"] - weight))


@lru_cache(maxsize=8)
def weights(name: str) -> dict[str, float]:
    """What each sign of the table ``name`` weighs."""
    return {sign: float(entry["weight"]) for sign, entry in table(name).items()}
