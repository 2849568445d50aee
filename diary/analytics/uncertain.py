"""What makes a comparison less certain than its interval says: how the compared days were recorded, and
what else changed in them.

An interval holds what chance does. It does not hold that days were recorded from memory, that one
side has fewer of them, or that a morning without headache had no evening yet.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from diary.analytics.confounders import Confounder, confounders
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import CourseOutcome, WindowOutcome, comparable
from diary.analytics.windows import Cut, Span
from diary.terms.answers import Provenance
from diary.terms.month import DAYS_PER_MONTH

LOGGED_DIFFERS = 5
"""Days of 28 by which the two sides may differ in how many are known: beyond, missing days can be a
difference of their own."""

LATE = (Provenance.LATE, Provenance.BACKFILLED)
"""Answered after the day itself."""


class Uncertain(NamedTuple):
    """Of the windows that a change is told of, which are those of the cycle that leads, and of the days
    before treatment, where these are from the diary; without anything to compare with, of the window that
    leads.

    `late`: days answered after the day itself, and `imported` with a file, of `logged`; `so_far`: days
    that are only clear so far; `logged_differs`: by how many days of 28 the sides differ in how many are
    known, 0 where it is no more than LOGGED_DIFFERS; `cut`: why one of these windows is shorter than 28
    days; `outside`: the least and the most headache days per 28 that the diary of the days before allows,
    where the figure that stands in for them lies outside; `confounders`: other preventives started or
    stopped in the days compared.
    """

    source: BaselineSource | None
    logged: int
    late: int
    imported: int
    so_far: int
    logged_differs: int
    cut: Cut | None
    outside: tuple[float, float] | None = None
    confounders: tuple[Confounder, ...] = ()


def uncertain(course: CourseOutcome) -> Uncertain | None:
    """None where no window has enough days."""
    return _of(course, _told_of(course), course.told) if course.newest is not None else None


def uncertain_of_trials(course: CourseOutcome) -> Uncertain | None:
    """The same of the window that is set beside the trials; None where none is. Where it is one of those of
    which `uncertain` tells, only what its own way of counting adds."""
    if course.like_for_like is None or course.no_band is not None:
        return None
    _cycle, window = course.like_for_like
    found = _of(course, [window], comparable(course.baseline, window))._replace(outside=None, confounders=())
    if window.place not in [one.place for one in _told_of(course)]:
        return found
    return found._replace(late=0, imported=0, so_far=0, cut=None)


def _of(course: CourseOutcome, windows: Sequence[WindowOutcome], measure: str) -> Uncertain:
    baseline = course.baseline
    tallies = [window.tallies[HEADACHE] for window in windows]
    sides = [(course.counted.diary, window.window.span) for window in windows]
    differs = 0
    if baseline.source is BaselineSource.DIARY and course.course.fixed is not None:
        tallies.append(baseline.tallies[HEADACHE])
        sides.append((course.course.fixed.diary, course.course.fixed.span))
        differs = max(known_differs(course, window, measure) for window in windows)

    def answered(*provenances: Provenance) -> int:
        return sum(diary.days_answered(one, of).bit_count() for diary, of in sides for one in provenances)

    others = course.preventives if course.latest is not None else ()
    return Uncertain(
        source=baseline.source,
        logged=sum(tally.logged for tally in tallies),
        late=answered(*LATE),
        imported=answered(Provenance.IMPORTED),
        so_far=sum(tally.so_far for tally in tallies),
        logged_differs=differs,
        cut=next((window.window.cut for window in windows if window.window.cut is not None), None),
        outside=_outside(course),
        confounders=confounders(others, _compared(course, windows[-1].window.span)),
    )


def known_differs(course: CourseOutcome, window: WindowOutcome, measure: str) -> int:
    """By how many days of 28 the days before and those of `window` differ in how many say it; 0 where it is
    no more than LOGGED_DIFFERS, or the days before were not counted here."""
    if course.baseline.source is not BaselineSource.DIARY:
        return 0
    before, now = course.baseline.tallies[measure], window.tallies[measure]
    differs = (
        abs(Fraction(before.known, before.expected) - Fraction(now.known, now.expected)) * DAYS_PER_MONTH
    )
    return ceil(differs) if differs > LOGGED_DIFFERS else 0


def _told_of(course: CourseOutcome) -> list[WindowOutcome]:
    """Those of the cycle that leads of which enough days are known; without a change, the one that leads."""
    cycle, newest = course.newest or (None, None)
    if cycle is None or newest is None:
        return []
    if course.latest is None:
        return [newest]
    is_enough = course.counted[course.told].is_enough
    return [window for window in cycle.windows if is_enough[window.place]]


def _outside(course: CourseOutcome) -> tuple[float, float] | None:
    """What a figure contradicts: the bounds of the 28 days before the first injection, where these were fixed
    and it lies outside of them."""
    baseline = course.baseline
    if baseline.source in (None, BaselineSource.DIARY) or not baseline.is_before(course.course.injections[0]):
        return None
    least, most = baseline.tallies[HEADACHE].bounds
    return None if least <= baseline.rates[HEADACHE].per_month <= most else (least, most)


def _compared(course: CourseOutcome, window: Span) -> Span:
    """From the first day of what is compared with to the last of the window: from the baseline on; from the
    date of a figure, where that is known and earlier than the first injection; else from that one."""
    first, baseline = course.course.injections[0], course.baseline
    if baseline.source is BaselineSource.DIARY and baseline.span is not None:
        first = baseline.span.first
    elif course.course.written is not None and course.course.written.dated is not None:
        first = min(first, course.course.written.dated)
    return Span(first, window.last)
