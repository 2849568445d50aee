"""What a cohort answered, as others may see it: no number of it tells of fewer than ten people.

Every count of people is told as its ten: 0 to 9, 10 to 19, 20 to 29. The ends of two tens differ by
whole tens, so taking one count from another never tells of fewer than ten people, whether they are
cells of one window, windows, or measures. Of a group of 0 to 9 nothing else is told. A mean stands in
tenths of a day, because from all its decimals one could find of how many people it is.

The exact numbers, in `CohortOutcome`, are for computing with.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.outcome import CohortOutcome, CohortWindow
from diary.analytics.cohort.rows import yes_or_no
from diary.analytics.cohort.standing import EVALUABLE, Standing
from diary.analytics.measures import FOUR_HOURS
from diary.analytics.placing import Differs
from diary.analytics.windows import Weeks
from diary.terms.criteria import RESPONSE_CYCLE
from diary.terms.disclosure import FEWEST
from diary.terms.documented import BOTOX, PLACEBO, Arm
from diary.terms.month import DAYS_PER_MONTH

EDGES = (-28, -8, -4, 0, 4, 8, 12, 16, 20, 28)
"""Days fewer per 28 at which the bins of a distribution meet; each edge belongs to the bin above it."""


class Band(NamedTuple):
    """How many people: from `least` to `most`, which is all that is told."""

    least: int
    most: int


class Side(StrEnum):
    """How the whole interval of a mean lies to a documented average, on the line of days fewer."""

    BELOW = "below"
    HOLDS = "holds"
    ABOVE = "above"


class Beside(NamedTuple):
    """One documented average, and on which side of it the interval of the mean is."""

    arm: Arm
    average: Decimal
    side: Side


class ShownMean(NamedTuple):
    """Days fewer per 28 in tenths; the 95 % interval of the mean, rounded outwards, so that what is read off
    it is what `beside` says."""

    days: Decimal
    low: Decimal
    high: Decimal


class ShownResponders(NamedTuple):
    """Both halves of a fraction: who fell at least so far, of those of whom it can be said."""

    responders: Band
    evaluable: Band


class Bin(NamedTuple):
    """Those who have at least `low` and under `high` days fewer per 28; the last bin has its `high`, too."""

    low: int
    high: int
    people: Band


class Group(NamedTuple):
    """Ten evaluable people or more. `responders`: by percent. `distribution`: every bin, in order."""

    mean: ShownMean
    beside: tuple[Beside, ...]
    responders: Mapping[int, ShownResponders]
    distribution: tuple[Bin, ...]


class WindowSummary(NamedTuple):
    """One window of one cycle (1, 2, ...) in one measure; `group` is None of fewer than ten evaluable people.

    The documented averages are of days of 4 hours or more in weeks 9-12 of cycle 2, of people who had 15 such
    days or more: `differs` says in what this is not so, and stands wherever they do. `figures`: of how many
    evaluable people the baseline is a figure that was written down or recalled; None where nobody told.
    """

    cycle: int
    weeks: Weeks
    measure: str
    evaluable: Band
    why_not: Mapping[Standing, Band]
    group: Group | None
    differs: tuple[Differs, ...]
    figures: Band | None


class CohortSummary(NamedTuple):
    """Every window of a cohort, by measure, as in `CohortOutcome`."""

    windows: tuple[WindowSummary, ...]

    def window(self, cycle: int, weeks: Weeks, measure: str) -> WindowSummary:
        """The window of `cycle` (1, 2, ...); KeyError where there is none."""
        for one in self.windows:
            if (one.cycle, one.weeks, one.measure) == (cycle, weeks, measure):
                return one
        raise KeyError((cycle, weeks, measure))


def cohort_summary(outcome: CohortOutcome, figures: NDArray[np.bool_] | None = None) -> CohortSummary:
    """`outcome` without a number that tells of fewer than ten people. `figures` (N,): of whom the baseline is
    a figure that was written down or recalled. Raises CohortError."""
    return CohortSummary(tuple(_summary(window, outcome, figures) for window in outcome.windows))


def band(people: int) -> Band:
    """The ten that so many people are told as."""
    tens = people // FEWEST * FEWEST
    return Band(tens, tens + FEWEST - 1)


def shown_mean(days: float, interval: tuple[float, float]) -> ShownMean:
    """A mean and its interval in tenths of a day."""
    low, high = interval
    return ShownMean(_tenths(days, ROUND_HALF_EVEN), _tenths(low, ROUND_FLOOR), _tenths(high, ROUND_CEILING))


def beside(mean: ShownMean) -> tuple[Beside, ...]:
    """How the interval of the mean lies to each of the four documented averages, in rising order.

    Of the interval as it is shown, so that number and word agree.
    """
    return tuple(
        Beside(documented.arm, average, _side(mean, average))
        for documented in (PLACEBO, BOTOX)
        for average in (documented.low, documented.high)
    )


def _summary(
    window: CohortWindow, outcome: CohortOutcome, figures: NDArray[np.bool_] | None
) -> WindowSummary:
    cycle, weeks, measure, *_, response = window
    why_not = {why: band(people) for why, people in response.why_not.items()}
    group, mean = None, response.mean
    if mean and mean.interval and response.evaluable >= FEWEST:
        group = _group(window, shown_mean(mean.days, mean.interval), outcome)
    told = None
    if figures is not None:
        written = yes_or_no(figures, len(window.standing)) & (window.standing == EVALUABLE)
        told = band(int(np.count_nonzero(written)))
    evaluable = band(response.evaluable)
    return WindowSummary(cycle, weeks, measure, evaluable, why_not, group, _differs(window), told)


def _differs(window: CohortWindow) -> tuple[Differs, ...]:
    found = {
        Differs.LENGTH: window.measure != FOUR_HOURS,
        Differs.WEEKS: (window.cycle, window.weeks) != (RESPONSE_CYCLE, Weeks.THIRD),
        # Whether anybody had fewer than 15 days would tell of single people.
        Differs.PEOPLE: True,
    }
    return tuple(one for one, is_so in found.items() if is_so)


def _group(window: CohortWindow, mean: ShownMean, outcome: CohortOutcome) -> Group:
    responders = {
        percent: ShownResponders(band(fell), band(of))
        for percent, (fell, of) in window.response.responders.items()
    }
    return Group(mean, beside(mean), responders, tuple(_bins(window, outcome)))


def _bins(window: CohortWindow, outcome: CohortOutcome) -> Iterator[Bin]:
    """By whole numbers, so that who fell by just an edge is above it."""
    there = window.standing == EVALUABLE
    before = outcome.baselines[window.measure]
    days, known = before.days[there], before.known[there]
    after, of = (numbers[there].astype(np.int32) for numbers in window.counts[:2])
    fallen, shares = DAYS_PER_MONTH * (days * of - after * known), known * of
    inner = [int(np.count_nonzero(fallen >= edge * shares)) for edge in EDGES[1:-1]]
    for (low, high), (at_least, above) in zip(pairwise(EDGES), pairwise([len(days), *inner, 0]), strict=True):
        yield Bin(low, high, band(at_least - above))


def _side(mean: ShownMean, average: Decimal) -> Side:
    if mean.high < average:
        return Side.BELOW
    return Side.ABOVE if mean.low > average else Side.HOLDS


def _tenths(days: float, rounding: str) -> Decimal:
    # Adding nothing makes 0 of what would be printed as -0.
    return Decimal(days).quantize(Decimal("0.1"), rounding) + 0
