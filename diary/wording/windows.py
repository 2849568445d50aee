"""The table of a course's windows, every cell finished: the page and the report show these rows."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import ngettext

from diary.analytics.change import Change, Rate
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.interval import Fall
from diary.analytics.measures import FOUR_HOURS, HOURS
from diary.analytics.outcome import CourseOutcome, CycleOutcome, WindowOutcome
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Cut, Weeks
from diary.terms.month import DAYS_PER_MONTH
from diary.wording.dates import span_in_words
from diary.wording.hours import hours_in_own_days, known_hours_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.measures import MEASURE, measure_in_words
from diary.wording.numbers import (
    between_in_words,
    days_in_words,
    known_in_words,
    limits_in_words,
    of_in_words,
    percent_and_fewer_in_words,
    rate_in_words,
    within_in_words,
)
from diary.wording.outcome import CUT, PER_28, SOURCE, WEEKS, cycle_in_words, source_in_words

SPARSE, BEFORE = "sparse", "before"
"""Kinds of rows that are drawn apart: too few days logged, and before the treatment."""


class WindowRow(NamedTuple):
    """One row; `kind` is empty for a usual one. `counted` says what `days` are, and `beside_counted` what
    stands beside them."""

    kind: str
    label: str
    dates: str
    counted: str
    days: str
    beside_counted: str
    beside: str
    logged: str
    change: str


def columns_of(course: CourseOutcome) -> tuple[Promise, ...]:
    """What stands above the rows of `course`."""
    lead, beside = kind_of_table(course)
    return (_WINDOW, PER_28[lead], PER_28[beside], _LOGGED, _SINCE_BEFORE)


def kind_of_table(course: CourseOutcome) -> tuple[str, str]:
    """What is counted in its first two columns of numbers: the measure that leads, and beside it days as the
    trials counted them, or of daily headache how long it lasted."""
    return course.lead, HOURS if course.is_daily else FOUR_HOURS


_WINDOW, _LOGGED = gettext_lazy("Window"), gettext_lazy("Logged")
_SINCE_BEFORE = gettext_lazy("Change since before (95\xa0% interval)")


def window_rows(course: CourseOutcome, most: int | None = None) -> Iterator[WindowRow]:
    """In order of time, as in the picture: the days before treatment, then the `most` latest cycles (None:
    all of them)."""
    yield from before_rows(course)
    for cycle in course.cycles[-most:] if most else course.cycles:
        yield from cycle_rows(course, cycle)


def before_rows(course: CourseOutcome) -> Iterator[WindowRow]:
    """The days before treatment, where there are any and they did not turn out to be treated; and the figure
    that is compared with in their stead."""
    baseline = course.baseline
    if baseline.span is not None and baseline.is_untreated(course.course.injections[0]):
        counts = _counts(course, baseline.tallies, baseline.hours)
        yield WindowRow(BEFORE, _("before treatment"), span_in_words(baseline.span), *counts, "")
    yield from _figure_row(course)


def _figure_row(course: CourseOutcome) -> Iterator[WindowRow]:
    """The figure that stands in for days before treatment, where there is one."""
    baseline, rate = course.baseline, course.baseline.rates.get(HEADACHE)
    if rate is None or baseline.source in (None, BaselineSource.DIARY):
        return
    source, counted = source_in_words(baseline.source, baseline.dated), str(PER_28[course.lead])
    days = rate_in_words(rate)
    if course.lead != HEADACHE:
        days = _("%(days)s headache days") % {"days": days}
    yield WindowRow(BEFORE, _("before treatment"), source, counted, days, "", "", _("not counted here"), "")


def cycle_rows(course: CourseOutcome, cycle: CycleOutcome) -> Iterator[WindowRow]:
    """The windows of one cycle of `course`, and the days after them."""
    for index, window in enumerate(cycle.windows):
        yield _window(course, window, cycle if index == 0 else None)
    yield from _overdue(course, cycle)


def _window(course: CourseOutcome, window: WindowOutcome, first_of: CycleOutcome | None) -> WindowRow:
    lead = course.lead
    label = _weeks_in_words(window.window.weeks, window.window.cut)
    if first_of is not None:
        label = f"{cycle_in_words(first_of)}, {label}"
    tallies = window.tallies
    kind = "" if tallies[lead].is_enough else SPARSE
    change = window.changes.get(course.compared)
    said = "" if change is None else change_of(change, course.baseline.source)
    if said and course.compared != lead:
        said = _("headache days: %(change)s") % {"change": said}
    hours = window.hours if course.is_daily else None
    counts = _counts(course, tallies, hours)
    return WindowRow(kind, label, span_in_words(window.window.span), *counts, said)


def _overdue(course: CourseOutcome, cycle: CycleOutcome) -> Iterator[WindowRow]:
    lead, beside = kind_of_table(course)
    span = cycle.cycle.overdue
    if span is None:
        return
    counted, days = measure_in_words(lead), _within_own_days(cycle.overdue[lead])
    logged = logged_in_words(cycle.overdue[HEADACHE])
    label = _after_week_12(cycle.cycle.is_paused)
    other, how_long = "", ""
    if beside == HOURS:
        other, how_long = _("Hours of headache"), hours_in_own_days(cycle.counted.hours(span))
    yield WindowRow(SPARSE, label, span_in_words(span), counted, days, other, how_long, logged, "")


@kept
def _weeks_in_words(weeks: Weeks, cut: Cut | None) -> str:
    if cut is None:
        return str(WEEKS[weeks])
    return _("%(weeks)s, %(cut)s") % {"weeks": WEEKS[weeks], "cut": CUT[cut]}


@kept
def _after_week_12(is_paused: bool) -> str:
    return _("after week 12, no treatment since") if is_paused else _("after week 12")


@kept
def _in_words(least: int, most: int, expected: int) -> str:
    """“3 in 9 days”, or “3 to 5 in 9 days” where some are not known: of days that are no month."""
    days = str(least) if least == most else between_in_words(least, most)
    return ngettext("%(days)s in %(expected)s day", "%(days)s in %(expected)s days", expected) % {
        "days": days,
        "expected": expected,
    }


def _counts(
    course: CourseOutcome, tallies: Mapping[str, Tally], hours: Hours | None
) -> tuple[str, str, str, str, str]:
    """What is counted and how often it was, twice: the measure that leads, and the one beside it; and how
    much is logged."""
    lead, beside = kind_of_table(course)
    headache = tallies[HEADACHE]
    label, count = _counted(lead, tallies[lead], headache.known)
    if beside == HOURS:
        other_label, other = _hours(hours)
    else:
        other_label, other = _counted(beside, tallies[beside], headache.known)
    return label, count, other_label, other, logged_in_words(headache)


def _hours(hours: Hours | None) -> tuple[str, str]:
    """What they are, and how many: per 28 days, or in the days of a window that is too short for that."""
    if hours is None:
        return str(PER_28[HOURS]), ""
    if hours.scaled is None and hours.expected < DAYS_PER_MONTH:
        return _("Hours of headache"), hours_in_own_days(hours)
    return str(PER_28[HOURS]), known_hours_in_words(hours)


@kept
def _counted(measure: str, tally: Tally, logged: int) -> tuple[str, str]:
    """What it is, and the count, with how many days say so, where not all that are logged do."""
    count = count_in_words(tally)
    if tally.known != logged:
        count = known_in_words(count, tally.known)
    is_of_own_days = tally.scaled is None and tally.expected < DAYS_PER_MONTH
    return str(MEASURE[measure] if is_of_own_days else PER_28[measure]), count


@kept
def count_in_words(tally: Tally) -> str:
    """“12”; “12 (11 to 15)” with the least and the most it can be, whatever the days not known were; these
    two alone where too few days are known; of fewer than 28 days “3 to 4 in 10 days” then."""
    if tally.scaled is None and tally.expected < DAYS_PER_MONTH:
        return _within_own_days(tally)
    low, high = tally.bounds
    if low == high:
        return days_in_words(low)
    return between_in_words(low, high) if tally.scaled is None else within_in_words(tally.scaled, low, high)


def _within_own_days(tally: Tally) -> str:
    least, most = tally.least_and_most
    return _in_words(least, most, tally.expected)


@kept
def logged_in_words(tally: Tally) -> str:
    """“27 of 28”, and how many of them are only clear so far."""
    logged = of_in_words(tally.known, tally.expected)
    return _so_far_in_words(logged, tally.so_far) if tally.so_far else logged


@kept
def known_count_in_words(tally: Tally) -> str:
    """“12 (11 to 15), 25 known”: the count, and of how many days it is known where that leaves anything
    open."""
    count, (low, high) = count_in_words(tally), tally.bounds
    return count if tally.known == tally.expected or low == high else known_in_words(count, tally.known)


@kept
def _so_far_in_words(logged: str, so_far: int) -> str:
    # Translators: “27 of 28, 1 clear so far”: days of which "no headache" was said before the evening.
    return ngettext("%(logged)s, %(days)s clear so far", "%(logged)s, %(days)s clear so far", so_far) % {
        "logged": logged,
        "days": so_far,
    }


def change_of(change: Change, source: BaselineSource | None) -> str:
    """“−40 %, 8 fewer (4 more to 18 fewer)”; without an interval “−40 %, 8 fewer; before: recalled”."""
    return _change_of(change.before, change.after, change.interval, source)


@kept
def _change_of(before: Rate, after: Rate, interval: Fall | None, source: BaselineSource | None) -> str:
    change = Change(before, after, None, ())
    said = percent_and_fewer_in_words(change)
    if interval is not None:
        return f"{said} ({limits_in_words(interval)})"
    if source is None:
        return said
    # Translators: "-40 %, 8 fewer; before: recalled": a change, and where the figure from before is from.
    return _("%(change)s; before: %(source)s") % {"change": said, "source": SOURCE[source]}
