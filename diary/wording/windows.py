"""The table of a course's windows, every cell finished: the page and the report show these rows."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import FOUR_HOURS, Baseline, CourseOutcome, CycleOutcome, WindowOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
from diary.wording.dates import span_in_words
from diary.wording.numbers import days_in_words, fewer_in_words, limits_in_words, percent_in_words
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


def window_rows(course: CourseOutcome) -> Iterator[WindowRow]:
    """The latest cycle first, the days before treatment last."""
    for cycle in course.cycles[::-1]:
        name = cycle_in_words(cycle)
        for index, window in enumerate(cycle.windows):
            yield _window(window, name if index == 0 else "")
        yield from _overdue(cycle)
    yield from _before(course.baseline)


def _window(window: WindowOutcome, name: str) -> WindowRow:
    tally = window.tallies[HEADACHE]
    weeks = str(WEEKS[window.window.weeks])
    label = f"{name}, {weeks}" if name else weeks
    if window.window.cut is not None:
        label = f"{label}, {CUT[window.window.cut]}"
    kind = "" if tally.is_enough else SPARSE
    counts = _count(tally), _count(window.tallies[FOUR_HOURS]), _logged(tally)
    return WindowRow(kind, label, span_in_words(window.window.span), *counts, _change(window))


def _overdue(cycle: CycleOutcome) -> Iterator[WindowRow]:
    span: Span | None = cycle.cycle.overdue
    if span is None or HEADACHE not in cycle.overdue:
        return
    tally = cycle.overdue[HEADACHE]
    words = {"days": tally.days, "expected": tally.expected}
    counted = ngettext("%(days)s in %(expected)s day", "%(days)s in %(expected)s days", tally.expected)
    yield WindowRow(SPARSE, _("after week 12"), span_in_words(span), counted % words, "", _logged(tally), "")


def _before(baseline: Baseline) -> Iterator[WindowRow]:
    if baseline.span is None or HEADACHE not in baseline.tallies:
        return
    tally = baseline.tallies[HEADACHE]
    counts = _count(tally), _count(baseline.tallies[FOUR_HOURS]), _logged(tally)
    yield WindowRow(BEFORE, _("before treatment"), span_in_words(baseline.span), *counts, "")


def _count(tally: Tally) -> str:
    """“12”, or the least and the most it can be."""
    if tally.scaled is not None:
        return days_in_words(tally.scaled)
    low, high = tally.bounds
    return _("%(low)s to %(high)s") % {"low": days_in_words(low), "high": days_in_words(high)}


def _logged(tally: Tally) -> str:
    return _("%(known)s of %(expected)s") % {"known": tally.known, "expected": tally.expected}


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
