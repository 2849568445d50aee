"""Simulated cohorts: packed rows as they are stored, injections and baselines."""

from typing import Any, NamedTuple

import numpy as np

from diary.analytics.cohort import (
    NO_BASELINE,
    Baselines,
    CohortOutcome,
    CohortRows,
    Rates,
    before_treatment,
    cohort_outcome,
    cohort_rows,
    filled,
)
from diary.analytics.measures import COUNTED
from diary.analytics.packed import COUNTS

DAYS, CYCLES = 730, 4
FROM = 738_048
"""Ordinal of a day in 2021, a multiple of 64; every diary begins in the thousand days after it."""


class Cohort(NamedTuple):
    """Diaries as they are stored, end to end, with strides in bytes; the same as arrays; and the rest."""

    strides: Any
    blobs: bytes
    rows: CohortRows
    injections: Any
    baselines: Baselines
    today: Any

    def outcome_of(self, rows: CohortRows) -> CohortOutcome:
        return cohort_outcome(rows, self.injections, self.baselines, self.today)

    def stored(self) -> list[bytes]:
        """Each diary's own blob."""
        lengths = len(COUNTS.planes) * self.strides
        ends = lengths.cumsum()
        return [self.blobs[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def simulated(people: int) -> Cohort:
    """Diaries of 730 days; one day in eight is not logged, every window is whole."""
    random = np.random.default_rng(people)
    begin = FROM + random.integers(0, 1_000, people)
    ahead = begin % 64
    words = (ahead + DAYS - 1) // 64 + 1
    planes = _flags(random, people, words.max()) & _inside(ahead, words.max())[:, np.newaxis]
    is_stored = np.arange(words.max()) < words[:, np.newaxis, np.newaxis]
    blobs = planes[np.broadcast_to(is_stored, planes.shape)].tobytes()
    rows = cohort_rows(begin - ahead, 8 * words, blobs)
    gaps = random.integers(84, 100, (people, CYCLES))
    gaps[:, 0] = random.integers(28, 90, people)
    injections = begin[:, np.newaxis] + gaps.cumsum(axis=1)
    none = np.full(people, NO_BASELINE)
    nothing = dict.fromkeys(COUNTED, Rates(none, none))
    baselines = filled(nothing, before_treatment(rows, injections), np.ones(people, bool))
    return Cohort(8 * words, blobs, rows, injections, baselines, begin + DAYS - 1)


def _flags(random: np.random.Generator, people: int, words: int) -> Any:
    """Random planes that fit each other, in the order of COUNTS."""

    def some() -> Any:
        return random.integers(0, 2**64, (people, words), np.uint64)

    logged = some() | some() | some()
    headache = logged & (some() | some())
    known = logged & ~(headache & some() & some() & some())
    return np.stack([logged, headache, known, headache & known & some()], axis=1)


def _inside(ahead: Any, words: int) -> Any:
    """The days of each diary as bits of so many words."""
    day = np.arange(64 * words)
    inside = (day >= ahead[:, np.newaxis]) & (day < ahead[:, np.newaxis] + DAYS)
    return np.packbits(inside, axis=-1, bitorder="little").view("<u8")
