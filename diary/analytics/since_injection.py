"""The course within a cycle: headache days by week since the injection, and what late injections do.

Averages are over cycles of one person. There is no agreed definition of wearing off: here weeks 9-12
are compared with weeks 5-8, and it is a pattern only when it repeats (clinical reference, section 9).
"""

from collections.abc import Sequence
from math import dist, sqrt
from typing import NamedTuple

from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE, Bits
from diary.analytics.measured import Measured
from diary.analytics.outcome import CourseOutcome, CycleOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import PLANNED_DAYS, Span, Weeks
from diary.terms.month import DAYS_PER_MONTH
from diary.terms.since_injection import (
    ENOUGH_OF_WEEK,
    ONSET_WEEKS,
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


class Onset(NamedTuple):
    """Weeks 1-4 since the injection, in headache days of 7: `before` treatment, from `source` (None where
    nothing is known of it), on average over cycles, and in the first cycle of the course, in which an
    untreated week came before (empty where it was before the diary)."""

    source: BaselineSource | None
    before: float | None
    weeks: tuple[WeekSince, ...]
    first_cycle: tuple[WeekSince, ...]


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
    onset: Onset
    wearing_off: WearingOff
    late: Late | None


def since_injection(course: CourseOutcome) -> SinceInjection:
    """What repeats from cycle to cycle in `course`."""
    within = Span(course.cycles[0].cycle.injected, course.cycles[-1].cycle.last)
    bits = course.counted.diary.bits(HEADACHE, within)
    weeks = _weeks(bits, within, course.cycles)
    return SinceInjection(
        weeks,
        _onset(course, weeks, _weeks(bits, within, course.cycles[:1])),
        _wearing_off(course.cycles, course.counted[HEADACHE]),
        _late(bits, within, course.cycles),
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
            of = _DAYS_OF[known & _WEEK]
            if of >= ENOUGH_OF_WEEK:
                found.append(WEEK * _DAYS_OF[yes & _WEEK] / of)
            known, yes = known >> WEEK, yes >> WEEK
    return tuple(_week(week, found) for week, found in enumerate(by_week, start=1) if found)


def _onset(course: CourseOutcome, weeks: Sequence[WeekSince], of_first: Sequence[WeekSince]) -> Onset:
    rate = course.baseline.rates.get(HEADACHE)
    before = None if rate is None else WEEK * rate.days / rate.of
    first_cycle = of_first if course.course.from_start else ()
    return Onset(course.baseline.source, before, _first_weeks(weeks), _first_weeks(first_cycle))


def _first_weeks(weeks: Sequence[WeekSince]) -> tuple[WeekSince, ...]:
    return tuple(one for one in weeks if one.week <= ONSET_WEEKS)


_WEEK = (1 << WEEK) - 1
_DAYS_OF = bytes(week.bit_count() for week in range(_WEEK + 1))
"""How many days each week holds that seven bits can be."""


def _week(week: int, found: Sequence[float]) -> WeekSince:
    cycles, mean = len(found), sum(found) / len(found)
    spread = dist(found, [mean] * cycles) / sqrt(cycles - 1) if cycles > 1 else None
    return WeekSince(week, cycles, mean, spread)


def _wearing_off(cycles: Sequence[CycleOutcome], headache: Measured) -> WearingOff:
    tallies, is_enough = headache.tallies, headache.is_enough
    rises: dict[int, float] = {}
    rose = 0
    for index, cycle in enumerate(cycles):
        # Weeks 9-12 that the next injection cut short are over; those that are not may still change.
        if len(cycle.cycle.lengths) < len(Weeks) or (cycle.cycle.is_last and cycle.cycle.days < PLANNED_DAYS):
            continue
        weeks_5_12 = slice(cycle.place + 1, cycle.place + 3)
        if not all(is_enough[weeks_5_12]):
            continue
        middle, end = tallies[weeks_5_12]
        # In whole numbers, so that a tie is a tie.
        higher, of = end.days * middle.known - middle.days * end.known, end.known * middle.known
        rises[index] = DAYS_PER_MONTH * higher / of
        rose += DAYS_PER_MONTH * higher >= WEAR_OFF_DAYS * of
    return WearingOff(rises, rose)


def _late(bits: Bits, within: Span, cycles: Sequence[CycleOutcome]) -> Late | None:
    """Cycles that went past week 12; a pause is not one of them."""
    first, late, overdue, weeks = within.first.toordinal(), 0, 0, 0
    for cycle in cycles:
        past = cycle.cycle.days - PLANNED_DAYS
        if past > 0 and not cycle.cycle.is_paused:
            end = cycle.cycle.injected.toordinal() - first + PLANNED_DAYS
            overdue |= (1 << past) - 1 << end
            weeks |= _MONTH << end - DAYS_PER_MONTH
            late += 1
    return Late(late, bits.among(overdue), bits.among(weeks)) if late else None


_MONTH = (1 << DAYS_PER_MONTH) - 1
