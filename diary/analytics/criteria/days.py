"""Where the days lie that rules speak of, as of one day.

A month is 28 consecutive days; adjacent months end on the day asked about, or on the day before the
first treatment. "After two cycles" begins with the last day of weeks 9-12 of the second.
"""

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import assert_never

from diary.analytics.around import days_before
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.criteria.rules import Where
from diary.analytics.criteria.sides import Count, Side, Why, joined
from diary.analytics.diary import HEADACHE, Diary, Spans, cut
from diary.analytics.interval import lag_one
from diary.analytics.measures import CRYSTAL_CLEAR, HOURS, bits_of
from diary.analytics.outcome import CourseOutcome, CycleOutcome
from diary.analytics.windows import Cut, Span, Weeks, Window, baseline_span
from diary.terms.criteria import EHF_CYCLES, RESPONSE_CYCLE
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

Pair = tuple[Side | None, Side]
"""What was before, where a rule compares, and what the rule looks at."""

MONTH, DAY = timedelta(days=DAYS_PER_MONTH), timedelta(days=1)


class Days(ABC):
    """The days of a diary, asked on one day."""

    def __init__(self, diary: Diary, asked: date) -> None:
        self._diary, self._asked = diary, asked
        # Rules ask about the same days again and again.
        self._sides = cache(self._counted)

    @abstractmethod
    def pairs(self, where: Where, measure: str, months: int) -> list[Pair]:
        """The sides of each sum of `measure`, in order of time; so many where a rule speaks of months."""

    @abstractmethod
    def correlation(self, measure: str) -> float:
        """The person's own, of one day with the next."""

    def months(self, measure: str, number: int) -> list[Side]:
        """So many adjacent months that end on the day asked about."""
        return list(self._sides(measure, _months(self._asked, number)))

    def _counted(self, measure: str, spans: tuple[Span, ...]) -> tuple[Side, ...]:
        """What the diary says of each of these spans, which are in order of time."""
        return tuple(Side((count,)) for count in _counts(self._diary, measure, spans))

    def _side(self, measure: str, *spans: Span) -> Side:
        """What it says of all of them together."""
        return joined(self._sides(measure, spans))


class Untreated(Days):
    """The days of somebody without a treatment: wherever a rule speaks of days before it, the latest ones."""

    def pairs(self, where: Where, measure: str, months: int) -> list[Pair]:
        return [(None, month) for month in self.months(measure, months)]

    def correlation(self, measure: str) -> float:
        days = self.months(_CORRELATES_AS.get(measure, measure), 1)
        return lag_one(chain for month in days for chain in month.chains)


class Treated(Days):
    """The days of one course."""

    def __init__(self, course: CourseOutcome, asked: date) -> None:
        super().__init__(course.counted.diary, asked)
        self._course = course
        self._baseline = cache(self._before)

    def pairs(self, where: Where, measure: str, months: int) -> list[Pair]:
        match where:
            case Where.MONTHS_NOW:
                return [(None, month) for month in self.months(measure, months)]
            case Where.MONTHS_TREATED:
                return [(None, month) for month in self._treated_months(measure, months)]
            case Where.MONTH_BEFORE:
                return [(None, self._baseline(measure))]
            case Where.MONTHS_BEFORE:
                return [(None, month) for month in self._months_before(measure, months)]
            case Where.AROUND_EACH:
                return [self._around(number, measure) for number in self._first_cycles()]
            case Where.FIRST_WEEKS_OF_EACH:
                since = [self._window(number, Weeks.FIRST, measure) for number in self._first_cycles()]
            case Where.FIRST_WEEKS:
                since = [self._latest(measure, Weeks.FIRST)]
            case Where.WEEKS_9_12:
                since = [self._window(RESPONSE_CYCLE, Weeks.THIRD, measure)]
            case Where.WHOLE_CYCLE:
                since = [joined([self._window(RESPONSE_CYCLE, weeks, measure) for weeks in Weeks])]
            case Where.LATEST_WINDOW:
                since = [self._latest(measure)]
            case Where.LATEST_CYCLE:
                since = [self._latest_cycle(measure)]
            case _:
                assert_never(where)
        return [(self._baseline(measure), side) for side in since]

    def correlation(self, measure: str) -> float:
        return self._course.counted[_CORRELATES_AS.get(measure, measure)].correlation

    def _before(self, measure: str) -> Side:
        """The fixed days, or the figure that stands in for their headache days."""
        baseline, fixed = self._course.baseline, self._course.course.fixed
        is_counted = baseline.source is BaselineSource.DIARY or baseline.lacking is NoBaseline.TOO_FEW_DAYS
        if fixed is not None and is_counted:
            return Side(tuple(_counts(fixed.diary, measure, (fixed.span,))))
        if measure in baseline.rates:
            return Side(figure=baseline.rates[measure], source=baseline.source)
        return Side(lacking=Why.NO_BASELINE)

    def _months_before(self, measure: str, number: int) -> list[Side]:
        """Adjacent months before the first treatment, the last of them as it was fixed; none that an earlier
        course of treatment reached."""
        course, first = self._course.course, self._course.course.injections[0]
        if not course.from_start:
            return [Side(lacking=Why.BEFORE_THE_DIARY)] * number
        if not self._course.baseline.is_before(first):
            return [Side(lacking=Why.NO_BASELINE)] * number
        earlier = self._sides(measure, _months(first - DAY - MONTH, number - 1)) if number > 1 else ()
        treated_until = self._course.treated_until or date.min
        untreated = [
            month if month.counts[0].span.first > treated_until else replace(month, lacking=Why.ON_TREATMENT)
            for month in earlier
        ]
        return [*untreated, self._baseline(measure)]

    def _treated_months(self, measure: str, number: int) -> list[Side]:
        """Adjacent months that end on the day asked about, each of which treatment must have reached."""
        course = self._course.course
        began = course.injections[0] if course.number(0) == 1 else course.known_start
        months = self.months(measure, number)
        if self._course.cycles[-1].cycle.is_paused:
            return [replace(month, lacking=Why.PAUSED) for month in months]
        if began is None:
            return months
        over = began + number * MONTH - DAY
        return [
            month if month.counts[0].span.first >= began else replace(month, lacking=Why.NOT_OVER, until=over)
            for month in months
        ]

    def _first_cycles(self) -> list[int]:
        """The numbers of the cycles that decide whether there was a response: the last if it can tell."""
        least, most = EHF_CYCLES
        last = self._window(most, Weeks.FIRST, HEADACHE)
        return list(range(1, least + 1 if last.lacking else most + 1))

    def _around(self, number: int, measure: str) -> Pair:
        """The 4 weeks before an injection, and the 4 weeks after it."""
        cycle, after = self._cycle(number), self._window(number, Weeks.FIRST, measure)
        if cycle is None:
            return Side(lacking=after.lacking), after
        tally, chain = days_before(self._course, cycle)
        return Side((Count(baseline_span(cycle.cycle.injected), tally, chain),)), after

    def _cycle(self, number: int) -> CycleOutcome | None:
        return next((cycle for cycle in self._course.cycles if cycle.number == number), None)

    def _window(self, number: int, weeks: Weeks, measure: str) -> Side:
        """A window of the cycle of this number within the course."""
        cycle = self._cycle(number)
        if cycle is None:
            latest = self._course.cycles[-1].number
            is_to_come = latest is not None and latest < number
            return Side(lacking=Why.NOT_OVER if is_to_come else Why.BEFORE_THE_DIARY)
        window = next((one for one in cycle.cycle.windows if one.weeks is weeks), None)
        over = cycle.cycle.injected + (list(Weeks).index(weeks) + 1) * MONTH - DAY
        if window is None:
            # The next injection came before these weeks did.
            if not cycle.cycle.is_last:
                return Side(lacking=Why.CUT_SHORT)
            return Side(lacking=Why.NOT_OVER, until=over)
        side = self._side(measure, window.span)
        if window.cut is Cut.NEXT_INJECTION and window.span.days < ENOUGH_DAYS:
            return replace(side, lacking=Why.CUT_SHORT)
        return replace(side, lacking=Why.NOT_OVER, until=over) if window.cut is Cut.TODAY else side

    def _latest(self, measure: str, weeks: Weeks | None = None) -> Side:
        """The latest whole window, of these weeks if so asked."""
        for cycle in reversed(self._course.cycles):
            whole = [one for one in _whole(cycle) if weeks in (None, one.weeks)]
            if whole:
                return self._side(measure, whole[-1].span)
        return Side(lacking=Why.NOT_OVER, until=self._course.cycles[-1].cycle.injected + MONTH - DAY)

    def _latest_cycle(self, measure: str) -> Side:
        """All whole windows of the cycle of the latest one."""
        for cycle in reversed(self._course.cycles):
            if whole := _whole(cycle):
                return self._side(measure, *(one.span for one in whole))
        return self._latest(measure)


# Clear days follow each other as headache days do, with yes and no swapped; hours of headache are on headache
# days, and how they follow each other beyond that does not make the interval better (docs/decisions.md).
_CORRELATES_AS = {CRYSTAL_CLEAR: HEADACHE, HOURS: HEADACHE}


def _whole(cycle: CycleOutcome) -> list[Window]:
    return [window for window in cycle.cycle.windows if window.cut is None]


def _months(last: date, number: int) -> tuple[Span, ...]:
    """So many adjacent months, the last of which ends on `last`."""
    ends = [last - ago * MONTH for ago in reversed(range(number))]
    return tuple(Span(end - MONTH + DAY, end) for end in ends)


def _counts(diary: Diary, measure: str, spans: tuple[Span, ...]) -> list[Count]:
    if measure == HOURS:
        return [Count(span, diary.hours(span), None) for span in spans]
    within = Span(spans[0].first, spans[-1].last)
    bits, counted = bits_of(diary, measure, within), Spans(cut(spans, within))
    return [Count(*one) for one in zip(spans, counted.tallies(bits), counted.chains(bits), strict=True)]
