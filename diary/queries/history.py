"""Days as they stood, change by change."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from diary.models import Patient, Revision
from diary.models.day import document_from, opened_note
from diary.terms.answers import Provenance
from diary.terms.recorded_day import RecordedDay

_COLUMNS = ("date", "version", "document", "note", "provenance")


def history(patient: Patient, dates: Iterable[date]) -> list[RecordedDay]:
    """`dates` as they stood after each of their changes, in the order of their versions."""
    revisions = Revision.objects.filter(patient_id=patient.pk, date__in=dates)
    return _as_they_stood(patient, revisions.order_by("date", "version"))


def carried_out_by(patient: Patient, operation: UUID) -> tuple[list[RecordedDay], bytes | None]:
    """The dates as `operation` left them, and the digest of its request; nothing if it never came."""
    revisions = Revision.objects.filter(patient_id=patient.pk, operation=operation).order_by("pk")
    digest = revisions.values_list("request_digest", flat=True).first()
    return _as_they_stood(patient, revisions), None if digest is None else bytes(digest)


def _as_they_stood(patient: Patient, revisions: "QuerySet[Revision]") -> list[RecordedDay]:
    days = []
    for day, version, stored, note, provenance in revisions.values_list(*_COLUMNS):
        if stored is None or provenance is None:
            days.append(RecordedDay(day, version))
        else:
            document = document_from(stored, opened_note(patient.key, day, note))
            days.append(RecordedDay(day, version, document, Provenance(provenance)))
    return days
