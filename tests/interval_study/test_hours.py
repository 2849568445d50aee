"""A part of the simulation of hours as ordinary tests; `make coverage-hours` runs all of it."""

import numpy as np
import pytest

from diary.analytics.cohort.interval import Falls
from tests.interval_study import hours_table
from tests.interval_study.__main__ import DOCUMENT, HOURS_BEGIN, HOURS_END
from tests.interval_study.hours import (
    BEFORE,
    CELL_DRAWS,
    DRAWS,
    KEPT,
    KINDS,
    LEAST,
    Cell,
    OnMix,
    cells,
    clear_of_line,
    drawn,
    hours_of,
    in_cell,
    long_run_hours,
    on_mix,
)
from tests.interval_study.judging import JUDGING, Found, found, generator
from tests.interval_study.mix_tables import Goals

SOME = 2_000
HARD = Cell(0.98, 0.05, 3.0), Cell(0.9, 0.05, 8.0), Cell(0.98, 0.1, 14.0)
"""Where the interval holds the truth least often."""


def test_the_mix_is_as_asked():
    goals = Goals()
    lines = hours_table.mix_table(JUDGING, goals, SOME)
    assert len(lines) == 2 + len(KINDS) * len(KEPT)
    assert len(goals.lines) == 2 + 2 * len(KINDS) * len(KEPT)
    assert not goals.missed, goals.lines


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("cell", HARD)
def test_the_hardest_rates_and_lengths_are_as_asked(name, cell):
    one = in_cell(JUDGING, name, KEPT[1], cell, 2 * SOME)
    assert one.is_at_least(LEAST[name])
    assert one.called > 0.5


def test_what_is_clear_of_the_line_is_told_and_what_is_on_its_wrong_side():
    low, high = np.array([101.0, 101, 10, 10, 100]), np.array([200.0, 200, 99, 99, 300])
    truth = np.array([150.0, 99, 50, 100, 0])
    assert clear_of_line(Falls(low, low, high), truth) == (0.8, 0.4)
    one = on_mix(JUDGING, "as expected", KEPT[0], SOME)
    assert one.wrong < 0.01 < 0.2 < one.clear < 0.5
    assert one.beyond < 0.01 < one.found.called


@pytest.mark.parametrize(("covered", "called", "missed"), [(0.95, 0.02, 0), (0.9, 0.02, 1), (0.95, 0.06, 1)])
def test_of_the_mix_both_are_asked(monkeypatch, covered, called, missed):
    one = Found(DRAWS, covered, called, 200.0)
    monkeypatch.setattr(hours_table, "on_mix", lambda *_: OnMix(one, one, 0.3, 0.0, 0.0))
    goals = Goals()
    hours_table.mix_table(JUDGING, goals)
    assert sum("**missed**" in line for line in goals.lines) == missed * len(KINDS) * len(KEPT)


def test_every_rate_and_length_has_its_place_and_the_worst_is_named(monkeypatch):
    every = list(cells())
    assert len(every) == len(set(every)) == len(BEFORE) * 7 * 3
    shares = {cell: 0.9 if cell == HARD[1] else 0.96 for cell in every}
    monkeypatch.setattr(
        hours_table, "in_cell", lambda *asked: Found(CELL_DRAWS, shares[asked[3]], 0.0, 200.0)
    )
    goals = Goals()
    lines = hours_table.cells_table(JUDGING, goals)
    assert lines[2] == "| as expected | 28 and 28 | 105 | 95.9 | 90.0 | 0.9 to 0.05, 8 hours |"
    assert len(lines) == 2 + 4
    assert [line.split(" | ")[1] for line in goals.lines[2:]] == ["1 of 105 cells missed"] * 4
    assert goals.missed


def test_an_interval_without_drift_would_be_noticed(monkeypatch):
    monkeypatch.setattr("diary.analytics.interval._DRIFT", 0.0)
    goals = Goals()
    hours_table.mix_table(JUDGING, goals, SOME)
    assert goals.missed


def test_an_interval_as_if_all_headaches_of_a_window_lasted_as_long_would_be_noticed():
    comparison = drawn(generator(JUDGING, 1), 2 * SOME, KINDS["harsher"], KEPT[0])
    alike = comparison._replace(
        before=list(map(as_long, comparison.before)),
        after=[tuple(map(as_long, group)) for group in comparison.after],
    )
    assert found(comparison.intervals(), comparison.truth).is_at_least(hours_table.ON_MIX)
    assert not found(alike.intervals(), alike.truth).is_at_least(hours_table.ON_MIX)


def as_long(window):
    """The same hours on the same days, but as many on each."""
    return window._replace(squares=window.total**2 / max(window.asked, 1))


def test_hours_are_as_long_as_they_are_said_to_be_in_the_long_run():
    for lengths in KINDS.values():
        for mean in (0.5, 3.0, 14.0):
            means = np.full(4_000, mean)
            hours = hours_of(generator(1), means, lengths)
            assert (hours % 0.25 == 0).all()
            assert hours.min() >= 0.25
            assert hours.max() <= 24
            long_run = long_run_hours(means, lengths.spread)
            error = hours.mean(axis=0).std() / np.sqrt(len(means))
            assert hours.mean() == pytest.approx(long_run[0], abs=4 * error)


def test_the_truth_is_what_many_months_come_to():
    for kept in KEPT[1:]:
        comparison = drawn(generator(2), 20_000, KINDS["harsher"], kept)
        seen = comparison.intervals().days
        error = (seen - comparison.truth).std() / np.sqrt(len(seen))
        assert seen.mean() == pytest.approx(comparison.truth.mean(), abs=4 * error)
        assert {one.known for one in comparison.before} == {kept[0]}
        assert {len(group) for group in comparison.after} == {len(kept) - 1}


def test_headaches_of_who_changes_get_shorter_and_of_others_they_do_not():
    def ratio(changed):
        comparison = drawn(generator(5), 4_000, KINDS["as expected"], KEPT[0], changed)
        after = [group[0] for group in comparison.after]
        said = zip(comparison.before, after, strict=True)
        return np.mean([(now.total / now.asked) / (was.total / was.asked) for was, now in said if now.asked])

    assert ratio(1.0) / ratio(0.0) == pytest.approx(0.85, abs=0.02)


def test_lengths_spread_and_correlate_as_asked():
    for lengths in KINDS.values():
        hours = hours_of(generator(3), np.full(2_000, 5.0), lengths)
        of_months = hours / hours.mean()
        assert of_months.std() == pytest.approx(np.hypot(lengths.spread, 0.1), abs=0.03)
        one, other = of_months[:-1].ravel(), of_months[1:].ravel()
        assert np.corrcoef(one, other)[0, 1] == pytest.approx(lengths.correlation, abs=0.06)


def test_an_interval_that_holds_everything_is_no_call():
    comparison = drawn(generator(4), 50, KINDS["as expected"], KEPT[0], changed=0.0)
    assert (comparison.truth == 0).all()
    assert found(comparison.intervals(), comparison.truth).called < 0.1


def test_the_document_holds_the_whole_of_the_judging_seed():
    _, _, rest = DOCUMENT.read_text().partition(HOURS_BEGIN)
    written, end, _ = rest.partition(HOURS_END)
    assert end
    assert f"seed {JUDGING}; {DRAWS:,} people of the mix, {CELL_DRAWS:,} in each cell" in written
    assert "**missed**" not in written
