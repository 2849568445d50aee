"""Everything that was counted of the window that a course leads with, beside the days before treatment."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise

from diary.analytics.baseline import Baseline
from diary.analytics.change import HoursChange
from diary.analytics.course import BaselineSource
from diary.analytics.criteria import Why, shortage
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import (
    BURDEN,
    BY_AURA,
    BY_FEATURES,
    BY_RELIEF,
    FOUR_HOURS,
    MEASURES,
    MIGRAINE,
    MODERATE_OR_SEVERE,
    PROBABLE,
    bits_of,
)
from diary.analytics.outcome import CourseOutcome, WindowOutcome
from diary.analytics.tally import Hours, Tally
from diary.terms.medicines import MedicineClass
from diary.wording.hours import hours_fewer_of, hours_within_in_words, known_hours_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy
from diary.wording.measures import measure_in_words
from diary.wording.numbers import of_in_words, rate_in_words
from diary.wording.outcome import figure_in_words
from diary.wording.windows import change_of, count_in_words, known_count_in_words

COMPARED = (HEADACHE, FOUR_HOURS, MODERATE_OR_SEVERE, MIGRAINE, BURDEN)
"""Measures whose change is told, with its interval. That of clear days is that of headache days."""

NOTE: Promise = gettext_lazy(
    "The 95\xa0% intervals are made for headache days; for the other counts they assume the same."
)


class CountRow(NamedTuple):
    """One measure: before treatment, in the window, of how many days that is known, and the change."""

    label: str
    before: str
    now: str
    known: str
    change: str


def count_rows(course: CourseOutcome) -> list[CountRow]:
    """A row for each measure that anybody answered; none without a window with enough days."""
    if course.newest is None:
        return []
    _, window = course.newest
    return list(_rows(course, window))


def _rows(course: CourseOutcome, window: WindowOutcome) -> Iterator[CountRow]:
    diary, span, baseline = course.counted.diary, window.window.span, course.baseline
    is_counted = baseline.source is BaselineSource.DIARY
    for measure in MEASURES:
        # Of this window alone: most measures are compared in no other.
        now = bits_of(diary, measure, span).tally()
        before = baseline.tallies.get(measure) if is_counted else None
        if not _is_told(measure, now, before):
            continue
        yield CountRow(
            measure_in_words(measure),
            known_count_in_words(before) if before is not None else _figure(baseline, measure),
            count_in_words(now),
            of_in_words(now.known, now.expected),
            _change(window, baseline.source, measure, now, before) if measure in COMPARED else "",
        )
    yield from _hours(window.hours, baseline.hours if is_counted else None, course.hours_change(window))


def _is_told(measure: str, now: Tally, before: Tally | None) -> bool:
    """Whether anybody answered it; of kinds of medicines and of migraine days, whether there were any."""
    answered = now.asked - (now.logged - now.known)
    if measure in _KINDS:
        return bool(now.days or (before is not None and before.days))
    return bool(now.certain or (now.known and (answered or not now.asked)))


def _change(
    window: WindowOutcome, source: BaselineSource | None, measure: str, now: Tally, before: Tally | None
) -> str:
    change = window.changes.get(measure)
    return _not_compared(now, before) if change is None else change_of(change, source)


def _not_compared(now: Tally | Hours, before: Tally | Hours | None) -> str:
    """Why there is no change of what was counted before, too: for want of days now, else of days then."""
    if before is None:
        return ""
    short = shortage(now)
    reasons, why = (_NOW, short) if short else (_BEFORE, shortage(before))
    return str(reasons[why]) if why else ""


_NOW: dict[Why, Promise] = {
    Why.TOO_FEW_DAYS: gettext_lazy("not compared: too few days known (20 of 28 are needed)"),
    Why.TOO_FEW_ANSWERS: gettext_lazy("not compared: too few headaches say it (5 of every 7 are needed)"),
    Why.ONE_SIDED: gettext_lazy("not compared: days on which not all was answered are known to be different"),
}
_BEFORE: dict[Why, Promise] = {
    Why.TOO_FEW_DAYS: gettext_lazy("not compared: too few days known before treatment"),
    Why.TOO_FEW_ANSWERS: gettext_lazy("not compared: too few headaches before treatment say it"),
    Why.ONE_SIDED: gettext_lazy(
        "not compared: before, days on which not all was answered are known to be different"
    ),
}


_KINDS = (BY_FEATURES, BY_AURA, BY_RELIEF, PROBABLE, *MedicineClass)


def _figure(baseline: Baseline, measure: str) -> str:
    """A figure that stands in for the days before, and where it is from."""
    if measure != HEADACHE or baseline.source is None:
        return ""
    return figure_in_words(rate_in_words(baseline.rates[HEADACHE]), baseline.source)


def _hours(now: Hours, before: Hours | None, change: HoursChange | None) -> Iterator[CountRow]:
    if not now.total and not (before is not None and before.total):
        return
    said = _not_compared(now, before) if change is None else hours_fewer_of(change)
    told = "" if before is None else known_hours_in_words(before)
    known = of_in_words(now.known, now.expected)
    yield CountRow(_("Hours of headache"), told, hours_within_in_words(now), known, said)
