"""Other preventives are recorded, corrected, withdrawn and brought back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from diary.actions.operations import Asked, ChangeRefused, carry_out, today_in
from diary.actions.operations import asked as asked_for
from diary.models import Patient, Preventive, PreventiveRevision, User
from diary.models.preventive import PLAIN, SEALED, plain_columns, sealed_columns
from diary.queries.locks import hold
from diary.queries.preventives import said_in
from diary.terms.preventives import PreventiveDocument, refusals
from diary.terms.refusals import Refusals


class PreventiveRefused(ChangeRefused):
    """What was said of another preventive cannot stand."""


def record_preventive(
    *,
    by: User | None,
    patient: Patient,
    uid: UUID,
    preventive: PreventiveDocument,
    operation: UUID,
    zone: str | None = None,
) -> None:
    """Record another preventive under the client-made `uid`; `by` None: the operator.

    Raises PreventiveRefused or OperationReused, having changed nothing; the same operation again is one.
    """
    asked = asked_for(by, patient, operation, "record preventive", uid, preventive)
    refused = refusals(preventive, today_in(patient, zone))
    _carry_out(asked, refused, lambda: _record(asked, uid, preventive))


def _record(asked: Asked, uid: UUID, preventive: PreventiveDocument) -> None:
    hold(asked.patient)
    if _revisions(asked.patient, uid).exists():
        raise PreventiveRefused({"uid": "changed_elsewhere"})
    asked.note("preventive.recorded", uid=str(uid), version=1)
    _store(asked, Preventive(patient=asked.patient, uid=uid, version=0), preventive)


def change_preventive(
    *,
    by: User,
    patient: Patient,
    uid: UUID,
    version: int,
    preventive: PreventiveDocument,
    operation: UUID,
    zone: str | None = None,
) -> None:
    """Correct a preventive of which `version` was seen."""
    asked = asked_for(by, patient, operation, "change preventive", uid, preventive)
    refused = refusals(preventive, today_in(patient, zone))
    _carry_out(asked, refused, lambda: _change(asked, uid, version, preventive))


def _change(asked: Asked, uid: UUID, version: int, preventive: PreventiveDocument) -> None:
    row = _seen(asked.patient, uid, version)
    asked.note("preventive.changed", uid=str(uid), version=row.version + 1)
    _store(asked, row, preventive)


def withdraw_preventive(*, by: User, patient: Patient, uid: UUID, version: int, operation: UUID) -> None:
    """Take back a preventive that was recorded by mistake."""
    asked = asked_for(by, patient, operation, "withdraw preventive", uid)
    _carry_out(asked, {}, lambda: _withdraw(asked, uid, version))


def _withdraw(asked: Asked, uid: UUID, version: int) -> None:
    row = _seen(asked.patient, uid, version)
    asked.note("preventive.withdrawn", uid=str(uid), version=row.version + 1)
    _revision(asked, uid, row.version + 1, None, dict.fromkeys(SEALED))
    row.delete()


def restore_preventive(*, by: User, patient: Patient, uid: UUID, operation: UUID) -> None:
    """Bring a withdrawn preventive back as it was."""
    asked = asked_for(by, patient, operation, "restore preventive", uid)
    _carry_out(asked, {}, lambda: _restore(asked, uid))


def _restore(asked: Asked, uid: UUID) -> None:
    hold(asked.patient)
    last_two = list(_revisions(asked.patient, uid).order_by("-version")[:2])
    stood = said_in(asked.patient, last_two[1]) if len(last_two) == 2 else None
    if stood is None or last_two[0].document is not None:
        raise PreventiveRefused({"uid": "preventive_missing"})
    version = last_two[0].version
    asked.note("preventive.restored", uid=str(uid), version=version + 1)
    _store(asked, Preventive(patient=asked.patient, uid=uid, version=version), stood)


def _carry_out(asked: Asked, refused: Refusals, change: Callable[[], None]) -> None:
    carry_out(asked, refused, change, PreventiveRefused)


def _revisions(patient: Patient, uid: UUID) -> Any:
    return PreventiveRevision.objects.filter(patient=patient, uid=uid)


def _seen(patient: Patient, uid: UUID, version: int) -> Preventive:
    """The preventive, as long as it is the version that was seen."""
    hold(patient)
    row = Preventive.objects.filter(patient=patient, uid=uid).first()
    if row is None:
        raise PreventiveRefused({"uid": "preventive_missing"})
    if row.version != version:
        raise PreventiveRefused({"version": "changed_elsewhere"})
    return row


def _store(asked: Asked, row: Preventive, preventive: PreventiveDocument) -> None:
    """Write the preventive as it now stands, and one revision."""
    plain, sealed = plain_columns(preventive), sealed_columns(asked.patient.key, row.uid, preventive)
    for name, value in {**plain, **sealed}.items():
        setattr(row, name, value)
    row.version += 1
    if row._state.adding:
        row.recorded_by_id = asked.by_id
        row.save(force_insert=True)
    else:
        row.save(update_fields=["version", *PLAIN, *SEALED])
    _revision(asked, row.uid, row.version, plain, sealed)


def _revision(
    asked: Asked, uid: UUID, version: int, document: dict[str, Any] | None, sealed: dict[str, Any]
) -> None:
    PreventiveRevision.objects.create(
        patient=asked.patient,
        uid=uid,
        version=version,
        document=document,
        **sealed,
        by_id=asked.by_id,
        operation=asked.operation,
        received_at=timezone.now(),
    )
