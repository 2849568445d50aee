"""What makes a comparison less certain than its interval says: how the compared days were recorded, and
what else changed in them.

An interval holds what chance does. It does not hold that days were recorded from memory, that one
side has fewer of them, or that a morning without headache had no evening yet.
"""

from typing import NamedTuple

from diary.analytics.confounders import Confounder, confounders
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import CourseOutcome
from diary.analytics.windows import Cut, Span
from diary.terms.answers import Provenance

LOGGED_DIFFERS = 5
"""Logged days by which the two sides may differ: beyond, missing days can be a difference of their own."""

LATE = (Provenance.LATE, Provenance.BACKFILLED)
"""Answered after the day itself."""


class Uncertain(NamedTuple):
    """Of the window that leads and the days before treatment, where these are from the diary.

    `late`: days answered after the day itself, and `imported` with a file, of `logged`; `so_far`: days
    that are only clear so far; `logged_differs`: by how many logged days the sides differ, 0 where it
    is no more than LOGGED_DIFFERS; `cut`: why the window is shorter than 28 days; `confounders`: other
    preventives started or stopped in the days compared.
    """

    source: BaselineSource | None
    logged: int
    late: int
    imported: int
    so_far: int
    logged_differs: int
    cut: Cut | None
    confounders: tuple[Confounder, ...] = ()


def uncertain(course: CourseOutcome) -> Uncertain | None:
    """None where no window is compared."""
    if course.latest is None:
        return None
    _cycle, window = course.latest
    baseline, span = course.baseline, window.window.span
    now = window.tallies[HEADACHE]
    sides = [(course.counted.diary, span)]
    logged, so_far, differs = now.logged, now.so_far, 0
    if baseline.source is BaselineSource.DIARY and course.course.fixed is not None:
        before = baseline.tallies[HEADACHE]
        sides.append((course.course.fixed.diary, course.course.fixed.span))
        logged, so_far = logged + before.logged, so_far + before.so_far
        differs = abs(before.logged - now.logged)

    def answered(*provenances: Provenance) -> int:
        return sum(diary.days_answered(one, of).bit_count() for diary, of in sides for one in provenances)

    return Uncertain(
        source=baseline.source,
        logged=logged,
        late=answered(*LATE),
        imported=answered(Provenance.IMPORTED),
        so_far=so_far,
        logged_differs=differs if differs > LOGGED_DIFFERS else 0,
        cut=window.window.cut,
        confounders=confounders(course.preventives, _compared(course, span)),
    )


def _compared(course: CourseOutcome, window: Span) -> Span:
    """From the first day of what is compared with to the last of the window: from the baseline on; from the
    date of a figure, where that is known and earlier than the first injection; else from that one."""
    first, baseline = course.course.injections[0], course.baseline
    if baseline.source is BaselineSource.DIARY and baseline.span is not None:
        first = baseline.span.first
    elif course.course.written is not None and course.course.written.dated is not None:
        first = min(first, course.course.written.dated)
    return Span(first, window.last)
