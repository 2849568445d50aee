"""The realistic mix (clinical reference, section 10), spelled out, and what is asked of it.

Every person's rate before is drawn evenly from .55 to .95, lag-1 from .2 to .3, and the drift from 2
to 2.5 days in mid-scale, shrinking towards never and daily. Half of them do not change; the rate of
the others falls by 0 to .55, drawn evenly, but not below .05. In each window 0 to 4 days are missing
at random, drawn evenly.

Two things of it nobody knows well: how the drift shrinks, and how many days are missing. It is run
with other answers too, of which nothing is asked.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from diary.analytics.cohort.interval import alone, falls, lag_one
from diary.terms.month import DAYS_PER_MONTH
from tests.interval_study.cells import RATES
from tests.interval_study.diaries import Array, Logging, People, diaries
from tests.interval_study.drifts import Drift, in_log_odds, shrinking
from tests.interval_study.judging import Found, found, generator
from tests.interval_study.methods import METHODS, Comparison, ours

DRAWS = 100_000

LEAST, MOST = 0.95, 0.975
"""Of the mix, the shares of intervals that may hold the truth."""

WIDTH_DAYS, WIDTH_TO_TOLD = 21.0, 1.10
"""The most that the mean width may be, and in proportion to the width when told lag-1 and tau."""

CALLED, CALLED_AT_A_RATE = 0.035, 0.05
"""Of comparisons without change, the most that may be called one: of the mix, and at any one rate."""

POOLED = {3: 0.82, 6: 0.75, 12: 0.71}
"""By windows pooled, the most that the width may be in proportion to one window's."""

CORRELATED, LEAST_CORRELATED = 0.8, 0.94
"""Of successive drifts; and the least share of intervals of pooled windows that must hold the truth then."""


class Kind(NamedTuple):
    """How the drift shrinks, and the most days that are missing in a window."""

    drift: Drift = shrinking
    missing: int = 4


THE_MIX = Kind()
OTHERWISE = {"drift in log-odds": Kind(drift=in_log_odds), "0 to 8 days missing": Kind(missing=8)}


class Pooled(NamedTuple):
    """So many windows taken together; `beside` is what one of them alone finds of the same people."""

    windows: int
    together: Found
    beside: Found
    correlated: Found


class Unchanged(NamedTuple):
    """Of people who do not change and log so many windows: the share of whom at least one window is
    called a change, and of whom the mean of the windows is."""

    windows: int
    any_window: float
    mean: float


def the_mix(seed: int, draws: int = DRAWS, kind: Kind = THE_MIX) -> dict[str, Found]:
    """By method, what it finds of one window against one."""
    comparison = drawn(generator(seed, 1), draws, kind=kind)
    return {name: found(method(comparison, 1.0), comparison.truth()) for name, method in METHODS.items()}


def without_change(seed: int, draws: int = DRAWS, kind: Kind = THE_MIX) -> dict[str, Found]:
    """The same of those who do not change."""
    comparison = drawn(generator(seed, 2), draws, changed=0.0, kind=kind)
    return {name: found(method(comparison, 1.0), comparison.truth()) for name, method in METHODS.items()}


def at_each_rate(seed: int, draws: int = DRAWS) -> Iterator[tuple[float, dict[str, Found]]]:
    """By method, what it finds of people of one rate who do not change."""
    for rate in RATES:
        chance = generator(seed, 3, round(1000 * rate))
        comparison = compared(chance, np.full((2, draws), rate))
        truth = comparison.truth()
        yield rate, {name: found(method(comparison, 1.0), truth) for name, method in METHODS.items()}


def pooled(seed: int, draws: int = DRAWS) -> Iterator[Pooled]:
    """Several windows together against the one baseline."""
    for windows in POOLED:
        comparison = drawn(generator(seed, 4, windows), draws, windows=windows)
        likewise = drawn(generator(seed, 5, windows), draws, windows=windows, correlation=CORRELATED)
        together, one, correlated = (
            found(ours(each), each.truth())
            for each in (comparison, comparison._replace(after=slice(1, 2)), likewise)
        )
        yield Pooled(windows, together, one, correlated)


def unchanged(seed: int, draws: int = DRAWS) -> Iterator[Unchanged]:
    """How often a verdict of each window, and one of the whole, calls a change where there is none."""
    for windows in POOLED:
        comparison = drawn(generator(seed, 6, windows), draws, windows=windows, changed=0.0)
        days = comparison.chains
        each = falls(alone(days.yes[0], days.known[0]), alone(days.yes[1:], days.known[1:]), lag_one(days))
        any_window = ((each.low > 0) | (each.high < 0)).any(axis=0).mean()
        whole = found(ours(comparison), comparison.truth())
        yield Unchanged(windows, float(any_window), whole.called)


def drawn(
    chance: Generator,
    draws: int,
    *,
    windows: int = 1,
    changed: float = 0.5,
    kind: Kind = THE_MIX,
    correlation: float = 0.0,
) -> Comparison:
    """People of the mix, of whom a share changed, compared over so many windows."""
    before, after = changing(chance, draws, changed)
    return compared(chance, np.stack([before, *[after] * windows]), kind, correlation)


def changing(chance: Generator, draws: int, changed: float) -> tuple[Array, Array]:
    """The rates of people of the mix before and after, of whom a share changed."""
    before = chance.uniform(0.55, 0.95, draws)
    change = np.where(chance.random(draws) < changed, chance.uniform(0, 0.55, draws), 0)
    return before, np.maximum(0.05, before - change)


def compared(chance: Generator, rates: Array, kind: Kind = THE_MIX, correlation: float = 0.0) -> Comparison:
    """People who vary as those of the mix do, with the rates (windows, N)."""
    windows, draws = rates.shape
    people = varying(chance, rates, kind, correlation)
    kept = tuple(
        Logging(DAYS_PER_MONTH - chance.integers(0, kind.missing, draws, endpoint=True))
        for _ in range(windows)
    )
    return Comparison(people, diaries(chance, people, kept), slice(1, windows))


def varying(chance: Generator, rates: Array, kind: Kind = THE_MIX, correlation: float = 0.0) -> People:
    """How such people vary."""
    draws = rates.shape[1]
    lag_one_of, drift_days = chance.uniform(0.2, 0.3, draws), chance.uniform(2, 2.5, draws)
    return People(rates, lag_one_of, drift_days, kind.drift, correlation)
