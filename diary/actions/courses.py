"""Courses as rows: opened, their baseline fixed, changed with history, closed when empty."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from diary.analytics.classify import RULES
from diary.analytics.packed import COUNTS, DETAIL, cut_out
from diary.analytics.windows import baseline_span
from diary.models import Course, CourseRevision, Patient, User
from diary.models.sealed import seal
from diary.queries.packed import days_to_pack
from diary.terms.treatments import CourseStart

FIXED = ("fixed_first", "fixed_rules", "fixed_counts", "fixed_detail", "fixed_at")
START = ("from_start", "began", "about", "earlier")
ASKED_OF = ("earlier_than", "earlier_before")
WRITTEN = ("written_source", "written_days", "written_dated")
_BLOBS = ("fixed_counts", "fixed_detail")


def open_course(patient: Patient, number: int, start: CourseStart, uid: UUID, first: date) -> Course:
    """A course that begins with the treatment `uid` on `first`; its baseline is fixed now, if it has one."""
    course = Course(patient=patient, number=number, version=last_version(patient, number))
    begin(course, start, uid, first)
    if start.from_start:
        fix(course, patient, first)
    return course


def begin(course: Course, start: CourseStart, uid: UUID, first: date) -> None:
    """Say how the course began. Earlier treatments were counted before one that was named when they were
    first told of, which stays the one; it is `uid`, on `first`, where there is none."""
    for name in START:
        setattr(course, name, getattr(start, name))
    if course.earlier_before is None or start.from_start:
        course.earlier_than, course.earlier_before = uid, first


def fix(course: Course, patient: Patient, first: date) -> None:
    """Keep the 28 days before `first` as they stand now."""
    span = baseline_span(first)
    days = days_to_pack(patient, span)
    dates = [span.first + timedelta(index) for index in range(span.days)]
    course.fixed_first = span.first
    course.fixed_rules = RULES
    course.fixed_counts = cut_out(COUNTS, dates, days).blob
    course.fixed_detail = cut_out(DETAIL, dates, days).blob
    course.fixed_at = timezone.now()


def unfix(course: Course) -> None:
    """Let go of a baseline whose days are on treatment after all."""
    for name in FIXED:
        setattr(course, name, None)


def fixed_digest(course: Course) -> str | None:
    """A digest of the fixed days, for the trace; None without any.

    Keyed, because an event outlives the diary, and of 28 days of yes or no every possibility can be tried.
    """
    if course.fixed_first is None or course.fixed_counts is None or course.fixed_detail is None:
        return None
    said = f"{course.fixed_first.isoformat()}/{course.fixed_rules}/".encode()
    fixed = said + bytes(course.fixed_counts) + bytes(course.fixed_detail)
    return hmac.digest(course.patient.key, fixed, hashlib.sha256).hex()


def store(course: Course, by: User | None, operation: UUID, reason: str | None = None) -> None:
    """Write the course as it now stands, and one revision."""
    course.version += 1
    course.save()
    _revision(course, by, operation, _snapshot(course), reason)


def close(course: Course, by: User | None, operation: UUID) -> None:
    """Take away a course that has no treatment any more; its history stays."""
    course.version += 1
    _revision(course, by, operation, None, None)
    course.delete()


def reopen(patient: Patient, number: int) -> Course:
    """The course as it stood before it was closed, not stored yet."""
    revisions = CourseRevision.objects.filter(patient=patient, number=number, document__isnull=False)
    stood: Any = revisions.order_by("-version").values_list("document", flat=True)[0]
    course = Course(patient=patient, number=number, version=last_version(patient, number))
    for name, value in _opened(stood).items():
        setattr(course, name, value)
    return course


def last_version(patient: Patient, number: int) -> int:
    """The version that a course had last, also before it was closed; 0 if there never was one."""
    revisions = CourseRevision.objects.filter(patient=patient, number=number)
    return revisions.aggregate(last=Max("version"))["last"] or 0


def _revision(
    course: Course, by: User | None, operation: UUID, document: Mapping[str, Any] | None, reason: str | None
) -> None:
    CourseRevision.objects.create(
        patient=course.patient,
        number=course.number,
        version=course.version,
        document=document,
        reason=seal(course.patient.key, reason, f"course/{course.number}") if reason else None,
        by_id=by.pk if by else None,
        operation=operation,
        received_at=timezone.now(),
    )


def _snapshot(course: Course) -> dict[str, Any]:
    said = {name: getattr(course, name) for name in (*START, *ASKED_OF, *FIXED, *WRITTEN)}
    for name in _BLOBS:
        if said[name] is not None:
            said[name] = base64.b64encode(bytes(said[name])).decode()
    return said


def _opened(document: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: document[name] for name in (*START, *FIXED, *WRITTEN)}
    said |= {name: document.get(name) for name in ASKED_OF}  # older snapshots do not tell
    for name in _BLOBS:
        if said[name] is not None:
            said[name] = base64.b64decode(said[name])
    return said
