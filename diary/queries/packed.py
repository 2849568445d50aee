"""Packed rows, and the stored days they are made from."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import transaction

from diary.analytics.packed import PackedDay
from diary.models import Day, PackedDiary, Patient
from diary.models.day import document_from
from diary.terms.answers import Provenance
from diary.terms.day_document import FIELDS

_PAGE = 200
_PACKED_FIELDS = tuple(name for name in FIELDS if name != "note")


class StoredDiary(NamedTuple):
    """One patient's packed rows by kind, and logged days, as they stood at one moment."""

    rows: dict[str, PackedDiary]
    days: dict[date, PackedDay]


def days_to_pack(patient: Patient) -> dict[date, PackedDay]:
    """Every logged day of the patient, without its note."""
    rows = Day.objects.filter(patient=patient).values("date", "provenance", *_PACKED_FIELDS)
    return {
        row["date"]: PackedDay(document_from(row, note=None), Provenance(row["provenance"]))
        for row in rows.iterator()
    }


def every_patient() -> Iterator[Patient]:
    """All patients, one after the other; never all of them in memory."""
    # By pages, not by an open cursor: on SQLite that would hold on to an old state of the database,
    # from which nothing can be written.
    last = 0
    while page := list(Patient.objects.filter(pk__gt=last).order_by("pk")[:_PAGE]):
        yield from page
        last = page[-1].pk


@transaction.atomic
def stored_diary(patient: Patient) -> StoredDiary:
    """Rows and days of one moment: who writes days waits for the patient's lock meanwhile."""
    Patient.objects.select_for_update().filter(pk=patient.pk).first()
    rows = {row.kind: row for row in PackedDiary.objects.filter(patient=patient)}
    return StoredDiary(rows, days_to_pack(patient))
