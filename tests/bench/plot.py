"""The results as a picture: processor time and files changed, step by step, in SVG.

One line of dots a step, a row a contender, on a scale of tens: what is to be seen are factors.
Every value is written beside its dot, and shapes differ as well as colours. The picture brings its
own ground, light or dark as the reader's system is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.bench.contenders import HUGO, PELICAN, SMALL, WHOLE
from tests.bench.results import Results
from tests.bench.steps import STEPS

WIDTH = 860
_LABELS, _PANEL, _GAP, _NOUGHT = 150, 300, 60, 40
_TOP, _ROW, _BETWEEN, _BOTTOM = 92, 18, 14, 40
_MARKS = {SMALL: ("a", "circle"), WHOLE: ("b", "ring"), HUGO: ("c", "square"), PELICAN: ("d", "up")}
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1c1b1a }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #5e5a55 } .ground { fill: #fffefb } .line { stroke: #d8d3cb; fill: none }
.a { fill: #a3341c; stroke: #a3341c } .b { fill: none; stroke: #a3341c; stroke-width: 2 }
.c { fill: #1f6f8b; stroke: #1f6f8b } .d { fill: #6b5b95; stroke: #6b5b95 }
@media (prefers-color-scheme: dark) {
text { fill: #ece8e1 } .quiet { fill: #a8a29a } .ground { fill: #171614 } .line { stroke: #3b3834 }
.a { fill: #ef8a70; stroke: #ef8a70 } .b { stroke: #ef8a70 }
.c { fill: #6cc0dc; stroke: #6cc0dc } .d { fill: #b9a9e3; stroke: #b9a9e3 } }
"""


@dataclass(frozen=True, slots=True)
class _Panel:
    """One figure's scale of tens."""

    figure: str
    heading: str
    left: float
    low: int
    """Exponent of ten at the left end."""
    high: int
    zero: bool
    """Whether there is a nought to be shown: it stands left of the scale."""

    def x(self, value: float) -> float:
        """Where ``value`` is."""
        if value <= 0:
            return self.left
        start = _NOUGHT if self.zero else 0
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.left + start + (_PANEL - start) * part

    def ticks(self) -> list[float]:
        """Values that have a line of their own."""
        tens = [10.0**exponent for exponent in range(self.low, self.high + 1)]
        return [0.0, *tens] if self.zero else tens


def svg(results: Results, size: int) -> str:
    """The picture for one size of archive."""
    names, steps = results.names(size), results.steps(size)
    rows = [(step, _having(results, size, names, step)) for step in steps]
    height = _TOP + _BOTTOM + sum(len(those) * _ROW + _BETWEEN for _, those in rows)
    title = f"Building a site of {size:,} articles"
    place = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {place} role="img" aria-labelledby="title desc">',
        f'<title id="title">{title}</title>',
        f'<desc id="desc">{escape(_described(results, size))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>',
        _text(20, 28, title, "title"),
        *_legend(names),
    ]
    for panel in _panels(results, size):
        parts += _axis(panel, height)
        parts += _dots(panel, results, size, rows)
    parts += _step_names(rows)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _having(results: Results, size: int, names: Sequence[str], step: str) -> list[str]:
    return [name for name in names if results.median(size, name, step, "cpu") is not None]


def _panels(results: Results, size: int) -> list[_Panel]:
    left = _LABELS
    return [
        _panel(results, size, "cpu", "CPU, seconds", left),
        _panel(results, size, "changed", "files changed", left + _PANEL + _GAP),
    ]


def _panel(results: Results, size: int, figure: str, heading: str, left: float) -> _Panel:
    every = (
        results.median(size, name, step, figure)
        for name in results.names(size)
        for step in results.steps(size)
    )
    values = [value for value in every if value is not None]
    seen = [value for value in values if value > 0] or [1]
    low, high = math.floor(math.log10(min(seen))), math.ceil(math.log10(max(seen)))
    return _Panel(figure, heading, left, low, max(high, low + 1), zero=min(values) <= 0)


def _axis(panel: _Panel, height: int) -> Iterator[str]:
    yield _text(panel.left, _TOP - 22, panel.heading, "quiet")
    for tick in panel.ticks():
        x = panel.x(tick)
        yield f'<path class="line" d="M{x:.1f} {_TOP - 6}V{height - _BOTTOM + 4}"/>'
        yield _text(x, height - _BOTTOM + 20, _value(tick), "quiet", "middle")


def _dots(
    panel: _Panel, results: Results, size: int, rows: Sequence[tuple[str, list[str]]]
) -> Iterator[str]:
    y = float(_TOP)
    for step, names in rows:
        for name in names:
            value = results.median(size, name, step, panel.figure) or 0.0
            x = panel.x(value)
            yield f'<path class="line" d="M{panel.left} {y + 9:.1f}H{x:.1f}"/>'
            yield _mark(name, x, y + 9)
            yield _text(x + 10, y + 13, _value(value))
            y += _ROW
        y += _BETWEEN


def _step_names(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    y = float(_TOP)
    for step, names in rows:
        yield _text(_LABELS - 14, y + 13, STEPS[step], anchor="end")
        y += len(names) * _ROW + _BETWEEN


def _legend(names: Sequence[str]) -> Iterator[str]:
    x = 26.0
    for name in names:
        yield _mark(name, x, 48)
        yield _text(x + 10, 52, name)
        x += 34 + 7 * len(name)


def _mark(name: str, x: float, y: float) -> str:
    look, shape = _MARKS[name]
    match shape:
        case "square":
            return f'<rect class="{look}" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
        case "up":
            return f'<path class="{look}" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>'
        case _:
            return f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def _text(x: float, y: float, words: str, look: str = "", anchor: str = "") -> str:
    attributes = f' class="{look}"' if look else ""
    attributes += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{attributes}>{escape(words)}</text>'


def _value(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2g}"


def _described(results: Results, size: int) -> str:
    """All values in words, for those who do not see the picture."""
    told = []
    for step in results.steps(size):
        for name in _having(results, size, results.names(size), step):
            cpu = results.median(size, name, step, "cpu") or 0.0
            changed = results.median(size, name, step, "changed") or 0.0
            told.append(
                f"{STEPS[step]}, {name}: {_value(cpu)} s of CPU, {_value(changed)} files changed"
            )
    return "; ".join(told) + "."
