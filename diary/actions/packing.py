"""The packed rows are kept in step with the days, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from diary.actions.events import note_event
from diary.analytics.classify import RULES
from diary.analytics.packed import LAYOUTS, Packed, PackedDay, recorded
from diary.models import PackedDiary, Patient, User
from diary.queries.locks import hold
from diary.queries.packed import days_to_pack, packed_diary
from diary.terms.recorded_day import RecordedDay


@transaction.atomic(durable=True)
def rebuild(*, by: User | None, patient: Patient) -> None:
    """Make the patient's packed rows anew; `by` None: the operator, from a command."""
    hold(patient)
    rebuild_packed(patient)
    note_event(by=by, patient=patient, verb="packed.rebuilt", detail={"rules": RULES})


def keep_packed(patient: Patient, days: Sequence[RecordedDay]) -> None:
    """Write `days`, already stored, into the patient's packed rows."""
    kept = packed_diary(patient)
    if kept is None:
        rebuild_packed(patient)
    else:
        _store(patient, kept, {day.date: _packed_day(day) for day in days})


def rebuild_packed(patient: Patient) -> None:
    """Make the packed rows anew from the stored days. The caller holds the patient's lock."""
    PackedDiary.objects.filter(patient=patient).delete()
    _store(patient, {}, days_to_pack(patient))


def _store(patient: Patient, packed: Mapping[str, Packed], days: Mapping[date, PackedDay | None]) -> None:
    rows = []
    for kind, layout in LAYOUTS.items():
        made = recorded(packed.get(kind), layout, days)
        rows.append(
            PackedDiary(
                patient_id=patient.pk,
                kind=kind,
                rules=RULES,
                origin=made.origin,
                stride=made.stride,
                blob=made.blob,
            )
        )
    PackedDiary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["patient", "kind"],
        update_fields=["rules", "origin", "stride", "blob"],
    )


def _packed_day(day: RecordedDay) -> PackedDay | None:
    if day.document is None or day.provenance is None:
        return None
    return PackedDay(day.document, day.provenance)
