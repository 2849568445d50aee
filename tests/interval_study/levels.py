"""The interval of a single count, and of the mean of three months, as rules and burden have it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.interval import Falls, lag_one
from diary.analytics.interval import Chain, level
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.cells import RATES
from tests.interval_study.judging import Found, found, generator
from tests.interval_study.mix import compared

MONTHS = (1, 3)
DRAWS = 10_000

LEAST = 0.94
"""At every rate, the least share of intervals that must hold the truth: as of changes with lag-1 up to .4."""


class AtRate(NamedTuple):
    """People of one rate, who vary as those of the mix do: by months taken together, what was found."""

    rate: float
    by_months: dict[int, Found]


def at_each_rate(seed: int, draws: int = DRAWS) -> Iterator[AtRate]:
    """The interval of counts of one month and of three, at each rate."""
    for rate in RATES:
        yield AtRate(rate, {months: _at(rate, months, seed, draws) for months in MONTHS})


def _at(rate: float, months: int, seed: int, draws: int) -> Found:
    """The own lag-1 is taken from one month more, as a person has other windows, too."""
    chance = generator(seed, 7, months, round(1000 * rate))
    comparison = compared(chance, np.full((months + 1, draws), rate))
    correlation = lag_one(comparison.chains).tolist()
    every = np.stack(comparison.chains).astype(int)[:, :months].transpose(2, 1, 0).tolist()
    limits = [
        level([Chain(*chain) for chain in chains], own)
        for chains, own in zip(every, correlation, strict=True)
    ]
    truth = DAYS_PER_MONTH * comparison.people.long_runs[:months].mean(axis=0)
    return found(Falls(*np.array(limits).T), truth)
