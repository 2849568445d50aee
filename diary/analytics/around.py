"""The 4 weeks after each injection beside the 4 weeks before it, as European guidance compares.

From the second injection on the weeks before are treated weeks, too, so this is the effect of
injecting again, and smaller than the change since the baseline (clinical reference, section 2).
"""

from datetime import date
from typing import NamedTuple

from diary.analytics.baseline import baseline_chain
from diary.analytics.change import Change, Rate
from diary.analytics.diary import HEADACHE
from diary.analytics.interval import Before, Chain
from diary.analytics.outcome import CourseOutcome, CycleOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import baseline_span
from diary.terms.month import DAYS_PER_MONTH


class Around(NamedTuple):
    """One injection: headache days of the 28 days before it and of its first 28, and the change between
    them, None where either has too few days logged or fewer than 28. `is_again`: not the course's first."""

    number: int | None
    injected: date
    before: Tally
    after: Tally
    change: Change | None
    is_again: bool


def around_injections(course: CourseOutcome, most: int | None = None) -> tuple[Around, ...]:
    """One for each of the `most` latest injections of `course` (None: of all), in order; the first of a
    course beside its baseline as fixed."""
    left_out = 0 if most is None else max(len(course.cycles) - most, 0)
    cycles = course.cycles[left_out:]
    return tuple(_around(course, cycle) for cycle in cycles)


def _around(course: CourseOutcome, cycle: CycleOutcome) -> Around:
    before, chain = days_before(course, cycle)
    measured, place = course.counted[HEADACHE], cycle.place
    after, change = measured.tallies[place], None
    if chain is not None and cycle.cycle.days >= DAYS_PER_MONTH and measured.is_enough[place]:
        group = Before([chain], measured.correlation)
        now = measured.usable(slice(place, place + 1))
        change = Change(Rate(before.days, before.known), Rate(after.days, after.known), group, now)
    is_again = cycle.nth > 0 or not course.course.from_start
    return Around(cycle.number, cycle.cycle.injected, before, after, change, is_again)


def days_before(course: CourseOutcome, cycle: CycleOutcome) -> tuple[Tally, Chain | None]:
    """The headache days of the 28 days before a cycle's injection, and their chain where they are enough."""
    if cycle.nth == 0 and course.baseline.is_before(cycle.cycle.injected):
        fixed = baseline_chain(course.course, course.baseline, HEADACHE)
        return course.baseline.tallies[HEADACHE], fixed
    bits = course.counted.diary.bits(HEADACHE, baseline_span(cycle.cycle.injected))
    tally = bits.tally()
    return tally, bits.chain() if tally.is_enough else None
