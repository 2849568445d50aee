"""Whether headache days stayed under a line for some adjacent months up to today, so that stopping is
discussed."""

from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.rows import CohortRows, Ints, counted
from diary.analytics.cohort.verdicts import Bools, Numbers, Verdicts, decided, window_bounds
from diary.analytics.cohort.windows import NO_INJECTION
from diary.analytics.diary import HEADACHE
from diary.terms.month import DAYS_PER_MONTH


class LastMonths(NamedTuple):
    """Adjacent months of N people up to their today: whether they `can` be judged (N,), and the `least` and
    the `most` headache days of each (months, N)."""

    can: Bools
    least: Numbers
    most: Numbers

    def under(self, line: int) -> Verdicts:
        """Whether each month had fewer days than `line`; one that surely had not decides alone.

        No interval, so no close call.
        """
        surely, possibly = (np.all(days < line, axis=0) for days in (self.most, self.least))
        return Verdicts(decided(self.can, surely, possibly), None)


def last_months(rows: CohortRows, began: Ints, today: Ints, months: int) -> LastMonths:
    """The `months` of 28 days that end on `today` (N,).

    They can be judged where all of them lie since the first injection (`began`, or NO_INJECTION) and each
    has 20 logged days.
    """
    first = today + 1 - DAYS_PER_MONTH * np.arange(months, 0, -1)[:, np.newaxis]
    counts = counted(rows, first, np.full(first.shape, DAYS_PER_MONTH))[HEADACHE]
    is_since = (began != NO_INJECTION) & (first[0] >= began)
    return LastMonths(counts.are_enough.all(axis=0) & is_since, *window_bounds(counts))
