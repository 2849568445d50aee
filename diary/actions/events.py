"""The trace every verb leaves: one Event, chained to the patient's last."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from diary.models import Event, Patient, User
from diary.queries.events import chained, last_link


def note_event(
    *,
    by: User | None,
    patient: Patient,
    verb: str,
    detail: Mapping[str, Any],
    operation: UUID | None = None,
) -> None:
    """Add one event to the patient's chain. The caller holds the patient's lock.

    An operation that left an event before is an IntegrityError.
    """
    sequence, before = last_link(patient)
    event = Event(
        patient_id=patient.pk,
        sequence=sequence + 1,
        by_id=by.pk if by else None,
        verb=verb,
        detail=dict(detail),
        operation=operation,
        at=timezone.now(),
    )
    event.hash = chained(before, event)
    event.save(force_insert=True)
