"""The fixed baselines of many patients, and what their diaries say of the days before treatment."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.rows import (
    CohortError,
    CohortRows,
    Counts,
    Ints,
    by_measure,
    counted,
    whole_numbers,
    yes_or_no,
)
from diary.analytics.cohort.windows import NO_INJECTION, first_injections
from diary.terms.month import DAYS_PER_MONTH

NO_BASELINE = -1
"""Stands for the known days of a baseline that there is not."""


class Rates(NamedTuple):
    """A share of days of N patients as whole numbers: `days` of `known`.

    A figure of 20.5 days per 28 is 41 of 56. `known` is NO_BASELINE where there is none.
    """

    days: NDArray[np.integer]
    known: NDArray[np.integer]

    def part(self, some: slice) -> "Rates":
        """Of some of the patients."""
        return Rates(self.days[some], self.known[some])


Baselines = Mapping[str, Rates]
"""By measure, the fixed baseline of each patient."""


def before_treatment(rows: CohortRows, injections: Ints) -> dict[str, Counts]:
    """By measure, what the diaries of today say of days -28 to -1; without an injection, of no days.

    `injections` as for `cohort_outcome`. Raises CohortError; InjectionsError.
    """
    first = first_injections(injections, len(rows))
    expected = np.where(first == NO_INJECTION, 0, DAYS_PER_MONTH)
    return counted(rows, first - DAYS_PER_MONTH, expected)


def filled(baselines: Baselines, diaries: Mapping[str, Counts], where: NDArray[np.bool_]) -> Baselines:
    """`baselines`, replaced `where` told (N,) by the counts of `before_treatment`.

    Only for patients whose first injection here is their course's first: days on treatment are no
    baseline. Without an injection there is none. Where too few of the days answer that are asked, it is
    one of 0 known days. Raises CohortError.
    """
    given_of, found = by_measure(baselines), {}
    for measure, counts in by_measure(diaries).items():
        given = _rates(given_of[measure], len(counts.expected))
        read = yes_or_no(where, len(counts.expected)) & (counts.expected > 0)
        enough = counts.are_enough
        days, known = np.where(enough, counts.days, 0), np.where(enough, counts.known, 0)
        found[measure] = Rates(np.where(read, days, given.days), np.where(read, known, given.known))
    return found


def checked_baselines(baselines: Baselines, patients: int) -> dict[str, Rates]:
    """`baselines` of so many patients; CohortError where they are not, or cannot be."""
    found = {}
    for measure, given in by_measure(baselines).items():
        days, known = _rates(given, patients)
        is_there = known != NO_BASELINE
        if (is_there & ((days < 0) | (days > known))).any():
            raise CohortError("A baseline has 0 to all of its known days.")
        if (known > _MOST_KNOWN).any():
            raise CohortError(f"A baseline is of {_MOST_KNOWN:,} days at most.")
        found[measure] = Rates(days.astype(np.int32), known.astype(np.int32))
    return found


def _rates(given: Rates, patients: int) -> Rates:
    days, known = (whole_numbers(numbers) for numbers in given)
    if days.shape != (patients,) or known.shape != (patients,):
        raise CohortError("Each patient has one baseline, or NO_BASELINE.")
    return Rates(days, known)


_MOST_KNOWN = 2**31 // (100 * DAYS_PER_MONTH)
"""So that percentages are decided in 32 bits, which is three times as fast as in 64."""
