"""What the windows of a course are compared with: the 28 days before it, or a figure that stands in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from diary.analytics.change import Rate
from diary.analytics.course import BaselineError, BaselineSource, Course, NoBaseline
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.interval import Chain
from diary.analytics.measured import ByMeasure
from diary.analytics.measures import bits_of
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span, baseline_span
from diary.terms.documented import DAILY_FROM
from diary.terms.month import DAYS_PER_MONTH


class Baseline(NamedTuple):
    """What a course's windows are compared with.

    `rates` lack a measure that too few days answer; all are missing where `lacking` says why. `dated`: of
    a figure, the date that was written with it.
    `tallies` are those fixed, `now` those of the same dates in the diary of today; both are there
    only where the course has untreated days before it, as is `hours`.
    """

    source: BaselineSource | None
    lacking: NoBaseline | None
    span: Span | None
    rates: Mapping[str, Rate]
    tallies: Mapping[str, Tally]
    now: Mapping[str, Tally]
    hours: Hours | None
    has_changed: bool  # whether the diary says something else of these days than when they were fixed
    dated: date | None = None
    are_unreadable: bool = False  # whether days were fixed, and damaged where they are stored

    def is_before(self, injection: date) -> bool:
        """Whether the fixed days are the 28 just before `injection`."""
        return self.span == baseline_span(injection)

    def is_untreated(self, injection: date) -> bool:
        """Whether there are fixed days, and all of them lie before `injection`, the course's first."""
        return self.span is not None and self.span.last < injection


def baseline_of(diary: Diary, course: Course) -> Baseline:
    """The days fixed before the course where they are untreated and enough of them are logged; else a
    figure that was written down; else nothing, and why. Raises BaselineError.

    28 days before the first injection, as in the PREEMPT trials (clinical reference, section 2).
    """
    _check(course)
    span, tallies, now, hours, changed = None, _nothing(), _nothing(), None, False
    if course.fixed is not None:
        span, fixed = course.fixed
        tallies, now, hours = _tallies(fixed, span), _tallies(diary, span), fixed.hours(span)
        changed = not fixed.says_the_same(diary, span) or hours != diary.hours(span)
    source, rates = rates_before(course, tallies)
    lacking = None if source is not None else _lacking(course)
    is_written = source is not None and source is not BaselineSource.DIARY
    dated = course.written.dated if course.written is not None and is_written else None
    unreadable = course.are_unreadable
    return Baseline(source, lacking, span, rates, tallies, now, hours, changed, dated, unreadable)


def rates_before(
    course: Course, tallies: Mapping[str, Tally] | None = None
) -> tuple[BaselineSource | None, Mapping[str, Rate]]:
    """What there was before the course, and where that is from; None and nothing, where nothing is known.

    `tallies`: those of the fixed days, where they were counted already. Raises BaselineError.
    """
    _check(course)
    if course.fixed is not None:
        span, fixed = course.fixed
        counted = _tallies(fixed, span) if tallies is None else tallies
        if counted[HEADACHE].is_enough and course.injections[0] > span.last:
            return BaselineSource.DIARY, _rates(counted)
    if course.written is not None:
        numerator, denominator = course.written.days.as_integer_ratio()
        return course.written.source, {HEADACHE: Rate(numerator, denominator * DAYS_PER_MONTH)}
    return None, {}


def is_daily(rates: Mapping[str, Rate]) -> bool:
    """Whether headache was on nearly every day, however short it was: then headache days leave nothing to
    show. Pain that never stops is headache on every day. From 26 of 28 days on: our own line, as the trials
    left people with unremitting headache out (clinical reference, section 1)."""
    rate = rates.get(HEADACHE)
    return rate is not None and rate.days * DAYS_PER_MONTH >= DAILY_FROM * rate.of


def _lacking(course: Course) -> NoBaseline:
    if course.are_unreadable:
        return NoBaseline.UNREADABLE
    if course.fixed is not None and course.injections[0] <= course.fixed.span.last:
        return NoBaseline.FIRST_MOVED
    return NoBaseline.TOO_FEW_DAYS if course.from_start else NoBaseline.ON_TREATMENT


def _check(course: Course) -> None:
    if course.fixed is not None and not course.from_start:
        raise BaselineError("Days on treatment are no baseline.")
    if course.fixed is not None and course.fixed.span.days != DAYS_PER_MONTH:
        raise BaselineError(f"The days fixed are {DAYS_PER_MONTH}.")
    if course.written is not None:
        days = course.written.days
        if course.written.source not in (BaselineSource.DOCUMENTED, BaselineSource.RECALLED):
            raise BaselineError(f"{course.written.source} is no source of a figure.")
        # In this order: what is not a number compares with none.
        if not (isinstance(days, Decimal) and days.is_finite() and 0 <= days <= DAYS_PER_MONTH):
            raise BaselineError(f"{days} are no days of {DAYS_PER_MONTH}.")


def baseline_chain(course: Course, baseline: Baseline, measure: str) -> Chain | None:
    """The days behind the baseline in their order; None where it is a figure, or too few are answered."""
    if course.fixed is None or baseline.source is not BaselineSource.DIARY:
        return None
    bits = bits_of(course.fixed.diary, measure, course.fixed.span)
    return bits.chain() if bits.tally().is_enough else None


def _tallies(diary: Diary, span: Span) -> ByMeasure[Tally]:
    return ByMeasure(cache(lambda measure: bits_of(diary, measure, span).tally()))


def _rates(tallies: Mapping[str, Tally]) -> ByMeasure[Rate]:
    def rate(measure: str) -> Rate | None:
        tally = tallies[measure]
        return Rate(tally.days, tally.known) if tally.is_enough else None

    return ByMeasure(rate)


def _nothing() -> ByMeasure[Tally]:
    return ByMeasure(dict[str, Tally]().get)
