"""The outcome of a cohort: every window of every patient at once, and what the cohort answered.

Each patient has one course: a run of injections with one fixed baseline. The numbers are those of
`analytics.outcome`, patient by patient.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.baselines import Baselines, checked_baselines
from diary.analytics.cohort.judged import Floats, Judged, joined, judged
from diary.analytics.cohort.response import Response, response
from diary.analytics.cohort.rows import CohortRows, Counts, Ints, Small, counted, parts
from diary.analytics.cohort.windows import checked_injections, checked_today, spans
from diary.analytics.measures import COUNTED
from diary.analytics.windows import Weeks


class CohortWindow(NamedTuple):
    """One window of one cycle (1, 2, ...) in one measure: arrays of N patients, and the cohort's response.

    `standing`: indices of STANDINGS. `change`: days fewer per 28, not a number where not evaluable.
    `reached`: how many of RESPONSE_PERCENTS, or NOT_ASSESSED. A window that is cut short has its
    counts all the same.
    """

    cycle: int
    weeks: Weeks
    measure: str
    counts: Counts
    standing: Small
    change: Floats
    reached: Small
    response: Response


class Basis(NamedTuple):
    """What an outcome was computed from, checked, and by measure what was found of its windows (k, 3, N)."""

    rows: CohortRows
    injections: Ints  # (k, N)
    today: Ints
    judged: Mapping[str, Judged]


class CohortOutcome(NamedTuple):
    """A cohort's baselines and windows, as of each patient's own day; and its `basis`, for what is asked of
    it later."""

    baselines: Baselines
    windows: tuple[CohortWindow, ...]
    basis: Basis

    def window(self, cycle: int, weeks: Weeks, measure: str) -> CohortWindow:
        """The window of `cycle` (1, 2, ...); KeyError where there is none."""
        for one in self.windows:
            if (one.cycle, one.weeks, one.measure) == (cycle, weeks, measure):
                return one
        raise KeyError((cycle, weeks, measure))


def cohort_outcome(rows: CohortRows, injections: Ints, baselines: Baselines, today: Ints) -> CohortOutcome:
    """The windows of N patients, by measure.

    `injections` (N, k): date ordinals of each patient's course in rising order, NO_INJECTION after
    the last. `today` (N,): each patient's date, or the day before their next course. Raises
    CohortError; InjectionsError.
    """
    today = checked_today(today, len(rows))
    by_cycle = checked_injections(injections, today)
    baselines = checked_baselines(baselines, len(rows))
    found: dict[str, list[Judged]] = {measure: [] for measure in COUNTED}
    for some in parts(len(rows)):
        where = spans(by_cycle[:, some], today[some])
        counts = counted(rows.part(some), where.first, where.expected)
        for measure, done in found.items():
            done.append(judged(where, counts[measure], baselines[measure].part(some)))
    whole = {measure: joined(done) for measure, done in found.items()}
    windows = [window for measure, one in whole.items() for window in _windows(measure, one)]
    return CohortOutcome(baselines, tuple(windows), Basis(rows, by_cycle, today, whole))


def _windows(measure: str, found: Judged) -> Iterator[CohortWindow]:
    for cycle, place in np.ndindex(found.total.shape[:2]):
        here = cycle, place
        counts = Counts(
            *(found.days[here], found.known[here], found.logged[here]),
            *(found.expected[here], found.asked[here]),
        )
        standing, reached = found.standing[here], found.reached[here]
        sums = float(found.total[here].sum()), float(found.squares[here].sum())
        answer = response(standing, reached, *sums)
        weeks = tuple(Weeks)[place]
        yield CohortWindow(cycle + 1, weeks, measure, counts, standing, found.change[here], reached, answer)
