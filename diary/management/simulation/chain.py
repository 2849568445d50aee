"""When a simulated person has a headache: a two-state Markov chain about a rate that drifts and is treated.

As real diaries vary (clinical reference, section 10): a personal rate, a correlation of one day with
the next, and a random effect per 28 days that shrinks where the rate nears never or daily.
"""

from collections.abc import Iterable, Iterator
from math import exp, log
from random import Random

from diary.terms.month import DAYS_PER_MONTH

ONSET_DAYS = 21
"""By the third week a treatment does what it will."""

HOLDS_DAYS, GONE_AFTER_DAYS = 56, 112
"""Where it wears off, it does so from week 9 on; by week 16 nothing is left."""


def headaches(chance: Random, rates: Iterable[float], correlation: float) -> Iterator[bool]:
    """One answer a day: each has its day's rate, and correlates with the day before."""
    had: bool | None = None
    for rate in rates:
        share = rate if had is None else rate + correlation * (had - rate)
        had = chance.random() < share
        yield had


def month_effect(chance: Random, drift_days: float) -> float:
    """One month's own shift, in log-odds; in mid-scale its standard deviation is `drift_days` per 28."""
    # The slope of the logistic curve in its middle is a quarter.
    return chance.gauss(0, 4 * drift_days / DAYS_PER_MONTH)


def shifted(rate: float, by: float) -> float:
    """`rate` moved by log-odds, so that it stays between never and daily."""
    return 1 / (1 + exp(-(log_odds(rate) + by)))


def log_odds(rate: float) -> float:
    return log(rate / (1 - rate))


def strength(day: int, *, wears_off: bool) -> float:
    """How much of a treatment's full effect there is `day` days after it, from 0 to 1."""
    holds = HOLDS_DAYS if wears_off else 3 * DAYS_PER_MONTH
    if day <= holds:
        return min(1.0, day / ONSET_DAYS)
    return max(0.0, 1 - (day - holds) / (GONE_AFTER_DAYS - HOLDS_DAYS))
