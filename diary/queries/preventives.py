"""Other preventives as they stand, for computing with and for showing."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from diary.models import Patient, PreventiveRevision
from diary.models.preventive import PLAIN, SEALED, preventive_from
from diary.queries.versions import Version
from diary.terms.preventives import PreventiveDocument, Taking

# Written out for the reason given in `queries.packed`: the outcome page asks it.
_PREVENTIVES = (
    f"SELECT uid, version, {', '.join((*PLAIN, *SEALED))} FROM diary_preventive"  # noqa: S608 - our own names
    " WHERE patient_id = %s ORDER BY id"
)


class RecordedPreventive(NamedTuple):
    """A preventive as it stands, under its id and version."""

    uid: UUID
    version: int
    document: PreventiveDocument


def recorded_preventives(patient: Patient) -> list[RecordedPreventive]:
    """The patient's other preventives: those taken now first, then the latest first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PREVENTIVES, [patient.pk])
        found = [_recorded(patient, *row) for row in cursor.fetchall()]
    return sorted(found, key=_place)


def _recorded(patient: Patient, key: UUID | str, version: int, *stored: Any) -> RecordedPreventive:
    uid = key if isinstance(key, UUID) else UUID(key)  # SQLite has no type for it
    said = dict(zip((*PLAIN, *SEALED), stored, strict=True))
    return RecordedPreventive(uid, version, preventive_from(patient.key, uid, said))


def _place(recorded: RecordedPreventive) -> tuple[bool, bool, int]:
    document = recorded.document
    latest = document.stopped or document.started or date.min
    return document.taking is not Taking.NOW, document.taking is Taking.NEVER, -latest.toordinal()


def withdrawn_preventive(patient: Patient, uid: UUID) -> PreventiveDocument | None:
    """What a preventive said before it was withdrawn; None if it never was, or is back."""
    versions = preventive_versions(patient, uid)
    return versions[-2].document if len(versions) > 1 and versions[-1].document is None else None


def preventive_versions(patient: Patient, uid: UUID) -> list[Version[PreventiveDocument]]:
    """Every change of a preventive, the first one first."""
    revisions = PreventiveRevision.objects.filter(patient=patient, uid=uid).order_by("version")
    return [Version(one.received_at, one.by_id, said_in(patient, one)) for one in revisions]


def said_in(patient: Patient, revision: PreventiveRevision) -> PreventiveDocument | None:
    """What a revision keeps of a preventive; None: it was withdrawn."""
    if revision.document is None:
        return None
    sealed = {name: getattr(revision, name) for name in SEALED}
    return preventive_from(patient.key, revision.uid, {**revision.document, **sealed})
