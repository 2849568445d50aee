"""A diary as bits: one plane per flag, one bit per day, exact for any window.

Planes lie end to end in one blob, each `stride` bytes long; bit i of a plane (little-endian) is
the day `origin + i`. A detail diary ends with one byte of hours a day. Days outside the blob are
not logged. Kept in step with the stored days by `recorded`; `counted` reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from diary.analytics.classify import (
    COUNTS_FLAGS,
    DETAIL_FLAGS,
    PAIN_DETAIL_FLAGS,
    PROVENANCES,
    RULES,
    counts_flags,
    detail_flags,
)
from diary.terms.answers import Provenance
from diary.terms.day_document import HOURS_STEP, MAX_HOURS, AnswerError, DayDocument, quarter_hours

BLOCK_DAYS = 64
"""Origin and stride move in blocks of whole 64-bit words, so numpy can count them."""

NOT_ANSWERED = 255
"""The hours byte of a day whose hours are not said; others are quarter hours, 0 to 96."""


class PackedDay(NamedTuple):
    """What a diary keeps of a logged day; None in its place is a day not logged."""

    document: DayDocument
    provenance: Provenance


@dataclass(frozen=True, eq=False)
class Layout:
    """What the planes of one kind of packed diary mean, in order; there is one object of each."""

    planes: tuple[str, ...]
    hours: bool

    @cached_property
    def places(self) -> dict[str, int]:
        """Which plane is which, counted from 0."""
        return {name: place for place, name in enumerate(self.planes)}

    @cached_property
    def flags(self) -> tuple[str, ...]:
        """The flags of which it keeps both halves."""
        return tuple(name.removesuffix(".yes") for name in self.planes if name.endswith(".yes"))

    @cached_property
    def provenances(self) -> tuple[str, ...]:
        """The planes of which every logged day is in one."""
        return tuple(name for name in self.planes if name.startswith("provenance."))


COUNTS = Layout(
    (
        "logged",
        "headache",
        *(f"{flag}.{half}" for flag in COUNTS_FLAGS for half in ("known", "yes")),
    ),
    hours=False,
)
DETAIL = Layout(
    (
        *(f"{flag}.{half}" for flag in DETAIL_FLAGS for half in ("known", "yes")),
        *(f"provenance.{provenance}" for provenance in PROVENANCES),
    ),
    hours=True,
)


LAYOUTS = {"counts": COUNTS, "detail": DETAIL}
_OF_RULES_2 = tuple(name for name in DETAIL.planes if not name.startswith("migraine_by_"))
_OF_RULES_1 = tuple(name for name in _OF_RULES_2 if name != "provenance.imported")
BY_RULES = {
    1: {"counts": COUNTS, "detail": Layout(_OF_RULES_1, hours=True)},
    2: {"counts": COUNTS, "detail": Layout(_OF_RULES_2, hours=True)},
    RULES: LAYOUTS,
}
"""The layouts of every classification there was: a baseline is read by the one it was fixed by."""


class LayoutError(ValueError):
    """A blob whose length does not fit its layout and stride, which begins on no date, or in which days say
    what no day can: a yes where nothing is known, or an answer where nothing is logged."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One packed diary: the first day's ordinal, bytes per plane, and the planes."""

    layout: Layout
    origin: int
    stride: int
    blob: bytes

    def __post_init__(self) -> None:
        if len(self.blob) != _length(self.layout, self.stride):
            raise LayoutError(f"{len(self.blob)} bytes do not fit a stride of {self.stride}")
        ends = self.origin + self.stride * 8 - 1
        if self.origin % BLOCK_DAYS or self.origin < 0 or ends > date.max.toordinal():
            raise LayoutError(f"No diary begins on day {self.origin} and ends on day {ends}.")
        if self._says_too_much():
            raise LayoutError("Days say what no day can.")

    def plane(self, name: str) -> int:
        """The whole plane as an integer: bit i is the day `origin + i`."""
        start = self.layout.places[name] * self.stride
        return int.from_bytes(self.blob[start : start + self.stride], "little")

    @property
    def logged(self) -> int:
        """The days that are logged, as a whole plane."""
        if not self.layout.provenances:
            return self.plane("logged")
        return reduce(or_, map(self.plane, self.layout.provenances))

    @property
    def headache(self) -> int:
        """The days that can only have been headache days, as a whole plane."""
        if "headache" in self.layout.places:
            return self.plane("headache")
        pain = [self.plane(f"{flag}.yes") for flag in self.layout.flags if flag in PAIN_DETAIL_FLAGS]
        return reduce(or_, pain) | _days_in(self._hours(), _SOME_HOURS)

    @property
    def clear(self) -> int:
        """The days of no hours, which are the clear ones, as a whole plane."""
        return _days_in(self._hours(), _NO_HOURS)

    def _says_too_much(self) -> bool:
        """Whether any day is what no day can be. Asked once of each packed diary, of all its days at once."""
        logged, answered, odd = self.logged, 0, 0
        for flag in self.layout.flags:
            known = self.plane(f"{flag}.known")
            answered |= known
            odd |= self.plane(f"{flag}.yes") & ~known
        if self.layout.hours:
            hours = self._hours()
            answered |= _days_in(hours, _HOURS_SAID)
            # A day that was answered in two ways would count as late twice.
            ways = sum([self.plane(way).bit_count() for way in self.layout.provenances])
            odd |= hours.translate(None, _HOURS) != b"" or ways > logged.bit_count()
        else:
            answered |= self.plane("headache")
            odd |= self.plane(f"{COUNTS_FLAGS[0]}.yes") & ~self.plane("headache")
        return bool(odd | answered & ~logged)

    def _hours(self) -> bytes:
        return self.blob[len(self.layout.planes) * self.stride :]

    def says(self, names: Sequence[str], span: tuple[date, date]) -> list[int]:
        """By flag, the days of `span` that have it, out of their own bytes alone: bit i is its day i."""
        first, last = (day.toordinal() - self.origin for day in span)
        if first < 0 or last >= self.stride * 8:
            return [self.days_with(name, *span) for name in names]
        begins, ends, ahead, mask = first >> 3, (last >> 3) + 1, first & 7, (1 << last - first + 1) - 1
        places, stride, blob = self.layout.places, self.stride, self.blob
        starts = [places[name] * stride for name in names]
        near = [blob[start + begins : start + ends] for start in starts]
        return [int.from_bytes(here, "little") >> ahead & mask for here in near]

    def days_with(self, name: str, first: date, last: date) -> int:
        """The days from `first` to `last`, both included, that have the flag: bit i is `first + i`."""
        start, days = first.toordinal() - self.origin, last.toordinal() - first.toordinal() + 1
        plane = self.plane(name)
        shifted = plane >> start if start >= 0 else plane << -start
        return shifted & ((1 << max(days, 0)) - 1)

    def counted(self, name: str, first: date, last: date) -> int:
        """How many days from `first` to `last`, both included, have the flag `name`."""
        return self.days_with(name, first, last).bit_count()

    def hours_between(self, first: date, last: date) -> bytes:
        """A byte for each day from `first` to `last`, both included: quarter hours, or NOT_ANSWERED."""
        begin, end = (day.toordinal() - self.origin for day in (first, last))
        here = len(self.layout.planes) * self.stride
        inside = self.blob[here + max(begin, 0) : here + max(end + 1, 0)]
        ahead = bytes([NOT_ANSWERED]) * (min(end + 1, 0) - min(begin, 0))
        return (ahead + inside).ljust(end - begin + 1, bytes([NOT_ANSWERED]))

    def hours_on(self, day: date) -> float | None:
        """Hours of headache on `day`; None where not said."""
        index = day.toordinal() - self.origin
        if not 0 <= index < self.stride * 8:
            return None
        byte = self.blob[len(self.layout.planes) * self.stride + index]
        return None if byte == NOT_ANSWERED else byte * float(HOURS_STEP)


def check_together(counts: Packed, detail: Packed, *, whole: bool = False) -> None:
    """LayoutError where the detail of a diary tells of days that its counts do not have, of pain on days that
    had none, or of none on days that had; and, of a `whole` diary, where it has lost days that they have."""
    logged, clear, told = _aligned(counts, detail)
    if told.logged & ~logged or told.headache & clear or told.clear & ~clear:
        raise LayoutError("The detail tells of days that the counts do not have.")
    # Before imported days had a plane of their own, they were in none.
    has_all_ways = len(detail.layout.provenances) == len(PROVENANCES)
    if whole and ((has_all_ways and logged & ~told.logged) or clear & ~told.clear):
        raise LayoutError("The counts have days that the detail has lost.")


class _Told(NamedTuple):
    """Days of a detail, as bits."""

    logged: int
    headache: int
    clear: int


def _aligned(counts: Packed, detail: Packed) -> tuple[int, int, _Told]:
    """The days that the counts have, the clear ones of them, and what the detail tells, all as bits from the
    earlier of both origins on."""
    ahead = detail.origin - counts.origin
    logged, headache = (days << max(-ahead, 0) for days in (counts.logged, counts.headache))
    told = (days << max(ahead, 0) for days in (detail.logged, detail.headache, detail.clear))
    return logged, logged & ~headache, _Told(*told)


def cut_out(layout: Layout, span: Sequence[date], days: Mapping[date, PackedDay]) -> Packed:
    """The dates of `span` alone, packed: its blob says the same whenever the days say the same."""
    return recorded(None, layout, {day: days.get(day) for day in span})


def packed_from(layout: Layout, first: date, blob: bytes) -> Packed:
    """What `cut_out` packed from `first` on, from its blob. Raises LayoutError."""
    bytes_a_stride = len(layout.planes) + 8 * layout.hours
    return Packed(layout, first.toordinal() // BLOCK_DAYS * BLOCK_DAYS, len(blob) // bytes_a_stride, blob)


def recorded(packed: Packed | None, layout: Layout, days: Mapping[date, PackedDay | None]) -> Packed:
    """`packed` with `days` written over it, grown where they lie outside; from nothing when None.

    Raises AnswerError where what a day says is no answer.
    """
    ordinals = [day.toordinal() for day in days]
    roomy = _grown(packed, layout, ordinals)
    blob = bytearray(roomy.blob)
    write = _write_counts if layout is COUNTS else _write_detail
    for ordinal, day in zip(ordinals, days.values(), strict=True):
        if day is not None:
            _check(day)
        write(blob, roomy.stride, ordinal - roomy.origin, day)
    return Packed(layout, roomy.origin, roomy.stride, bytes(blob))


def _grown(packed: Packed | None, layout: Layout, ordinals: Iterable[int]) -> Packed:
    """`packed` with room for `ordinals`: unchanged where there is room already."""
    spans = set(ordinals)
    if packed is not None and packed.stride:
        spans |= {packed.origin, packed.origin + packed.stride * 8 - 1}
    if not spans:
        return Packed(layout, 0, 0, b"")
    origin = min(spans) // BLOCK_DAYS * BLOCK_DAYS
    stride = (max(spans) - origin) // BLOCK_DAYS * 8 + 8
    if packed is not None and (packed.origin, packed.stride) == (origin, stride):
        return packed
    blank = bytes(len(layout.planes) * stride) + bytes([NOT_ANSWERED]) * (layout.hours * stride * 8)
    return Packed(layout, origin, stride, _moved(packed, origin, stride, bytearray(blank)))


def _moved(packed: Packed | None, origin: int, stride: int, blob: bytearray) -> bytes:
    """`blob`, a blank of the new layout, with the planes of `packed` copied in."""
    if packed is None or not packed.stride:
        return bytes(blob)
    ahead = packed.origin - origin  # days, a multiple of 64
    for index in range(len(packed.layout.planes)):
        old, new = index * packed.stride, index * stride + ahead // 8
        blob[new : new + packed.stride] = packed.blob[old : old + packed.stride]
    if packed.layout.hours:
        new = len(packed.layout.planes) * stride + ahead
        blob[new : new + packed.stride * 8] = packed.blob[len(packed.layout.planes) * packed.stride :]
    return bytes(blob)


def _write_counts(blob: bytearray, stride: int, index: int, day: PackedDay | None) -> None:
    if day is None:
        values = [False] * len(COUNTS.planes)
    else:
        values = [True, day.document.headache, *_halves(counts_flags(day.document))]
    _write_bits(blob, stride, index, values)


def _write_detail(blob: bytearray, stride: int, index: int, day: PackedDay | None) -> None:
    hours = NOT_ANSWERED
    if day is None:
        values = [False] * len(DETAIL.planes)
    else:
        values = _halves(detail_flags(day.document))
        values += [day.provenance == provenance for provenance in PROVENANCES]
        if not day.document.headache:
            hours = 0
        elif day.document.hours is not None:
            hours = quarter_hours(day.document.hours)
    _write_bits(blob, stride, index, values)
    blob[len(DETAIL.planes) * stride + index] = hours


def check_day(day: PackedDay) -> None:
    """That it can be packed: an error, of whatever kind its answers raise, where it cannot."""
    _check(day)
    counts_flags(day.document), detail_flags(day.document)


def _check(day: PackedDay) -> None:
    """What no document checks by itself."""
    if day.document.hours is not None:
        quarter_hours(day.document.hours)
    if day.provenance not in PROVENANCES:
        raise AnswerError(f"provenance: {day.provenance!r} is no way to answer.")


def _halves(flags: Iterable[bool | None]) -> list[bool]:
    return [half for flag in flags for half in (flag is not None, flag is True)]


def _write_bits(blob: bytearray, stride: int, index: int, values: list[bool]) -> None:
    byte, bit = index >> 3, 1 << (index & 7)
    for value in values:
        if value:
            blob[byte] |= bit
        else:
            blob[byte] &= ~bit
        byte += stride


def _days_in(hours: bytes, table: bytes) -> int:
    """The days whose hours byte `table` has as a 1, as bits."""
    return int(hours.translate(table)[::-1] or b"0", 2)


def _table(those: Callable[[int], bool]) -> bytes:
    return b"".join(b"1" if those(byte) else b"0" for byte in range(256))


_HOURS = bytes([*range(int(MAX_HOURS / HOURS_STEP) + 1), NOT_ANSWERED])
_NO_HOURS = _table(lambda byte: byte == 0)
_SOME_HOURS = _table(lambda byte: 0 < byte < NOT_ANSWERED)
_HOURS_SAID = _table(lambda byte: byte < NOT_ANSWERED)


def _length(layout: Layout, stride: int) -> int:
    return (len(layout.planes) + 8 * layout.hours) * stride
