"""How far a count fell since the baseline: in days per 28 and in percent, with its interval."""

from collections.abc import Sequence
from typing import NamedTuple

from diary.analytics.interval import Before, Chain, Fall
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
