"""One sum of a rule: what was counted, the line it is held against, and how far beyond it lies.

Whatever a rule asks for, the sum is one: `after` against a share of `before` and an offset. What is counted
is decided by whole numbers, never by the rounded ones that are shown (clinical reference, section 5).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from diary.analytics.criteria.sides import Side, Why
from diary.analytics.hours_interval import contrast_of_hours
from diary.analytics.interval import Level, contrast
from diary.analytics.measures import HOURS
from diary.terms.month import DAYS_PER_MONTH


class Asks(StrEnum):
    """What a line asks of the days that it names, in days (or hours) a month."""

    AT_LEAST = "at_least"
    UNDER = "under"
    FELL_PERCENT = "fell_by_at_least_percent"
    FELL_DAYS = "fell_by_at_least"
    TIMES = "at_least_times"


class Line(NamedTuple):
    """One question of a rule: a measure, what is asked of it, and the number."""

    measure: str
    asks: Asks
    number: int

    @property
    def percent_of_before(self) -> int:
        """How much of the days before it lies at; 0 where a rule does not compare."""
        match self.asks:
            case Asks.FELL_PERCENT:
                return 100 - self.number
            case Asks.FELL_DAYS:
                return 100
            case Asks.TIMES:
                return 100 * self.number
        return 0

    @property
    def offset(self) -> int:
        """How many days (or hours) a month it lies above that."""
        match self.asks:
            case Asks.AT_LEAST | Asks.UNDER:
                return self.number
            case Asks.FELL_DAYS:
                return -self.number
        return 0

    @property
    def sign(self) -> int:
        """1 where more is beyond the line, -1 where less is."""
        return 1 if self.asks in (Asks.AT_LEAST, Asks.TIMES) else -1

    @property
    def holds_on_it(self) -> bool:
        """Whether a count just on the line meets what is asked."""
        return self.asks is not Asks.UNDER


@dataclass(frozen=True)
class Sum:
    """One line held against its days; `correlation`: the person's own of one day with the next, which hours
    take from headache days.

    `is_met` is None where it cannot be assessed, and `why` says why; `in_30` is the answer for a month of 30
    days.
    """

    line: Line
    before: Side | None
    after: Side
    correlation: float
    is_met: bool | None
    in_30: bool | None
    why: Why | None

    @cached_property
    def at(self) -> Fraction | None:
        """Where the line lies, per 28 days."""
        if not self._is_counted:
            return None
        before = Fraction(0) if self.before is None else self.before.rate
        return before * self.line.percent_of_before / 100 + self.line.offset

    @cached_property
    def margin(self) -> Fraction | None:
        """How far beyond the line the count lies, per 28 days; below 0 it is short of it."""
        return None if self.at is None else self.line.sign * (self.after.rate - self.at)

    @cached_property
    def interval(self) -> Level | None:
        """The 95 % interval of the margin; None of written figures, which have none."""
        before, after, share = self.before, self.after, self.line.percent_of_before / 100
        is_written = after.figure is not None or (before is not None and before.figure is not None)
        if not self._is_counted or self.why is Why.FROM_ZERO or is_written:
            return None
        if self.line.measure == HOURS:
            hours = None if before is None else before.hours
            days, low, high = contrast_of_hours(hours, after.hours, self.correlation, share)
        else:
            chains = None if before is None else before.chains
            days, low, high = contrast(chains, after.chains, self.correlation, share)
        offset = self.line.offset
        if self.line.sign > 0:
            return Level(days - offset, low - offset, high - offset)
        return Level(offset - days, offset - high, offset - low)

    @property
    def is_close(self) -> bool:
        """Whether the interval holds the line."""
        return holds_line(self.interval)

    @property
    def _is_counted(self) -> bool:
        return self.after.why is None and (self.before is None or self.before.why is None)


def holds_line(interval: Level | None) -> bool:
    """Whether this interval of a margin holds the line itself."""
    return interval is not None and interval.low <= 0 <= interval.high


CALENDAR_MONTH = 30
"""Days of a month as calendars have them: 15 of 30 are 14 of 28."""


def summed(line: Line, before: Side | None, after: Side, correlation: float) -> Sum:
    """`line` held against days."""
    whys = [side.why for side in (before, after) if side is not None and side.why is not None]
    if whys:
        return Sum(line, before, after, correlation, None, None, whys[0])
    if before is not None and line.asks in _FROM_SOMETHING and before.is_none:
        return Sum(line, before, after, correlation, None, None, Why.FROM_ZERO)
    is_met = in_30 = _is_met(line, before, after, DAYS_PER_MONTH)
    if line.offset:
        in_30 = _is_met(line, before, after, CALENDAR_MONTH)
    why = Why.UNLOGGED_DECIDE if is_met is None else None
    return Sum(line, before, after, correlation, is_met, in_30, why)


_FROM_SOMETHING = (Asks.FELL_PERCENT, Asks.TIMES)
"""Of 0 there are no percents, and no number of times."""


def _is_met(line: Line, before: Side | None, after: Side, month: int) -> bool | None:
    """The answer that stands whatever was on the days not known; None where they could turn it.

    A month of `month` days has as many more; so that numbers stay whole, both are taken 100 x `month` times.
    """
    share, offset = month * line.percent_of_before, 100 * DAYS_PER_MONTH * line.offset
    least_before, most_before = (0, 0) if before is None else before.bounds
    least, most = after.bounds
    one = line.sign * (100 * month * least - share * most_before - offset)
    other = line.sign * (100 * month * most - share * least_before - offset)
    if line.holds_on_it:
        is_met, is_always = one >= 0, (one >= 0) is (other >= 0)
    else:
        is_met, is_always = one > 0, (one > 0) is (other > 0)
    return is_met if is_always else None
