"""The days of a file -> a person's diary, once, and over nothing that stands there already."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from diary.actions import Answer, Change, record_days, record_treatment
from diary.imports.day_rows import DayRow, FileOfDays, RefusedRow
from diary.models import Patient
from diary.queries.courses import recorded_courses
from diary.queries.events import request_of
from diary.queries.history import history
from diary.terms.answers import Source
from diary.terms.day_document import FIELDS, DayDocument, merged, refusals
from diary.terms.recorded_day import RecordedDay
from diary.terms.treatments import CourseStart, TreatmentDocument

BATCH = 400
"""Days that are written at once, as many as the API takes."""

_NAMESPACE = UUID("8d2b3f0a-6d0c-5e62-9d5d-1f6c0c2a7b41")


class Part(NamedTuple):
    """What one person's diary still lacks of a file, batch by batch under the batch's operation.

    `treatment` is to be recorded after the days; `uid` and the operations are the same for the same file.
    """

    batches: list[tuple[UUID, list[Answer]]]
    there_already: int
    treatment: date | None
    uid: UUID


class Written(NamedTuple):
    """How many days and treatments were written, and how many days stood there already."""

    days: int
    there_already: int
    treatments: int


def part_for(
    patient: Patient | None, days: Sequence[DayRow], treatment: date | None, file: FileOfDays
) -> tuple[Part, list[RefusedRow]]:
    """What `patient` (None: a diary not opened yet) lacks of `days`, which are those of a person in `file`,
    and the rows that contradict the diary.

    A batch that was carried out is done, whatever became of its days since.
    """
    batches: list[tuple[UUID, list[Answer]]] = []
    refused: list[RefusedRow] = []
    lacking = 0
    for number, start in enumerate(range(0, len(days), BATCH)):
        operation, rows = _operation(file.digest, days[0].patient, number), days[start : start + BATCH]
        if patient is not None and request_of(patient, operation) is not None:
            continue
        answers, against = _answers(patient, rows, file.column)
        refused += against
        lacking += len(answers)
        if answers:
            batches.append((operation, answers))
    recorded = _treatment_dates(patient)
    if treatment is not None and recorded - {treatment}:
        refused.append(RefusedRow(days[0].line, {"treatment": "other_treatments"}))
    uid = _operation(file.digest, days[0].patient, "treatment")
    # One that was recorded once and withdrawn since stays withdrawn.
    is_done = bool(recorded) or (patient is not None and request_of(patient, uid) is not None)
    return Part(batches, len(days) - lacking, None if is_done else treatment, uid), refused


def write_part(patient: Patient, part: Part) -> Written:
    """Write the part into the diary of `patient`, as the operator's act; safe to be done again."""
    for operation, answers in part.batches:
        record_days(by=None, patient=patient, answers=answers, source=Source.IMPORT, operation=operation)
    if part.treatment is not None:
        # After the days, so that the baseline is fixed from them.
        record_treatment(
            by=None,
            patient=patient,
            uid=part.uid,
            treatment=TreatmentDocument(part.treatment, units=None),
            start=CourseStart(from_start=True),
            operation=part.uid,
        )
    written = sum(len(answers) for _, answers in part.batches)
    return Written(written, part.there_already, int(part.treatment is not None))


def _operation(digest: str, person: str, what: object) -> UUID:
    return uuid5(_NAMESPACE, f"{digest}/{what}/{person}")


def _treatment_dates(patient: Patient | None) -> set[date]:
    if patient is None:
        return set()
    return {one.document.date for course in recorded_courses(patient) for one in course.treatments}


def _answers(
    patient: Patient | None, rows: Sequence[DayRow], column: str
) -> tuple[list[Answer], list[RefusedRow]]:
    """The rows that the diary does not say yet, and those of which it says something else."""
    now: dict[date, RecordedDay] = {}
    if patient is not None:
        now = {day.date: day for day in history(patient, [row.date for row in rows])}
    answers: list[Answer] = []
    refused = []
    for row in rows:
        day = now.get(row.date, RecordedDay(row.date, 0))
        adds = _added(day.document, row.document)
        if adds is None:
            refused.append(RefusedRow(row.line, {column: "date_logged"}))
        elif adds:
            answers.append(Change(row.date, adds, version=day.version))
    return answers, refused


def _added(stands: DayDocument | None, said: DayDocument) -> dict[str, Any] | None:
    """The answers of `said` that the diary lacks; None where it says otherwise or they do not fit."""
    answered = {name: value for name in FIELDS if (value := getattr(said, name)) is not None}
    if stands is None:
        return answered
    adds = {name: value for name, value in answered.items() if getattr(stands, name) != value}
    fits = all(getattr(stands, name) is None for name in adds) and not refusals(merged(stands, adds))
    return adds if fits else None
