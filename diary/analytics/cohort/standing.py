"""Whether a patient's window can be judged, and if not, why."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.baselines import NO_BASELINE
from diary.analytics.cohort.rows import Counts, Small
from diary.analytics.cohort.windows import Spans
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS


class Standing(StrEnum):
    """How a patient stands in one window and one measure: of several reasons, the last here is told."""

    EVALUABLE = "evaluable"
    TOO_FEW_DAYS = "too_few_days_logged"
    CUT_SHORT = "window_cut_short"
    NOT_OVER = "window_not_over"
    CYCLE_NOT_BEGUN = "cycle_not_begun"
    BASELINE_TOO_FEW_DAYS = "baseline_too_few_days"
    NO_BASELINE = "no_baseline"
    NO_TREATMENT = "no_treatment"


STANDINGS = tuple(Standing)
"""An array of standings holds indices of this."""

EVALUABLE = STANDINGS.index(Standing.EVALUABLE)
CUT_SHORT = STANDINGS.index(Standing.CUT_SHORT)


def standings(counts: Counts, baseline_known: NDArray[np.integer], where: Spans) -> Small:
    """The standing of N patients in k cycles of three windows, shaped as `counts`: (k, 3, N)."""
    is_short = counts.expected < DAYS_PER_MONTH
    is_injected, is_last = where.is_injected[:, np.newaxis], where.is_last[:, np.newaxis]
    reasons = {
        Standing.TOO_FEW_DAYS: ~counts.are_enough,
        Standing.CUT_SHORT: is_short,
        Standing.NOT_OVER: is_short & is_last,
        Standing.CYCLE_NOT_BEGUN: ~is_injected,
        Standing.BASELINE_TOO_FEW_DAYS: baseline_known < ENOUGH_DAYS,
        Standing.NO_BASELINE: baseline_known == NO_BASELINE,
        Standing.NO_TREATMENT: ~is_injected[:1],
    }
    found = np.full(counts.known.shape, EVALUABLE, np.uint8)
    for reason, holds in reasons.items():
        np.maximum(found, holds * np.uint8(STANDINGS.index(reason)), out=found)
    return found
