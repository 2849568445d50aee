"""Courses and treatments as they stand, for computing with and for showing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Min

from diary.analytics.course import BaselineSource, Course, FixedBaseline, WrittenBaseline
from diary.analytics.diary import Diary
from diary.analytics.outcome import Outcome, outcome
from diary.analytics.packed import BY_RULES, LayoutError, check_together, packed_from
from diary.analytics.windows import Span
from diary.models import Course as StoredCourse
from diary.models import Patient, TreatmentRevision
from diary.queries.packed import diary_of
from diary.queries.preventives import recorded_preventives
from diary.queries.versions import Version
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.treatments import CourseStart, Product, TreatmentDocument, WrittenFigure, WrittenSource

# Written out, as in `packed`: built anew by the ORM each time they take longer than the database does, a
# tenth of the outcome page.
_TREATMENTS = (
    "SELECT course_id, uid, version, recorded_by_id, date, product, units, lot FROM diary_treatment"
    " WHERE patient_id = %s ORDER BY date"
)
_COURSES = (
    "SELECT id, number, from_start, began, about, earlier, earlier_than, earlier_before, fixed_first,"
    " fixed_rules, fixed_counts, fixed_detail, written_source, written_days, written_dated FROM diary_course"
    " WHERE patient_id = %s ORDER BY number"
)


class RecordedTreatment(NamedTuple):
    """A treatment as it stands, under its id and version; `key` is its id as the database gives it."""

    key: UUID | str
    version: int
    recorded_by_id: int | None
    date: date
    product: str
    units: int | None
    lot: str | None

    @property
    def uid(self) -> UUID:
        """Its id. SQLite has no type for it."""
        return self.key if isinstance(self.key, UUID) else UUID(self.key)

    @property
    def document(self) -> TreatmentDocument:
        """What it says; made when it is asked for, which of most treatments nobody does."""
        return TreatmentDocument(self.date, Product(self.product), self.units, self.lot)


class _CourseRow(NamedTuple):
    """A course as the database gives it: on SQLite, decimals are floats and ids their hex digits."""

    key: int
    number: int
    from_start: bool
    began: date | None
    about: bool
    earlier: int | None
    earlier_than: UUID | str | None
    earlier_before: date | None
    fixed_first: date | None
    fixed_rules: int | None
    fixed_counts: bytes | memoryview | None
    fixed_detail: bytes | memoryview | None
    written_source: str | None
    written_days: Decimal | float | None
    written_dated: date | None


@dataclass(frozen=True, slots=True)
class RecordedCourse:
    """A course as it stands, with its treatments in order, and as the outcome is computed from it."""

    number: int
    start: CourseStart
    written: WrittenFigure | None
    treatments: tuple[RecordedTreatment, ...]
    course: Course
    earlier_before: date | None  # the day before which earlier treatments were counted


def recorded_courses(patient: Patient) -> list[RecordedCourse]:
    """The patient's courses in order; two statements."""
    treatments: dict[int, list[RecordedTreatment]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TREATMENTS, [patient.pk])
        for course, *said in cursor.fetchall():
            treatments.setdefault(course, []).append(RecordedTreatment._make(said))
        if not treatments:
            return []
        cursor.execute(_COURSES, [patient.pk])
        courses = [_CourseRow._make(said) for said in cursor.fetchall()]
    return [_recorded(row, treatments[row.key]) for row in courses if row.key in treatments]


def latest_courses(patients: Collection[int]) -> dict[int, Course]:
    """The latest course of each of these patients, with its first injection alone, which is enough to know
    what it is compared with; one statement for however many."""
    courses = StoredCourse.objects.filter(patient__in=patients).annotate(first=Min("treatments__date"))
    begun = courses.filter(first__isnull=False).order_by("number")
    rows = begun.values_list("patient_id", "first", *_OF_COURSE)
    return {number: _course(_CourseRow._make(said), (first,)) for number, first, *said in rows}


_OF_COURSE = tuple("id" if name == "key" else name for name in _CourseRow._fields)


def withdrawn_treatment(patient: Patient, uid: UUID) -> TreatmentDocument | None:
    """What a treatment said before it was withdrawn; None if it never was, or is back."""
    revisions = TreatmentRevision.objects.filter(patient=patient, uid=uid).order_by("-version")
    last_two: list[Any] = list(revisions.values_list("document", flat=True)[:2])
    if len(last_two) < 2 or last_two[0] is not None or last_two[1] is None:
        return None
    return _said(last_two[1])


def _said(stood: Any) -> TreatmentDocument | None:
    """What a revision keeps of a treatment."""
    if stood is None:
        return None
    day = date.fromisoformat(stood["date"])
    return TreatmentDocument(day, Product(stood["product"]), stood["units"], stood["lot"])


def treatment_versions(patient: Patient, uid: UUID) -> list[Version[TreatmentDocument]]:
    """Every change of a treatment, the first one first."""
    revisions = TreatmentRevision.objects.filter(patient=patient, uid=uid).order_by("version")
    return [Version(one.received_at, one.by_id, _said(one.document)) for one in revisions]


def outcome_of(patient: Patient, courses: Iterable[RecordedCourse], today: date) -> Outcome:
    """The outcome of `courses`, which are the patient's, with other preventives; two statements.

    A treatment that was recorded further east has come there: then it is that day.
    """
    found = [recorded.course for recorded in courses]
    latest = max([today, *(course.injections[-1] for course in found)])
    preventives = [recorded.document for recorded in recorded_preventives(patient)]
    return outcome(diary_of(patient), found, latest, preventives)


def _recorded(row: _CourseRow, treatments: list[RecordedTreatment]) -> RecordedCourse:
    start = CourseStart(row.from_start, row.began, row.about, row.earlier)
    injections = tuple(treatment.date for treatment in treatments)
    course = _course(row, injections, _of_earlier(treatments, row))
    return RecordedCourse(row.number, start, _figure(row), tuple(treatments), course, row.earlier_before)


def _course(row: _CourseRow, injections: tuple[date, ...], of_earlier: int = 0) -> Course:
    try:
        fixed, are_unreadable = _fixed(row), False
    except LayoutError:
        fixed, are_unreadable = None, True
    return Course(
        injections=injections,
        from_start=row.from_start,
        began=row.began,
        about=row.about,
        earlier=row.earlier,
        of_earlier=of_earlier,
        fixed=fixed,
        written=_written(_figure(row)),
        are_unreadable=are_unreadable,
    )


def _figure(row: _CourseRow) -> WrittenFigure | None:
    if row.written_source is None or row.written_days is None:
        return None
    days = Decimal(str(row.written_days)).quantize(_HUNDREDTH)
    return WrittenFigure(WrittenSource(row.written_source), days, row.written_dated)


_HUNDREDTH = Decimal("0.01")
"""In such steps written days are stored."""


def _of_earlier(treatments: list[RecordedTreatment], row: _CourseRow) -> int:
    """How many are of those that were told of as earlier: recorded since, and before the date of the one that
    they were earlier than, whatever became of that one."""
    before = row.earlier_before
    if before is None:
        return 0
    return sum([one.date < before and one.key != row.earlier_than for one in treatments])


def _fixed(row: _CourseRow) -> FixedBaseline | None:
    """The fixed days, if there are any; LayoutError where they are damaged."""
    if row.fixed_first is None or row.fixed_rules is None:
        return None
    if row.fixed_counts is None or row.fixed_detail is None:
        return None
    layouts = BY_RULES.get(row.fixed_rules)
    if layouts is None or row.fixed_first < EARLIEST_DAY or not (row.fixed_counts and row.fixed_detail):
        raise LayoutError("No days were ever fixed so.")
    counts = packed_from(layouts["counts"], row.fixed_first, bytes(row.fixed_counts))
    detail = packed_from(layouts["detail"], row.fixed_first, bytes(row.fixed_detail))
    check_together(counts, detail, whole=True)
    last = date.fromordinal(row.fixed_first.toordinal() + DAYS_PER_MONTH - 1)
    return FixedBaseline(Span(row.fixed_first, last), Diary(counts, detail))


def _written(figure: WrittenFigure | None) -> WrittenBaseline | None:
    if figure is None:
        return None
    recalled = figure.source is WrittenSource.RECALLED
    source = BaselineSource.RECALLED if recalled else BaselineSource.DOCUMENTED
    return WrittenBaseline(source, figure.days, figure.dated)
