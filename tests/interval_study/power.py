"""How far headache days must fall from 20 of 28 before the interval leaves out "no change"."""

from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.interval import Groups, falls
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.judging import found, generator
from tests.interval_study.methods import ours
from tests.interval_study.mix import DRAWS, compared

FROM_DAYS, LAG_ONE = 20, 0.25
WINDOWS = (1, 3, 6, 12)
TRUE_FALLS = (4, 8, 12)


class Power(NamedTuple):
    """Of so many windows together: the smallest fall seen that is called, in days per 28; and by true
    fall, the share of people of whom one is called."""

    windows: int
    smallest: float
    called: dict[int, float]


def power(seed: int, windows: int, draws: int = DRAWS) -> Power:
    """With every day logged and lag-1 at .25, and of people who vary as those of the mix do."""
    return Power(
        windows, smallest(windows), {fall: _called(seed, windows, fall, draws) for fall in TRUE_FALLS}
    )


def smallest(windows: int) -> float:
    """The smallest fall whose interval is above 0, in tenths of a day."""
    seen = np.arange(0, FROM_DAYS, 0.1)
    whole = np.ones(seen.shape)
    before = Groups(whole * FROM_DAYS / DAYS_PER_MONTH, whole / DAYS_PER_MONTH, whole)
    after = Groups((FROM_DAYS - seen) / DAYS_PER_MONTH, whole / DAYS_PER_MONTH, windows * whole)
    low = falls(before, after, np.full(seen.shape, LAG_ONE)).low
    return float(seen[low > 0].min())


def _called(seed: int, windows: int, fall: int, draws: int) -> float:
    rates = np.array([FROM_DAYS, *[FROM_DAYS - fall] * windows]) / DAYS_PER_MONTH
    people = np.repeat(rates[:, np.newaxis], draws, axis=1)
    comparison = compared(generator(seed, 7, windows, fall), people)
    return found(ours(comparison), comparison.truth()).called
