"""The 95 % interval of each person's change in each window: that of the person's own page.

The own lag-1 is taken from all windows with enough days and from the baseline, as in `analytics.measured`;
the baseline is a group of one window. Whose baseline is a figure has no interval: nobody knows how
uncertain the figure is.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.baselines import Rates
from diary.analytics.cohort.interval import Chains, Floats, alone, falls, lag_one
from diary.analytics.cohort.judged import Judged
from diary.analytics.cohort.outcome import CohortOutcome
from diary.analytics.cohort.rows import CohortError, Counts, by_measure, parts, whole_numbers
from diary.analytics.cohort.runs import FixedRuns, Runs, runs_of
from diary.analytics.cohort.standing import EVALUABLE
from diary.analytics.cohort.windows import spans
from diary.analytics.measures import COUNTED
from diary.analytics.windows import Weeks
from diary.terms.month import DAYS_PER_MONTH


class Limits(NamedTuple):
    """The 95 % interval of the days fewer per 28 of many; not a number where there is none."""

    low: Floats
    high: Floats


class Persons(NamedTuple):
    """Of one measure: `correlation`, each person's own of one day with the next (N,); `limits`, shaped
    (k, 3, N); `from_diary` (N,), whether the baseline is days of a diary."""

    correlation: Floats
    limits: Limits
    from_diary: NDArray[np.bool_]

    def window(self, cycle: int, weeks: Weeks) -> Limits:
        """The intervals of one window of `cycle` (1, 2, ...), shaped (N,); IndexError where there is none."""
        if cycle < 1:
            raise IndexError(cycle)
        place = tuple(Weeks).index(weeks)
        return Limits(self.limits.low[cycle - 1, place], self.limits.high[cycle - 1, place])


CohortLimits = Mapping[str, Persons]
"""By measure, the intervals of a cohort."""


def cohort_limits(outcome: CohortOutcome, fixed: FixedRuns) -> dict[str, Persons]:
    """The intervals of all changes in `outcome`, of which `change` is the point.

    `fixed`: the runs of the days behind its baselines. Raises CohortError where they cannot be those.
    """
    rows, injections, today, judged = outcome.basis
    behind = {
        measure: _behind(outcome.baselines[measure], runs) for measure, runs in by_measure(fixed).items()
    }
    found = {measure: _nobody_yet(judged[measure], behind[measure]) for measure in COUNTED}
    for some in parts(len(rows)):
        where = spans(injections[:, some], today[some])
        runs = runs_of(rows.part(some), where.first, where.expected)
        for measure, persons in found.items():
            before, of_before = outcome.baselines[measure].part(some), behind[measure].part(some)
            _fill(persons, some, judged[measure], runs[measure], before, of_before)
    return found


def _fill(persons: Persons, some: slice, judged: Judged, runs: Runs, before: Rates, behind: Runs) -> None:
    """What is found of `some`: `runs` of their windows, and `before` with the runs `behind` it."""
    counts = judged.counts(some)
    correlation = own_correlation(counts, runs, before, behind)
    group = alone(before.days, before.known)
    _, low, high = falls(group, alone(counts.days, counts.known), correlation)
    there = (judged.standing[..., some] == EVALUABLE) & persons.from_diary[some]
    persons.correlation[some] = correlation
    for into, limit in zip(persons.limits, (low, high), strict=True):
        into[..., some] = np.where(there, limit, np.nan)


def own_correlation(counts: Counts, runs: Runs, before: Rates, behind: Runs) -> Floats:
    """Each person's lag-1 (n,), from windows (k, 3, n) with enough days and from the baseline's days."""
    usable = counts.are_enough
    people = counts.known.shape[-1]

    def together(windows: NDArray[np.uint8], baseline: NDArray[np.integer]) -> NDArray[np.integer]:
        each = windows.reshape(windows.shape[0] * windows.shape[1], people)
        return np.concatenate([baseline[np.newaxis].astype(np.int32), each])

    # Windows without pairs have no part in it, and a figure has none.
    return lag_one(
        Chains(
            together(counts.days, before.days),
            together(counts.known, before.known),
            together(runs.switches * usable, behind.switches),
            together(runs.pairs * usable, behind.pairs),
        )
    )


def _nobody_yet(judged: Judged, fixed: Runs) -> Persons:
    shape = judged.standing.shape
    return Persons(np.empty(shape[-1]), Limits(np.empty(shape), np.empty(shape)), fixed.pairs > 0)


def _behind(before: Rates, fixed: Runs) -> Runs:
    """`fixed` where there is a baseline; CohortError where it cannot be the runs of the days of `before`."""
    switches, pairs = (whole_numbers(numbers) for numbers in fixed)
    if not pairs.shape == switches.shape == before.known.shape:
        raise CohortError("Each baseline has its runs.")
    there = before.known > 0
    too_many = (pairs >= before.known) | (before.known > DAYS_PER_MONTH)
    if (there & (pairs > 0) & too_many).any():
        raise CohortError(f"A baseline has fewer pairs than known days, of {DAYS_PER_MONTH}.")
    if ((switches < 0) | (switches > pairs)).any():
        raise CohortError("A baseline has no more switches than pairs.")
    return Runs((switches * there).astype(np.uint8), (pairs * there).astype(np.uint8))
