"""How far a count fell since the baseline: in days per 28 and in percent, with its interval."""

from collections.abc import Sequence
from typing import NamedTuple

from diary.analytics.hours_interval import contrast_of_hours
from diary.analytics.interval import Before, Chain, Fall
from diary.analytics.tally import Hours
from diary.terms.month import DAYS_PER_MONTH


class Rate(NamedTuple):
    """A share of days as whole numbers, so that a threshold is decided exactly: `days` of `of`."""

    days: int
    of: int

    @property
    def per_month(self) -> float:
        """Days per 28."""
        return DAYS_PER_MONTH * self.days / self.of


class Change(NamedTuple):
    """From the baseline's rate `before` to the rate `after` of one window or several; above 0 is a fall.

    `group` and `chains` are the days behind both, for the interval; without a `group` the baseline
    is a figure that somebody wrote down or recalled, whose own uncertainty nobody knows.
    """

    before: Rate
    after: Rate
    group: Before | None
    chains: Sequence[Chain]

    @property
    def days(self) -> float:
        """Days fewer per 28."""
        return self.before.per_month - self.after.per_month

    @property
    def percent(self) -> float | None:
        """Percent fewer; None from a baseline of 0, from which nothing can fall."""
        return 100 * self.days / self.before.per_month if self.before.days else None

    @property
    def interval(self) -> Fall | None:
        """The 95 % interval of the days fewer, worked out when it is asked for."""
        return self.group.fall_to(self.chains) if self.group else None

    def is_at_least(self, percent: int) -> bool | None:
        """Whether the fall is at least `percent` of the baseline, exactly; None from a baseline of 0."""
        if not self.before.days:
            return None
        before, after = self.before.days * self.after.of, self.after.days * self.before.of
        return 100 * (before - after) >= percent * before


class HoursChange(NamedTuple):
    """From the hours of headache before to those of one window, both of enough days; above 0 is a fall.

    `correlation`: the person's own, of one headache day with the next.
    """

    before: Hours
    after: Hours
    correlation: float

    @property
    def per_month(self) -> tuple[float, float]:
        """Hours per 28 days, before and after."""
        before, after = (DAYS_PER_MONTH * one.total / one.known for one in (self.before, self.after))
        return before, after

    @property
    def hours(self) -> float:
        """Hours fewer per 28 days."""
        before, after = self.per_month
        return before - after

    @property
    def percent(self) -> float | None:
        """Percent fewer; None from none, from which nothing can fall."""
        return 100 * self.hours / self.per_month[0] if self.before.total else None

    @property
    def interval(self) -> Fall:
        """The 95 % interval of the hours fewer."""
        more, low, high = contrast_of_hours([self.before], [self.after], self.correlation)
        return Fall(-more, -high, -low)
