"""The table of a course's windows, every cell finished: the page and the report show these rows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diary.analytics.diary import HEADACHE
from diary.analytics.measured import FOUR_HOURS
from diary.analytics.outcome import Baseline, CourseOutcome, CycleOutcome, WindowOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import Cut, Weeks
from diary.wording.dates import span_in_words
from diary.wording.kept import kept
from diary.wording.numbers import (
    between_in_words,
    days_in_words,
    fewer_in_words,
    limits_in_words,
    of_in_words,
    percent_in_words,
)
from diary.wording.outcome import CUT, WEEKS, cycle_in_words

SPARSE, BEFORE = "sparse", "before"
"""Kinds of rows that are drawn apart: too few days logged, and before the treatment."""

COLUMNS: tuple[Promise, ...] = (
    gettext_lazy("Window"),
    gettext_lazy("Headache days per 28"),
    gettext_lazy("4 hours or more, per 28"),
    gettext_lazy("Logged"),
    gettext_lazy("Change since before (95 % interval)"),
)


class WindowRow(NamedTuple):
    """One row; `kind` is empty for a usual one."""

    kind: str
    label: str
    dates: str
    headache: str
    four_hours: str
    logged: str
    change: str


def window_rows(course: CourseOutcome, most: int | None = None) -> Iterator[WindowRow]:
    """The latest cycle first, the days before treatment last; of the `most` latest cycles, if it is said."""
    for cycle in course.cycles[::-1][:most]:
        for index, window in enumerate(cycle.windows):
            yield _window(window, cycle if index == 0 else None)
        yield from _overdue(cycle)
    yield from _before(course.baseline)


def _window(window: WindowOutcome, first_of: CycleOutcome | None) -> WindowRow:
    tally = window.tallies[HEADACHE]
    label = _weeks_in_words(window.window.weeks, window.window.cut)
    if first_of is not None:
        label = f"{cycle_in_words(first_of)}, {label}"
    kind = "" if tally.is_enough else SPARSE
    counts = _count(tally), _count(window.tallies[FOUR_HOURS]), of_in_words(tally.known, tally.expected)
    return WindowRow(kind, label, span_in_words(window.window.span), *counts, _change(window))


def _overdue(cycle: CycleOutcome) -> Iterator[WindowRow]:
    span = cycle.cycle.overdue
    if span is None or HEADACHE not in cycle.overdue:
        return
    tally = cycle.overdue[HEADACHE]
    most = tally.days + tally.missing + tally.so_far
    counted, logged = _in_words(tally.days, most, tally.expected), of_in_words(tally.known, tally.expected)
    yield WindowRow(SPARSE, _after_week_12(), span_in_words(span), counted, "", logged, "")


def _before(baseline: Baseline) -> Iterator[WindowRow]:
    if baseline.span is None or HEADACHE not in baseline.tallies:
        return
    tally = baseline.tallies[HEADACHE]
    counts = _count(tally), _count(baseline.tallies[FOUR_HOURS]), of_in_words(tally.known, tally.expected)
    yield WindowRow(BEFORE, _("before treatment"), span_in_words(baseline.span), *counts, "")


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


def _count(tally: Tally) -> str:
    """“12”, or the least and the most it can be."""
    return days_in_words(tally.scaled) if tally.scaled is not None else between_in_words(*tally.bounds)


def _change(window: WindowOutcome) -> str:
    change = window.changes.get(HEADACHE)
    if change is None:
        return ""
    parts = [fewer_in_words(change)]
    if change.percent is not None:
        sign = "−" if change.days > 0 else "+" if change.days < 0 else ""
        parts.append(f"{sign}{percent_in_words(change)} %")
    if (interval := change.interval) is not None:
        parts.append(limits_in_words(interval))
    return "; ".join(parts)
