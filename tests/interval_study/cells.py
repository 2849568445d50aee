"""The grid: what is simulated cell by cell, and how often the interval must hold the truth there."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from tests.interval_study.diaries import Logging, People, diaries
from tests.interval_study.judging import DRAWS, Found, found, generator
from tests.interval_study.methods import METHODS, Comparison

RATES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
FULL, PART, UNEVEN = Logging(28), Logging(20), Logging(20, clear_missing=2)

Kept = tuple[Logging, ...]


class Asked(NamedTuple):
    """Cells that are judged alike: how both windows are `kept`, the `drifts` in days, and by lag-1 the
    least share of intervals that must hold the truth. `windows` are logged, the first compared with
    the second; `weight` multiplies the rate before."""

    name: str
    kept: Kept
    drifts: tuple[float, ...]
    least: dict[float, float]
    windows: int = 2
    weight: float = 1.0


class Cell(NamedTuple):
    """Rates before and after, lag-1 and drift in days."""

    before: float
    after: float
    lag_one: float
    drift_days: float


_AT_RANDOM = {"28 and 28": (FULL, FULL), "20 and 20": (PART, PART), "28 and 20": (FULL, PART)}
_CLEAR = {
    "28 and 20, in the second clear days twice as often missing": (FULL, UNEVEN),
    "20 and 20, likewise": (PART, UNEVEN),
    "20 and 20, likewise in both": (UNEVEN, UNEVEN),
}
_USUAL = (0.0, 2.0, 2.5)
_LEAST = {0.0: 0.94, 0.25: 0.94, 0.4: 0.94, 0.6: 0.925}
_LEAST_CLEAR = {0.0: 0.93, 0.25: 0.93, 0.4: 0.93, 0.6: 0.92}
_LEAST_DRIFTING = dict.fromkeys(_LEAST, 0.915)

GRID = (
    *(Asked(f"{name} of 28", kept, _USUAL, _LEAST) for name, kept in _AT_RANDOM.items()),
    *(
        Asked(f"{name} of 28, four windows logged", kept, _USUAL, {0.6: 0.935}, windows=4)
        for name, kept in _AT_RANDOM.items()
    ),
    *(Asked(name, kept, _USUAL, _LEAST_CLEAR) for name, kept in _CLEAR.items()),
    *(Asked(f"{name} of 28, tau 3", kept, (3.0,), _LEAST_DRIFTING) for name, kept in _AT_RANDOM.items()),
)

_CONTRASTS = {
    0.7: "at least 30 % fewer",
    0.5: "at least 50 % fewer",
    0.25: "at least 75 % fewer",
    2.0: "at least twice as many",
}

PERCENT = tuple(
    Asked(f"{contrast}: {name} of 28", kept, _USUAL, _LEAST, weight=weight)
    for weight, contrast in _CONTRASTS.items()
    for name, kept in _AT_RANDOM.items()
)
"""The contrasts of thresholds in percent and in times, held to the same."""


def cells(asked: Asked) -> Iterator[Cell]:
    """Every cell of `asked`; where both windows are kept alike, before and after are not swapped as well:
    that mirrors the interval exactly."""
    alike = asked.windows == 2 and asked.kept[0] == asked.kept[1] and asked.weight == 1
    for lag_one, drift_days, before, after in product(asked.least, asked.drifts, RATES, RATES):
        if before <= after or not alike:
            yield Cell(before, after, lag_one, drift_days)


def run(asked: Asked, cell: Cell, seed: int, draws: int = DRAWS) -> dict[str, Found]:
    """What each method finds in one cell."""
    comparison = drawn(asked, cell, seed, draws)
    truth = comparison.truth(asked.weight)
    return {name: found(method(comparison, asked.weight), truth) for name, method in METHODS.items()}


def drawn(asked: Asked, cell: Cell, seed: int, draws: int = DRAWS) -> Comparison:
    """The comparisons of one cell."""
    chance = generator(seed, *asked.name.encode(), *(round(1000 * number) for number in cell))
    rates = [cell.before, *[cell.after] * (asked.windows - 1)]
    people = People(
        np.repeat(np.array(rates)[:, np.newaxis], draws, axis=1),
        np.full(draws, cell.lag_one),
        np.full(draws, cell.drift_days),
    )
    kept = (asked.kept[0], *[asked.kept[1]] * (asked.windows - 1))
    return Comparison(people, diaries(chance, people, kept))
