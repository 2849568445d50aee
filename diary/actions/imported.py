"""Diaries of people who have no account, for the clinic whose file they stand in."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from diary.actions.diaries import UnknownZone
from diary.actions.events import note_event
from diary.actions.sharing import open_grant
from diary.models import Clinic, Grant, Patient, User
from diary.queries.locks import hold_clinic
from diary.queries.people import imported_into
from diary.queries.zones import known_zones


@transaction.atomic(durable=True)
def open_imported_diaries(
    *, by: User | None, clinic: Clinic, names: Collection[str], zone: str
) -> dict[str, Patient]:
    """The diaries of people without an account, by what `clinic` calls them; `names` not there are opened.

    Only that clinic reads them, until it is ended. `by` None: the operator. Raises UnknownZone.
    """
    if zone not in known_zones():
        raise UnknownZone(zone)
    # One import of a clinic at a time, so that nobody is opened twice.
    hold_clinic(clinic)
    people = imported_into(clinic)
    for name in names:
        if name not in people:
            people[name] = _open(by, clinic, name, zone)
    return people


def _open(by: User | None, clinic: Clinic, name: str, zone: str) -> Patient:
    patient = Patient.objects.create(zone=zone)
    patient.name = patient.sealed_name(name)
    patient.save(update_fields=["name"])
    note_event(by=by, patient=patient, verb="diary.imported", detail={"clinic": clinic.code})
    grant = Grant(
        patient=patient, clinic=clinic, may_export=False, granted_by=None, granted_at=timezone.now()
    )
    open_grant(grant, by)
    return patient
