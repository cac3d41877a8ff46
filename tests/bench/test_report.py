"""Figures, table and picture out of made-up measurements."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from tests.bench import plot, report
from tests.bench.contenders import HUGO, PELICAN, SMALL
from tests.bench.measure import Usage
from tests.bench.outputs import Changes
from tests.bench.promises import verdicts
from tests.bench.results import Results
from tests.bench.steps import STEPS, Measured

SIZE = 10_000
VERSIONS = {SMALL: "0.1.0", HUGO: "0.168.0"}
MACHINE = report.Machine(2, "A processor", "Linux", "3.11.7", VERSIONS, load=0.2)
SVG = "{http://www.w3.org/2000/svg}"


def one(name: str, step: str, cpu: float, run: int = 1, changed: int = 20) -> Measured:
    usage = Usage(cpu, cpu / 2, 100.0 if name != PELICAN else None)
    return Measured(SIZE, run, name, step, usage, Changes(14_000, 2, 0, changed - 2, changed - 2))


@pytest.fixture(scope="module")
def results() -> Results:
    ours = [one(SMALL, step, 1.0 + i) for i, step in enumerate(STEPS)]
    theirs = [
        one(name, step, 16.0 * (1 + i), changed=1000)
        for i, name in enumerate((HUGO, PELICAN))
        for step in list(STEPS)[:-1]
    ]
    return Results([*ours, *theirs])


def test_a_ratio_is_taken_within_each_run() -> None:
    cpu = {1: (1.0, 10.0), 2: (2.0, 30.0), 3: (9.0, 100.0)}
    results = Results(
        m
        for run, (ours, theirs) in cpu.items()
        for m in (one(SMALL, "more", ours, run), one(HUGO, "more", theirs, run))
    )
    ratio = results.ratio((SIZE, SMALL, "more"), (SIZE, HUGO, "more"), "cpu")
    assert ratio == pytest.approx(0.09)
    assert results.median(SIZE, SMALL, "more", "cpu") == 2.0


def test_what_was_not_measured_is_none(results: Results) -> None:
    assert results.median(SIZE, HUGO, "seed", "cpu") is None
    assert results.median(SIZE, PELICAN, "cold", "memory") is None
    assert results.ratio((SIZE, SMALL, "seed"), (SIZE, HUGO, "seed"), "cpu") is None


def test_a_promise_is_kept_up_to_its_limit_and_left_out_where_nothing_tells(
    results: Results,
) -> None:
    told = {verdict.promise.says: verdict for verdict in verdicts(results)}
    assert told["one more of 10,000"].value == 20
    assert told["one more of 10,000"].kept
    assert not told["one more of 10,000, against Hugo’s CPU"].kept
    assert told["a raw text instead of a post, more CPU"].value == 3
    assert "one more of 100,000, CPU" not in told


def test_the_table_has_a_row_for_each_contender_and_step_and_even_columns(
    results: Results,
) -> None:
    table = report.markdown(results, MACHINE)
    sections = [part for part in table.split("\n\n") if part.startswith("|")]
    assert len(sections) == 2
    for section in sections:
        assert len({line.count(" | ") for line in section.splitlines()[2:]}) == 1
    rows = [line for line in sections[0].splitlines() if line.startswith("| Hugo |")]
    assert len(rows) == len(STEPS) - 1
    assert f"| {SMALL} | 3 | 1.50 | 100 | 20 | 20 | 1/5.33 | 1/10.7 |" in table


@pytest.mark.parametrize(
    ("ratio", "said"), [(1 / 18, "1/18"), (0.5, "1/2"), (0.81, "0.81"), (2.4, "2.40")]
)
def test_a_ratio_is_said_as_people_say_it(ratio: float, said: str) -> None:
    assert report.times(ratio) == said


def test_the_figures_are_json_with_every_measurement(results: Results) -> None:
    told = json.loads(report.as_json(results, MACHINE))
    assert told["versions"][HUGO] == "0.168.0"
    assert len(told["measurements"]) == len(STEPS) + 2 * (len(STEPS) - 1)
    assert told["measurements"][0]["changed"] == 20
    assert {"promise", "limit", "measured", "kept", "unit"} == set(told["promises"][0])


def test_the_picture_is_well_formed_and_says_in_words_what_it_shows(results: Results) -> None:
    root = etree.fromstring(plot.svg(results, SIZE).encode())
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert title.text == "Building a site of 10,000 articles"
    assert told is not None
    assert "one more article, Hugo: 16 s of CPU, 1,000 files changed" in str(told.text)


def test_the_picture_has_a_mark_for_each_value_and_nothing_beyond_its_edges(
    results: Results,
) -> None:
    root = etree.fromstring(plot.svg(results, SIZE).encode())
    ours = root.findall(f".//{SVG}circle")
    assert len(ours) == 1 + 2 * len(STEPS)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "-1")) < width
        assert 0 < float(text.get("y", "-1")) < height


def test_nought_stands_left_of_the_scale() -> None:
    none = Measured(SIZE, 1, SMALL, "nothing", Usage(0.5, 0.5, 1.0), Changes(5, 0, 0, 0, 0))
    every = Results([one(SMALL, "cold", 9.0, changed=14_000), one(SMALL, "edited", 1, 1, 1), none])
    root = etree.fromstring(plot.svg(every, SIZE).encode())
    at = {text.text: float(text.get("x", "0")) for text in root.iter(f"{SVG}text")}
    assert at["0"] < at["1"] < at["14,000"]
