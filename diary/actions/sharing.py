"""A patient lets a clinic in, and ends it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from diary.actions.events import note_event
from diary.models import Clinic, Grant, Patient, User
from diary.queries.locks import hold
from diary.terms.clinics import DEFAULT_PERIOD, PERIODS, months_later


class UnknownPeriod(ValueError):
    """A clinic is let in for one of the periods that are offered; by the operator also without an end."""


@transaction.atomic(durable=True)
def let_in(
    *,
    by: User | None,
    patient: Patient,
    clinic: Clinic,
    months: int | None = DEFAULT_PERIOD,
    may_export: bool = False,
) -> Grant:
    """Let `clinic` read the diary to the end of the day that many months from today.

    The same choice again on the same day answers the grant that stands. Another choice ends that
    one and makes a new one, so each row says what was agreed to. `by` None: the operator, for
    somebody without an account, also with `months` None: until it is ended.
    """
    if months not in PERIODS and not (months is None and by is None):
        raise UnknownPeriod(months)
    hold(patient)
    now, expires_at = timezone.now(), _end(patient, months)
    standing = Grant.objects.filter(patient=patient, clinic=clinic, revoked_at__isnull=True).first()
    if standing is not None:
        if (standing.expires_at, standing.may_export) == (expires_at, may_export):
            return standing
        _end_grant(standing, by, now)
    grant = Grant(
        patient=patient,
        clinic=clinic,
        may_export=may_export,
        granted_by=by,
        granted_at=now,
        expires_at=expires_at,
    )
    open_grant(grant, by, standing)
    return grant


@transaction.atomic(durable=True)
def revoke(*, by: User | None, grant: Grant) -> None:
    """End the grant from this moment on: who waits to read finds nothing. What is over stays as it ended."""
    patient, now = grant.patient, timezone.now()
    hold(patient)
    grant.refresh_from_db()
    if not grant.is_open(now):
        return
    _end_grant(grant, by, now)
    note_event(by=by, patient=patient, verb="clinic.stopped", detail=_detail(grant))


def open_grant(grant: Grant, by: User | None, standing: Grant | None = None) -> None:
    """Write a new grant, made instead of `standing`, and its event. The caller holds the patient's lock."""
    grant.save(force_insert=True)
    detail = _detail(grant) | {"instead_of": standing.pk if standing else None}
    note_event(by=by, patient=grant.patient, verb="clinic.let_in", detail=detail)


def _end_grant(grant: Grant, by: User | None, now: datetime) -> None:
    grant.revoked_at, grant.revoked_by = now, by
    grant.save(update_fields=["revoked_at", "revoked_by"])


def _end(patient: Patient, months: int | None) -> datetime | None:
    """The midnight after the last day, by the patient's clock."""
    if months is None:
        return None
    after = months_later(patient.today(), months) + timedelta(days=1)
    return datetime.combine(after, time.min, ZoneInfo(patient.zone)).astimezone(UTC)


def _detail(grant: Grant) -> dict[str, object]:
    return {"clinic": grant.clinic.code, "grant": grant.pk}
