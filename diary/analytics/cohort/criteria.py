"""The rules of specialists and payers for many people at once, from their counts rows.

Months are 28 days. Counts rows do not say which clear days are only clear so far, so these count as clear,
in the bounds too. The rules disagree, and are never merged (clinical reference, section 5).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.baselines import Rates
from diary.analytics.cohort.interval import Floats, Groups, alone, hold_no_fall, together
from diary.analytics.cohort.limits import CohortLimits, Limits, Persons
from diary.analytics.cohort.months import TREATED_BEFORE, last_months
from diary.analytics.cohort.outcome import CohortOutcome
from diary.analytics.cohort.rows import (
    CohortError,
    Counts,
    Ints,
    Small,
    by_measure,
    parts,
    whole_numbers,
    yes_or_no,
)
from diary.analytics.cohort.standing import CUT_SHORT, EVALUABLE
from diary.analytics.cohort.verdicts import (
    CANNOT,
    Bools,
    Bounds,
    Verdicts,
    at_least_days,
    at_least_percent,
    baseline_bounds,
    decided,
    of_both,
    window_bounds,
)
from diary.analytics.cohort.windows import NO_INJECTION, first_injections
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import COUNTED
from diary.analytics.windows import Weeks
from diary.terms.criteria import (
    EHF_HEADACHE_DAYS,
    EHF_MONTHS,
    PUBLISHED,
    RESPONSE_CYCLE,
    ResponseDays,
    Thresholds,
    ThresholdsError,
    checked_thresholds,
)
from diary.terms.month import DAYS_PER_MONTH
from diary.terms.response import RESPONSE_PERCENTS
from diary.terms.treatments import PAUSE_DAYS

NOT_COUNTED = -1
"""Stands for how many injections came before the first one here, where nobody knows."""


class WindowRules(NamedTuple):
    """One measure in every window, shaped (k, 3, N): by percent of RESPONSE_PERCENTS, at least so many
    percent fewer; and `renewal`, at least 7 days fewer per 28 (US payers)."""

    response: Mapping[int, Verdicts]
    renewal: Verdicts


class CohortCriteria(NamedTuple):
    """The rules for N people, as of the outcome's own days.

    `windows`: by measure. Of headache days, shaped (N,): `nice_response` (NICE TA260), fell far enough
    after two cycles; `stop_months` (NICE TA260), under 15 days in each of the latest 3 months;
    `ehf_months` (EHF 2018), under 10 likewise.
    """

    windows: Mapping[str, WindowRules]
    nice_response: Verdicts
    stop_months: Verdicts
    ehf_months: Verdicts


def cohort_criteria(
    outcome: CohortOutcome,
    limits: CohortLimits,
    thresholds: Thresholds = PUBLISHED,
    earlier: Ints | None = None,
) -> CohortCriteria:
    """The rules, with their close calls.

    `limits`: those of `outcome`. `earlier` (N,): how many injections of the course came before the first one
    here, or NOT_COUNTED; 0 of everybody if not given. When these were is not told, so months before the
    first one here count as treated then. Raises CohortError.
    """
    _check(thresholds)
    rows, injections, today, _ = outcome.basis
    people = len(rows)
    limits = {measure: _of(persons, outcome, measure) for measure, persons in by_measure(limits).items()}
    column = _column(earlier, people)
    windows = {measure: _nothing_yet(outcome.basis.judged[measure].standing.shape) for measure in COUNTED}
    stop = _blank((people,))
    for some in parts(people):
        for measure, found in windows.items():
            _fill(found, some, _compared(outcome, limits, measure, some), thresholds.renewal_days)
        _put(stop, some, _nice_response(_compared(outcome, limits, HEADACHE, some), column[some], thresholds))
    first = first_injections(injections.T, people)
    # Only who was treated before the first injection here was so in months that reach further back.
    began = np.where((first == NO_INJECTION) | (column == RESPONSE_CYCLE - 1), first, TREATED_BEFORE)
    # Long after the last one nobody is under treatment any more: as `windows.Cycle.is_paused`.
    last_one = injections.max(axis=0, initial=NO_INJECTION)
    began = np.where(today - last_one + 1 >= PAUSE_DAYS, NO_INJECTION, began)
    last = {many: last_months(rows, began, today, many) for many in {thresholds.stop_months, EHF_MONTHS}}
    stop_months = last[thresholds.stop_months].under(thresholds.stop_headache_days)
    return CohortCriteria(windows, stop, stop_months, last[EHF_MONTHS].under(EHF_HEADACHE_DAYS))


class _Compared(NamedTuple):
    """Some people in one measure: the baseline with its bounds, and the windows (k, 3, n).

    `can`: those evaluable; `in_cycle`: and those that the next injection cut, with 20 days known.
    `from_diary`, and the own `correlation`, are (n,).
    """

    before: Rates
    bounds: Bounds
    counts: Counts
    can: Bools
    in_cycle: Bools
    from_diary: Bools
    correlation: Floats
    limits: Limits

    def is_close(self, after: Groups, percent: int) -> Bools:
        """Whether the contrast of "at least `percent` fewer" holds 0: the baseline is as uncertain as the
        rest, so that the interval of the days says nothing of a percentage."""
        group = alone(self.before.days, self.before.known)
        held = hold_no_fall(group, after, self.correlation, (100 - percent) / 100)
        close: Bools = held & self.from_diary
        return close


def _compared(outcome: CohortOutcome, limits: CohortLimits, measure: str, some: slice) -> _Compared:
    judged, persons = outcome.basis.judged[measure], limits[measure]
    before, from_diary = outcome.baselines[measure].part(some), persons.from_diary[some]
    counts, standing = judged.counts(some), judged.standing[..., some]
    is_evaluable = standing == EVALUABLE
    return _Compared(
        before,
        baseline_bounds(before, from_diary),
        counts,
        is_evaluable,
        is_evaluable | (standing == CUT_SHORT) & counts.are_enough,
        from_diary,
        persons.correlation[some],
        Limits(*(limit[..., some] for limit in persons.limits)),
    )


def _fill(found: WindowRules, some: slice, of: _Compared, renewal_days: int) -> None:
    """What the rules of single windows say of `some`."""
    least, most = window_bounds(of.counts)
    groups, can_fall = alone(of.counts.days, of.counts.known), of.can & (of.before.days > 0)
    for percent, verdicts in found.response.items():
        sides = at_least_percent(percent, of.bounds, least, most, DAYS_PER_MONTH)
        _put(verdicts, some, _with_close(decided(can_fall, *sides), of.is_close(groups, percent)))
    code = decided(of.can, *at_least_days(renewal_days, of.bounds, least, most))
    low, high = of.limits
    _put(found.renewal, some, _with_close(code, (low <= renewal_days) & (high >= renewal_days)))


def _nice_response(of: _Compared, column: Ints, thresholds: Thresholds) -> Verdicts:
    """Less than so many percent fewer on weeks 9-12 of cycle 2 and on all of it, each window alike."""
    every = of.counts.days, of.counts.known, of.in_cycle.view(np.uint8)
    days, known, can = (_of_cycle(numbers, column) for numbers in every)
    percent, can_fall = thresholds.stop_percent, of.before.days > 0
    # Three windows of a figure with many decimals are more than 32 bits hold.
    bounds, least = Bounds(*(each.astype(np.int64) for each in of.bounds)), days.astype(np.int64)
    most = least + (DAYS_PER_MONTH - known)
    last = decided(
        (can[-1] > 0) & can_fall, *at_least_percent(percent, bounds, least[-1], most[-1], DAYS_PER_MONTH)
    )
    sums = least.sum(axis=0), most.sum(axis=0)
    whole = decided(
        can.all(axis=0) & can_fall, *at_least_percent(percent, bounds, *sums, len(Weeks) * DAYS_PER_MONTH)
    )
    close_last = of.is_close(alone(days[-1], known[-1]), percent)
    close_whole = of.is_close(together(days, known), percent)
    if thresholds.response_days is ResponseDays.WEEKS_9_12:
        return _with_close(last, close_last)
    if thresholds.response_days is ResponseDays.WHOLE_CYCLE:
        return _with_close(whole, close_whole)
    return _with_close(of_both(last, whole), close_last | close_whole)


def _of_cycle(numbers: Small, column: Ints) -> Small:
    """Of windows (k, 3, n) those of each person's own cycle (3, n): all 0 where `column` has none."""
    if not len(numbers):
        return np.zeros(numbers.shape[1:], np.uint8)
    there = (column >= 0) & (column < len(numbers))
    place = np.where(there, column, 0)[np.newaxis, np.newaxis]
    found: Small = np.take_along_axis(numbers, place, axis=0)[0] * there
    return found


def _column(earlier: Ints | None, people: int) -> Ints:
    """In which row of the injections each person's cycle stands on which a response is decided."""
    before = np.zeros(people, np.int64) if earlier is None else whole_numbers(earlier)
    if before.shape != (people,) or (before < NOT_COUNTED).any():
        raise CohortError("Each patient has a number of earlier injections, or NOT_COUNTED.")
    return np.where(before == NOT_COUNTED, -1, RESPONSE_CYCLE - 1 - before)


def _of(persons: Persons, outcome: CohortOutcome, measure: str) -> Persons:
    """`persons`; CohortError where they are none of `outcome`."""
    shape, found = outcome.basis.judged[measure].standing.shape, persons.correlation
    if not persons.limits.low.shape == persons.limits.high.shape == shape:
        raise CohortError("The limits are of another outcome.")
    if found.shape != shape[-1:] or not ((found >= 0) & (found < 1)).all():
        raise CohortError("Each patient has a correlation of 0 to 1.")
    yes_or_no(persons.from_diary, shape[-1])
    return persons


def _check(thresholds: Thresholds) -> None:
    try:
        checked_thresholds(thresholds)
    except ThresholdsError as error:
        raise CohortError(str(error)) from error


def _with_close(code: Small, close: Bools) -> Verdicts:
    return Verdicts(code, close & (code != CANNOT))


def _nothing_yet(shape: tuple[int, ...]) -> WindowRules:
    return WindowRules({percent: _blank(shape) for percent in RESPONSE_PERCENTS}, _blank(shape))


def _blank(shape: tuple[int, ...]) -> Verdicts:
    return Verdicts(np.empty(shape, np.uint8), np.empty(shape, bool))


def _put(into: Verdicts, some: slice, found: Verdicts) -> None:
    into.code[..., some] = found.code
    if into.close is not None:
        into.close[..., some] = found.close
