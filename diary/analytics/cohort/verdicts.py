"""What a rule says of many people at once, and how unlogged days bound it.

A rule is decided by the least and the most that a count can be: h to h + missing of 28 days, whatever the
days were of which nobody said. Where both sides agree it is met or not met; where the line lies between
them it cannot be assessed. All by whole numbers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.baselines import Rates
from diary.analytics.cohort.rows import Counts, Small
from diary.terms.criteria import Answer
from diary.terms.month import DAYS_PER_MONTH

Bools = NDArray[np.bool_]
Numbers = NDArray[np.integer]


VERDICTS = (Answer.CANNOT, Answer.NOT_MET, Answer.MET, Answer.DEPENDS)
"""An array of codes holds indices of this."""

CANNOT, NOT_MET, MET, DEPENDS = range(len(VERDICTS))


class Verdicts(NamedTuple):
    """Of many, arrays of one shape: `code`, indices of VERDICTS; `close`, whether it can be assessed and the
    line lies within the interval. False where there is no interval; None of a rule that has none."""

    code: Small
    close: Bools | None


class Bounds(NamedTuple):
    """The least and the most that each person's baseline can be: days of `of`."""

    least: Numbers
    most: Numbers
    of: Numbers


def decided(can: Bools, surely: Bools, possibly: Bools) -> Small:
    """Codes of who `can` be assessed: met where it `surely` is, not met where it is not even `possibly`."""
    found: Small = can * (surely * np.uint8(MET) + ~possibly * np.uint8(NOT_MET))
    return found


def of_both(one: Small, other: Small) -> Small:
    """Where both can be assessed what both say, or that it depends on which is asked."""
    can = (one != CANNOT) & (other != CANNOT)
    return np.where(can, np.where(one == other, one, np.uint8(DEPENDS)), np.uint8(CANNOT))


def at_least_percent(
    percent: int, before: Bounds, least: Numbers, most: Numbers, of: int
) -> tuple[Bools, Bools]:
    """Whether it is surely, and whether it is possibly at least `percent` fewer: from `before` to `least` to
    `most` days of `of`."""
    left = 100 - percent
    return (
        left * of * before.least >= 100 * most * before.of,
        left * of * before.most >= 100 * least * before.of,
    )


def at_least_days(days: int, before: Bounds, least: Numbers, most: Numbers) -> tuple[Bools, Bools]:
    """Whether it is surely, and whether it is possibly at least `days` fewer per 28: to `least` to `most` of
    28 days."""
    month = DAYS_PER_MONTH
    return (
        month * before.least >= (most + days) * before.of,
        month * before.most >= (least + days) * before.of,
    )


def baseline_bounds(before: Rates, from_diary: Bools) -> Bounds:
    """Of a diary, the days of 28 with those missing as anything; of a figure, the figure."""
    missing = DAYS_PER_MONTH - before.known
    return Bounds(
        before.days,
        np.where(from_diary, before.days + missing, before.days),
        np.where(from_diary, np.int32(DAYS_PER_MONTH), before.known),
    )


def window_bounds(counts: Counts) -> tuple[Numbers, Numbers]:
    """The least and the most days of windows that have all their 28."""
    least = counts.days.astype(np.int32)
    return least, least + (DAYS_PER_MONTH - counts.known.astype(np.int32))
