"""Packed rows, and the stored days they are made from."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction

from diary.analytics.classify import RULES
from diary.analytics.diary import Diary
from diary.analytics.packed import (
    LAYOUTS,
    LayoutError,
    Packed,
    PackedDay,
    check_day,
    check_together,
    recorded,
)
from diary.models import Day, Patient
from diary.models.day import document_from
from diary.queries.locks import hold
from diary.queries.unreadable import UNREADABLE
from diary.terms.answers import Provenance
from diary.terms.day_document import FIELDS

_PAGE = 200
_COLUMNS = ("date", "provenance", *(name for name in FIELDS if name != "note"))


class PackedRow(NamedTuple):
    """A packed row as it is stored."""

    kind: str
    rules: int
    origin: int
    stride: int
    blob: bytes

    def packed(self) -> Packed:
        """The row, to be counted in."""
        return Packed(LAYOUTS[self.kind], self.origin, self.stride, self.blob)


# Written out because every page and every save asks it: built anew by the ORM each time it takes
# longer than the database does, an eighth of the log page.
_ROWS = "SELECT kind, rules, origin, stride, blob FROM diary_packeddiary WHERE patient_id = %s"


def packed_rows(patient: Patient) -> dict[str, PackedRow]:
    """The patient's packed rows by kind; none where nothing was ever logged."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [patient.pk])
        return {
            kind: PackedRow(kind, rules, origin, stride, bytes(blob))
            for kind, rules, origin, stride, blob in cursor.fetchall()
        }


def packed_diary(patient: Patient) -> dict[str, Packed] | None:
    """The packed diary by kind; None where there is none yet, or `whole` finds none."""
    return whole(packed_rows(patient))


def whole(rows: dict[str, PackedRow]) -> dict[str, Packed] | None:
    """One patient's packed diary by kind; None where a row is missing, or today's rules cannot read one, or
    where they say what no diary can."""
    if rows.keys() != LAYOUTS.keys():
        return None
    packed = {kind: one for kind, row in rows.items() if (one := readable(row)) is not None}
    if len(packed) < len(rows):
        return None
    try:
        check_together(packed["counts"], packed["detail"], whole=True)
    except LayoutError:
        return None
    return packed


def readable(row: PackedRow) -> Packed | None:
    """The row, to be counted in; None where today's rules cannot read it."""
    if row.rules != RULES:
        return None
    try:
        return row.packed()
    except LayoutError:
        return None


def diary_of(patient: Patient) -> Diary:
    """The diary to count in; from the days themselves where the packed rows cannot be trusted."""
    packed = packed_diary(patient)
    if packed is None:
        days = days_to_pack(patient)
        packed = {kind: recorded(None, layout, days) for kind, layout in LAYOUTS.items()}
    return Diary(packed["counts"], packed["detail"])


class StoredDiary(NamedTuple):
    """One patient's packed rows by kind, and logged days, as they stood at one moment.

    `unreadable`: the dates whose answers are none that could be packed.
    """

    rows: dict[str, PackedRow]
    days: dict[date, PackedDay]
    unreadable: list[date]


def days_to_pack(patient: Patient, span: tuple[date, date] | None = None) -> dict[date, PackedDay]:
    """Every logged day of the patient that can be packed, or those of a span, without their notes.

    One damaged day, which `verify_packed` names, is no reason to keep or count no other.
    """
    return _to_pack(patient, span)[0]


def _to_pack(
    patient: Patient, span: tuple[date, date] | None = None
) -> tuple[dict[date, PackedDay], list[date]]:
    """The days that can be packed, and the dates of those that cannot."""
    stored = Day.objects.filter(patient=patient)
    if span is not None:
        stored = stored.filter(date__range=span)
    days, unreadable = {}, []
    for row in stored.values(*_COLUMNS).iterator():
        try:
            day = _packed_day(row)
            check_day(day)
        except UNREADABLE:
            unreadable.append(row["date"])
        else:
            days[row["date"]] = day
    return days, unreadable


def _packed_day(row: Mapping[str, Any]) -> PackedDay:
    return PackedDay(document_from(row, note=None), Provenance(row["provenance"]))


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
    hold(patient)
    days, unreadable = _to_pack(patient)
    return StoredDiary(packed_rows(patient), days, unreadable)
