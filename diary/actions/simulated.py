"""Made-up people and a made-up clinic, for trying the diary out. `by` None throughout: the operator."""

from datetime import datetime
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from diary.actions.clinics import new_clinic, new_member
from diary.actions.events import note_event
from diary.actions.sharing import open_grant
from diary.models import Clinic, Grant, Membership, Patient, User
from diary.queries.locks import hold
from diary.terms.clinics import Role


@transaction.atomic(durable=True)
def open_simulated_diary(
    *, by: User | None, email: str, password: str | None, zone: str, name: str | None = None
) -> Patient:
    """Open a diary that is marked as simulated, with an account; nobody logs in without a password.

    An address that has an account already is an IntegrityError, and nothing is changed.
    """
    user = _account(email, password)
    patient = Patient.objects.create(user=user, zone=zone, simulated=True)
    if name is not None:
        patient.name = patient.sealed_name(name)
        patient.save(update_fields=["name"])
    note_event(by=by, patient=patient, verb="diary.simulated", detail={})
    return patient


@transaction.atomic(durable=True)
def open_simulated_clinic(*, by: User | None, name: str, email: str, password: str) -> Clinic:
    """Open a clinic that is marked as simulated, run by a new account.

    A name or an address that is taken is an IntegrityError, and nothing is changed.
    """
    return new_clinic(by, name, _account(email, password), simulated=True)


@transaction.atomic(durable=True)
def open_simulated_member(
    *, by: User | None, clinic: Clinic, email: str, password: str, role: Role
) -> Membership:
    """Open an account that works in a simulated clinic. An address that is taken is an IntegrityError."""
    return new_member(by, clinic, _account(email, password), role)


@transaction.atomic(durable=True)
def simulate_grant(*, patient: Patient, clinic: Clinic, granted_at: datetime, expires_at: datetime) -> Grant:
    """What a simulated patient agreed to some time ago, and is over by now."""
    hold(patient)
    grant = Grant(
        patient=patient,
        clinic=clinic,
        may_export=False,
        granted_by=patient.user,
        granted_at=granted_at,
        expires_at=expires_at,
    )
    open_grant(grant, patient.user)
    return grant


# The passwords are public and the same, so one hash does for all: a hash takes a quarter of a second.
_hashed = cache(make_password)


def _account(email: str, password: str | None) -> User:
    user = User.objects.create(email=email.lower(), password=_hashed(password))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
