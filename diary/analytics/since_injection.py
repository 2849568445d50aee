"""The course within a cycle: headache days by week since the injection, and what late injections do.

Averages are over cycles of one person. There is no agreed definition of wearing off: here weeks 9-12
are compared with weeks 5-8, and it is a pattern only when it repeats (clinical reference, section 9).
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from diary.analytics.diary import HEADACHE, Bits, cut
from diary.analytics.outcome import CourseOutcome, CycleOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import PLANNED_DAYS, Span, Weeks
from diary.terms.month import DAYS_PER_MONTH
from diary.terms.since_injection import (
    ENOUGH_OF_WEEK,
    PATTERN_CYCLES,
    WEAR_OFF_DAYS,
    WEEK,
    WEEKS_SHOWN,
)


class WeekSince(NamedTuple):
    """One week since the injection (1, 2, ...), over the `cycles` in which enough of it is logged: mean
    headache days of 7, and their standard deviation between cycles (None of one)."""

    week: int
    cycles: int
    mean: float
    spread: float | None


class WearingOff(NamedTuple):
    """How much weeks 9-12 are above weeks 5-8, in days per 28, by cycle (its place in the course) where
    both have enough days logged; `rose` of them by WEAR_OFF_DAYS or more."""

    rises: dict[int, float]
    rose: int

    @property
    def is_pattern(self) -> bool:
        """Whether it repeats: in two cycles or more, and in more than half of those that can tell."""
        return self.rose >= PATTERN_CYCLES and 2 * self.rose > len(self.rises)


class Late(NamedTuple):
    """Days past week 12 of all cycles that had some, and weeks 9-12 of the same cycles."""

    cycles: int
    overdue: Tally
    weeks_9_12: Tally


class SinceInjection(NamedTuple):
    """One course, by week since the injection."""

    weeks: tuple[WeekSince, ...]
    wearing_off: WearingOff
    late: Late | None


def since_injection(course: CourseOutcome) -> SinceInjection:
    """What repeats from cycle to cycle in `course`."""
    within = Span(course.cycles[0].cycle.injected, course.cycles[-1].cycle.last)
    bits, tallies = course.counted.diary.bits(HEADACHE, within), course.counted[HEADACHE].tallies
    return SinceInjection(
        _weeks(bits, within, course.cycles),
        _wearing_off(course.cycles, tallies),
        _late(bits, within, course.cycles, tallies),
    )


def _weeks(bits: Bits, within: Span, cycles: Sequence[CycleOutcome]) -> tuple[WeekSince, ...]:
    first = within.first.toordinal()
    by_week: list[list[float]] = [[] for _ in range(WEEKS_SHOWN)]
    for cycle in cycles:
        start = cycle.cycle.injected.toordinal() - first
        days = PLANNED_DAYS if cycle.cycle.is_paused else cycle.cycle.days
        # The cycle's own days, few enough for quick shifts.
        mask = (1 << min(days, WEEK * WEEKS_SHOWN)) - 1
        known, yes = bits.known >> start & mask, bits.yes >> start & mask
        for found in by_week[: days // WEEK]:
            of = (known & _WEEK).bit_count()
            if of >= ENOUGH_OF_WEEK:
                found.append(WEEK * (yes & _WEEK).bit_count() / of)
            known, yes = known >> WEEK, yes >> WEEK
    return tuple(_week(week, found) for week, found in enumerate(by_week, start=1) if found)


_WEEK = (1 << WEEK) - 1


def _week(week: int, found: Sequence[float]) -> WeekSince:
    mean = sum(found) / len(found)
    spread = None
    if len(found) > 1:
        spread = sqrt(sum((one - mean) ** 2 for one in found) / (len(found) - 1))
    return WeekSince(week, len(found), mean, spread)


def _wearing_off(cycles: Sequence[CycleOutcome], tallies: Sequence[Tally]) -> WearingOff:
    rises: dict[int, float] = {}
    rose = 0
    for place, cycle in enumerate(cycles):
        windows = cycle.cycle.windows
        if len(windows) < len(Weeks) or windows[-1].cut is not None:
            continue
        middle, end = tallies[cycle.place + 1 : cycle.place + 3]
        if not (middle.is_enough and end.is_enough):
            continue
        rises[place] = DAYS_PER_MONTH * (end.days / end.known - middle.days / middle.known)
        # The same by whole numbers, so that a tie is a tie.
        higher = DAYS_PER_MONTH * (end.days * middle.known - middle.days * end.known)
        rose += higher >= WEAR_OFF_DAYS * end.known * middle.known
    return WearingOff(rises, rose)


def _late(bits: Bits, within: Span, cycles: Sequence[CycleOutcome], tallies: Sequence[Tally]) -> Late | None:
    """Cycles that went past week 12, whose weeks 9-12 are whole; a pause is not one of them."""
    late = [
        (cycle, span)
        for cycle in cycles
        if (span := cycle.cycle.overdue) is not None and not cycle.cycle.is_paused
    ]
    if not late:
        return None
    overdue, _ = bits.counted(cut([span for _, span in late], within))
    weeks = [tallies[cycle.place + 2] for cycle, _ in late]
    return Late(len(late), _together(overdue), _together(weeks))


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(*(sum(numbers) for numbers in zip(*tallies, strict=True)))
