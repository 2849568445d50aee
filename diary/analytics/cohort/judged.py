"""Some patients judged window by window in one measure, and such parts of a cohort joined."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.baselines import Rates
from diary.analytics.cohort.response import changes, reached
from diary.analytics.cohort.rows import Counts, Small
from diary.analytics.cohort.standing import EVALUABLE, standings
from diary.analytics.cohort.windows import Spans

Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """Arrays (k, 3, n) of n patients in k cycles of three windows.

    `total` and `squares` are sums over the evaluable changes, and over their squares, one of each
    part: (k, 3, 1) of one, (k, 3, p) of p parts joined.
    """

    days: Small
    known: Small
    logged: Small
    expected: Small
    asked: Small
    standing: Small
    change: Floats
    reached: Small
    total: Floats
    squares: Floats

    def counts(self, some: slice) -> Counts:
        """What was counted in the windows of some of the patients."""
        every = self.days, self.known, self.logged, self.expected, self.asked
        return Counts(*(numbers[..., some] for numbers in every))


def judged(where: Spans, counts: Counts, before: Rates) -> Judged:
    """One part of a cohort: what was counted in its windows, against its baselines."""
    standing = standings(counts, before.known, where)
    change = changes(before, counts, standing)
    there = np.where(standing == EVALUABLE, change, 0)
    total = there.sum(axis=-1, keepdims=True)
    squares = (there * there).sum(axis=-1, keepdims=True)
    return Judged(*counts, standing, change, reached(before, counts, standing), total, squares)


def joined(parts: Sequence[Judged]) -> Judged:
    """All parts, at least one, side by side."""
    return Judged(*(np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)))
