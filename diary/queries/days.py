"""Days as they stand."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q

from diary.models import Day, Patient, Revision
from diary.terms.answers import Provenance
from diary.terms.recorded_day import RecordedDay

LATELY = 30
"""So many days with an answer on medicines are looked at for what is taken lately."""


def day_on(patient: Patient, day: date) -> RecordedDay:
    """The date as it stands; a date that is not logged keeps the version of its withdrawal."""
    if logged := days_on(patient, [day]):
        return logged[day]
    last = Revision.objects.filter(patient=patient, date=day).aggregate(Max("version"))
    return RecordedDay(day, last["version__max"] or 0)


def days_on(patient: Patient, dates: Iterable[date]) -> dict[date, RecordedDay]:
    """The logged ones of `dates`."""
    rows = Day.objects.filter(patient=patient, date__in=dates)
    return {row.date: _from_row(patient, row) for row in rows}


def days_page(
    patient: Patient, first: date, last: date, page: int, size: int
) -> tuple[list[RecordedDay], int]:
    """One page (counted from 1) of the logged days of a range, in order, and how many there are in all."""
    rows = Day.objects.filter(patient=patient, date__range=(first, last)).order_by("date")
    wanted = rows[(page - 1) * size : page * size]
    return [_from_row(patient, row) for row in wanted], rows.count()


def every_day(patient: Patient) -> list[RecordedDay]:
    """All logged days, in order."""
    return [_from_row(patient, row) for row in Day.objects.filter(patient=patient).order_by("date")]


def _from_row(patient: Patient, row: Day) -> RecordedDay:
    return RecordedDay(row.date, row.version, row.document(patient.key), Provenance(row.provenance))


def day_and_medicines(patient: Patient, day: date) -> tuple[RecordedDay | None, tuple[str, ...]]:
    """The date if it is logged, and the codes of the medicines that were taken last, the latest first.

    One statement for both: a page shows them side by side.
    """
    days = Day.objects.filter(patient=patient)
    lately = days.filter(intakes__isnull=False).order_by("-date").values("pk")[:LATELY]
    rows = list(days.filter(Q(date=day) | Q(pk__in=lately)).order_by("-date"))
    logged = next((_from_row(patient, row) for row in rows if row.date == day), None)
    taken = (intake["medicine"] for row in rows for intake in row.intakes or ())
    return logged, tuple(dict.fromkeys(taken))
