"""How a month's own rate lies about a person's: three ways, and the long-run rate of each.

Each takes the person's rate (0 to 1), the drift's standard deviation in days per 28 and how many
standard deviations the month is off, and gives the month's own rate.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diary.terms.month import DAYS_PER_MONTH

Array = NDArray[Any]
Drift = Callable[[Array, Array, Any], Array]


def constant(rate: Array, drift_days: Array, deviation: Any) -> Array:
    """The same standard deviation at every rate, clipped to never and daily: the grid's."""
    return np.clip(rate + drift_days / DAYS_PER_MONTH * deviation, 0, 1)


def shrinking(rate: Array, drift_days: Array, deviation: Any) -> Array:
    """Smaller towards never and daily, as the root of P (1 - P), so that a month's variance is everywhere
    as many times the binomial one (clinical reference, section 10: 2.2 to 3.0 times); the mix's."""
    return constant(rate, drift_days * np.sqrt(4 * rate * (1 - rate)), deviation)


def in_log_odds(rate: Array, drift_days: Array, deviation: Any) -> Array:
    """Smaller still there: normal in log-odds, as the simulated people of the local clinic drift."""
    # The slope of the logistic curve in its middle is a quarter.
    odds = rate / (1 - rate) * np.exp(4 * drift_days / DAYS_PER_MONTH * deviation)
    return odds / (1 + odds)


def long_run(drift: Drift, rate: Array, drift_days: Array) -> Array:
    """The mean of a month's own rate over all months (N,), by the trapezoid rule over the normal density."""
    if len(rate) > 1 and (rate == rate[0]).all() and (drift_days == drift_days[0]).all():
        return np.repeat(long_run(drift, rate[:1], drift_days[:1]), len(rate))
    some = [slice(begin, begin + _AT_ONCE) for begin in range(0, len(rate), _AT_ONCE)]
    return np.concatenate([_WEIGHTS @ drift(rate[part], drift_days[part], _DEVIATIONS) for part in some])


_AT_ONCE = 1000  # persons, so that the table of all their months stays small
_DEVIATIONS = np.linspace(-6, 6, 121)[:, np.newaxis]
_DENSITY = np.exp(-(_DEVIATIONS[:, 0] ** 2) / 2)
_WEIGHTS = _DENSITY / _DENSITY.sum()
