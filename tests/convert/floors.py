"""How good the converter must be on labelled real texts, and the command that raises a floor.

    python -m tests.convert.floors FOLDER

measures the texts of FOLDER, prints each figure beside its floor and raises the floors that it
is more than a point above. A floor is lowered by hand alone, with its reason in ``why``.

FOLDER holds ``dev.jsonl``, the texts with their labels, and ``score.py``, which judges them. They
are other people's texts and no part of this project.
"""

from __future__ import annotations

import importlib.util
import math
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.convert import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).parent / "data" / "floors.toml"
#: Points by which a floor lies below what was measured, and of its raising.
BELOW, STEP = 0.5, 1.0


def floors() -> dict[str, dict[str, Any]]:
    """Each figure's floor: whether it is a ceiling, its value in per cent, and why it is so."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def measured(folder: Path, *, jobs: int = 1) -> dict[str, float]:
    """The figures of the texts in ``folder`` in per cent, ``tidy title_exact`` and so on."""
    with tempfile.TemporaryDirectory() as place:
        predictions = Path(place, "predictions.jsonl")
        evaluate.main([str(folder / "dev.jsonl"), str(predictions), "--jobs", str(jobs)])
        groups = _scorer(folder).evaluate(folder / "dev.jsonl", predictions)[0]
    named = {"all": groups["all", "all"]}
    named |= {kind: groups["extractor kind", kind] for kind in ("tidy", "crude")}
    return {
        f"{group} {name}": 100 * share
        for group, found in named.items()
        for name in found.n
        if (share := found.get(name)[0]) is not None
    }


def _scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("seedpress_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raised(found: Mapping[str, float], known: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """The new values of the floors that what was ``found`` is well beyond."""
    new: dict[str, float] = {}
    for name, floor in known.items():
        sign = -1 if floor.get("most") else 1
        if sign * (found[name] - floor["value"]) >= STEP:
            tenths = math.floor if sign > 0 else math.ceil
            new[name] = tenths(10 * (found[name] - sign * BELOW)) / 10
    return new


def main() -> None:
    """Prints the figures and writes the floors that are raised."""
    found = measured(Path(sys.argv[1]), jobs=2)
    new = raised(found, floors())
    text = FILE.read_text(encoding="utf-8")
    for name, floor in floors().items():
        told = f" -> {new[name]}" if name in new else ""
        sys.stdout.write(f"{name:24} {found[name]:6.1f}  floor {floor['value']}{told}\n")
        if name in new:
            pattern = rf'(\["{re.escape(name)}"\]\nvalue = )[\d.]+'
            text = re.sub(pattern, rf"\g<1>{new[name]}", text)
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
