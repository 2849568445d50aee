"""The trace every verb leaves: one Event, chained to the patient's last."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from diary.models import Event, Patient, User
from diary.queries.events import chained, last_link, last_links


class NewEvent(NamedTuple):
    """What an event says beyond who did what: of which patient, by number."""

    patient: int
    detail: Mapping[str, Any]
    operation: UUID | None = None


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
    new = NewEvent(patient.pk, detail, operation)
    _next(new, by, verb, last_link(patient)).save(force_insert=True)


def note_events(*, by: User | None, verb: str, events: Sequence[NewEvent]) -> None:
    """The same of many patients, one event each. The caller holds their locks."""
    links = last_links([new.patient for new in events]) if events else {}
    Event.objects.bulk_create(_next(new, by, verb, links[new.patient]) for new in events)


def _next(new: NewEvent, by: User | None, verb: str, last: tuple[int, bytes]) -> Event:
    sequence, before = last
    event = Event(
        patient_id=new.patient,
        sequence=sequence + 1,
        by_id=by.pk if by else None,
        verb=verb,
        detail=dict(new.detail),
        operation=new.operation,
        at=timezone.now(),
    )
    event.hash = chained(before, event)
    return event
