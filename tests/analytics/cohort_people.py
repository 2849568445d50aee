"""People of a cohort, as both cores are given them: all at once, and one by one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort import (
    NO_BASELINE,
    NO_INJECTION,
    Rates,
    before_treatment,
    cohort_limits,
    cohort_outcome,
    cohort_rows,
    filled,
    runs_before,
)
from diary.analytics.course import BaselineSource, Course, FixedBaseline, WrittenBaseline
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.measures import FOUR_HOURS
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
    """One patient; `fixed`: the diary at the time the baseline was fixed; `written`: the figure that stands
    in for one, in headache days per 28; `earlier`: how many injections came before the diary."""

    counts: Packed
    injections: tuple[date, ...]
    today: date
    fixed: Packed | None
    written: Decimal | None = None
    earlier: int | None = 0

    def alone(self):
        """The outcome of the one-patient core; None without treatment."""
        if not self.injections:
            return None
        fixed = self.fixed and FixedBaseline(baseline_span(self.injections[0]), as_diary(self.fixed))
        written = None
        if self.written is not None:
            written = WrittenBaseline(BaselineSource.DOCUMENTED, self.written, None)
        from_start = fixed is not None and self.earlier == 0
        course = Course(self.injections, from_start, earlier=self.earlier, fixed=fixed, written=written)
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


def figures_of(people):
    """What is written down, as whole numbers; there is a figure of headache days only."""
    ratios = [(person.written or Decimal(0)).as_integer_ratio() for person in people]
    is_written = np.array([person.written is not None for person in people], bool)
    days = np.array([numerator for numerator, _ in ratios], int)
    known = np.array([28 * denominator for _, denominator in ratios], int)
    none = np.full(len(people), NO_BASELINE)
    return {
        HEADACHE: Rates(days, np.where(is_written, known, NO_BASELINE)),
        FOUR_HOURS: Rates(none, none),
    }


def fixed_of(people):
    """The diaries that baselines are counted in, the injections, and of whom they are."""
    rows = rows_of([person.fixed or NOTHING_LOGGED for person in people])
    where = np.array([person.fixed is not None for person in people], bool)
    return rows, injections_of(people), where


def cohort(people):
    """The outcome of the cohort; baselines are counted in the diaries they were fixed from."""
    rows, injections, where = fixed_of(people)
    baselines = filled(figures_of(people), before_treatment(rows, injections), where)
    today = [person.today.toordinal() for person in people]
    return cohort_outcome(rows_of([person.counts for person in people]), injections, baselines, today)


def limits(people):
    """The outcome, and the intervals of its changes."""
    outcome = cohort(people)
    return outcome, cohort_limits(outcome, runs_before(*fixed_of(people)))
