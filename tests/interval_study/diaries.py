"""Simulated months of many persons, as `docs/methods.md` writes them down.

A window is one month of 28 days. A person has a rate before and a rate after, a correlation of one
day with the next (lag-1, here r), and a drift of months (tau, in days per 28).

1. Each window's own rate P is drawn about the person's, as `drifts.py` says, independently of the
   other windows'; where successive drifts are said to correlate, each does so with the one before.
2. The first day is a headache day with chance P. Each later day repeats the day before with chance
   r, and else is drawn anew with P: the two-state chain of rate P and lag-1 r, in which a headache
   follows a headache with P + r (1 - P), and a clear day with P - r P.
3. Exactly so many days are missing. They drop out one after the other, each time any of the days
   that are left, with chances in proportion to their weights: 1, or 2 for a clear day where clear
   days are twice as likely to be missing.
4. The truth is 28 x the difference of the long-run rates, which are means after clipping.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from diary.analytics.cohort.interval import Chains
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.drifts import Drift, constant, long_run

Array = NDArray[Any]


class People(NamedTuple):
    """What N persons are like. `rates`, before any clipping: of each window (windows, N); the rest (N,)."""

    rates: Array
    lag_one: Array
    drift_days: Array
    drift: Drift = constant
    drift_correlation: float = 0.0

    @property
    def long_runs(self) -> Array:
        """The long-run rate of each window (windows, N)."""
        return np.stack([long_run(self.drift, rate, self.drift_days) for rate in self.rates])


class Logging(NamedTuple):
    """How one window is kept: `logged` of its 28 days, one number or each person's own (N,); a clear
    day is `clear_missing` times as likely to be missing as one with a headache."""

    logged: int | Array = DAYS_PER_MONTH
    clear_missing: int = 1


def diaries(chance: Generator, people: People, kept: tuple[Logging, ...]) -> Chains:
    """What the windows of `people` say, counted: each number (windows, N)."""
    found = []
    carried, deviation = people.drift_correlation, np.zeros(len(people.lag_one))
    for number, (rate, logging) in enumerate(zip(people.rates, kept, strict=True)):
        fresh = chance.standard_normal(len(rate))
        deviation = carried * deviation + np.sqrt(1 - carried**2) * fresh if number else fresh
        had = headaches(chance, people.drift(rate, people.drift_days, deviation), people.lag_one)
        found.append(counted(had, logged(chance, had, logging)))
    return Chains(*np.stack(found, axis=1))


def headaches(chance: Generator, rate: Array, lag_one: Array) -> Array:
    """Each day of a month (28, N): whether there was a headache."""
    days = (DAYS_PER_MONTH, *rate.shape)
    had = chance.random(days, np.float32) < rate.astype(np.float32)
    repeats = chance.random(days, np.float32) < lag_one.astype(np.float32)
    for day in range(1, DAYS_PER_MONTH):
        had[day] = np.where(repeats[day], had[day - 1], had[day])
    return had


def logged(chance: Generator, had: Array, logging: Logging) -> Array:
    """Each day of a month (28, N): whether it is logged."""
    missing = np.broadcast_to(DAYS_PER_MONTH - np.asarray(logging.logged), had.shape[1:])
    if not missing.any():
        return np.ones(had.shape, bool)
    # With exponential waiting times at these weights, who waits shortest is who drops out first.
    waits = chance.standard_exponential(had.shape[::-1], np.float32)
    waits *= np.where(had, logging.clear_missing, 1).T.astype(np.float32)
    last = np.take_along_axis(np.sort(waits, axis=1), np.maximum(missing, 1)[:, np.newaxis] - 1, axis=1)
    return ((waits > last) | (missing == 0)[:, np.newaxis]).T


def counted(had: Array, known: Array) -> Array:
    """The counts of one window (28, N), in the order of `Chains`: (4, N)."""
    pair = known[1:] & known[:-1]
    switch = pair & (had[1:] != had[:-1])
    return np.stack([days.sum(axis=0, dtype=np.uint8) for days in (had & known, known, switch, pair)])
