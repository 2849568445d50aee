"""The 95 % interval of one person's fall in headache days, from one group of windows to another.

A person's daily answers are correlated from day to day, and their rate drifts from month to month;
an interval that ignores either is far too narrow. Here the drift stands inside Wilson's score
equation for each group, and the two groups are joined by the square-and-add rule.

What is estimated: 28 x the difference of the long-run rates, each the unweighted mean of its
group's windows; drift is independent between windows.

References: Wilson 1927 (JASA 22:209); Newcombe 1998 (Stat Med 17:873, method 10); Zou, Huang & Zhang
2009 (MOVER). The own lag-1 (`lag_one`), the drift inside Wilson's equation and the shares of the
distance (`_share`) are derived, not cited: that they hold the truth as often as they say is shown by
simulation, in `docs/methods.md`, with a worked example. The drift's size is known for headache days of
any length; for other flags it is an assumption.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import hypot, sqrt
from typing import NamedTuple

from diary.terms.month import DAYS_PER_MONTH

DRIFT_DAYS = 2.5
"""Standard deviation, in days per 28, of a month's own rate about the long-run one, in mid-scale."""

Z = 1.96
"""Of a two-sided 95 % interval."""


class Chain(NamedTuple):
    """A window's answers in their order: `yes` of `known` days; of `pairs` of neighbouring known days,
    `switches` differ."""

    yes: int
    known: int
    switches: int
    pairs: int


Yes = tuple[float, int, int, int]
"""A chain; or as much of one as the limits need, in which `yes` need not be whole."""


class Fall(NamedTuple):
    """Days fewer per 28, and the limits of its 95 % interval; below 0 is a rise."""

    days: float
    low: float
    high: float


class Level(NamedTuple):
    """Days per 28 of one group of windows, or what lies between two, and the limits of its 95 % interval."""

    days: float
    low: float
    high: float


def lag_one(chains: Iterable[tuple[int, int, int, int]]) -> float:
    """The person's own correlation of one day with the next, from all their usable windows; at least 0.

    1 - (switches seen + 1) / (switches expected of independent days + 2). A window of n known days, h
    of them yes, and m pairs has m x 2 h (n - h) / (n (n - D)) to expect of independent days, given the
    spread that it shows; its design effect D depends on the correlation itself, hence two passes from
    1/2. As D = 1 + (n - 1) c with c the mean correlation, n - D = (n - 1) (1 - c).
    """
    seen, shares = 0, 0.0
    for yes, known, switches, pairs in chains:
        if pairs:
            seen += switches
            shares += pairs * yes * (known - yes) / (known * (known - 1))
    correlation = 0.5
    for _ in range(2):
        expected = 2 * shares / (1 - mean_correlation(correlation))
        correlation = max(0.0, 1 - (seen + 1) / (expected + 2))
    return correlation


class Before:
    """The group of windows that others are compared with: its own limits are worked out once.

    Each chain is a window with at least one known day. `weight` multiplies the rate: with .70 the
    contrast is that of "at least 30 % fewer", which holds where it is above 0. `most`: what one day
    can come to, which is 1 but where hours are counted as days.
    """

    def __init__(
        self, chains: Sequence[Yes], correlation: float, weight: float = 1.0, most: float = 1.0
    ) -> None:
        self._effects = _effects(correlation)
        self._chains = chains
        self._weight, self._most = weight, most
        self._limits: dict[int, _Limits] = {}
        self._alone: dict[tuple[float, int], Fall] = {}

    def fall_to(self, after: Sequence[Yes]) -> Fall:
        """How far the mean rate fell to that of `after`, in days per 28, with its interval.

        Swapping the groups (at weight 1), or yes for no where a day is one or the other, mirrors the result.
        """
        if len(after) != 1:
            return self._fall_to(after)
        # A person's windows often say the same, and then their intervals are the same.
        key = after[0][:2]
        found = self._alone.get(key)
        if found is None:
            found = self._alone[key] = self._fall_to(after)
        return found

    def _fall_to(self, after: Sequence[Yes]) -> Fall:
        weight, most, groups = self._weight, self._most, len(after)
        before = self._limits.get(groups)
        if before is None:
            share = _share(len(self._chains), groups, weight)
            before = self._limits[groups] = _limits(self._chains, self._effects, share, most)
        rate_before, below_before, above_before = before
        share = _share(groups, len(self._chains), 1 / weight)
        rate_after, below_after, above_after = _limits(after, self._effects, share, most)
        days = weight * rate_before - rate_after
        low = days - hypot(weight * below_before, above_after)
        high = days + hypot(weight * above_before, below_after)
        # The truth lies between "never" and "daily" on both sides.
        low, high = max(-most, low), min(weight * most, high)
        return Fall(DAYS_PER_MONTH * days, DAYS_PER_MONTH * low, DAYS_PER_MONTH * high)


def fall(
    before: Sequence[Yes], after: Sequence[Yes], correlation: float, weight: float = 1.0, most: float = 1.0
) -> Fall:
    """`Before.fall_to` for one comparison."""
    return Before(before, correlation, weight, most).fall_to(after)


def level(chains: Sequence[Yes], correlation: float, most: float = 1.0) -> Level:
    """The mean rate of `chains` in days per 28, with its interval: Wilson's with the drift inside, whole."""
    rate, below, above = _limits(chains, _effects(correlation), 1.0, most)
    month = DAYS_PER_MONTH
    return Level(month * rate, month * (rate - below), month * (rate + above))


def contrast(
    before: Sequence[Yes] | None, after: Sequence[Yes], correlation: float, weight: float, most: float = 1.0
) -> Level:
    """How far the mean rate of `after` lies above `weight` times that of `before`, or above nothing where
    that is None, in days per 28."""
    if before is None:
        return level(after, correlation, most)
    days, low, high = fall(before, after, correlation, weight, most)
    return Level(-days, -high, -low)


def mean_correlation(lag_one: float) -> float:
    """The mean correlation of two different days of 28, where neighbours correlate by `lag_one` (below 1)."""
    r, n = lag_one, DAYS_PER_MONTH
    return 2 * r * (n * (1 - r) - (1 - r**n)) / (n * (n - 1) * (1 - r) ** 2)


def design_effect(known: int, mean: float) -> float:
    """By how much a mean correlation of days widens the variance of a mean of `known` of them."""
    return 1 + (known - 1) * mean


@lru_cache(maxsize=256)
def _effects(correlation: float) -> tuple[float, ...]:
    """The design effect of 1, 2, ... 28 known days over their number; asked for again and again."""
    mean = mean_correlation(correlation)
    return tuple(design_effect(known, mean) / known for known in range(1, DAYS_PER_MONTH + 1))


_Limits = tuple[float, float, float]
"""A group's mean rate, and how far its limits lie below and above it, for square-and-add."""


def _share(windows: int, others: int, weight: float) -> float:
    """A group's share s of the distance between two, of which it is taken `weight` times."""
    if not (windows and others):
        raise ValueError("A group needs windows.")
    return sqrt(weight * weight * others / (weight * weight * others + windows))


def _limits(chains: Sequence[Yes], effects: Sequence[float], share: float, most: float) -> _Limits:
    """The two roots P of (p - P)^2 = (z s)^2 [P(1 - P) a + v], stretched back by s.

    It is Wilson's equation with the drift v in it, taken at the group's share s of the distance; a group
    alone has all of it. `effects`: the design effect of 1, 2, ... known days over their number. `most`:
    what a day can come to.
    """
    count = len(chains)
    if not count:
        raise ValueError("A group needs windows.")
    rate = a = 0.0
    for yes, known, _, _ in chains:
        rate += yes / known
        a += effects[known - 1]
    rate /= count
    a /= count * count
    q = (Z * share) ** 2
    widened = 1 + q * a
    middle = (rate + q * a / 2) / widened
    half = sqrt(q * (rate * (1 - rate) * a + _DRIFT / count * widened + q * a * a / 4)) / widened
    return rate, (rate - max(0.0, middle - half)) / share, (min(most, middle + half) - rate) / share


_DRIFT = (DRIFT_DAYS / DAYS_PER_MONTH) ** 2
