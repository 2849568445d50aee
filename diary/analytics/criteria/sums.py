"""One sum of a rule: what was counted, the line it is held against, and how far beyond it lies.

Whatever a rule asks for, the sum is one: `after` against weight x `before` + offset. What is counted is
decided by whole numbers, never by the rounded ones that are shown (clinical reference, section 5).
"""

from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from diary.analytics.criteria.sides import Side, Why
from diary.analytics.interval import Level, fall, level
from diary.terms.month import DAYS_PER_MONTH


class Asks(StrEnum):
    """What a line asks of the days that it names, in days (or hours) a month."""

    AT_LEAST = "at_least"
    UNDER = "under"
    FELL_PERCENT = "fell_by_at_least_percent"
    FELL_UNDER_PERCENT = "fell_by_less_than_percent"
    FELL_DAYS = "fell_by_at_least"
    TIMES = "at_least_times"


class Line(NamedTuple):
    """One question of a rule: a measure, what is asked of it, and the number."""

    measure: str
    asks: Asks
    number: int

    @property
    def compares(self) -> bool:
        """Whether it sets days beside those before."""
        return self.asks not in (Asks.AT_LEAST, Asks.UNDER)

    @property
    def weight(self) -> Fraction:
        """How many times the days before are taken."""
        return _weight(self.asks, self.number)

    def offset(self, month: int) -> Fraction:
        """What is added to them, per 28 days, where the rule's month has so many."""
        return _offset(self.asks, self.number, month)

    @property
    def sign(self) -> int:
        """1 where more is beyond the line, -1 where less is."""
        return 1 if self.asks in (Asks.AT_LEAST, Asks.FELL_UNDER_PERCENT, Asks.TIMES) else -1

    def holds(self, margin: Fraction) -> bool:
        """Whether so far beyond the line is enough."""
        if self.asks in (Asks.UNDER, Asks.FELL_UNDER_PERCENT):
            return margin > 0
        return margin >= 0


@cache
def _weight(asks: Asks, number: int) -> Fraction:
    if asks in (Asks.FELL_PERCENT, Asks.FELL_UNDER_PERCENT):
        return 1 - Fraction(number, 100)
    return Fraction({Asks.FELL_DAYS: 1, Asks.TIMES: number}.get(asks, 0))


@cache
def _offset(asks: Asks, number: int, month: int) -> Fraction:
    per_28 = Fraction(number * DAYS_PER_MONTH, month)
    if asks is Asks.FELL_DAYS:
        return -per_28
    return per_28 if asks in (Asks.AT_LEAST, Asks.UNDER) else Fraction(0)


class Sum(NamedTuple):
    """One line held against its days.

    `at`: where the line lies, per 28 days; `margin`: how far beyond it the count lies (below 0: short
    of it), with its 95 % interval where there is one: written figures and hours have none. `is_met` is
    None where it cannot be assessed, and `why` says why; `in_30` is the answer for a month of 30 days.
    """

    line: Line
    before: Side | None
    after: Side
    at: Fraction | None
    margin: Fraction | None
    interval: Level | None
    is_met: bool | None
    in_30: bool | None
    why: Why | None

    @property
    def is_close(self) -> bool:
        """Whether the interval holds the line."""
        return self.interval is not None and self.interval.low <= 0 <= self.interval.high


CALENDAR_MONTH = 30
"""Days of a month as calendars have them: 15 of 30 are 14 of 28."""


def summed(line: Line, before: Side | None, after: Side, correlation: float) -> Sum:
    """`line` held against days; `correlation`: the person's own of one day with the next."""
    sides = [side for side in (before, after) if side is not None]
    whys = [side.why for side in sides if side.why is not None]
    if whys:
        return Sum(line, before, after, None, None, None, None, None, whys[0])
    was = before.rate if before is not None else Fraction(0)
    at = line.weight * was + line.offset(DAYS_PER_MONTH)
    margin = line.sign * (after.rate - at)
    interval = _interval(line, before, after, correlation)
    if line.asks in _FROM_SOMETHING and not was:
        return Sum(line, before, after, at, margin, None, None, None, Why.FROM_ZERO)
    is_met = in_30 = _is_met(line, before, after, DAYS_PER_MONTH)
    if line.asks in _PER_MONTH:
        in_30 = _is_met(line, before, after, CALENDAR_MONTH)
    why = Why.UNLOGGED_DECIDE if is_met is None else None
    return Sum(line, before, after, at, margin, interval, is_met, in_30, why)


_PER_MONTH = (Asks.AT_LEAST, Asks.UNDER, Asks.FELL_DAYS)
"""Where the number is one of days a month, and so another one of longer months."""

_FROM_SOMETHING = (Asks.FELL_PERCENT, Asks.FELL_UNDER_PERCENT, Asks.TIMES)
"""Of 0 there are no percents, and no number of times."""


def _is_met(line: Line, before: Side | None, after: Side, month: int) -> bool | None:
    """The answer that stands whatever was on the days not known; None where they could turn it."""
    offset = line.offset(month)
    if before is None:
        lines = (offset, offset)
    else:
        least, most = before.bounds
        lines = (line.weight * most + offset, line.weight * least + offset)
    one, other = (line.holds(line.sign * (now - at)) for now, at in zip(after.bounds, lines, strict=True))
    return one if one is other else None


def _interval(line: Line, before: Side | None, after: Side, correlation: float) -> Level | None:
    """The 95 % interval of the margin."""
    offset, weight = float(line.offset(DAYS_PER_MONTH)), float(line.weight)
    if not after.chains or (before is not None and not before.chains):
        return None
    if before is None:
        days, low, high = level(after.chains, correlation)
        beyond = days - offset, low - offset, high - offset
    else:
        days, low, high = fall(before.chains, after.chains, correlation, weight)
        beyond = -days - offset, -high - offset, -low - offset
    days, low, high = beyond if line.sign > 0 else (-beyond[0], -beyond[2], -beyond[1])
    return Level(days, low, high)
