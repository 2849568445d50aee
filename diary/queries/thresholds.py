"""The numbers that clinics go by in the rules, and whose hold for a diary that somebody looks at."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery

from diary.access.patients import grants_standing, open_grants, signed_in
from diary.models import Clinic, Patient, ThresholdRevision, User
from diary.terms.criteria import PUBLISHED, Thresholds

LATEST_VERSIONS = 50


class Applied(NamedTuple):
    """The numbers that hold, and the name of the clinic that set them; None: they are the published ones."""

    thresholds: Thresholds
    clinic: str | None


class ThresholdVersion(NamedTuple):
    """A clinic's numbers after one change. `by`: an address; None: an account that is gone, or with
    `by_operator` the operator."""

    number: int
    thresholds: Thresholds
    as_published: bool
    by: str | None
    by_operator: bool
    at: datetime


class ThresholdHistory(NamedTuple):
    """The numbers that count now and their version, 0 where none were ever set; the latest changes, the
    newest first, each with what stood before it, and whether there are older ones."""

    thresholds: Thresholds
    version: int
    changes: list[tuple[ThresholdVersion, Thresholds]]
    has_older: bool


def latest_of(clinic: Clinic) -> ThresholdRevision | None:
    """The row that counts; None where the clinic never set numbers."""
    return ThresholdRevision.objects.filter(clinic=clinic).order_by("-version").first()


def thresholds_of(clinic: Clinic) -> Thresholds:
    """The numbers that the clinic goes by."""
    latest = latest_of(clinic)
    return latest.thresholds if latest else PUBLISHED


def thresholds_for(user: User | AnonymousUser, patient: Patient) -> Applied:
    """The numbers that hold when `user` looks at `patient`: one statement.

    Those of the clinics through which the user reads this diary; to its owner, of those that are let in
    now. Of several clinics it is the first by name that words them differently. To everybody else, and
    without such a clinic, they are as published.
    """
    reader = signed_in(user)
    is_own = patient.user_id == reader.pk
    grants = grants_standing(patient) if is_own else open_grants(reader).filter(patient=patient)
    latest = ThresholdRevision.objects.filter(clinic=OuterRef("clinic")).order_by("-version")
    rows = ThresholdRevision.objects.filter(
        clinic__in=grants.values("clinic"), pk=Subquery(latest.values("pk")[:1]), as_published=False
    )
    set_by_clinics = [
        Applied(row.thresholds, row.clinic.name)
        for row in rows.select_related("clinic")
        if row.thresholds != PUBLISHED
    ]
    # Sorted here and not there: databases order letters in ways of their own.
    return min(set_by_clinics, key=_by_name, default=Applied(PUBLISHED, None))


def threshold_history(clinic: Clinic) -> ThresholdHistory:
    """What counts in the clinic now, and how it came to that: one statement."""
    rows = ThresholdRevision.objects.filter(clinic=clinic).select_related("by").order_by("-version")
    latest = list(rows[: LATEST_VERSIONS + 1])
    stood = [row.thresholds for row in latest]
    before = [*stood[1:], PUBLISHED]
    changes = [(_version(row), earlier) for row, earlier in zip(latest, before, strict=False)]
    return ThresholdHistory(
        thresholds=stood[0] if stood else PUBLISHED,
        version=latest[0].version if latest else 0,
        changes=changes[:LATEST_VERSIONS],
        has_older=len(latest) > LATEST_VERSIONS,
    )


def _version(row: ThresholdRevision) -> ThresholdVersion:
    by = row.by.email if row.by else None
    return ThresholdVersion(row.version, row.written, row.as_published, by, row.by_id is None, row.at)


def _by_name(applied: Applied) -> tuple[str, str]:
    name = applied.clinic or ""
    return name.casefold(), name
