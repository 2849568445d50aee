"""Headache, clear or not logged, for many dates at once: read from the packed rows."""

from datetime import date
from typing import NamedTuple

from diary.models import Day, Patient
from diary.queries.packed import packed_diary
from diary.terms.answers import Provenance
from diary.terms.recorded_day import DayState

_EARLY = f"provenance.{Provenance.EARLY}"


class States(NamedTuple):
    """The states of consecutive dates, a bit each: bit i is the day `first + i`.

    `so_far`: "no headache" that was said before its evening.
    """

    first: date
    logged: int
    headache: int
    so_far: int

    def at(self, index: int) -> DayState:
        """The state of the day `first + index`."""
        if not self.is_logged(index):
            return DayState.NOT_LOGGED
        return DayState.HEADACHE if self.headache >> index & 1 else DayState.CLEAR

    def is_logged(self, index: int) -> bool:
        """Whether the day `first + index` has an answer."""
        return bool(self.logged >> index & 1)

    def is_so_far(self, index: int) -> bool:
        """Whether the day `first + index` is clear so far."""
        return bool(self.so_far >> index & 1)


def states_between(patient: Patient, first: date, last: date) -> States:
    """The states of the days from `first` to `last`, both included."""
    packed = packed_diary(patient)
    if packed is None:
        return _from_days(patient, first, last)
    counts, detail = packed["counts"], packed["detail"]
    logged, headache = (counts.days_with(name, first, last) for name in ("logged", "headache"))
    return States(first, logged, headache, detail.days_with(_EARLY, first, last))


def _from_days(patient: Patient, first: date, last: date) -> States:
    """The same from the days themselves: before the first is logged, or until rows are made anew."""
    logged, headache, so_far = 0, 0, 0
    rows = Day.objects.filter(patient=patient, date__range=(first, last))
    for day, had, provenance in rows.values_list("date", "headache", "provenance"):
        bit = 1 << (day - first).days
        logged |= bit
        headache |= bit * had
        so_far |= bit * (provenance == Provenance.EARLY)
    return States(first, logged, headache, so_far)
