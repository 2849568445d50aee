"""Simulated hours of headache, as `docs/methods.md` writes them down, and what their interval finds.

People have the headache days of the realistic mix (`mix`), and of each headache day its hours:

1. A person's headaches last so long on average: 3 to 14 hours, drawn evenly. Of those whose rate changes
   that falls, too, by 0 to 30 %, drawn evenly.
2. Each window has a mean of its own, normal about the person's with a standard deviation of 10 % of it.
3. A day's hours are that mean times a gamma of mean 1, as the cube of a normal number nearly is one (Wilson
   and Hilferty 1931); cut off at a quarter of an hour and at 24, and rounded to quarters. The normal numbers
   of neighbouring days are independent, or correlate.
4. The truth is 28 x the difference of the long-run hours a day: rate times hours, after cutting off.
"""

from collections.abc import Iterator
from itertools import product
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from diary.analytics.cohort.interval import Chains, Falls, lag_one
from diary.analytics.hours_interval import contrast_of_hours
from diary.analytics.tally import Hours
from diary.terms.criteria import PUBLISHED
from diary.terms.day_document import HOURS_STEP, MAX_HOURS
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.diaries import Array, Logging, counted, headaches, logged
from tests.interval_study.drifts import long_run
from tests.interval_study.judging import Found, found, generator
from tests.interval_study.mix import changing, varying

DRAWS, CELL_DRAWS = 20_000, 10_000

MEAN_HOURS, MOST_SHORTER, MONTHS_SD = (3.0, 14.0), 0.3, 0.1

LINE = PUBLISHED.renewal_hours
"""The hours fewer a month that US payers ask for."""

Kept = tuple[int, ...]
"""Days logged of the 28 before, and of each 28 after."""

KEPT: tuple[Kept, ...] = ((28, 28), (20, 28), (28, 28, 28, 28))

BEFORE, AFTER = (0.3, 0.5, 0.7, 0.9, 0.98), (0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
LENGTHS = (3.0, 8.0, 14.0)


class Lengths(NamedTuple):
    """How a person's headache days differ in hours: the standard deviation in proportion to the mean, and
    the correlation of one day with the next."""

    spread: float
    correlation: float


KINDS = {"as expected": Lengths(0.5, 0.0), "harsher": Lengths(0.8, 0.4)}
LEAST = {"as expected": 0.94, "harsher": 0.93}
"""The least share of intervals that must hold the truth at every rate and length; of the mix .94 in both."""


class Comparison(NamedTuple):
    """The windows of N persons as they are counted, the own lag-1 of their headache days, and the truth."""

    before: list[Hours]
    after: list[tuple[Hours, ...]]
    correlation: list[float]
    truth: Array

    def intervals(self) -> Falls:
        """The intervals that people are shown."""
        compared = zip(self.before, self.after, self.correlation, strict=True)
        levels = [contrast_of_hours([was], now, own) for was, now, own in compared]
        rise, low, high = np.array(levels).T
        return Falls(-rise, -high, -low)


class OnMix(NamedTuple):
    """People of the mix, and such who do not change; of the former, the shares whose interval lies clear of
    the line, and clear of it on the wrong side; of the latter, that whose interval lies beyond it."""

    found: Found
    unchanged: Found
    clear: float
    wrong: float
    beyond: float


class Cell(NamedTuple):
    """Rates before and after, and the mean hours of a headache day."""

    before: float
    after: float
    hours: float


def on_mix(seed: int, name: str, kept: Kept, draws: int = DRAWS) -> OnMix:
    """What the interval finds of people whose lengths are of this kind."""
    place = (*name.encode(), *kept)
    some = drawn(generator(seed, 8, *place), draws, KINDS[name], kept)
    none = drawn(generator(seed, 9, *place), draws, KINDS[name], kept, changed=0.0)
    intervals, without = some.intervals(), none.intervals()
    unchanged, beyond = found(without, none.truth), float((without.low > LINE).mean())
    return OnMix(found(intervals, some.truth), unchanged, *clear_of_line(intervals, some.truth), beyond)


def clear_of_line(intervals: Falls, truth: Array) -> tuple[float, float]:
    """The share of intervals that do not hold the line, and of those among them whose truth lies on its
    other side."""
    beyond, short = intervals.low > LINE, intervals.high < LINE
    wrong = beyond & (truth < LINE) | short & (truth >= LINE)
    return float((beyond | short).mean()), float(wrong.mean())


def cells() -> Iterator[Cell]:
    """Every rate and length."""
    return (Cell(*cell) for cell in product(BEFORE, AFTER, LENGTHS))


def in_cell(seed: int, name: str, kept: Kept, cell: Cell, draws: int = CELL_DRAWS) -> Found:
    """What it finds of people who have one rate before and one after, and one length."""
    chance = generator(seed, 10, *name.encode(), *kept, *(round(1000 * number) for number in cell))
    rates, means = np.full((2, draws), [[cell.before], [cell.after]]), np.full((2, draws), cell.hours)
    comparison = compared(chance, rates, means, KINDS[name], kept)
    return found(comparison.intervals(), comparison.truth)


def drawn(chance: Generator, draws: int, lengths: Lengths, kept: Kept, changed: float = 0.5) -> Comparison:
    """People of the mix, of whom a share changed."""
    before, after = changing(chance, draws, changed)
    mean = chance.uniform(*MEAN_HOURS, draws)
    shorter = np.where(after < before, chance.uniform(0, MOST_SHORTER, draws), 0)
    means = np.stack([mean, mean * (1 - shorter)])
    return compared(chance, np.stack([before, after]), means, lengths, kept)


def compared(chance: Generator, rates: Array, means: Array, lengths: Lengths, kept: Kept) -> Comparison:
    """People with these rates and mean hours before and after (2, N), who vary as those of the mix do."""
    people = varying(chance, rates)
    windows, chains = [], []
    for number, known in enumerate(kept):
        rate, mean = rates[min(number, 1)], means[min(number, 1)]
        own = people.drift(rate, people.drift_days, chance.standard_normal(len(rate)))
        had = headaches(chance, own, people.lag_one)
        said = logged(chance, had, Logging(known))
        hours = np.where(had & said, hours_of(chance, mean, lengths), 0)
        windows.append(_counted(hours, said, had & said))
        chains.append(counted(had, said))
    a_day = people.long_runs * [long_run_hours(mean, lengths.spread) for mean in means]
    own_lag = lag_one(Chains(*np.stack(chains, axis=1))).tolist()
    before, *after = windows
    each = list(zip(*after, strict=True))
    return Comparison(before, each, own_lag, DAYS_PER_MONTH * (a_day[0] - a_day[1]))


def hours_of(chance: Generator, mean: Array, lengths: Lengths) -> Array:
    """The hours of each day of a month (28, N), had it a headache."""
    scores = chance.standard_normal((DAYS_PER_MONTH, len(mean)))
    carried = lengths.correlation
    for day in range(1, DAYS_PER_MONTH):
        scores[day] = carried * scores[day - 1] + sqrt(1 - carried**2) * scores[day]
    return _day(_month(mean, chance.standard_normal(len(mean))), lengths.spread, scores)


def long_run_hours(mean: Array, spread: float) -> Array:
    """The mean hours of a headache day over all days of all months (N,)."""
    whole = np.linspace(0, 1.7 * MEAN_HOURS[1], 500)
    of_days = long_run(_day, whole, np.full(len(whole), spread))
    return long_run(lambda mean, _, score: np.interp(_month(mean, score), whole, of_days), mean, mean)


def _month(mean: Array, score: Array) -> Array:
    """A month's own mean hours."""
    return mean * np.maximum(0, 1 + MONTHS_SD * score)


def _day(mean: Array, spread: Array | float, score: Array) -> Array:
    """A day's hours, by how many standard deviations it is off."""
    ninth = spread * spread / 9
    hours = mean * np.maximum(0, 1 - ninth + np.sqrt(ninth) * score) ** 3
    step = float(HOURS_STEP)
    return np.rint(np.clip(hours, step, MAX_HOURS) / step) * step


def _counted(hours: Array, said: Array, asked: Array) -> list[Hours]:
    """What each person's month comes to."""
    known = said.sum(axis=0)
    numbers = (hours.sum(axis=0), (hours**2).sum(axis=0), known, known, asked.sum(axis=0))
    counts = zip(*[number.tolist() for number in numbers], strict=True)
    return [
        Hours(total, squares, days, logged_days, DAYS_PER_MONTH, headache)
        for total, squares, days, logged_days, headache in counts
    ]
