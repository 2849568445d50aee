"""A clinic is reached by those who work there; who works there, by its admins only."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from diary.access.patients import signed_in
from diary.models import Clinic, Membership, User
from diary.terms.clinics import READ_DIARIES, SET_NUMBERS, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NoSuchClinic(Exception):
    """There is no such clinic for this person: unknown and forbidden are one answer."""


def reads_diaries(user: User | AnonymousUser) -> bool:
    """Whether `user` reads diaries in some clinic. Costs no statement: it comes with the user."""
    return bool(getattr(user, "reads_diaries", False))


def runs_clinic(user: User | AnonymousUser) -> bool:
    """Whether `user` is the admin of a clinic. Comes with the user too."""
    return bool(getattr(user, "runs_clinic", False))


def works_in_clinic(user: User | AnonymousUser) -> bool:
    """Whether `user` works in a clinic as anything."""
    return reads_diaries(user) or runs_clinic(user)


def clinics_of_reader(user: User | AnonymousUser) -> list[Clinic]:
    """The clinics in which `user` reads diaries, by name."""
    return list(_clinics(signed_in(user), READ_DIARIES))


def clinics_to_run(user: User | AnonymousUser) -> list[Clinic]:
    """The clinics whose members `user` adds and ends, by name."""
    return list(_clinics(signed_in(user), (Role.ADMIN,)))


def clinic_to_run(user: User | AnonymousUser, code: str) -> Clinic:
    """The clinic of `code`, when `user` is its admin; else NoSuchClinic."""
    return _of_code(clinics_to_run(user), code)


def clinics_of_staff(user: User | AnonymousUser) -> list[Clinic]:
    """The clinics in which `user` works as anything, by name."""
    return list(_clinics(signed_in(user), tuple(Role)))


def clinics_to_adjust(user: User | AnonymousUser) -> list[Clinic]:
    """The clinics whose numbers for the rules `user` sets, by name."""
    return list(_clinics(signed_in(user), SET_NUMBERS))


def clinic_to_adjust(user: User | AnonymousUser, code: str) -> Clinic:
    """The clinic of `code`, when `user` sets its numbers for the rules; else NoSuchClinic."""
    return _of_code(clinics_to_adjust(user), code)


def membership_to_end(user: User | AnonymousUser, number: int) -> Membership:
    """A membership of a clinic whose admin `user` is; else NoSuchClinic."""
    run = _clinics(signed_in(user), (Role.ADMIN,))
    membership = Membership.objects.filter(pk=number, clinic__in=run).select_related("clinic", "user").first()
    if membership is None:
        raise NoSuchClinic
    return membership


def _clinics(user: User, roles: tuple[Role, ...]) -> "QuerySet[Clinic]":
    work = Membership.objects.filter(user=user, ended__isnull=True, role__in=roles)
    return Clinic.objects.filter(pk__in=work.values("clinic")).order_by("name")


def _of_code(clinics: list[Clinic], code: str) -> Clinic:
    """Looked for among these and not in the database, which does not take every text."""
    found = {clinic.code: clinic for clinic in clinics}
    if code not in found:
        raise NoSuchClinic
    return found[code]
