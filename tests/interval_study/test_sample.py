"""A part of the simulation as ordinary tests: the hardest cells, others drawn, and the mix.

`make coverage` runs all of it. Seeded, so that it finds the same each time.
"""

from collections.abc import Iterator

import pytest

from diary.analytics.cohort.interval import alone, falls, lag_one
from tests.interval_study import grid_tables, mix, mix_tables, power
from tests.interval_study.__main__ import BEGIN, DOCUMENT, END
from tests.interval_study.cells import GRID, PERCENT, RATES, Asked, Cell, cells, drawn, run
from tests.interval_study.judging import JUDGING, Found, found, generator
from tests.interval_study.methods import OURS

HARD = ((0.7, 0.3), (0.3, 0.7), (0.5, 0.5))
"""Rates before and after where the interval holds the truth least often."""

OTHERS = 4
MIX_DRAWS = 10_000


def sampled(asked: Asked) -> Iterator[Cell]:
    """The hard cells of `asked`, where the drift is largest, and some others."""
    for lag_one_of in asked.least:
        for before, after in HARD[: 1 if lag_one_of < 0.4 else 3]:
            yield Cell(before, after, lag_one_of, max(asked.drifts))
    every = list(cells(asked))
    yield from [
        every[place] for place in generator(JUDGING, OTHERS).choice(len(every), OTHERS, replace=False)
    ]


@pytest.mark.parametrize("asked", [*GRID, *PERCENT], ids=lambda asked: asked.name)
def test_the_interval_holds_the_truth(asked):
    for cell in sampled(asked):
        assert run(asked, cell, JUDGING)[OURS].is_at_least(asked.least[cell.lag_one]), cell


def test_a_drift_of_one_day_would_be_noticed():
    asked = GRID[0]
    comparison = drawn(asked, Cell(0.5, 0.5, 0.25, 2.5), JUDGING)
    yes, known = comparison.chains.yes, comparison.chains.known
    groups = alone(yes[0], known[0]), alone(yes[1], known[1])
    narrow = falls(*groups, lag_one(comparison.chains), drift_days=1.0)
    assert not found(narrow, comparison.truth()).is_at_least(asked.least[0.25])


def test_the_textbook_interval_and_a_fixed_divisor_would_be_noticed():
    by_method = run(GRID[0], Cell(0.5, 0.5, 0.6, 2.5), JUDGING)
    assert by_method["textbook"].covered < 0.70
    assert by_method["n / 2.5"].covered < by_method["n / 3"].covered < 0.90


def test_the_mix_and_what_is_pooled_are_as_asked():
    goals = mix_tables.Goals()
    for table in (mix_tables.mix_table, mix_tables.rates_table, mix_tables.pooled_table):
        table(JUDGING, goals, MIX_DRAWS)
    assert len(goals.lines) == 2 + 5 + 9
    assert not goals.missed, goals.lines


def test_single_counts_and_means_of_three_hold_the_truth_at_every_rate():
    goals = mix_tables.Goals()
    lines = mix_tables.counts_table(JUDGING, goals, 2_000)
    assert len(lines) == 2 + len(RATES)
    assert len(goals.lines) == 2 + 2
    assert not goals.missed, goals.lines


def test_a_count_without_drift_would_be_noticed(monkeypatch):
    monkeypatch.setattr("diary.analytics.interval._DRIFT", 0.0)
    goals = mix_tables.Goals()
    mix_tables.counts_table(JUDGING, goals, 2_000)
    assert goals.missed


def test_a_verdict_of_the_whole_is_wrong_less_often_than_one_of_each_window():
    for one in mix.unchanged(JUDGING, 5_000):
        assert one.mean < mix.CALLED < one.any_window


def test_how_far_it_must_fall_from_20_days():
    assert [power.smallest(windows) for windows in (1, 3)] == pytest.approx([11.7, 9.6], abs=0.05)
    called = power.power(JUDGING, 3, 5_000).called
    assert called[4] < called[8] < called[12]


def test_a_cell_is_missed_only_by_more_than_chance():
    just, less = Found(20_000, 0.9351, 0.05, 20.0), Found(20_000, 0.9345, 0.05, 20.0)
    assert just.is_at_least(0.94)
    assert not less.is_at_least(0.94)


def test_the_table_tells_the_worst_cell_and_what_is_missed():
    good, bad = Found(20_000, 0.96, 0.05, 20.0), Found(20_000, 0.90, 0.05, 20.0)
    results = [(Cell(0.5, 0.5, 0.0, 2.0), good), (Cell(0.3, 0.7, 0.4, 2.5), bad)]
    named = [(cell, dict.fromkeys(grid_tables.METHODS, one)) for cell, one in results]
    *_, line = grid_tables.table([grid_tables.Part(GRID[0], 0.94, named)])
    assert line.startswith("| 28 and 28 of 28 | 0 to 0.4 | 2 | 94.0 | 1 | 90.0 |")
    assert line.endswith("| 93.0 | 0.3 to 0.7, lag-1 0.4, tau 2.5 |")


def test_the_document_holds_the_full_run_of_the_judging_seed():
    _, _, rest = DOCUMENT.read_text().partition(BEGIN)
    written, end, _ = rest.partition(END)
    assert end
    assert f"seed {JUDGING};" in written
    assert "**missed**" not in written
