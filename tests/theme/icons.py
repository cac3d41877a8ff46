"""The icon as pictures, drawn from ``icon.svg``: ``python -m tests.theme.icons`` writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "theme" / "static" / "img"
#: Pixels of each side, and whether a mask may cut its edges off: it then fills the whole square.
PICTURES = {
    "icon-180.png": (180, True),
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
}


def draw(page: Any, name: str) -> bytes:
    """The picture ``name`` as PNG, by a browser's ``page``."""
    size, is_full = PICTURES[name]
    svg = (FOLDER / "icon.svg").read_text("utf-8")
    inner = size * 8 // 10 if is_full else size
    ground = "background:#9a1b1f;" if is_full else "background:transparent;"
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<body style='margin:0;{ground}display:grid;place-items:center;block-size:{size}px'>"
        + svg.replace("<svg ", f"<svg width='{inner}' height='{inner}' ")
    )
    made: bytes = page.screenshot(omit_background=True)
    return made


def main() -> None:
    """Writes all of them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  draw needs none of it

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for name in PICTURES:
            (FOLDER / name).write_bytes(draw(page, name))


if __name__ == "__main__":
    main()
