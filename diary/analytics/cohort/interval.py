"""The interval of many persons' changes at once: `analytics.interval`, whose formula this is, in arrays.

Arrays of counts are shaped (windows, N): each window of each of N persons. What is found of a person
is shaped (N,). A window without a known day is none and may stand anywhere.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.interval import DRIFT_DAYS, Z
from diary.terms.month import DAYS_PER_MONTH

Floats = NDArray[np.float64]
Numbers = NDArray[np.integer]


class Chains(NamedTuple):
    """Windows of N persons, arrays (windows, N) as in `interval.Chain`: `yes` of `known` days, and
    `switches` in `pairs` of neighbouring known days."""

    yes: Numbers
    known: Numbers
    switches: Numbers
    pairs: Numbers


class Groups(NamedTuple):
    """One group of windows of each person: the mean `rate` of its windows (0 to 1), the mean of
    1 / known days, and how many `windows` it has; one number where all have as many. Without a window
    the means are not a number."""

    rate: Floats
    inverse: Floats
    windows: float | Floats


class Falls(NamedTuple):
    """As `interval.Fall`, of many: days fewer per 28, and the limits of the 95 % interval."""

    days: Floats
    low: Floats
    high: Floats


def lag_one(chains: Chains) -> Floats:
    """Each person's own correlation of one day with the next (N,), as `interval.lag_one`."""
    yes, known = chains.yes.astype(np.float64), chains.known.astype(np.float64)
    # A window of one day has no pair, and so no part in this whatever it is divided by.
    shares = yes * (known - yes) / np.maximum(known * (known - 1), 1)
    independent = (2 * chains.pairs * shares).sum(axis=0)
    seen = chains.switches.sum(axis=0, dtype=np.float64)
    correlation = np.full(seen.shape, 0.5)
    for _ in range(2):
        expected = independent / (1 - mean_correlation(correlation))
        correlation = np.maximum(0.0, 1 - (seen + 1) / (expected + 2))
    return correlation


def mean_correlation(lag_one: Floats) -> Floats:
    """The mean correlation of two different days of 28, as `interval.mean_correlation`."""
    r, n = lag_one, DAYS_PER_MONTH
    return 2 * r * (n * (1 - r) - (1 - r**n)) / (n * (n - 1) * (1 - r) ** 2)


def alone(yes: Numbers, known: Numbers) -> Groups:
    """Each window as a group of its own: arrays of the shape of `known`, whatever that is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = 1 / known.astype(np.float64)
        return Groups(yes * inverse, inverse, 1.0)


def together(yes: Numbers, known: Numbers) -> Groups:
    """The windows of each person (windows, N) as one group (N,); windows without a known day are left out."""
    one = alone(yes, known)
    there = known > 0
    windows = there.sum(axis=0).astype(np.float64)
    with np.errstate(invalid="ignore"):
        rate = np.where(there, one.rate, 0).sum(axis=0) / windows
        inverse = np.where(there, one.inverse, 0).sum(axis=0) / windows
    return Groups(rate, inverse, windows)


def falls(
    before: Groups,
    after: Groups,
    correlation: Floats,
    weight: float = 1.0,
    drift_days: float | Floats = DRIFT_DAYS,
) -> Falls:
    """How far the mean rate fell, in days per 28, with its interval: as `interval.fall`.

    `before` and `after` may be of any shapes (..., N) that go together; `correlation` is (N,).
    `weight` multiplies the rate before; `drift_days` is the drift that is taken into account, in days
    per 28. Not a number where a group has no window.
    """
    mean = mean_correlation(correlation)
    drift = (drift_days / DAYS_PER_MONTH) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        below_before, above_before = _distances(before, after.windows, mean, weight, drift)
        below_after, above_after = _distances(after, before.windows, mean, 1 / weight, drift)
    days = weight * before.rate - after.rate
    low = np.maximum(-1.0, days - _added(weight * below_before, above_after))
    high = np.minimum(weight, days + _added(weight * above_before, below_after))
    return Falls(*(DAYS_PER_MONTH * each for each in (days, low, high)))


def hold_no_fall(before: Groups, after: Groups, correlation: Floats, weight: float) -> NDArray[np.bool_]:
    """Whether the interval of `falls`, at this weight, holds 0: arguments as there.

    Of each person only the limit on the side of 0 is worked out, which takes half of the time. False where a
    group has no window.
    """
    mean = mean_correlation(correlation)
    with np.errstate(divide="ignore", invalid="ignore"):
        below_before, above_before = _distances(before, after.windows, mean, weight, _DRIFT)
        days = weight * before.rate - after.rate
        # Where it fell, 0 lies downwards of the rate before and upwards of the rate after.
        squared = np.where(days >= 0, (weight * below_before) ** 2, (weight * above_before) ** 2)
        share, q, a = _shares(after, before.windows, mean, 1 / weight)
        middle, half = _roots(after.rate, a, q, _DRIFT / after.windows)
        distance = np.clip(middle + np.copysign(half, days), 0, 1)
        distance = (distance - after.rate) / share
        squared += distance * distance
        held: NDArray[np.bool_] = days * days <= squared
    return held


def _added(one: Floats, other: Floats) -> Floats:
    """The root of both squares' sum: shares of at most a few, for which `hypot` is needlessly careful."""
    found: Floats = np.sqrt(one * one + other * other)
    return found


def _distances(
    group: Groups, others: float | Floats, mean: Floats, weight: float, drift: float | Floats
) -> tuple[Floats, Floats]:
    """How far the limits lie below and above the rate, for square-and-add: as `interval._limits`."""
    share, q, a = _shares(group, others, mean, weight)
    rate = group.rate
    middle, half = _roots(rate, a, q, drift / group.windows)
    return (rate - np.maximum(0.0, middle - half)) / share, (np.minimum(1.0, middle + half) - rate) / share


def _shares(
    group: Groups, others: float | Floats, mean: Floats, weight: float
) -> tuple[float | Floats, float | Floats, Floats]:
    """A group's share of the distance, what it makes of z squared, and the design effect over the known
    days, 1 / n + (n - 1) / n x mean, averaged over the windows."""
    _, inverse, windows = group
    mine, theirs = weight * weight * others, windows
    share = np.sqrt(mine / (mine + theirs))
    return share, (Z * share) ** 2, (mean + (1 - mean) * inverse) / windows


def _roots(rate: Floats, a: Floats, q: float | Floats, drift: float | Floats) -> tuple[Floats, Floats]:
    """The middle of both roots of Wilson's equation with the drift in it, and how far they lie from it."""
    # Mostly in place: fresh memory for every step costs more than the arithmetic does.
    more = q * a
    widened = 1 + more
    squared = more * rate
    squared *= 1 - rate
    squared += q * drift * widened
    more /= 2
    middle = rate + more
    middle /= widened
    more *= more
    squared += more
    half = np.sqrt(squared)
    half /= widened
    return middle, half


_DRIFT = (DRIFT_DAYS / DAYS_PER_MONTH) ** 2
