"""The interval of hours again, slowly: from each day's hours, by fractions, and its limits by bisection."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import hypot, sqrt

from diary.analytics.interval import design_effect, mean_correlation

Window = Sequence[int | Fraction]
"""The hours of each day that says them; 0 on a clear one."""


def fall_of_hours(
    before: Sequence[Window], after: Sequence[Window], correlation: float, weight: float = 1.0
) -> tuple[float, float, float]:
    """Hours fewer per 28 days, and the limits."""
    each = typical([*before, *after])
    share = 1 / (1 + Fraction(len(before), len(after)) / Fraction(weight) ** 2)
    mean, below, above = _limits(before, correlation, each, sqrt(share))
    mean_after, below_after, above_after = _limits(after, correlation, each, sqrt(1 - share))
    fell = weight * mean - mean_after
    low = fell - hypot(weight * below, above_after)
    high = fell + hypot(weight * above, below_after)
    return 28 * fell, max(-24 * 28, 28 * low), min(weight * 24 * 28, 28 * high)


def typical(windows: Sequence[Window]) -> Fraction:
    """The hours of a day as which hours are counted: the longest of the windows'."""
    return max((_typical(window) for window in windows if any(window)), default=Fraction(24))


def _typical(window: Window) -> Fraction:
    """The mean length of a day, each day counting as often as it has hours."""
    return sum(hours * Fraction(hours) for hours in window) / Fraction(sum(window))


def _limits(
    windows: Sequence[Window], correlation: float, each: Fraction, share: float
) -> tuple[float, float, float]:
    """The mean hours of a day, and how far the limits lie below and above it: where the mean that was seen
    is just as far off as it may be."""
    mean = sum(Fraction(sum(window)) / len(window) for window in windows) / len(windows)
    correlated = mean_correlation(correlation)
    effect = sum(design_effect(len(window), correlated) / len(window) for window in windows)

    def is_outside(truth: float) -> bool:
        of_days = truth * (float(each) - truth) * effect / len(windows) ** 2
        of_months = (2.5 / 28 * float(each)) ** 2 / len(windows)
        return (float(mean) - truth) ** 2 > (1.96 * share) ** 2 * (of_days + of_months)

    low, high = _root(is_outside, float(mean), 0.0), _root(is_outside, float(mean), 24.0)
    return float(mean), (float(mean) - low) / share, (high - float(mean)) / share


def _root(is_outside: Callable[[float], bool], inner: float, outer: float) -> float:
    if not is_outside(outer):
        return outer
    for _ in range(200):
        middle = (inner + outer) / 2
        inner, outer = (inner, middle) if is_outside(middle) else (middle, outer)
    return inner
