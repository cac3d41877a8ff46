"""What tests of whole commands have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOUND = "Un port rouvre ses quais\n\nLes quais du port ont rouvert à l’aube après la grève.\n"

Run = Callable[..., tuple[int, dict[str, Any]]]
