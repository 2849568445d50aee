"""The intervals that are compared, each for many persons at once."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.interval import Chains, Falls, alone, falls, lag_one, together
from diary.analytics.interval import Z
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.diaries import People

Array = NDArray[Any]


class Comparison(NamedTuple):
    """The first window of N persons against some of the others; the own lag-1 is taken from all."""

    people: People
    chains: Chains
    after: slice = slice(1, 2)

    def truth(self, weight: float = 1.0) -> Array:
        """The true fall, in days per 28; `weight` multiplies the rate before."""
        before, after = self.people.long_runs[0], self.people.long_runs[self.after].mean(axis=0)
        return DAYS_PER_MONTH * (weight * before - after)


Method = Callable[[Comparison, float], Falls]


def ours(comparison: Comparison, weight: float = 1.0) -> Falls:
    """The interval that people are shown."""
    return falls(*_groups(comparison), lag_one(comparison.chains), weight)


def told(comparison: Comparison, weight: float = 1.0) -> Falls:
    """The same formula told the true lag-1 and tau: nobody could do that."""
    people = comparison.people
    return falls(*_groups(comparison), people.lag_one, weight, people.drift_days)


def newcombe(divisor: float, comparison: Comparison, weight: float = 1.0) -> Falls:
    """The textbook interval, as if only one day in `divisor` had been logged.

    Wilson's interval for each rate, joined by square-and-add: Newcombe 1998, method 10.
    """
    days = comparison.chains
    p, below_p, above_p = _wilson(days.yes[:1], days.known[:1], divisor)
    q, below_q, above_q = _wilson(days.yes[comparison.after], days.known[comparison.after], divisor)
    fall = weight * p - q
    low, high = np.hypot(weight * below_p, above_q), np.hypot(weight * above_p, below_q)
    return Falls(*(DAYS_PER_MONTH * each for each in (fall, fall - low, fall + high)))


OURS = "ours"
METHODS: dict[str, Method] = {
    OURS: ours,
    "told lag-1 and tau": told,
    "textbook": partial(newcombe, 1),
    "n / 2.5": partial(newcombe, 2.5),
    "n / 3": partial(newcombe, 3),
}


def _groups(comparison: Comparison) -> tuple[Any, Any]:
    yes, known = comparison.chains.yes, comparison.chains.known
    return alone(yes[0], known[0]), together(yes[comparison.after], known[comparison.after])


def _wilson(yes: Array, known: Array, divisor: float) -> tuple[Array, Array, Array]:
    """The rate of some windows' days together, and how far its limits lie below and above it."""
    of = known.sum(axis=0, dtype=np.int64)
    rate, n = yes.sum(axis=0, dtype=np.int64) / of, of / divisor
    middle = (rate + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * np.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return rate, rate - np.maximum(0, middle - half), np.minimum(1, middle + half) - rate
