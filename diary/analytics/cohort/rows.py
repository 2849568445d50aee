"""The counts rows of many diaries in one array of words: up to 28 days of each counted at once.

Wherever a window of 28 days begins in a plane, it ends within the 64 bits that begin at the same
half of a 64-bit word. These are fetched, shifted so that the window's first day is the lowest bit,
cut to the days that the window and the diary have in common, and counted. Exact for any window;
days outside a diary are not logged.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from diary.analytics.diary import HEADACHE
from diary.analytics.measures import COUNTED, FOUR_HOURS
from diary.analytics.packed import COUNTS
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

Of = TypeVar("Of")

Ints = NDArray[np.int64]
Small = NDArray[np.uint8]

WORD_BYTES = 8
WORD_DAYS = 64


class CohortError(ValueError):
    """Arrays that do not fit each other, or numbers that cannot be."""


class DamagedRows(CohortError):
    """Diaries in which days say what no day can: `those` (N,) are."""

    def __init__(self, those: NDArray[np.bool_]) -> None:
        super().__init__(f"Of {np.count_nonzero(those)} diaries, days say what no day can.")
        self.those = those


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

    Raises CohortError where a plane is not whole words, or the bytes are not as many as told; DamagedRows.
    """
    origins, strides = whole_numbers(origins), whole_numbers(strides)
    if origins.shape != strides.shape or origins.ndim != 1:
        raise CohortError("Each diary has one origin and one stride.")
    if (strides < 0).any() or (strides % WORD_BYTES).any():
        raise CohortError("A plane is whole words.")
    if (strides > len(blobs)).any() or not _are_ordinals(origins):
        raise CohortError("A diary lies within the calendar, and its planes within the bytes.")
    ends = np.cumsum(len(COUNTS.planes) * strides)
    if len(blobs) != (ends[-1] if len(ends) else 0):
        raise CohortError(f"{len(blobs)} bytes do not fit the strides.")
    starts = (ends - len(COUNTS.planes) * strides) // WORD_BYTES
    rows = CohortRows(np.frombuffer(blobs, "<u8"), starts, strides // WORD_BYTES, origins)
    damaged = [_damaged(rows.part(some)) for some in parts(len(rows))]
    if any(those.any() for those in damaged):
        raise DamagedRows(np.concatenate(damaged))
    return rows


def _damaged(rows: CohortRows) -> NDArray[np.bool_]:
    """In which diaries any day is what none can be, as `Packed` refuses it."""
    begin = np.cumsum(rows.strides) - rows.strides
    index = np.arange(rows.strides.sum()) + np.repeat(rows.starts - begin, rows.strides)
    step = np.repeat(rows.strides, rows.strides)
    logged, headache, known, yes = (rows.words[index + plane * step] for plane in range(len(COUNTS.planes)))
    odd = (headache | known) & ~logged | yes & ~(headache & known)
    whose = np.repeat(np.arange(len(rows)), rows.strides)
    return np.bincount(whose[odd != 0], minlength=len(rows)) > 0


def counted(rows: CohortRows, first: Ints, expected: Ints) -> dict[str, Counts]:
    """By measure, the counts of one span or several in each diary.

    `first`: ordinal of a span's first day, `expected`: its days, 0 to 28; shaped (..., N). Raises
    CohortError.
    """
    first, expected = checked_spans(rows, first, expected)
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


def checked_spans(rows: CohortRows, first: object, expected: object) -> tuple[Ints, Ints]:
    """The spans as arrays; CohortError where they are not those of `counted`."""
    first, expected = whole_numbers(first), whole_numbers(expected)
    if first.shape != expected.shape or first.shape[-1:] != (len(rows),):
        raise CohortError("Each diary has its spans.")
    if ((expected < 0) | (expected > DAYS_PER_MONTH)).any():
        raise CohortError(f"A span has 0 to {DAYS_PER_MONTH} days.")
    if not _are_ordinals(first):
        raise CohortError("A span lies within the calendar.")
    return first, expected


def _are_ordinals(numbers: Ints) -> bool:
    """Whether they are near enough to those of dates to be reckoned with."""
    return not numbers.size or bool(numbers.min() >= -_FAR and numbers.max() <= _FAR)


_FAR = 2 * date.max.toordinal()


AT_ONCE = 2048
"""Patients computed in one go: what is worked out in between then stays in the processor's cache."""


def parts(patients: int) -> Iterator[slice]:
    """All patients, some at a time; of nobody one part, which is empty."""
    return (slice(begin, begin + AT_ONCE) for begin in range(0, max(patients, 1), AT_ONCE))


def whole_numbers(numbers: object) -> Ints:
    """`numbers` as an array of integers; CohortError where they are none, so that nothing is cut off."""
    try:
        array = np.asarray(numbers)
    except ValueError as error:
        raise CohortError("Rows of an array are as long as each other.") from error
    if array.size and not np.can_cast(array.dtype, np.int64):
        raise CohortError(f"{array.dtype} are not whole numbers.")
    return array.astype(np.int64, copy=False)


def yes_or_no(where: object, patients: int) -> NDArray[np.bool_]:
    """`where` as one yes or no of each of so many patients; CohortError where it is none."""
    array = np.asarray(where)
    if array.dtype != np.bool_ or array.shape != (patients,):
        raise CohortError("Of each patient it is told by True or False.")
    return array


def by_measure(given: Mapping[str, Of]) -> dict[str, Of]:
    """What is given of each of COUNTED; CohortError where one is missing."""
    if not set(COUNTED) <= given.keys():
        raise CohortError(f"There is one of each of {', '.join(COUNTED)}.")
    return {measure: given[measure] for measure in COUNTED}


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
