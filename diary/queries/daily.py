"""Those of a list whose headache was daily before treatment: how bad their last 28 days were."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import NamedTuple

from diary.analytics.baseline import is_daily, rates_before
from diary.analytics.diary import Diary
from diary.analytics.measures import MODERATE_OR_SEVERE, bits_of
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.models import PackedDiary, Patient
from diary.queries.courses import latest_courses
from diary.queries.packed import PackedRow, diary_of, whole
from diary.terms.month import DAYS_PER_MONTH


class Lately(NamedTuple):
    """Of the last 28 days: those of moderate or severe pain, and hours of headache."""

    severe: Tally
    hours: Hours


def daily_lately(patients: Iterable[Patient]) -> dict[int, Lately]:
    """By their numbers, those whose headache was daily before the latest course: two statements for however
    many, and two more for whom packed rows cannot be read."""
    by_number = {patient.pk: patient for patient in patients}
    courses = latest_courses(by_number)
    daily = [number for number, course in courses.items() if is_daily(rates_before(course)[1])]
    packed = _packed(daily) if daily else {}
    return {number: _lately(by_number[number], packed.get(number)) for number in daily}


def _packed(patients: Collection[int]) -> dict[int, Diary]:
    rows: dict[int, dict[str, PackedRow]] = {}
    columns = ("patient_id", "kind", "rules", "origin", "stride", "blob")
    stored = PackedDiary.objects.filter(patient__in=patients).values_list(*columns)
    for number, kind, rules, origin, stride, blob in stored:
        rows.setdefault(number, {})[kind] = PackedRow(kind, rules, origin, stride, bytes(blob))
    found = {number: packed for number, of_one in rows.items() if (packed := whole(of_one)) is not None}
    return {number: Diary(packed["counts"], packed["detail"]) for number, packed in found.items()}


def _lately(patient: Patient, diary: Diary | None) -> Lately:
    diary = diary_of(patient) if diary is None else diary
    today = patient.today()
    span = Span(today - timedelta(days=DAYS_PER_MONTH - 1), today)
    return Lately(bits_of(diary, MODERATE_OR_SEVERE, span).tally(), diary.hours(span))
