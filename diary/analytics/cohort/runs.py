"""How the days of many spans follow each other: switches, and the pairs in which they were looked for."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.cohort.rows import CohortRows, Ints, Small, checked_spans, days_of, parts, yes_or_no
from diary.analytics.cohort.windows import NO_INJECTION, first_injections
from diary.analytics.measures import COUNTED
from diary.terms.month import DAYS_PER_MONTH


class Runs(NamedTuple):
    """Of many spans, arrays of one shape: of `pairs` of neighbouring known days, `switches` differ; as in
    `interval.Chain`."""

    switches: Small
    pairs: Small

    def part(self, some: slice) -> "Runs":
        """Of some of the patients."""
        return Runs(self.switches[..., some], self.pairs[..., some])


def runs_of(rows: CohortRows, first: Ints, expected: Ints) -> dict[str, Runs]:
    """By measure, the runs of spans as for `rows.counted`. Raises CohortError."""
    first, expected = checked_spans(rows, first, expected)
    found = {measure: Runs(*np.empty((2, *first.shape), np.uint8)) for measure in COUNTED}
    for some in parts(len(rows)):
        planes = days_of(rows.part(some), first[..., some], expected[..., some])
        for measure, (known, yes) in zip(COUNTED, _known_and_yes(planes), strict=True):
            pair = known & known >> 1
            np.bitwise_count(pair, out=found[measure].pairs[..., some])
            np.bitwise_count((yes ^ yes >> 1) & pair, out=found[measure].switches[..., some])
    return found


def runs_before(rows: CohortRows, injections: Ints, where: NDArray[np.bool_]) -> dict[str, Runs]:
    """By measure, the runs of days -28 to -1 `where` told (N,), and no pairs elsewhere.

    `rows` and `where` are those whose days became baselines by `before_treatment` and `filled`: a figure
    that somebody wrote down has no days. Raises CohortError; InjectionsError.
    """
    first = first_injections(injections, len(rows))
    expected = np.where(yes_or_no(where, len(rows)) & (first != NO_INJECTION), DAYS_PER_MONTH, 0)
    return runs_of(rows, first - DAYS_PER_MONTH, expected)


FixedRuns = Mapping[str, Runs]
"""By measure, the runs of the days behind each patient's baseline; without pairs where it is a figure."""


def _known_and_yes(
    planes: Iterator[NDArray[np.uint32]],
) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32]]]:
    """Of each of COUNTED: every logged day answers the first; both stand in the order of COUNTS."""
    for known in planes:
        yield known, next(planes)
