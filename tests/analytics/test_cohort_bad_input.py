"""What a cohort makes of bad input: every public function refuses it by name, and nobody's day moves."""

from datetime import date

import numpy as np
import pytest

from diary.analytics.cohort import (
    NO_INJECTION,
    CohortError,
    DamagedRows,
    Limits,
    Rates,
    Runs,
    before_treatment,
    cohort_criteria,
    cohort_limits,
    cohort_outcome,
    cohort_rows,
    counted,
    filled,
    runs_before,
)
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import COUNTED
from diary.analytics.packed import COUNTS
from diary.analytics.windows import InjectionsError, Weeks
from diary.terms.criteria import PUBLISHED
from tests.analytics.cohort_people import CLEAR, LONG, TWELVE, TWENTY, limits, packed, rows_of, treated

NAN = float("nan")
FIRST = 739_000
MANY = 2**62
TWO = [treated(TWENTY + TWELVE * 6), treated([LONG] * 200, 84)]
ROWS = rows_of([person.counts for person in TWO])

NO_NUMBERS = [[NAN, NAN], [1.5, 2.5], [None, None], ["a", "b"], [[1], [1, 2]], [2**64, 1]]
"""In place of a whole number of each of two people."""


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, [MANY, 1], [-MANY, 1], [1], 1])
def test_spans_begin_on_dates(wrong):
    with pytest.raises(CohortError):
        counted(ROWS, wrong, [28, 28])


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, [MANY, 1], [-1, 1], [29, 1], [28]])
def test_spans_have_0_to_28_days(wrong):
    with pytest.raises(CohortError):
        counted(ROWS, [FIRST, FIRST], wrong)


@pytest.mark.parametrize(
    ("origins", "strides"),
    [
        *(([64, 64], wrong) for wrong in [*NO_NUMBERS, [MANY, MANY], [-8, 8]]),
        *((wrong, [8, 8]) for wrong in [*NO_NUMBERS, [MANY, 64], [-MANY, 64], [64]]),
    ],
)
def test_diaries_lie_within_the_calendar_and_their_bytes(origins, strides):
    with pytest.raises(CohortError):
        cohort_rows(origins, strides, bytes(64))


@pytest.mark.parametrize(
    ("refusal", "injections"),
    [
        *((CohortError, wrong) for wrong in [*NO_NUMBERS, [FIRST, FIRST], [[FIRST]], [[NAN], [FIRST]]]),
        (InjectionsError, [[FIRST, FIRST], [FIRST, NO_INJECTION]]),
        (InjectionsError, [[FIRST + 84, FIRST], [FIRST, NO_INJECTION]]),
        (InjectionsError, [[NO_INJECTION, FIRST], [FIRST, NO_INJECTION]]),
        (InjectionsError, [[10], [FIRST]]),
        (InjectionsError, [[-FIRST], [FIRST]]),
        (InjectionsError, [[date.max.toordinal()], [FIRST]]),
        (InjectionsError, [[MANY], [FIRST]]),
    ],
)
def test_injections_are_rising_dates_whoever_asks(refusal, injections):
    rates = dict.fromkeys(COUNTED, Rates(np.array([20, 20]), np.array([28, 28])))
    for refused in (
        lambda: before_treatment(ROWS, injections),
        lambda: runs_before(ROWS, injections, np.array([True, True])),
        lambda: cohort_outcome(ROWS, injections, rates, [FIRST + 400] * 2),
    ):
        with pytest.raises(refusal):
            refused()


@pytest.mark.parametrize("today", [*NO_NUMBERS, [0, FIRST], [-1, FIRST], [MANY, FIRST], [FIRST]])
def test_today_is_a_day_of_each(today):
    rates = dict.fromkeys(COUNTED, Rates(np.array([20, 20]), np.array([28, 28])))
    with pytest.raises(CohortError):
        cohort_outcome(ROWS, [[NO_INJECTION]] * 2, rates, today)


@pytest.mark.parametrize("where", [[NAN, 1.0], [1, 0], [True], [[True], [False]], [None, True], "yes"])
def test_whose_days_are_read_is_yes_or_no(where):
    injections = [[FIRST], [FIRST]]
    found = before_treatment(ROWS, injections)
    rates = dict.fromkeys(COUNTED, Rates(np.array([20, 20]), np.array([28, 28])))
    for refused in (lambda: filled(rates, found, where), lambda: runs_before(ROWS, injections, where)):
        with pytest.raises(CohortError):
            refused()


@pytest.mark.parametrize("wrong", [*NO_NUMBERS, [20], [[20], [20]]])
def test_baselines_are_whole_numbers_of_each(wrong):
    found, where = before_treatment(ROWS, [[FIRST], [FIRST]]), np.array([True, False])
    for pair in ((wrong, [28, 28]), ([20, 20], wrong)):
        rates = dict.fromkeys(COUNTED, Rates(*pair))
        for refused in (
            lambda rates=rates: filled(rates, found, where),
            lambda rates=rates: cohort_outcome(ROWS, [[FIRST]] * 2, rates, [FIRST + 400] * 2),
        ):
            with pytest.raises(CohortError):
                refused()


def test_no_measure_may_be_missing():
    found, where = before_treatment(ROWS, [[FIRST], [FIRST]]), np.array([True, False])
    alone = {HEADACHE: Rates(np.array([20, 20]), np.array([28, 28]))}
    outcome, persons = limits(TWO)
    for refused in (
        lambda: filled(alone, found, where),
        lambda: filled(dict.fromkeys(COUNTED, alone[HEADACHE]), {HEADACHE: found[HEADACHE]}, where),
        lambda: cohort_outcome(ROWS, [[FIRST]] * 2, alone, [FIRST + 400] * 2),
        lambda: cohort_limits(outcome, {HEADACHE: Runs(np.array([0, 0]), np.array([0, 0]))}),
        lambda: cohort_criteria(outcome, {HEADACHE: persons[HEADACHE]}),
    ):
        with pytest.raises(CohortError, match="one of each"):
            refused()


@pytest.mark.parametrize(
    ("switches", "pairs"),
    [
        *((wrong, [27, 27]) for wrong in [*NO_NUMBERS, [-1, 0], [28, 0]]),
        ([0, 0], [NAN, 1]),
        ([0, 0], [28, 1]),
    ],
)
def test_runs_are_those_of_28_days(switches, pairs):
    outcome, _ = limits(TWO)
    with pytest.raises(CohortError):
        cohort_limits(outcome, dict.fromkeys(COUNTED, Runs(switches, pairs)))


def test_a_figure_of_many_days_has_no_runs():
    rates = dict.fromkeys(COUNTED, Rates(np.array([200, 20]), np.array([280, 28])))
    outcome = cohort_outcome(ROWS, [[FIRST]] * 2, rates, [FIRST + 400] * 2)
    with pytest.raises(CohortError, match="28"):
        cohort_limits(outcome, dict.fromkeys(COUNTED, Runs([1, 1], [100, 27])))


def test_limits_are_those_of_the_outcome():
    outcome, persons = limits(TWO)
    one = persons[HEADACHE]
    other = limits(TWO[:1])[1][HEADACHE]
    for wrong in (
        other,
        one._replace(limits=Limits(one.limits.low, one.limits.high[:1])),
        one._replace(correlation=np.array([NAN, 0])),
        one._replace(correlation=np.array([1.0, 0])),
        one._replace(from_diary=np.array([1, 1])),
    ):
        with pytest.raises(CohortError):
            cohort_criteria(outcome, persons | {HEADACHE: wrong})


@pytest.mark.parametrize("earlier", [*NO_NUMBERS, [-2, 0], [0], [-MANY, 0]])
def test_earlier_injections_are_a_number_of_each(earlier):
    with pytest.raises(CohortError):
        cohort_criteria(*limits(TWO), earlier=earlier)


@pytest.mark.parametrize("wrong", [{"stop_months": 10**9}, {"stop_percent": NAN}, {"response_days": "some"}])
def test_numbers_that_no_rule_has_are_refused(wrong):
    with pytest.raises(CohortError, match=next(iter(wrong))):
        cohort_criteria(*limits(TWO), PUBLISHED._replace(**wrong))


@pytest.mark.parametrize("cycle", [-1, 0, 3])
def test_there_is_no_cycle_before_the_first_or_after_the_last(cycle):
    outcome, persons = limits(TWO)
    with pytest.raises(IndexError):
        persons[HEADACHE].window(cycle, Weeks.FIRST)
    with pytest.raises(KeyError):
        outcome.window(cycle, Weeks.FIRST, HEADACHE)


@pytest.mark.parametrize("plane", ["headache", "four_hours.known", "four_hours.yes"])
def test_who_has_a_damaged_diary_is_told_and_the_others_are_not(plane, monkeypatch):
    monkeypatch.setattr("diary.analytics.cohort.rows.AT_ONCE", 2)
    people = [packed(date(2024, 1, 1), [CLEAR] * days) for days in (300, 20, 150, 3)]
    blobs = [bytearray(one.blob) for one in people]
    for odd in (1, 2):
        # The very last day of the plane, which nobody logged.
        blobs[odd][(COUNTS.places[plane] + 1) * people[odd].stride - 1] |= 128
    arrays = [one.origin for one in people], [one.stride for one in people]
    with pytest.raises(DamagedRows, match="Of 2 diaries") as caught:
        cohort_rows(*arrays, b"".join(blobs))
    assert caught.value.those.tolist() == [False, True, True, False]
