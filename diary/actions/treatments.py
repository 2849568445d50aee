"""Treatments are recorded, corrected, withdrawn and brought back; courses and baselines go with them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from diary.actions import courses
from diary.actions.operations import Asked, ChangeRefused, carry_out, today_in
from diary.actions.operations import asked as asked_for
from diary.models import Course, Patient, Treatment, TreatmentRevision, User
from diary.queries.locks import hold
from diary.terms.refusals import Refusals
from diary.terms.treatments import (
    PAUSE_DAYS,
    CourseStart,
    Product,
    TreatmentDocument,
    WrittenFigure,
    figure_refusals,
    refusals,
    start_refusals,
)

FIELDS = ("date", "product", "units", "lot")


class TreatmentRefused(ChangeRefused):
    """What was said of a treatment or its course cannot stand."""


def record_treatment(
    *,
    by: User | None,
    patient: Patient,
    uid: UUID,
    treatment: TreatmentDocument,
    operation: UUID,
    start: CourseStart | None = None,
    restart: bool = False,
    zone: str | None = None,
) -> None:
    """Record an injection session under the client-made `uid`; `by` None: the operator.

    `start` says how the diary's first course began, and is needed for its first treatment; with
    `restart` the treatment opens a course of its own after a pause. The course's baseline is fixed
    with it. Raises TreatmentRefused or OperationReused, having changed nothing; the same operation
    again is one.
    """
    start = CourseStart(from_start=True) if restart else start
    asked = asked_for(by, patient, operation, "record", uid, treatment, start, restart)
    refused = refusals(treatment, start, today_in(patient, zone))
    _carry_out(asked, refused, lambda: _record(asked, uid, treatment, start, restart))


def _record(
    asked: Asked, uid: UUID, treatment: TreatmentDocument, start: CourseStart | None, restart: bool
) -> None:
    patient = asked.patient
    hold(patient)
    others = _treatments(patient)
    if any(other.date == treatment.date for other in others):
        raise TreatmentRefused({"date": "treatment_twice"})
    course = _course_of(others, treatment.date)
    if start is not None:
        if others and not restart:  # somebody said in the meantime how it began
            raise TreatmentRefused({"from_start": "changed_elsewhere"})
        if others and others[-1].date > treatment.date:
            raise TreatmentRefused({"restart": "restart_not_last"})
        if others and (treatment.date - others[-1].date).days < PAUSE_DAYS:
            raise TreatmentRefused({"restart": "restart_too_soon"})
        number = others[-1].course.number + 1 if others else 1
        course = courses.open_course(patient, number, start, uid, treatment.date)
    elif course is None:
        raise TreatmentRefused({"from_start": "start_missing"})
    else:
        _refuse_place(course, others, treatment.date)
    digest = courses.fixed_digest(course) if start else None
    asked.note("treatment.recorded", uid=str(uid), version=1, course=course.number, baseline=digest)
    if start is not None:
        courses.store(course, asked.by, asked.operation)
    _store(asked, Treatment(patient=patient, course=course, uid=uid, version=0), treatment)


def change_treatment(
    *,
    by: User,
    patient: Patient,
    uid: UUID,
    version: int,
    treatment: TreatmentDocument,
    operation: UUID,
    zone: str | None = None,
) -> None:
    """Correct a treatment of which `version` was seen. The baseline stays as it was fixed."""
    asked = asked_for(by, patient, operation, "change", uid, treatment)
    refused = refusals(treatment, None, today_in(patient, zone))
    _carry_out(asked, refused, lambda: _change(asked, uid, version, treatment))


def _change(asked: Asked, uid: UUID, version: int, treatment: TreatmentDocument) -> None:
    hold(asked.patient)
    all_of_them = _treatments(asked.patient)
    row = _seen(all_of_them, uid, version)
    others = [other for other in all_of_them if other.uid != uid]
    if any(other.date == treatment.date for other in others):
        raise TreatmentRefused({"date": "treatment_twice"})
    _refuse_place(row.course, others, treatment.date)
    asked.note("treatment.changed", uid=str(uid), version=row.version + 1)
    _store(asked, row, treatment)


def withdraw_treatment(*, by: User, patient: Patient, uid: UUID, version: int, operation: UUID) -> None:
    """Take back a treatment that was recorded by mistake; a course without any goes with it."""
    asked = asked_for(by, patient, operation, "withdraw", uid)
    _carry_out(asked, {}, lambda: _withdraw(asked, uid, version))


def _withdraw(asked: Asked, uid: UUID, version: int) -> None:
    hold(asked.patient)
    row = _seen(_treatments(asked.patient), uid, version)
    asked.note("treatment.withdrawn", uid=str(uid), version=row.version + 1)
    _revision(asked, row, row.version + 1, None)
    row.delete()
    if not row.course.treatments.exists():
        courses.close(row.course, asked.by, asked.operation)


def restore_treatment(*, by: User, patient: Patient, uid: UUID, operation: UUID) -> None:
    """Bring a withdrawn treatment back as it was, with its course."""
    asked = asked_for(by, patient, operation, "restore", uid)
    _carry_out(asked, {}, lambda: _restore(asked, uid))


def _restore(asked: Asked, uid: UUID) -> None:
    patient = asked.patient
    hold(patient)
    revisions = TreatmentRevision.objects.filter(patient=patient, uid=uid).order_by("-version")
    last = revisions.first()
    stood: Any = revisions.filter(document__isnull=False).values_list("document", flat=True).first()
    if last is None or last.document is not None or stood is None:
        raise TreatmentRefused({"uid": "treatment_missing"})
    treatment, number, others = _document(stood), stood["course"], _treatments(patient)
    if any(other.date == treatment.date for other in others):
        raise TreatmentRefused({"date": "treatment_twice"})
    course = Course.objects.filter(patient=patient, number=number).first()
    is_closed = course is None
    course = course or courses.reopen(patient, number)
    _refuse_place(course, others, treatment.date)
    asked.note("treatment.restored", uid=str(uid), version=last.version + 1)
    if is_closed:
        courses.store(course, asked.by, asked.operation)
    _store(asked, Treatment(patient=patient, course=course, uid=uid, version=last.version), treatment)


def change_start(*, by: User, patient: Patient, number: int, start: CourseStart, operation: UUID) -> None:
    """Correct how a course began. Days that turn out to be on treatment are no baseline any more; days
    that turn out to be untreated become the baseline as they stand now."""
    asked = asked_for(by, patient, operation, "start", number, start)
    _carry_out(asked, {}, lambda: _change_start(asked, number, start))


def _change_start(asked: Asked, number: int, start: CourseStart) -> None:
    hold(asked.patient)
    course, first, uid = _course(asked.patient, number)
    if refused := start_refusals(start, first):
        raise TreatmentRefused(refused)
    courses.begin(course, start, uid, first)
    if not start.from_start:
        courses.unfix(course)
    elif course.fixed_first is None:
        courses.fix(course, asked.patient, first)
    _changed(asked, "course.changed", course)
    courses.store(course, asked.by, asked.operation)


def write_baseline(
    *, by: User, patient: Patient, number: int, figure: WrittenFigure | None, operation: UUID
) -> None:
    """Keep a baseline from a letter, a paper diary or memory beside the course; None takes it away."""
    asked = asked_for(by, patient, operation, "baseline", number, figure)
    refused = figure_refusals(figure, patient.today()) if figure else {}
    _carry_out(asked, refused, lambda: _write_baseline(asked, number, figure))


def _write_baseline(asked: Asked, number: int, figure: WrittenFigure | None) -> None:
    hold(asked.patient)
    course, _, _ = _course(asked.patient, number)
    course.written_source = figure.source.value if figure else None
    course.written_days = figure.days if figure else None
    course.written_dated = figure.dated if figure else None
    _changed(asked, "baseline.written", course)
    courses.store(course, asked.by, asked.operation)


def fix_baseline_anew(*, by: User, patient: Patient, number: int, reason: str, operation: UUID) -> None:
    """Fix the 28 days before the course's first treatment as they stand today, for a stated reason."""
    asked = asked_for(by, patient, operation, "fix", number, reason)
    refused: Refusals = {} if reason.strip() else {"reason": "reason_missing"}
    _carry_out(asked, refused, lambda: _fix_anew(asked, number, reason))


def _fix_anew(asked: Asked, number: int, reason: str) -> None:
    hold(asked.patient)
    course, first, _ = _course(asked.patient, number)
    if not course.from_start:
        raise TreatmentRefused({"reason": "no_baseline_to_fix"})
    courses.fix(course, asked.patient, first)
    _changed(asked, "baseline.fixed", course)
    courses.store(course, asked.by, asked.operation, reason)


def _changed(asked: Asked, verb: str, course: Course) -> None:
    """The note of a change of a course that is about to be stored."""
    baseline = courses.fixed_digest(course)
    asked.note(verb, course=course.number, version=course.version + 1, baseline=baseline)


def _carry_out(asked: Asked, refused: Refusals, change: Callable[[], None]) -> None:
    carry_out(asked, refused, change, TreatmentRefused)


def _treatments(patient: Patient) -> list[Treatment]:
    rows = Treatment.objects.filter(patient=patient).select_related("course").order_by("date")
    return list(rows)


def _course_of(treatments: Sequence[Treatment], day: date) -> Course | None:
    """The course that a treatment on `day` belongs to: that of the last before it, else the first."""
    before = [treatment for treatment in treatments if treatment.date <= day]
    chosen = before[-1] if before else next(iter(treatments), None)
    return chosen.course if chosen else None


def _refuse_place(course: Course, others: Sequence[Treatment], day: date) -> None:
    """Refuse a treatment of `course` on `day` that does not lie after earlier courses and before later
    ones, with a pause between, or that precedes what was called the course's first."""
    for other in others:
        ahead = (day - other.date).days * (1 if other.course.number < course.number else -1)
        if other.course.number != course.number and ahead < PAUSE_DAYS:
            raise TreatmentRefused({"date": "in_the_pause" if ahead > 0 else "across_courses"})
    if course.began is not None and not course.about and day <= course.began:
        raise TreatmentRefused({"date": "before_the_first"})


def _seen(treatments: Sequence[Treatment], uid: UUID, version: int) -> Treatment:
    """The treatment, as long as it is the version that was seen."""
    row = next((treatment for treatment in treatments if treatment.uid == uid), None)
    if row is None:
        raise TreatmentRefused({"uid": "treatment_missing"})
    if row.version != version:
        raise TreatmentRefused({"version": "changed_elsewhere"})
    return row


def _course(patient: Patient, number: int) -> tuple[Course, date, UUID]:
    """The course, the date of its first treatment, and that one's uid."""
    course = Course.objects.filter(patient=patient, number=number).first()
    if course is None:
        raise TreatmentRefused({"course": "treatment_missing"})
    return course, *course.treatments.order_by("date").values_list("date", "uid")[0]


def _store(asked: Asked, row: Treatment, treatment: TreatmentDocument) -> None:
    """Write the treatment as it now stands, and one revision."""
    for name in FIELDS:
        setattr(row, name, getattr(treatment, name))
    row.version += 1
    if row._state.adding:
        row.recorded_by_id = asked.by_id
        row.save(force_insert=True)
    else:
        row.save(update_fields=["version", *FIELDS])
    said = {name: getattr(treatment, name) for name in FIELDS} | {"course": row.course.number}
    _revision(asked, row, row.version, said)


def _revision(asked: Asked, row: Treatment, version: int, document: dict[str, Any] | None) -> None:
    TreatmentRevision.objects.create(
        patient=asked.patient,
        uid=row.uid,
        version=version,
        document=document,
        by_id=asked.by_id,
        operation=asked.operation,
        received_at=timezone.now(),
    )


def _document(stored: dict[str, Any]) -> TreatmentDocument:
    day = date.fromisoformat(stored["date"])
    return TreatmentDocument(day, Product(stored["product"]), stored["units"], stored["lot"])
