"""The simulated clinic of `make run`: made once, with its people, and left alone from then on.

Each step has an operation of its own, so a first start that was broken off is completed by the next.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError

from diary.actions import (
    Change,
    Conflict,
    let_in,
    open_simulated_clinic,
    open_simulated_diary,
    open_simulated_member,
    record_days,
    record_preventive,
    record_treatment,
    revoke,
    simulate_grant,
)
from diary.management.machine_zone import machine_zone
from diary.management.simulation import (
    Person,
    Sharing,
    SimulatedDiary,
    cast,
    demo_person,
    simulated_diary,
    simulated_preventives,
)
from diary.models import Clinic, Patient
from diary.queries.simulated import (
    ADMIN_EMAIL,
    CLINIC,
    CLINICIANS,
    DEMO_EMAIL,
    PASSWORD,
    has_address,
    last_grant,
    missing_clinicians,
    simulated_clinic,
    simulated_patient,
)
from diary.terms.answers import Source

SEED = 28
_NAMESPACE = UUID("0d6a1c52-9f63-5a3d-8a57-5c9f6a2b7e10")
_AGO, _OVER = timedelta(days=200), timedelta(days=108)


class NotHere(Exception):
    """The logins have a public password: they are made in local mode only."""


def people() -> list[Person]:
    """The demo person, and everybody else."""
    return [demo_person("Demo", DEMO_EMAIL), *cast(SEED)]


def make_simulated_clinic(each_done: Callable[[], None] = lambda: None) -> bool:
    """Make what is missing of the clinic and its people, and leave what exists; True when something was."""
    if not settings.LOCAL:
        raise NotHere("The simulated clinic is made in local mode only.")
    clinic = simulated_clinic()
    if clinic is not None and not missing_clinicians(clinic):
        return False
    if clinic is None:
        # Where somebody took the name or the address there are people, and no clinic that reads them.
        with suppress(IntegrityError):
            clinic = open_simulated_clinic(by=None, name=CLINIC, email=ADMIN_EMAIL, password=PASSWORD)
        if clinic is None and has_address(DEMO_EMAIL):
            return False
    for person in people():
        _make(person, clinic)
        each_done()
    if clinic is not None:
        # Last: a clinic in which all of them work is complete.
        for email in missing_clinicians(clinic):
            open_simulated_member(
                by=None, clinic=clinic, email=email, password=PASSWORD, role=CLINICIANS[email]
            )
    return True


def _make(person: Person, clinic: Clinic | None) -> None:
    patient = _opened(person)
    if patient is None or patient.user is None:
        return
    # As of the day it was opened, so that what was broken off is completed as it was begun.
    today = patient.created_at.astimezone(patient.local_now().tzinfo).date()
    # A diary that somebody has written in stays as they made it.
    with suppress(Conflict):
        diary = simulated_diary(person, today, SEED)
        _write(person, patient, diary)
        injected = [treatment.document.date for treatment in diary.treatments]
        for number, preventive in enumerate(simulated_preventives(person, injected, today, SEED)):
            operation = _operation(person, f"preventive/{number}")
            record_preventive(
                by=patient.user, patient=patient, uid=operation, preventive=preventive, operation=operation
            )
        if clinic is not None and person.sharing is not Sharing.NOT:
            _share(person, patient, clinic)


def _opened(person: Person) -> Patient | None:
    """The person's diary; None where somebody else took the address."""
    if has_address(person.email):
        return simulated_patient(person.email)
    password = PASSWORD if person.email == DEMO_EMAIL else None
    return open_simulated_diary(
        by=None, email=person.email, password=password, zone=machine_zone(), name=person.name
    )


def _write(person: Person, patient: Patient, diary: SimulatedDiary) -> None:
    """The days first: a baseline is fixed from what stands there."""
    if patient.user is None or not diary.days:
        return
    record_days(
        by=patient.user,
        patient=patient,
        answers=[Change(day, values, version=0) for day, values in diary.days.items()],
        source=Source.SIMULATED,
        operation=_operation(person, "days"),
    )
    for number, treatment in enumerate(diary.treatments):
        operation = _operation(person, f"treatment/{number}")
        record_treatment(
            by=patient.user,
            patient=patient,
            uid=operation,
            treatment=treatment.document,
            start=treatment.start,
            restart=number > 0 and treatment.start is not None,
            operation=operation,
        )


def _share(person: Person, patient: Patient, clinic: Clinic) -> None:
    grant = last_grant(patient, clinic)
    if grant is None and person.sharing is Sharing.EXPIRED:
        now = patient.local_now()
        grant = simulate_grant(patient=patient, clinic=clinic, granted_at=now - _AGO, expires_at=now - _OVER)
    elif grant is None:
        may_export = person.sharing is Sharing.COPIES
        grant = let_in(by=patient.user, patient=patient, clinic=clinic, may_export=may_export)
    if person.sharing is Sharing.REVOKED:
        revoke(by=patient.user, grant=grant)


def _operation(person: Person, what: str) -> UUID:
    return uuid5(_NAMESPACE, f"{person.email}/{what}")
