"""The counts rows of many diaries in one array of words: up to 28 days of each counted at once.

Wherever a window of 28 days begins in a plane, it ends within the 64 bits that begin at the same
half of a 64-bit word. These are fetched, shifted so that the window's first day is the lowest bit,
cut to the days that the window and the diary have in common, and counted. Exact for any window;
days outside a diary are not logged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS
from diary.analytics.packed import COUNTS
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

Ints = NDArray[np.int64]
Small = NDArray[np.uint8]

WORD_BYTES = 8
WORD_DAYS = 64


class CohortError(ValueError):
    """Arrays that do not fit each other, or numbers that cannot be."""


_OPEN, _OPEN_OF = Fraction(DAYS_PER_MONTH - ENOUGH_DAYS, DAYS_PER_MONTH).as_integer_ratio()


class Counts(NamedTuple):
    """The numbers of a Tally for many spans, arrays of one shape: `days` with it, of `known` answered,
    of `logged`, of `expected` in the span; `asked`: the logged days to which the question belongs."""

    days: Small
    known: Small
    logged: Small
    expected: Small
    asked: Small

    @property
    def are_enough(self) -> NDArray[np.bool_]:
        """`Tally.is_enough` of each, for spans of up to 28 days."""
        is_known = self.known >= ENOUGH_DAYS
        if self.asked is self.logged and self.known is self.logged:
            return is_known
        # The share of the days asked that may be open, in its lowest terms: eight bits hold the products.
        return is_known & (_OPEN_OF * (self.logged - self.known) <= _OPEN * self.asked)


@dataclass(frozen=True, slots=True)
class CohortRows:
    """The counts rows of N diaries: planes end to end, diary after diary, as they are stored.

    `starts`: where each diary begins in `words`; `strides`: its words a plane; `origins`: the date
    ordinal of its first bit. `strides` and `origins` may differ from diary to diary.
    """

    words: NDArray[np.uint64]
    starts: Ints
    strides: Ints
    origins: Ints

    def __len__(self) -> int:
        return len(self.origins)

    def part(self, some: slice) -> "CohortRows":
        """Some of the diaries, consecutive ones."""
        starts, strides = self.starts[some], self.strides[some]
        if not len(starts):
            return CohortRows(self.words[:0], starts, strides, self.origins[some])
        begin, end = starts[0], starts[-1] + len(COUNTS.planes) * strides[-1]
        return CohortRows(self.words[begin:end], starts - begin, strides, self.origins[some])


def cohort_rows(origins: Ints, strides: Ints, blobs: bytes) -> CohortRows:
    """The rows of N diaries from their stored numbers (strides in bytes a plane) and their blobs, joined.

    Raises CohortError where a plane is not whole words, or the bytes are not as many as told.
    """
    origins, strides = whole_numbers(origins), whole_numbers(strides)
    if origins.shape != strides.shape or origins.ndim != 1:
        raise CohortError("Each diary has one origin and one stride.")
    if (strides < 0).any() or (strides % WORD_BYTES).any():
        raise CohortError("A plane is whole words.")
    ends = np.cumsum(len(COUNTS.planes) * strides)
    if len(blobs) != (ends[-1] if len(ends) else 0):
        raise CohortError(f"{len(blobs)} bytes do not fit the strides.")
    starts = (ends - len(COUNTS.planes) * strides) // WORD_BYTES
    return CohortRows(np.frombuffer(blobs, "<u8"), starts, strides // WORD_BYTES, origins)


def counted(rows: CohortRows, first: Ints, expected: Ints) -> dict[str, Counts]:
    """By measure, the counts of one span or several in each diary.

    `first`: ordinal of a span's first day, `expected`: its days, 0 to 28; shaped (..., N). Raises
    CohortError.
    """
    check_spans(rows, first, expected)
    counts = np.empty((len(COUNTS.planes), *first.shape), np.uint8)
    for some in parts(len(rows)):
        _count(rows.part(some), first[..., some], expected[..., some], counts[..., some])
    planes = dict(zip(COUNTS.planes, counts, strict=True))
    logged, spans = planes["logged"], expected.astype(np.uint8)
    four_hours = planes[f"{FOUR_HOURS}.yes"], planes[f"{FOUR_HOURS}.known"]
    return {
        HEADACHE: Counts(planes[HEADACHE], logged, logged, spans, logged),
        FOUR_HOURS: Counts(*four_hours, logged, spans, planes[HEADACHE]),
    }


def check_spans(rows: CohortRows, first: Ints, expected: Ints) -> None:
    """CohortError where spans are not those of `counted`."""
    if first.shape != expected.shape or first.shape[-1:] != (len(rows),):
        raise CohortError("Each diary has its spans.")
    if ((expected < 0) | (expected > DAYS_PER_MONTH)).any():
        raise CohortError(f"A span has 0 to {DAYS_PER_MONTH} days.")


AT_ONCE = 2048
"""Patients computed in one go: what is worked out in between then stays in the processor's cache."""


def parts(patients: int) -> Iterator[slice]:
    """All patients, some at a time; of nobody one part, which is empty."""
    return (slice(begin, begin + AT_ONCE) for begin in range(0, max(patients, 1), AT_ONCE))


def whole_numbers(numbers: object) -> Ints:
    """`numbers` as an array of integers; CohortError where they are none, so that nothing is cut off."""
    array = np.asarray(numbers)
    if array.size and not np.can_cast(array.dtype, np.int64):
        raise CohortError(f"{array.dtype} are not whole numbers.")
    return array.astype(np.int64, copy=False)


_HALF = 32
"""Days in half a word."""

_MASKS = np.array([(1 << days) - 1 for days in range(DAYS_PER_MONTH + 1)], np.uint32)


def _count(rows: CohortRows, first: Ints, expected: Ints, out: Small) -> None:
    """Count the spans, plane by plane, into `out`."""
    for plane, bits in zip(out, days_of(rows, first, expected), strict=True):
        np.bitwise_count(bits, out=plane)


def days_of(rows: CohortRows, first: Ints, expected: Ints) -> Iterator[NDArray[np.uint32]]:
    """Plane by plane in the order of COUNTS, the logged days of spans as for `counted`, as bits.

    Neighbouring bits are neighbouring days. The lowest is the first day that the span and the diary share.
    """
    words = _words_by_halves(rows.words)
    offset = first - rows.origins
    begin = np.maximum(offset, 0)
    days = np.maximum(np.minimum(offset + expected, rows.strides * WORD_DAYS) - begin, 0)
    mask = _MASKS.take(days)
    shift = (begin % _HALF).astype(np.uint64)
    index = begin // _HALF + 2 * rows.starts
    for _ in COUNTS.planes:
        # "clip": a span without a day in the diary may begin anywhere; its mask is empty.
        bits = words.take(index, mode="clip")
        bits >>= shift
        yield bits.astype(np.uint32) & mask
        index += 2 * rows.strides


def _words_by_halves(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The 64 bits from each half of a word on: any 28 days lie in one of them."""
    padded = np.append(words, np.zeros(1, words.dtype))
    overlapping = np.ndarray(2 * len(words) + 1, words.dtype, padded, strides=(WORD_BYTES // 2,))
    return overlapping.copy()
