"""Where the windows of many patients lie; see `analytics.windows`, whose rules these are."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.rows import CohortError, Ints, whole_numbers
from diary.analytics.windows import InjectionsError, Weeks
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY, LATEST_DAY

NO_INJECTION = 0
"""Stands in the array of injections after a patient's last one; no date has this ordinal."""


class Spans(NamedTuple):
    """The windows of N patients in k cycles, shaped (k, 3, N).

    `first`: ordinal of a window's first day; `expected`: its days that have come before the cycle
    ends, 0 to 28. `is_injected` and `is_last`, shaped (k, N): whether the cycle has begun, and whether
    it ends today rather than with the next injection.
    """

    first: Ints
    expected: Ints
    is_injected: NDArray[np.bool_]
    is_last: NDArray[np.bool_]


def spans(injections: Ints, today: Ints) -> Spans:
    """The windows of checked `injections` (k, N), as of `today` (N,)."""
    is_injected = injections != NO_INJECTION
    following = np.full_like(injections, NO_INJECTION)
    following[:-1] = injections[1:]
    is_last = is_injected & (following == NO_INJECTION)
    # A cycle that has not begun is followed by NO_INJECTION too, and so has no days.
    end = np.where(is_last, today + 1, following)
    first = injections[:, np.newaxis] + _STARTS
    expected = np.clip(end[:, np.newaxis] - first, 0, DAYS_PER_MONTH)
    return Spans(first, expected, is_injected, is_last)


def checked_injections(injections: object, today: Ints) -> Ints:
    """Ordinals (N, k) as an array (k, N).

    Raises InjectionsError where a patient's do not rise, follow a NO_INJECTION, lie before any diary, or
    after their `today`; CohortError where they are not of N patients.
    """
    by_cycle = _rising(injections, len(today))
    if (by_cycle > today).any():
        raise InjectionsError("An injection lies in the future.")
    return by_cycle


def _rising(injections: object, patients: int) -> Ints:
    by_patient = whole_numbers(injections)
    if by_patient.ndim != 2 or len(by_patient) != patients:
        raise CohortError("Each patient has one row of injections.")
    by_cycle = np.ascontiguousarray(by_patient.T)
    if ((by_cycle != NO_INJECTION) & ((by_cycle < _EARLIEST) | (by_cycle > _LATEST))).any():
        raise InjectionsError("An injection has no date that a diary can have.")
    earlier, later = by_cycle[:-1], by_cycle[1:]
    if ((later != NO_INJECTION) & ((later <= earlier) | (earlier == NO_INJECTION))).any():
        raise InjectionsError("Injection dates must rise, one a day.")
    return by_cycle


def first_injections(injections: object, patients: int) -> Ints:
    """The first of each patient's injections (N, k), NO_INJECTION without any; raises as above."""
    by_cycle = _rising(injections, patients)
    return by_cycle[0] if len(by_cycle) else np.full(patients, NO_INJECTION)


def checked_today(today: object, patients: int) -> Ints:
    """Each patient's day (N,) as an array; CohortError where it is none that a diary is asked about."""
    found = whole_numbers(today)
    if found.shape != (patients,):
        raise CohortError("Each patient has one today.")
    if ((found < _EARLIEST) | (found > _LATEST)).any():
        raise CohortError("No diary is asked about such a day.")
    return found


_EARLIEST, _LATEST = EARLIEST_DAY.toordinal(), LATEST_DAY.toordinal()


_STARTS = DAYS_PER_MONTH * np.arange(len(Weeks))[:, np.newaxis]
"""Days from the injection to each window's first day, shaped (3, 1)."""
