"""Whom a patient lets in, and who looked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils import timezone

from diary.models import Clinic, Event, Grant, Patient, User
from diary.terms.clinics import DIARY_READ

READS_PER_PAGE = 50


class Standing(StrEnum):
    """How a grant stands."""

    OPEN = "open"
    RAN_OUT = "ran_out"
    STOPPED = "stopped"
    CHANGED = "changed"  # ended by a newer decision about the same clinic


class Given(NamedTuple):
    """A grant as its patient sees it.

    `until`: the last moment at which it was or will be open; None: until it is stopped. `is_last`: it
    is the last decision about this clinic.
    """

    number: int
    clinic: Clinic
    standing: Standing
    since: datetime
    until: datetime | None
    may_export: bool
    is_last: bool

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN


class SomebodyRead(NamedTuple):
    """Somebody else looked: the clinic by which they may, their address, what of the diary, when."""

    clinic: str
    reader: str
    what: str
    at: datetime


class Reads(NamedTuple):
    """One page of them, newest first, and whether there are older ones."""

    reads: list[SomebodyRead]
    has_older: bool


def grants_given(patient: Patient) -> list[Given]:
    """Every grant the patient ever gave, the newest first."""
    now = timezone.now()
    rows = Grant.objects.filter(patient=patient).select_related("clinic").order_by("-granted_at", "-pk")
    newer: dict[int, datetime] = {}
    given = []
    for grant in rows:
        given.append(_given(grant, now, newer.get(grant.clinic_id)))
        newer[grant.clinic_id] = grant.granted_at
    return given


def grant_given(patient: Patient, number: str) -> Grant | None:
    """The patient's own grant of that number; None when there is none."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Grant.objects.filter(patient=patient, pk=int(number)).select_related("clinic", "patient").first()


def _given(grant: Grant, now: datetime, newer: datetime | None) -> Given:
    """`newer`: when the next decision about the same clinic was made, if one was."""
    ends = [moment for moment in (grant.revoked_at, grant.expires_at) if moment is not None]
    if grant.is_open(now):
        standing = Standing.OPEN
    elif grant.revoked_at is None or min(ends) == grant.expires_at:
        standing = Standing.RAN_OUT
    else:
        standing = Standing.CHANGED if grant.revoked_at == newer else Standing.STOPPED
    return Given(
        number=grant.pk,
        clinic=grant.clinic,
        standing=standing,
        since=grant.granted_at,
        until=min(ends) - timedelta.resolution if ends else None,
        may_export=grant.may_export,
        is_last=newer is None,
    )


def clinic_typed(code: str) -> Clinic | None:
    """The clinic whose code somebody typed, in capitals, with blanks or dashes; None when there is none."""
    letters = "".join(letter for letter in code.lower() if letter.isascii() and letter.isalnum())
    return Clinic.objects.filter(code=letters).first()


def reads_by_others(patient: Patient, page: int) -> Reads:
    """A page, counted from 1, of who looked at the diary."""
    events = Event.objects.filter(patient=patient, verb=DIARY_READ).order_by("-sequence")
    start = (page - 1) * READS_PER_PAGE
    rows = list(events.values("by_id", "detail", "at")[start : start + READS_PER_PAGE + 1])
    clinics = dict(
        Clinic.objects.filter(code__in={row["detail"]["clinic"] for row in rows}).values_list("code", "name")
    )
    readers = dict(User.objects.filter(pk__in={row["by_id"] for row in rows}).values_list("pk", "email"))
    reads = [_read(row, clinics, readers) for row in rows[:READS_PER_PAGE]]
    return Reads(reads, has_older=len(rows) > READS_PER_PAGE)


def _read(row: Mapping[str, Any], clinics: Mapping[str, str], readers: Mapping[int, str]) -> SomebodyRead:
    detail = row["detail"]
    # Events outlive what they tell of.
    clinic, reader = clinics.get(detail["clinic"], ""), readers.get(row["by_id"], "")
    return SomebodyRead(clinic, reader, detail["what"], row["at"])
