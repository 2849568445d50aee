"""Those of a list whose headache was daily before treatment, or never stops: how bad their last 28 days
were."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from diary.analytics.baseline import is_daily, rates_before
from diary.analytics.course import BaselineSource, Course
from diary.analytics.diary import Diary
from diary.analytics.measures import MODERATE_OR_SEVERE, bits_of
from diary.analytics.outcome import never_stops
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.models import PackedDiary, Patient
from diary.queries.courses import latest_courses
from diary.queries.packed import PackedRow, diary_of, whole
from diary.terms.month import DAYS_PER_MONTH


class Lately(NamedTuple):
    """Of the last 28 days: those of moderate or severe pain, and hours of headache. `source`: where it is
    from that headache was daily before the latest course; None where nothing is known of before, and it was
    on every day logged since."""

    source: BaselineSource | None
    severe: Tally
    hours: Hours


def daily_lately(patients: Iterable[Patient]) -> dict[int, Lately]:
    """By their numbers, those whose headache was daily before the latest course, or never stops: two
    statements for however many, and two more for whom packed rows cannot be read."""
    by_number = {patient.pk: patient for patient in patients}
    courses = latest_courses(by_number)
    before = {number: rates_before(course) for number, course in courses.items()}
    sources = {number: source for number, (source, rates) in before.items() if not rates or is_daily(rates)}
    packed = _packed(sources) if sources else {}
    found = {
        number: _lately(by_number[number], courses[number], source, packed.get(number))
        for number, source in sources.items()
    }
    return {number: lately for number, lately in found.items() if lately is not None}


def _packed(patients: Collection[int]) -> dict[int, Diary]:
    rows: dict[int, dict[str, PackedRow]] = {}
    columns = ("patient_id", "kind", "rules", "origin", "stride", "blob")
    stored = PackedDiary.objects.filter(patient__in=patients).values_list(*columns)
    for number, kind, rules, origin, stride, blob in stored:
        rows.setdefault(number, {})[kind] = PackedRow(kind, rules, origin, stride, bytes(blob))
    found = {number: packed for number, of_one in rows.items() if (packed := whole(of_one)) is not None}
    return {number: Diary(packed["counts"], packed["detail"]) for number, packed in found.items()}


def _lately(
    patient: Patient, course: Course, source: BaselineSource | None, diary: Diary | None
) -> Lately | None:
    diary = diary_of(patient) if diary is None else diary
    today = patient.today()
    span = Span(today - timedelta(days=DAYS_PER_MONTH - 1), today)
    if source is None and not never_stops(diary, Span(min(course.injections[0], today), today)):
        return None
    return Lately(source, bits_of(diary, MODERATE_OR_SEVERE, span).tally(), diary.hours(span))
