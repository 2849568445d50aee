"""Pat under treatment: 20 headache days in the 28 before the first injection, 12 in each 28 since."""

from datetime import date, timedelta
from uuid import uuid4

from diary.actions import Change, record_treatment
from diary.terms.answers import FourHours
from diary.terms.treatments import CourseStart, TreatmentDocument

FIRST = date(2026, 3, 3)
EVER = CourseStart(from_start=True)


def month(first: date, headaches: int, long: int | None = None, logged: int = 28) -> list[Change]:
    """28 days from `first` on: the first `headaches` are headache days, `long` of them 4 hours or more."""
    answers = []
    for index in range(logged):
        values: dict[str, object] = {"headache": index < headaches}
        if index < headaches and long is not None:
            values["four_hours"] = FourHours.YES if index < long else FourHours.NO
        answers.append(Change(first + timedelta(days=index), values))
    return answers


def months(first: date, *headaches: int, long: int | None = None) -> list[Change]:
    """Months of 28 days, one after the other."""
    return [
        answer
        for index, many in enumerate(headaches)
        for answer in month(first + timedelta(days=28 * index), many, long)
    ]


def treat(patient, day: date = FIRST, start: CourseStart | None = None, *, restart: bool = False, **options):
    """Record a treatment by the patient's own hand; its id."""
    uid = uuid4()
    record_treatment(
        by=patient.user,
        patient=patient,
        uid=uid,
        treatment=TreatmentDocument(day, **options),
        start=EVER if restart else start,
        operation=uuid4(),
    )
    return uid
