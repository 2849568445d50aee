"""How often something was so in a span of days, or how long, and how much of it was answered."""

from fractions import Fraction
from typing import NamedTuple

from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS


def is_enough(known: int, logged: int, expected: int, asked: int) -> bool:
    """Whether a scaled count and a verdict may be said of a span: at least 20 days known, of a longer span
    20 of 28, and 20 of 28 of the days to which the question belongs. The first is the PREEMPT trials' rule,
    quoted second-hand (clinical reference, section 3), the second is ours.

    Clear days answer every question about a headache. If they alone were known, all headaches would count
    as short.
    """
    if known < ENOUGH_DAYS or known * DAYS_PER_MONTH < ENOUGH_DAYS * expected:
        return False
    return known == logged or (asked - logged + known) * DAYS_PER_MONTH >= ENOUGH_DAYS * asked


class Tally(NamedTuple):
    """One flag over one span: `days` with it, of `known` answered, of `expected` in the span.

    `logged`: days answered at all; `asked`: those of them to which the question belongs, which for
    a question about a headache are the headache days. `so_far`: those of `known` that are "no headache"
    said before their evening and not confirmed; they count as clear in the figure and as unknown in
    the bounds. `unsure`: those of `days` that are only so far what they are, of a flag that clear days
    have. `certain` and `excluded`: days of which it is not known, of a flag that follows from several, and
    which have it, or have it not, all the same.
    """

    days: int
    known: int
    logged: int
    expected: int
    asked: int
    so_far: int = 0
    unsure: int = 0
    certain: int = 0
    excluded: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether a scaled count and a verdict may be said."""
        _, known, logged, expected, asked, _, _, _, _ = self
        return is_enough(known, logged, expected, asked) and not self.is_one_sided

    @property
    def is_one_sided(self) -> bool:
        """Whether the days known cannot stand for the others: pro rata of them it would be fewer or more days
        than is possible."""
        if not (self.known and (self.certain or self.excluded)):
            return False
        least, most = self.bounds
        return not least <= self.per_month <= most

    @property
    def least_and_most(self) -> tuple[int, int]:
        """The fewest and the most days of the span itself on which it can be so, whatever the unanswered
        days were."""
        unknown = self.expected - self.known
        return self.days - self.unsure + self.certain, self.days + unknown + self.so_far - self.excluded

    @property
    def scaled(self) -> float | None:
        """Days per 28: those counted, pro rata of the days answered; None where these are not enough."""
        return DAYS_PER_MONTH * self.days / self.known if self.is_enough else None

    @property
    def per_month(self) -> Fraction:
        """The same exactly, however few are answered; only where one is."""
        return Fraction(DAYS_PER_MONTH * self.days, self.known)

    @property
    def bounds(self) -> tuple[float, float]:
        """The same per 28; in a shorter span whatever the days were that are not in it, too."""
        least, most = self.least_and_most
        days = max(self.expected, DAYS_PER_MONTH)
        scale = DAYS_PER_MONTH / days
        return least * scale, (most + days - self.expected) * scale


class Hours(NamedTuple):
    """Hours of headache over one span: `total` of `known` days whose hours are said, of `expected`.

    `squares`: of each of these days' hours, added up: how unlike the days are, which the interval asks for.
    A clear day has none; `so_far`: those that are only clear so far. `asked`: the headache days.
    """

    total: float
    squares: float
    known: int
    logged: int
    expected: int
    asked: int
    so_far: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether a scaled sum may be said: as of a Tally."""
        return is_enough(self.known, self.logged, self.expected, self.asked)

    @property
    def scaled(self) -> float | None:
        """Hours per 28 days: those said, pro rata of the days that say them; None where they are too few."""
        return DAYS_PER_MONTH * self.total / self.known if self.is_enough else None

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most it can be per 28 days: no hours, or 24, on every day that does not say, and
        in a shorter span on those that are not in it."""
        days = max(self.expected, DAYS_PER_MONTH)
        scale = DAYS_PER_MONTH / days
        return self.total * scale, (self.total + 24 * (days - self.known + self.so_far)) * scale
