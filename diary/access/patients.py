"""A diary is reached through its patient, and only by those who may."""

from django.contrib.auth.models import AnonymousUser

from diary.models import Patient, User

ME = "me"


class NoSuchPatient(Exception):
    """There is no such patient for this reader: unknown and forbidden are one answer."""


def signed_in(user: User | AnonymousUser) -> User:
    """The user, where the policy table lets nobody else come; a stranger finds nothing."""
    if not user.is_authenticated:
        raise NoSuchPatient
    return user


def own_patient(user: User | AnonymousUser) -> Patient | None:
    """The user's own diary, if they keep one. Costs no statement: it comes with the user."""
    return getattr(user, "patient", None) if user.is_authenticated else None


def patient_for_reading(user: User | AnonymousUser, code: str) -> Patient:
    """The patient of `code` ("me": one's own), when `user` may read the diary; else NoSuchPatient."""
    own = own_patient(user)
    if own is not None and code in (ME, own.code):
        return own
    raise NoSuchPatient


def patient_for_writing(user: User | AnonymousUser, code: str) -> Patient:
    """The patient of `code`, when `user` may log and correct days; else NoSuchPatient."""
    return patient_for_reading(user, code)
