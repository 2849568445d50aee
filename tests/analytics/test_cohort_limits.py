"""The interval of each person in a cohort is that of the person's own page."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import CohortError, Runs, cohort_limits, runs_before
from diary.analytics.cohort.runs import runs_of
from diary.analytics.diary import HEADACHE
from diary.analytics.interval import fall, lag_one
from diary.analytics.measures import COUNTED, FOUR_HOURS
from diary.analytics.windows import Weeks
from tests.analytics.cohort_people import (
    CLEAR,
    LONG,
    SHORT,
    TWELVE,
    TWENTY,
    UNSAID,
    cohort,
    fixed_of,
    limits,
    rows_of,
    treated,
)
from tests.analytics.test_cohort import people

RUNS = [LONG] * 6 + [CLEAR] * 2
ALTERNATING = [LONG, CLEAR] * 14


@given(st.lists(people(), max_size=6))
def test_every_interval_equals_the_patients_one_by_one(cast):
    outcome, found = limits(cast)
    alone = [person.alone() for person in cast]
    for window in outcome.windows:
        here = found[window.measure].window(window.cycle, window.weeks)
        for index, one in enumerate(alone):
            expected = interval_alone(one, window)
            shown = here.low[index], here.high[index]
            assert shown == pytest.approx(expected, abs=1e-9, nan_ok=True)
    for measure in COUNTED:
        for index, one in enumerate(alone):
            if one:
                correlation = one.counted[measure].correlation
                assert found[measure].correlation[index] == pytest.approx(correlation, abs=1e-9)


def interval_alone(one, window):
    """The limits on the one-patient page; not a number for a window that a cohort does not judge."""
    nothing = (np.nan, np.nan)
    if one is None or window.cycle > len(one.cycles):
        return nothing
    whole = [
        each
        for each in one.cycles[window.cycle - 1].windows
        if each.window.weeks is window.weeks and each.window.cut is None
    ]
    change = whole[0].changes.get(window.measure) if whole else None
    return change.interval[1:] if change and change.interval else nothing


@given(st.lists(people(), max_size=4), st.data())
def test_switches_are_counted_as_in_any_span_of_a_diary_alone(cast, data):
    first = [data.draw(st.integers(-40, 120)) + person.counts.origin for person in cast]
    days = [data.draw(st.integers(0, 28)) for _ in cast]
    found = runs_of(rows_of([person.counts for person in cast]), np.array(first, int), np.array(days, int))
    for index, person in enumerate(cast):
        for measure, known, yes in ((HEADACHE, "logged", "headache"), (FOUR_HOURS, *FOUR_HOURS_PLANES)):
            answers = [answer(person.counts, known, yes, first[index] + day) for day in range(days[index])]
            pairs = [pair for pair in pairwise(answers) if None not in pair]
            switches = sum(one != other for one, other in pairs)
            assert (found[measure].switches[index], found[measure].pairs[index]) == (switches, len(pairs))


FOUR_HOURS_PLANES = ("four_hours.known", "four_hours.yes")


def answer(packed, known, yes, ordinal):
    """What one date says; None where it says nothing."""
    bit = 1 << (ordinal - packed.origin) if ordinal >= packed.origin else 0
    return bool(packed.plane(yes) & bit) if packed.plane(known) & bit else None


def test_days_in_runs_make_it_wider_than_days_that_alternate():
    _, found = limits([treated(RUNS * 16), treated(ALTERNATING * 4)])
    low, high = found[HEADACHE].window(1, Weeks.FIRST)
    assert found[HEADACHE].correlation[0] > found[HEADACHE].correlation[1] == 0
    assert high[0] - low[0] > high[1] - low[1]


def test_a_figure_has_a_change_and_no_interval():
    documents = TWENTY + TWELVE * 3
    diary, figure = treated(documents), treated(documents)._replace(fixed=None, written=20)
    outcome, found = limits([diary, figure])
    assert outcome.window(1, Weeks.FIRST, HEADACHE).change.tolist() == [pytest.approx(8)] * 2
    assert np.isnan(found[HEADACHE].window(1, Weeks.FIRST).low).tolist() == [False, True]
    assert found[HEADACHE].from_diary.tolist() == [True, False]


def test_only_days_that_became_a_baseline_are_read():
    cast = [treated(TWENTY), treated(TWENTY), treated(TWENTY)._replace(injections=())]
    rows, injections, _ = fixed_of(cast)
    runs = runs_before(rows, injections, np.array([True, False, True]))[HEADACHE]
    assert runs.pairs.tolist() == [27, 0, 0]
    assert runs.switches.tolist() == [1, 0, 0]


def test_each_measure_has_its_own_switches():
    documents = TWENTY + [LONG, SHORT] * 6 + [CLEAR] * 16
    _, found = limits([treated(documents)])
    chains = [(12, 28, 1, 27), (6, 28, 11, 27)]
    before = (20, 28, 1, 27)
    for measure, after in zip(COUNTED, chains, strict=True):
        _, low, high = fall([before], [after], lag_one([before, after]))
        here = found[measure].window(1, Weeks.FIRST)
        assert (here.low[0], here.high[0]) == pytest.approx((low, high), abs=1e-9)


def test_a_window_with_too_few_days_has_no_part_in_the_own_correlation():
    sparse = [None, LONG, None, CLEAR] * 7
    usual, gap = treated(TWENTY + TWELVE * 2), treated(TWENTY + TWELVE * 2 + sparse)
    _, found = limits([usual, gap])
    assert found[HEADACHE].correlation[0] == found[HEADACHE].correlation[1]
    assert treated(TWENTY + [UNSAID] * 84).alone().counted[FOUR_HOURS].enough == 0


@pytest.mark.parametrize(
    ("runs", "named"),
    [
        (([0, 0], [27, 27]), "has its runs"),
        (([0], [28]), "fewer pairs"),
        (([28], [27]), "no more switches"),
    ],
)
def test_runs_that_cannot_be_a_baselines_are_refused(runs, named):
    person = treated(TWENTY + TWELVE)
    outcome, right = cohort([person]), runs_before(*fixed_of([person]))
    cohort_limits(outcome, right)
    wrong = Runs(*(np.array(numbers, np.uint8) for numbers in runs))
    with pytest.raises(CohortError, match=named):
        cohort_limits(outcome, dict(right) | {HEADACHE: wrong})
