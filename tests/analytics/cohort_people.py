"""People of a cohort, as both cores are given them: all at once, and one by one."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort import (
    NO_BASELINE,
    NO_INJECTION,
    Rates,
    before_treatment,
    cohort_outcome,
    cohort_rows,
    filled,
)
from diary.analytics.course import Course, FixedBaseline
from diary.analytics.diary import Diary
from diary.analytics.measures import COUNTED
from diary.analytics.outcome import outcome
from diary.analytics.packed import COUNTS, DETAIL, Packed, PackedDay, recorded
from diary.analytics.windows import baseline_span
from diary.terms.answers import FourHours, Provenance
from diary.terms.day_document import DayDocument

FIRST = date(2024, 1, 30)

LONG = DayDocument(headache=True, four_hours=FourHours.YES)
SHORT = DayDocument(headache=True, four_hours=FourHours.NO)
UNSAID = DayDocument(headache=True)
CLEAR = DayDocument(headache=False)
NOTHING_LOGGED = Packed(COUNTS, 0, 0, b"")

TWENTY = [LONG] * 20 + [CLEAR] * 8
TWELVE = [SHORT] * 12 + [CLEAR] * 16


class Person(NamedTuple):
    """One patient; `fixed`: the diary at the time the baseline was fixed."""

    counts: Packed
    injections: tuple[date, ...]
    today: date
    fixed: Packed | None

    def alone(self):
        """The outcome of the one-patient core; None without treatment."""
        if not self.injections:
            return None
        fixed = self.fixed and FixedBaseline(baseline_span(self.injections[0]), as_diary(self.fixed))
        course = Course(self.injections, from_start=fixed is not None, fixed=fixed)
        return outcome(as_diary(self.counts), [course], self.today).courses[0]


def as_diary(counts: Packed) -> Diary:
    return Diary(counts, Packed(DETAIL, 0, 0, b""))


def packed(first: date, documents) -> Packed:
    days = {
        first + timedelta(days=index): PackedDay(document, Provenance.SAME_DAY)
        for index, document in enumerate(documents)
        if document is not None
    }
    return recorded(None, COUNTS, days)


def treated(documents, *gaps, further=100, starts=-28) -> Person:
    """Injections from FIRST on, and a diary that begins `starts` days from it."""
    injections = [FIRST + timedelta(days=sum(gaps[:index])) for index in range(len(gaps) + 1)]
    counts = packed(FIRST + timedelta(days=starts), documents)
    return Person(counts, tuple(injections), injections[-1] + timedelta(days=further), counts)


def rows_of(diaries):
    """Stored rows as the arrays of a cohort."""
    return cohort_rows(
        [one.origin for one in diaries],
        [one.stride for one in diaries],
        b"".join(one.blob for one in diaries),
    )


def injections_of(people):
    longest = max((len(person.injections) for person in people), default=0)
    array = np.full((len(people), longest), NO_INJECTION)
    for row, person in zip(array, people, strict=True):
        row[: len(person.injections)] = [day.toordinal() for day in person.injections]
    return array


def cohort(people):
    """The outcome of the cohort; baselines are counted in the diaries they were fixed from."""
    injections = injections_of(people)
    none = np.full(len(people), NO_BASELINE)
    fixed = before_treatment(rows_of([person.fixed or NOTHING_LOGGED for person in people]), injections)
    where = np.array([person.fixed is not None for person in people], bool)
    baselines = filled(dict.fromkeys(COUNTED, Rates(none, none)), fixed, where)
    today = [person.today.toordinal() for person in people]
    return cohort_outcome(rows_of([person.counts for person in people]), injections, baselines, today)
