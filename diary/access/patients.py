"""A diary is reached through its patient, and only by those who may."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from diary.models import Grant, Membership, Patient, User
from diary.terms.clinics import READ_DIARIES

if TYPE_CHECKING:
    from django.db.models import QuerySet

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


def patient_for_writing(user: User | AnonymousUser, code: str) -> Patient:
    """The patient of `code` ("me": one's own), when `user` may log and correct days; else NoSuchPatient."""
    own = _own(user, code)
    if own is None:
        raise NoSuchPatient
    return own


def patient_for_reading(user: User | AnonymousUser, code: str) -> Patient:
    """The patient of `code` ("me": one's own), when `user` may read the diary; else NoSuchPatient.

    Another's is shown by `actions.reading` only, which leaves an Event.
    """
    own = _own(user, code)
    return own or _only(open_grants(signed_in(user)).filter(patient__code=code)).patient


def grant_for_reading(user: User, patient: Patient, *, to_export: bool = False) -> Grant:
    """The open grant by which `user` reads `patient`, and takes a copy away if `to_export`.

    It is held until the transaction ends, as is the reader's membership.
    """
    grants = held_grants(user, [patient.pk])
    return _only(grants.filter(may_export=True) if to_export else grants)


def may_take_away(user: User, patient: Patient) -> bool:
    """Whether `patient`, who is another, lets a clinic of `user`'s take copies away."""
    return open_grants(user).filter(patient=patient, may_export=True).exists()


def held_grants(user: User, patients: Collection[int]) -> "QuerySet[Grant]":
    """The open grants of `patients` by which `user` reads them; nobody ends one before the transaction does.

    Who wants a patient's lock too takes that first, as whoever ends a grant does: so nobody waits in a ring.
    """
    list(_readers_work(user).select_for_update().values_list("pk", flat=True))
    return open_grants(user).filter(patient__in=patients).select_for_update(of=("self",))


def open_grants(user: User) -> "QuerySet[Grant]":
    """The grants, open now, by which `user` reads others' diaries, each with its patient and clinic."""
    clinics = _readers_work(user).values("clinic")
    return _open_now().filter(clinic__in=clinics).select_related("patient", "clinic").order_by("pk")


def grants_standing(patient: Patient) -> "QuerySet[Grant]":
    """The grants, open now, by which `patient` lets clinics in."""
    return _open_now().filter(patient=patient)


def _open_now() -> "QuerySet[Grant]":
    not_over = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
    return Grant.objects.filter(not_over, revoked_at__isnull=True)


def _own(user: User | AnonymousUser, code: str) -> Patient | None:
    own = own_patient(user)
    return own if own is not None and code in (ME, own.code) else None


def _readers_work(user: User) -> "QuerySet[Membership]":
    return Membership.objects.filter(user=user, ended__isnull=True, role__in=READ_DIARIES)


def _only(grants: "QuerySet[Grant]") -> Grant:
    """The first of them: a patient may have let in two clinics of one reader."""
    grant = grants.first()
    if grant is None:
        raise NoSuchPatient
    return grant
