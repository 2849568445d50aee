"""What was done with a diary, as its chain of events tells it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Subquery

from diary.models import Event, Patient

# Written out for the reason given in `queries.packed`: every change asks it.
_LAST = "SELECT sequence, hash FROM diary_event WHERE patient_id = %s ORDER BY sequence DESC LIMIT 1"


def last_link(patient: Patient) -> tuple[int, bytes]:
    """Sequence and hash of the patient's last event; 0 and nothing before the first."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [patient.pk])
        sequence, link = cursor.fetchone() or (0, b"")
    return sequence, bytes(link)


def request_of(patient: Patient, operation: UUID) -> str | None:
    """The digest of the request that `operation` carried out, "" if none was kept; None: it never came."""
    event = Event.objects.filter(patient_id=patient.pk, operation=operation).first()
    return None if event is None else str(event.detail.get("request", ""))


def last_links(patients: Collection[int]) -> dict[int, tuple[int, bytes]]:
    """The same for many patients, by their numbers."""
    last = Event.objects.filter(patient=OuterRef("pk")).order_by("-sequence")
    links = Patient.objects.filter(pk__in=patients).values_list(
        "pk", Subquery(last.values("sequence")[:1]), Subquery(last.values("hash")[:1])
    )
    return {patient: (sequence or 0, bytes(link or b"")) for patient, sequence, link in links}


def carried_out(operations: Mapping[int, UUID]) -> set[int]:
    """The patients whose chain has the event of their operation, of one operation for each patient."""
    told = Event.objects.filter(patient__in=operations, operation__in=set(operations.values()))
    return {
        patient
        for patient, operation in told.values_list("patient_id", "operation")
        if operations[patient] == operation
    }


def chained(before: bytes, event: Event) -> bytes:
    """SHA-256 of all that an event says and of the hash before it."""
    operation = None if event.operation is None else str(event.operation)
    said = [event.patient_id, event.sequence, event.by_id, event.verb, event.detail, operation]
    content = json.dumps([*said, event.at.isoformat()], sort_keys=True)
    return hashlib.sha256(before + content.encode()).digest()


def broken_link(patient_id: int) -> int | None:
    """The first sequence at which a patient's chain of events does not hold; None when it holds."""
    before = b""
    events = Event.objects.filter(patient_id=patient_id).order_by("sequence")
    for expected, event in enumerate(events.iterator(), start=1):
        if event.sequence != expected or bytes(event.hash) != chained(before, event):
            return expected
        before = bytes(event.hash)
    return None
