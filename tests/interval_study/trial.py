"""A simulated trial: does the interval of an arm's mean hold the true mean as often as it says?

Two arms as large as those of the first trial of the label (clinical reference, section 1), each with its
documented average as the true one. People are drawn from kinds of people, each kind as likely as another:

1. A kind has 15 to 25 headache days before (in the long run, of 28), a drift of 2, 2.25 or 2.5 days in
   mid-scale that shrinks towards never and daily, and an own fall: the arm's shift and FALLS_VARY times a
   quantile of the normal distribution, such that its days after lie from 0 to 28.
2. The shift is found so that the mean over all kinds of the fall of long-run days, clipping and drift
   included, is the arm's true mean: exactly, but for numerical integration.
3. Lag-1 is drawn from .2 to .3; days, months and missing days (0 to 4 of each window) are as in `mix.py`.
   Every headache lasts 4 hours or more.

Counted days are right on average about the long-run ones, and nobody is chosen by what was counted, so
there is no regression to the mean: the arm's true mean is the mean of what is seen. The days before and the
trial's own weeks, 21 to 24, are logged, and go through what people of the product go through.
"""

from functools import cache
from itertools import product
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from diary.analytics.cohort import (
    NO_BASELINE,
    CohortRows,
    CohortWindow,
    Rates,
    before_treatment,
    cohort_outcome,
    cohort_rows,
    filled,
)
from diary.analytics.measures import COUNTED, FOUR_HOURS
from diary.analytics.windows import PLANNED_DAYS, Weeks
from diary.terms.documented import BOTOX, PLACEBO, DocumentedRange
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.diaries import Array, Logging, headaches, logged
from tests.interval_study.drifts import long_run, shrinking
from tests.interval_study.judging import generator

TRIALS = 10_000

ARMS = (BOTOX, PLACEBO)
"""Each with the people and the average of the first trial: 341 and 7.8, 338 and 6.4."""

BEFORE_DAYS = range(15, 26)
FALLS_VARY = 6.8
"""Standard deviation of people's own falls, in days, before any is clipped."""

_QUANTILES = [NormalDist().inv_cdf((place + 0.5) / 21) for place in range(21)]
_DRIFTS = (2.0, 2.25, 2.5)
_MOST_MISSING = 4
_FROM = 738_048  # ordinal of the first diary day, a multiple of 64
_WORDS = 4  # 64 days each: the days before, 12 weeks, and 12 weeks up to their end
_TRIALS_AT_ONCE = 50


class Kinds(NamedTuple):
    """Kinds of people, arrays of one shape: rates before and after, and the drift in days."""

    before: Array
    after: Array
    drift_days: Array

    @property
    def falls(self) -> Array:
        """The fall of each kind's long-run days per 28."""
        before, after = (long_run(shrinking, rate, self.drift_days) for rate in (self.before, self.after))
        return DAYS_PER_MONTH * (before - after)


class Arm(NamedTuple):
    """What many trials found of one arm, by trial: means and limits of days fewer per 28, the standard
    deviation of single changes, and the mean of the days counted before."""

    truth: float
    means: Array
    low: Array
    high: Array
    single: Array
    before: Array

    @property
    def covered(self) -> float:
        """How often the interval of the mean holds the truth."""
        return self.holds(self.truth)

    def holds(self, days: float) -> float:
        """How often it holds so many days."""
        return float(((self.low <= days) & (days <= self.high)).mean())


def truth_of(arm: DocumentedRange) -> float:
    """The first trial's average."""
    return float(arm.low)


@cache
def kinds(truth: float) -> Kinds:
    """All kinds of an arm whose mean fall is `truth`."""
    days, quantiles, drifts = (
        np.array(each) for each in zip(*product(BEFORE_DAYS, _QUANTILES, _DRIFTS), strict=True)
    )

    def shifted(shift: float) -> Kinds:
        after = np.clip(days - shift - FALLS_VARY * quantiles, 0, DAYS_PER_MONTH)
        return Kinds(days / DAYS_PER_MONTH, after / DAYS_PER_MONTH, drifts)

    # The mean fall rises with the shift.
    low, high = 0.0, float(DAYS_PER_MONTH)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shifted(middle).falls.mean() < truth else (low, middle)
    return shifted(low)


def trials(seed: int, arm: DocumentedRange, many: int = TRIALS) -> Arm:
    """What `many` trials find of `arm`."""
    chance, people = generator(seed, 8, *arm.arm.encode()), arm.participants[0]
    of_arm, found = kinds(truth_of(arm)), []
    for begin in range(0, many, _TRIALS_AT_ONCE):
        some = min(_TRIALS_AT_ONCE, many - begin)
        rows = diaries_of(chance, of_arm, some * people)
        each = (slice(first, first + people) for first in range(0, some * people, people))
        found += [_told(judged(rows.part(trial))) for trial in each]
    return Arm(truth_of(arm), *np.array(found).T)


def judged(rows: CohortRows) -> tuple[CohortWindow, Rates]:
    """The window of weeks 21 to 24 of one arm, and its baselines, by what people are judged by."""
    people = len(rows)
    first = _FROM + DAYS_PER_MONTH
    injections = np.tile([first, first + PLANNED_DAYS], (people, 1))
    nothing = dict.fromkeys(COUNTED, Rates(np.zeros(people, int), np.full(people, NO_BASELINE)))
    baselines = filled(nothing, before_treatment(rows, injections), np.ones(people, bool))
    today = np.full(people, first + 2 * PLANNED_DAYS - 1)
    outcome = cohort_outcome(rows, injections, baselines, today)
    return outcome.window(2, Weeks.THIRD, FOUR_HOURS), outcome.baselines[FOUR_HOURS]


def _told(found: tuple[CohortWindow, Rates]) -> tuple[float, ...]:
    window, before = found
    mean = window.response.mean
    assert mean
    assert mean.interval
    assert mean.persons == len(before.days)
    counted = DAYS_PER_MONTH * (before.days / before.known).mean()
    return mean.days, *mean.interval, float(window.change.std(ddof=1)), float(counted)


def diaries_of(chance: Generator, of: Kinds, people: int) -> CohortRows:
    """Diaries of `people` drawn from the kinds `of`, as they are stored."""
    which = chance.integers(0, len(of.before), people)
    lag_one = chance.uniform(0.2, 0.3, people)
    planes = np.zeros((people, 4, _WORDS), np.uint64)
    # Weeks 21 to 24 end two cycles after the 28 days before.
    for rates, first in ((of.before, 0), (of.after, 2 * PLANNED_DAYS)):
        drift = of.drift_days[which]
        own = shrinking(rates[which], drift, chance.standard_normal(people))
        had = headaches(chance, own, lag_one)
        missing = chance.integers(0, _MOST_MISSING, people, endpoint=True)
        known = logged(chance, had, Logging(DAYS_PER_MONTH - missing))
        for plane, days in enumerate((known, had & known, known, had & known)):
            _write(planes[:, plane], first, days)
    origins, strides = np.full(people, _FROM), np.full(people, 8 * _WORDS)
    return cohort_rows(origins, strides, planes.tobytes())


def _write(words: Any, first: int, days: Array) -> None:
    """Set the bits of `days` (28, N) from bit `first` on in `words` (N, words)."""
    for day, holds in enumerate(days):
        word, bit = divmod(first + day, 64)
        words[:, word] |= holds.astype(np.uint64) << np.uint64(bit)
