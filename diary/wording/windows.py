"""The table of a course's windows, every cell finished: the page and the report show these rows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diary.analytics.change import Change
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS
from diary.analytics.outcome import CourseOutcome, CycleOutcome, WindowOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import Cut, Weeks
from diary.terms.month import DAYS_PER_MONTH
from diary.wording.dates import span_in_words
from diary.wording.kept import kept
from diary.wording.numbers import (
    between_in_words,
    days_in_words,
    fewer_in_words,
    is_no_change,
    limits_in_words,
    of_in_words,
    percent_in_words,
    within_in_words,
)
from diary.wording.outcome import CUT, WEEKS, cycle_in_words

SPARSE, BEFORE = "sparse", "before"
"""Kinds of rows that are drawn apart: too few days logged, and before the treatment."""

COLUMNS: tuple[Promise, ...] = (
    gettext_lazy("Window"),
    gettext_lazy("Headache days per 28"),
    gettext_lazy("4 hours or more, per 28"),
    gettext_lazy("Logged"),
    gettext_lazy("Change since before (95\xa0% interval)"),
)


class WindowRow(NamedTuple):
    """One row; `kind` is empty for a usual one, `counted` says what `headache` is."""

    kind: str
    label: str
    dates: str
    counted: str
    headache: str
    four_hours: str
    logged: str
    change: str


def window_rows(course: CourseOutcome, most: int | None = None) -> Iterator[WindowRow]:
    """In order of time, as in the picture: the days before treatment, then the `most` latest cycles (None:
    all of them)."""
    yield from before_rows(course)
    for cycle in course.cycles[-most:] if most else course.cycles:
        yield from cycle_rows(cycle)


def before_rows(course: CourseOutcome) -> Iterator[WindowRow]:
    """The days before treatment; no row where none are known, or they turned out to be treated."""
    baseline = course.baseline
    if baseline.span is None or not baseline.is_untreated(course.course.injections[0]):
        return
    counts = _counts(baseline.tallies[HEADACHE], baseline.tallies[FOUR_HOURS])
    yield WindowRow(BEFORE, _("before treatment"), span_in_words(baseline.span), *counts, "")


def cycle_rows(cycle: CycleOutcome) -> Iterator[WindowRow]:
    """The windows of one cycle, and the days after them."""
    for index, window in enumerate(cycle.windows):
        yield _window(window, cycle if index == 0 else None)
    yield from _overdue(cycle)


def _window(window: WindowOutcome, first_of: CycleOutcome | None) -> WindowRow:
    tally = window.tallies[HEADACHE]
    label = _weeks_in_words(window.window.weeks, window.window.cut)
    if first_of is not None:
        label = f"{cycle_in_words(first_of)}, {label}"
    kind = "" if tally.is_enough else SPARSE
    counts = _counts(tally, window.tallies[FOUR_HOURS])
    return WindowRow(kind, label, span_in_words(window.window.span), *counts, _change(window))


def _overdue(cycle: CycleOutcome) -> Iterator[WindowRow]:
    span = cycle.cycle.overdue
    if span is None or HEADACHE not in cycle.overdue:
        return
    tally = cycle.overdue[HEADACHE]
    yield WindowRow(
        *(SPARSE, _after_week_12(), span_in_words(span), _headache_days()),
        *(_within_own_days(tally), "", _logged(tally), ""),
    )


@kept
def _weeks_in_words(weeks: Weeks, cut: Cut | None) -> str:
    if cut is None:
        return str(WEEKS[weeks])
    return _("%(weeks)s, %(cut)s") % {"weeks": WEEKS[weeks], "cut": CUT[cut]}


@kept
def _after_week_12() -> str:
    return _("after week 12")


@kept
def _in_words(least: int, most: int, expected: int) -> str:
    """“3 in 9 days”, or “3 to 5 in 9 days” where some are not known: of days that are no month."""
    days = str(least) if least == most else between_in_words(least, most)
    return ngettext("%(days)s in %(expected)s day", "%(days)s in %(expected)s days", expected) % {
        "days": days,
        "expected": expected,
    }


def _counts(headache: Tally, four_hours: Tally) -> tuple[str, str, str, str]:
    """What the first count is, headache days, days of 4 hours or more, and how much is logged; how many
    days say how long it was, where not all that are logged do."""
    long = count_in_words(four_hours)
    if four_hours.known != headache.known:
        long = _known_in_words(long, four_hours.known)
    is_of_own_days = headache.scaled is None and headache.expected < DAYS_PER_MONTH
    counted = _headache_days() if is_of_own_days else str(COLUMNS[1])
    return counted, count_in_words(headache), long, _logged(headache)


def count_in_words(tally: Tally) -> str:
    """“12”; “12 (11 to 15)” with the least and the most it can be, whatever the days not known were; these
    two alone where too few days are known; of fewer than 28 days “3 to 4 in 10 days” then."""
    if tally.scaled is None and tally.expected < DAYS_PER_MONTH:
        return _within_own_days(tally)
    low, high = tally.bounds
    if tally.scaled is None:
        return between_in_words(low, high)
    return within_in_words(tally.scaled, low, high) if low < high else days_in_words(tally.scaled)


def _within_own_days(tally: Tally) -> str:
    return _in_words(tally.days, tally.days + tally.missing + tally.so_far, tally.expected)


@kept
def _headache_days() -> str:
    return _("Headache days")


def _logged(tally: Tally) -> str:
    """“27 of 28”, and how many of them are only clear so far."""
    logged = of_in_words(tally.known, tally.expected)
    return _so_far_in_words(logged, tally.so_far) if tally.so_far else logged


@kept
def _known_in_words(days: str, known: int) -> str:
    # Translators: “9 (8 to 12), 24 known”: a count, and of how many days it is known.
    return ngettext("%(days)s, %(known)s known", "%(days)s, %(known)s known", known) % {
        "days": days,
        "known": known,
    }


@kept
def _so_far_in_words(logged: str, so_far: int) -> str:
    # Translators: “27 of 28, 1 clear so far”: days of which "no headache" was said before the evening.
    return ngettext("%(logged)s, %(days)s clear so far", "%(logged)s, %(days)s clear so far", so_far) % {
        "logged": logged,
        "days": so_far,
    }


def _change(window: WindowOutcome) -> str:
    change = window.changes.get(HEADACHE)
    return "" if change is None else change_of(change)


def change_of(change: Change) -> str:
    """“−40 %, 8 fewer (4 more to 18 fewer)”: as much of it as there is."""
    said = fewer_in_words(change)
    if change.percent is not None and not is_no_change(change):
        sign = "−" if change.days > 0 else "+"
        said = f"{sign}{percent_in_words(change)}\N{NO-BREAK SPACE}%, {said}"
    return said if change.interval is None else f"{said} ({limits_in_words(change.interval)})"
