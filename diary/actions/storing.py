"""Days and their revisions as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from diary.models import Day, Patient, Revision, User
from diary.models.day import columns, sealed_note, snapshot
from diary.terms.answers import Source
from diary.terms.day_document import FIELDS
from diary.terms.recorded_day import RecordedDay


@dataclass(frozen=True, slots=True)
class Request:
    """Who asked for a change, how, and by which operation."""

    by: User | None
    source: Source
    operation: UUID
    digest: bytes
    zone: str | None
    client_time: datetime | None


def store(patient: Patient, days: Sequence[RecordedDay], request: Request) -> None:
    """Write the days as they now stand, and one revision each."""
    notes = [sealed_note(patient.key, day.date, day.document.note) if day.document else None for day in days]
    _store_days(patient, days, notes, request.source)
    received_at = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            patient_id=patient.pk,
            date=day.date,
            version=day.version,
            document=snapshot(day.document) if day.document else None,
            note=note,
            provenance=day.provenance,
            source=request.source,
            by_id=request.by.pk if request.by else None,
            operation=request.operation,
            request_digest=request.digest,
            client_time=request.client_time,
            client_zone=request.zone,
            received_at=received_at,
        )
        for day, note in zip(days, notes, strict=True)
    )


def _store_days(
    patient: Patient, days: Sequence[RecordedDay], notes: Sequence[bytes | None], source: Source
) -> None:
    if withdrawn := [day.date for day in days if day.document is None]:
        Day.objects.filter(patient=patient, date__in=withdrawn).delete()
    rows = [
        Day(
            patient_id=patient.pk,
            date=day.date,
            version=day.version,
            note=note,
            source=source,
            provenance=day.provenance,
            **columns(day.document),
        )
        for day, note in zip(days, notes, strict=True)
        if day.document is not None
    ]
    if rows:
        Day.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["patient", "date"],
            update_fields=["version", "source", "provenance", *FIELDS],
        )
