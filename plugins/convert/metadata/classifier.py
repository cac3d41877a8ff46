"""py3langid's model in a form that is there at once, for the languages of one site.

As published, the model takes 0.4 s to unpack and 110 MB to hold, whatever it is asked: a table of
all transitions of an automaton, and 142 languages. The automaton is one of Aho and Corasick, so
its tree and what it falls back to say the same in 1.4 MB; of the languages a site has a few.
Answers are those of py3langid but for the last digits, which single precision leaves open.
"""

from __future__ import annotations

import json
import math
import unicodedata
from array import array
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise, repeat
from operator import mul
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any

from plugins.convert.data.kept import derived
from plugins.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Steps of the automaton that are kept once they were found: 40 MB; most texts take few others.
_MOST_STEPS = 400_000


class Classifier:
    """Tells languages apart by the sequences of bytes in a text."""

    def __init__(self, packed: bytes) -> None:
        """``packed`` is what ``_packed`` made."""
        head, _, body = packed.partition(b"\n")
        labels, self._prior, states = json.loads(head)
        self._labels: list[str] = labels
        ends = [0]
        for size in (4 * (states + 1), 4 * states, 4 * states, states - 1):
            ends.append(ends[-1] + size)
        parts = [body[start:end] for start, end in pairwise(ends)]
        self._first, self._back, self._features = (
            array(code, part) for code, part in zip("IIi", parts, strict=False)
        )
        self._letters = parts[3]
        self._weights = body[ends[-1] :]
        self._row = Struct(f"{len(labels)}e")
        self._steps: dict[int, int] = {}

    def rank(self, text: str, among: Collection[str]) -> list[tuple[str, float]]:
        """Those languages of ``among`` that it knows, best first, and how likely each one is.

        The shares add up to 1.
        """
        if text.isupper():
            text = text.lower()
        data = unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
        scores = self._scores(self._counted(data), among)
        heat = math.sqrt(len(data) or 1)
        best = max((score for _, score in scores), default=0.0)
        found: dict[str, float] = {}
        for label, score in scores:  # some have two columns
            found[label] = found.get(label, 0.0) + math.exp((score - best) / heat)
        whole = sum(found.values())
        return sorted(((each, share / whole) for each, share in found.items()), key=lambda p: -p[1])

    def _counted(self, data: bytes) -> dict[int, int]:
        """How often each feature is in ``data``."""
        known, state = self._steps, 0
        states = []
        for letter in data:
            try:
                state = known[state | letter]
            except KeyError:
                state = self._step(state | letter)
            states.append(state)
        counts: dict[int, int] = {}
        for state, count in Counter(states).items():
            feature = self._features[state >> 8]
            counts[feature] = counts.get(feature, 0) + count
        counts.pop(-1, None)  # of states that are none
        return counts

    def _step(self, key: int) -> int:
        """The state that follows a state with a letter, its number in all bits but the last eight.

        ``key`` is a state with the letter in the last eight bits.
        """
        state, letter = key >> 8, key & 0xFF
        while True:
            at = self._letters.find(letter, self._first[state], self._first[state + 1])
            if at >= 0 or not state:
                break
            state = self._back[state]
        if len(self._steps) >= _MOST_STEPS:
            self._steps.clear()
        self._steps[key] = at + 1 << 8
        return at + 1 << 8

    def _scores(self, counts: Mapping[int, int], among: Collection[str]) -> list[tuple[str, float]]:
        """Of each column for ``among``, as a logarithm; equal ones with nothing to go by."""
        size = self._row.size
        rows = [self._row.unpack_from(self._weights, feature * size) for feature in counts]
        often = [math.log1p(count) for count in counts.values()]
        columns = zip(*rows, strict=True) if rows else repeat(())
        known = zip(self._labels, self._prior, columns, strict=False)
        return [
            (label, sum(map(mul, often, column), prior if rows else 0.0))
            for label, prior, column in known
            if label in among
        ]


@lru_cache(maxsize=8)
def classifier(codes: frozenset[str]) -> Classifier:
    """The model, limited to those of ``codes`` that it knows; to none if it knows none."""
    found = find_spec("py3langid")
    folder = Path(found.origin).parent if found and found.origin else Path()
    sources = (Path(__file__), folder / "langid.py", folder / "data/model.npz.xz")
    name = f"languages-{digest(' '.join(sorted(codes)), 8)}"
    return Classifier(derived(name, sources, lambda: _packed(codes)))


def _packed(codes: frozenset[str]) -> bytes:
    """The published model's automaton as a tree, and its columns for ``codes``."""
    import numpy as np  # noqa: PLC0415 - 45 ms and 25 MB, for this alone
    from py3langid.langid import MODEL_DIR, MODEL_FILE  # noqa: PLC0415 - as above
    from py3langid.modelio import load_model  # noqa: PLC0415 - as above

    weights, prior, labels, steps, rows, features = load_model(MODEL_DIR / MODEL_FILE)
    wanted = codes & set(labels) or set(labels)
    columns = [at for at, label in enumerate(labels) if label in wanted]
    table = np.frombuffer(steps, dtype=f"u{steps.itemsize}").reshape(-1, 256)
    states, first, back, letters = _tree(table, np.frombuffer(rows, dtype=f"u{rows.itemsize}"))
    head = [[labels[at] for at in columns], [float(prior[at]) for at in columns], len(states)]
    arrays = (
        np.asarray(first, dtype=np.uint32),
        np.asarray(back, dtype=np.uint32),
        np.asarray(features, dtype=np.int32)[states],
        np.asarray(letters, dtype=np.uint8),
        np.ascontiguousarray(weights[:, columns]),
    )
    return b"\n".join((json.dumps(head).encode(), b"".join(each.tobytes() for each in arrays)))


def _tree(table: Any, rows: Any) -> tuple[Any, list[int], list[int], list[int]]:
    """The states in order of depth; and of each, by its place in that order, the first of its
    children less one, the state it falls back to, and the letter that leads to it.

    ``table[rows[state]]`` holds what follows a state by letter. What is seen first from a state is
    its child: whatever it falls back to is less deep.
    """
    import numpy as np  # noqa: PLC0415 - as above

    place = np.full(len(rows), -1)
    place[0] = 0
    order, first, back, letters = [np.zeros(1, dtype=np.int64)], [0], [0], []
    level, behind = order[0], np.zeros(1, dtype=np.int64)
    while len(level):
        after = table[rows[level]]
        parents, bytes_ = np.nonzero(place[after] < 0)
        children = after[parents, bytes_].astype(np.int64)
        place[children] = np.arange(len(children)) + sum(map(len, order))
        first += (first[-1] + np.cumsum(np.bincount(parents, minlength=len(level)))).tolist()
        letters += bytes_.tolist()
        falls = table[rows[behind[parents]], bytes_].astype(np.int64) if level[0] else children * 0
        back += place[falls].tolist()
        level, behind = children, falls
        order.append(children)
    return np.concatenate(order), first, back, letters
