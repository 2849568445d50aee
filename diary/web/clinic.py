"""A clinic's pages: its patients for those who read diaries, its members for those who run it."""

from http import HTTPStatus
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.access import (
    clinic_to_run,
    clinics_of_reader,
    clinics_to_run,
    membership_to_end,
    signed_in,
)
from diary.actions import LastAdmin, WorksThereAlready, add_member, end_membership, reading_list
from diary.queries.clinics import Logging, account_of, logging_of, members_of
from diary.queries.daily import Lately, daily_lately
from diary.terms.clinics import Role
from diary.wording.clinics import ROLE, code_in_groups
from diary.wording.daily import lately_in_words
from diary.wording.days import day_in_words

if TYPE_CHECKING:
    from diary.models import Clinic, Grant, Membership, Patient


class Listed(NamedTuple):
    """A patient in the list of a clinic."""

    patient: "Patient"
    name: str | None
    last: str | None
    logged: int
    daily: str

    @property
    def order(self) -> tuple[bool, str]:
        """By name; those who gave none after the others, by code."""
        return self.name is None, (self.name or self.patient.code).casefold()


class Section(NamedTuple):
    """A clinic, the code by which patients let it in, and whoever it lists."""

    clinic: "Clinic"
    code: str
    listed: "list[Listed] | list[Member]"


class Member(NamedTuple):
    """Somebody who works in a clinic."""

    membership: "Membership"
    role: str


def patients(request: HttpRequest) -> HttpResponse:
    """Everybody who let the clinic in: a recorded read of each."""
    with reading_list(request.user) as grants:
        logging = logging_of(grant.patient for grant in grants)
        daily = daily_lately(grant.patient for grant in grants)
    listed = {grant: _listed(grant, logging, daily.get(grant.patient_id)) for grant in grants}
    by_clinic = {
        number: sorted((listed[grant] for grant in group), key=lambda one: one.order)
        for number, group in groupby(sorted(grants, key=_clinic), key=_clinic)
    }
    sections = [
        Section(clinic, code_in_groups(clinic.code), by_clinic.get(clinic.pk, []))
        for clinic in clinics_of_reader(request.user)
    ]
    context = {"sections": sections}
    return TemplateResponse(request, "clinic/patients.html", context)


def members(request: HttpRequest) -> HttpResponse:
    """Who works there, no diaries; and adding somebody by the address of their account."""
    if request.method != "POST":
        return _members(request)
    clinic = clinic_to_run(request.user, request.POST.get("clinic", ""))
    if not ratelimit.consume(request, action="clinic_member"):
        return ratelimit.respond_429(request)
    if refused := _add(request, clinic):
        return _members(request, refused, clinic)
    return redirect(f"{reverse('clinic-members')}?added")


def end(request: HttpRequest, membership: int) -> HttpResponse:
    """Somebody does not work there any more."""
    ending = membership_to_end(request.user, membership)
    try:
        end_membership(by=signed_in(request.user), membership=ending)
    except LastAdmin:
        refused = _("A clinic needs an admin. Add another one first, then end this membership.")
        return _members(request, refused, ending.clinic)
    return redirect(f"{reverse('clinic-members')}?ended")


def _add(request: HttpRequest, clinic: "Clinic") -> str:
    """Why nobody was added; empty when somebody was."""
    role, user = request.POST.get("role", ""), account_of(request.POST.get("email", ""))
    if role not in set(Role):
        return _("Choose what they do in the clinic.")
    if user is None:
        return _("Nobody has an account with this address. They open one first, then you add them here.")
    try:
        add_member(by=signed_in(request.user), clinic=clinic, user=user, role=Role(role))
    except WorksThereAlready:
        return _("They work here in another role. End that membership first.")
    return ""


def _members(request: HttpRequest, refused: str = "", about: "Clinic | None" = None) -> HttpResponse:
    sections = [
        Section(clinic, code_in_groups(clinic.code), [_member(one) for one in members_of(clinic)])
        for clinic in clinics_to_run(request.user)
    ]
    context = {"sections": sections, "roles": ROLE, "refused": refused, "about": about}
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return TemplateResponse(request, "clinic/members.html", context, status=status)


def _member(membership: "Membership") -> Member:
    return Member(membership, str(ROLE[Role(membership.role)]))


def _listed(grant: "Grant", logging: dict[int, Logging], lately: Lately | None) -> Listed:
    patient, logged = grant.patient, logging[grant.patient_id]
    last = day_in_words(logged.last, patient.today()) if logged.last else None
    daily = "" if lately is None else lately_in_words(*lately)
    return Listed(patient, patient.display_name, last, logged.of_28, daily)


def _clinic(grant: "Grant") -> int:
    return grant.clinic_id
