"""Whether headache days stayed under a line for some adjacent months up to today, so that stopping is
discussed."""

from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.rows import CohortRows, Ints, counted
from diary.analytics.cohort.verdicts import Bools, Numbers, Verdicts, decided, window_bounds
from diary.analytics.cohort.windows import NO_INJECTION
from diary.analytics.diary import HEADACHE
from diary.terms.month import DAYS_PER_MONTH

TREATED_BEFORE = -1
"""Stands for the beginning of a course that came before the diary."""


class LastMonths(NamedTuple):
    """Adjacent months of N people, arrays (months, N): whether each `can` be judged, and the `least` and the
    `most` headache days that it had."""

    can: Bools
    least: Numbers
    most: Numbers

    def under(self, line: int) -> Verdicts:
        """Whether each month had fewer days than `line`; one that surely had not decides alone, whatever is
        known of the others.

        No interval, so no close call.
        """
        surely, surely_not = self.can & (self.most < line), self.can & (self.least >= line)
        is_met, is_not = np.asarray(surely.all(axis=0)), np.asarray(surely_not.any(axis=0))
        return Verdicts(decided(is_met | is_not, is_met, ~is_not), None)


def last_months(rows: CohortRows, began: Ints, today: Ints, months: int) -> LastMonths:
    """The `months` of 28 days that end on `today` (N,) where it is logged, else on the day before.

    Each can be judged where it lies since the course `began` (its ordinal: NO_INJECTION without a
    course that goes on, TREATED_BEFORE where that was before anybody knows) and has 20 logged days.
    """
    is_logged = counted(rows, today, np.ones_like(today))[HEADACHE].logged
    first = today + is_logged - DAYS_PER_MONTH * np.arange(months, 0, -1)[:, np.newaxis]
    counts = counted(rows, first, np.full(first.shape, DAYS_PER_MONTH))[HEADACHE]
    is_since = (began != NO_INJECTION) & (first >= began)
    return LastMonths(counts.are_enough & is_since, *window_bounds(counts))
