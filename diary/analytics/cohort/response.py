"""How a cohort answered in one window: who fell by how much, and of how many it can be said."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.baselines import Rates
from diary.analytics.cohort.mean import MeanChange, mean_change
from diary.analytics.cohort.rows import Counts, Small
from diary.analytics.cohort.standing import EVALUABLE, STANDINGS, Standing
from diary.terms.month import DAYS_PER_MONTH
from diary.terms.response import RESPONSE_PERCENTS

NOT_ASSESSED = 255
"""Stands for the thresholds reached by who is not evaluable, or had a baseline of 0 to fall from."""


class Responders(NamedTuple):
    """The two halves of a rate: how many fell at least so far, of those of whom it can be said."""

    responders: int
    evaluable: int


class Response(NamedTuple):
    """One window and measure of a cohort.

    `why_not` has every reason. `responders`, by percent, leave out those evaluable whose baseline
    is 0, from which nothing can fall; `mean` has them. None evaluable: no mean.
    """

    evaluable: int
    why_not: dict[Standing, int]
    responders: dict[int, Responders]
    mean: MeanChange | None


def changes(before: Rates, after: Counts, standing: Small) -> NDArray[np.float64]:
    """Days fewer per 28 of each patient and window; not a number where it is not evaluable."""
    # Worked out for everybody, 0 of 0 included: picking out the evaluable first takes longer.
    with np.errstate(divide="ignore", invalid="ignore"):
        found = before.days / before.known - after.days / after.known
    return np.where(standing == EVALUABLE, DAYS_PER_MONTH * found, np.nan)


def reached(before: Rates, after: Counts, standing: Small) -> Small:
    """How many of RESPONSE_PERCENTS, which rise, each patient's fall is at least; or NOT_ASSESSED.

    Decided as in `Change.is_at_least`: by whole numbers, so that a tie is a tie.
    """
    was = before.days * after.known
    fallen = 100 * (was - after.days * before.known)
    found = np.zeros(standing.shape, np.uint8)
    for percent in RESPONSE_PERCENTS:
        found += fallen >= percent * was
    return np.where((standing == EVALUABLE) & (before.days > 0), found, np.uint8(NOT_ASSESSED))


def response(standing: Small, reached: Small, total: float, squares: float) -> Response:
    """The cohort's answer in one window; `total` of the evaluable changes, and of their `squares`."""
    why_not = {each: _how_many(standing == code) for code, each in enumerate(STANDINGS)}
    evaluable = why_not.pop(Standing.EVALUABLE)
    is_assessed = reached != NOT_ASSESSED
    assessed = _how_many(is_assessed)
    responders = {
        percent: Responders(_how_many(is_assessed & (reached >= number)), assessed)
        for number, percent in enumerate(RESPONSE_PERCENTS, start=1)
    }
    return Response(evaluable, why_not, responders, mean_change(evaluable, total, squares))


def _how_many(hold: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(hold))
