"""Clinics are opened, and people begin and end to work in them.

No event of a patient tells of it: the rows do, which say who did it and when and are ended once.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from diary.models import Clinic, Membership, User
from diary.queries.locks import hold_clinic
from diary.terms.clinics import Role


class NameTaken(ValueError):
    """There is a clinic of this name."""


class WorksThereAlready(ValueError):
    """They work in this clinic as something else: that is ended first."""


class LastAdmin(ValueError):
    """Without this admin nobody could add or end members any more."""


def create_clinic(*, by: User | None, name: str, admin: User, simulated: bool = False) -> Clinic:
    """Open a clinic with its first admin; `by` None: the operator. Raises NameTaken."""
    try:
        with transaction.atomic(durable=True):
            return new_clinic(by, name, admin, simulated=simulated)
    except IntegrityError as error:
        raise NameTaken(name) from error


def new_clinic(by: User | None, name: str, admin: User, *, simulated: bool) -> Clinic:
    """A clinic and its first admin, as rows."""
    clinic = Clinic.objects.create(name=name, simulated=simulated)
    new_member(by, clinic, admin, Role.ADMIN)
    return clinic


@transaction.atomic(durable=True)
def add_member(*, by: User | None, clinic: Clinic, user: User, role: Role) -> Membership:
    """Let `user` work in the clinic from now on; the same again answers the membership that stands.

    WorksThereAlready when it is in another role.
    """
    hold_clinic(clinic)
    standing = Membership.objects.filter(clinic=clinic, user=user, ended__isnull=True).first()
    if standing is None:
        return new_member(by, clinic, user, role)
    if standing.role != role:
        raise WorksThereAlready
    return standing


@transaction.atomic(durable=True)
def end_membership(*, by: User | None, membership: Membership) -> None:
    """From now on they do not work there, and read no diary by it. Ended again, nothing changes.

    LastAdmin when nobody else could add members.
    """
    hold_clinic(membership.clinic)
    membership.refresh_from_db()
    if membership.ended is not None:
        return
    admins = Membership.objects.filter(clinic=membership.clinic, role=Role.ADMIN, ended__isnull=True)
    if membership.role == Role.ADMIN and admins.count() == 1:
        raise LastAdmin
    membership.ended, membership.ended_by = timezone.now(), by
    membership.save(update_fields=["ended", "ended_by"])


def new_member(by: User | None, clinic: Clinic, user: User, role: Role) -> Membership:
    """A membership, as a row."""
    return Membership.objects.create(clinic=clinic, user=user, role=role, since=timezone.now(), added_by=by)
