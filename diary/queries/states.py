"""Headache, clear or not logged, for many dates at once: read from the packed rows."""

from datetime import date, timedelta
from typing import NamedTuple

from diary.models import Day, Patient
from diary.queries.packed import packed_diary
from diary.terms.answers import Provenance
from diary.terms.recorded_day import DayState

_EARLY = f"provenance.{Provenance.EARLY}"


class LoggedState(NamedTuple):
    """Headache or clear; `so_far`: "no headache" that was said before the evening."""

    state: DayState
    so_far: bool


def states_between(patient: Patient, first: date, last: date) -> dict[date, LoggedState]:
    """The states of the logged days from `first` to `last`, both included."""
    packed = packed_diary(patient)
    if packed is None:
        return _from_days(patient, first, last)
    counts, detail = packed["counts"], packed["detail"]
    logged, headache = (counts.days_with(name, first, last) for name in ("logged", "headache"))
    so_far = detail.days_with(_EARLY, first, last)
    return {
        first + timedelta(days=index): LoggedState(
            DayState.HEADACHE if headache >> index & 1 else DayState.CLEAR, bool(so_far >> index & 1)
        )
        for index in range(logged.bit_length())
        if logged >> index & 1
    }


def _from_days(patient: Patient, first: date, last: date) -> dict[date, LoggedState]:
    """The same from the days themselves: before the first is logged, or until rows are made anew."""
    rows = Day.objects.filter(patient=patient, date__range=(first, last))
    return {
        day: LoggedState(DayState.HEADACHE if headache else DayState.CLEAR, provenance == Provenance.EARLY)
        for day, headache, provenance in rows.values_list("date", "headache", "provenance")
    }
