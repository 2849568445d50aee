"""What a simulated comparison found, and whether it is what was asked."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from diary.analytics.cohort.interval import Falls
from tests.interval_study.methods import Array

CHOOSING, JUDGING = 20_260_301, 20_261_126
"""Seeds: constants are chosen by what the one finds, and judged by what the other does."""

DRAWS = 20_000
"""Comparisons a cell."""

ERRORS = 3
"""Monte Carlo errors by which a cell may miss by chance."""

_ROUNDING = 1e-9  # days: a limit at "never" or "daily" holds a truth that is just there


class Found(NamedTuple):
    """Of `draws` comparisons: the share whose interval held the truth, the share whose interval left
    out "no change", and the interval's mean width in days per 28."""

    draws: int
    covered: float
    called: float
    width: float

    def is_at_least(self, share: float) -> bool:
        """Whether so many held the truth, or only so few less as chance explains."""
        return self.covered >= share - ERRORS * _error(self.covered, self.draws)

    def is_at_most(self, share: float) -> bool:
        """Whether no more held the truth, but for what chance explains."""
        return self.covered <= share + ERRORS * _error(self.covered, self.draws)

    def calls_at_most(self, share: float) -> bool:
        """Whether so few left out "no change", or only so many more as chance explains."""
        return self.called <= share + ERRORS * _error(self.called, self.draws)


def found(intervals: Falls, truth: Array) -> Found:
    """What `intervals` hold, of comparisons whose true falls are `truth`."""
    _, low, high = intervals
    covered = (low <= truth + _ROUNDING) & (truth - _ROUNDING <= high)
    called = (low > 0) | (high < 0)
    return Found(len(truth), float(covered.mean()), float(called.mean()), float((high - low).mean()))


def _error(share: float, draws: int) -> float:
    """The Monte Carlo error of a share."""
    return sqrt(share * (1 - share) / draws)


def generator(*seed: int) -> np.random.Generator:
    """Random numbers of their own for each cell, so that any cell can be run alone."""
    return np.random.default_rng(seed)
