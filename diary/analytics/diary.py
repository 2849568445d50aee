"""One patient's packed diary, ready to be counted in: many spans, many flags."""

from collections.abc import Iterable
from functools import cache
from operator import mul
from typing import NamedTuple

from diary.analytics.classify import COUNTS_FLAGS, PAIN_DETAIL_FLAGS
from diary.analytics.interval import Chain
from diary.analytics.packed import NOT_ANSWERED, Layout, Packed, check_together
from diary.analytics.tally import Hours, Tally, is_enough
from diary.analytics.windows import DateError, Span
from diary.terms.answers import Provenance
from diary.terms.day_document import HOURS_STEP

HEADACHE = "headache"
"""The flag that every logged day answers."""

PAIN_FLAGS = (HEADACHE, *COUNTS_FLAGS, *PAIN_DETAIL_FLAGS)
"""Flags that a clear day answers with "no", so one that is only clear so far answers them so far."""

_EARLY = f"provenance.{Provenance.EARLY}"


Cut = tuple[int, int, int]
"""Where days lie among others: the first, counted from 0, how many, and as many bits."""


def cut(spans: Iterable[Span], within: Span) -> list[Cut]:
    """Where each of `spans` lies in a span that holds them all."""
    first, found = within.first.toordinal(), []
    for begins, ends in spans:
        start = begins.toordinal() - first
        days = ends.toordinal() - first - start + 1
        found.append((start, days, (1 << days) - 1))
    return found


class Bits(NamedTuple):
    """One flag over consecutive days, as bits of which the first day is the lowest.

    `asked`: logged days to which the question belongs. `so_far`: days whose answer is of a day that is only
    clear so far. `certain` and `excluded`: of a flag that follows from several, days that are not known
    because one of these is not, and that have it, or have it not, all the same.
    """

    days: int
    logged: int
    known: int
    yes: int
    asked: int
    so_far: int
    certain: int = 0
    excluded: int = 0

    def tally(self) -> Tally:
        """How many days are what."""
        return _tally(*self)

    def chain(self) -> Chain:
        """The chain of all its days, in which neighbouring bits are neighbours."""
        pairs, switches = _neighbours(self)
        counts = self.yes, self.known, switches, pairs
        return Chain._make([bits.bit_count() for bits in counts])

    def among(self, days: int) -> Tally:
        """How many of `days`, which are bits themselves and need not be neighbours, are what."""
        return _tally(days.bit_count(), *[bits & days for bits in self[1:]])


def _neighbours(flag: Bits) -> tuple[int, int]:
    """The days whose next one is known, too, as they are; and those of them whose next one is otherwise."""
    pairs = flag.known & flag.known >> 1
    return pairs, (flag.yes ^ flag.yes >> 1) & pairs


def _tally(
    expected: int, logged: int, known: int, yes: int, asked: int, so_far: int, certain: int, excluded: int
) -> Tally:
    so_far &= known
    bits = yes, known, logged, asked, so_far & ~yes, so_far & yes, certain, excluded
    days, of, all_logged, *rest = [one.bit_count() for one in bits]
    return Tally(days, of, all_logged, expected, *rest)


class Spans:
    """Spans among other days, by their `cuts`, in which one flag after another is counted.

    Whatever is done here is done for every window that there ever was. Of most flags the same days are
    logged, known and asked about: what follows from these is found once for all of them.
    """

    def __init__(self, cuts: Iterable[Cut]) -> None:
        self.cuts = list(cuts)
        self._counts: dict[int, list[int]] = {}
        self._pairs: dict[int, list[int]] = {}
        self._enough: dict[tuple[int, int, int], list[bool]] = {}

    def count(self, days: int) -> list[int]:
        """How many of `days`, as bits, lie in each."""
        found = self._counts.get(days)
        if found is None:
            found = self._counts[days] = [(days >> start & mask).bit_count() for start, _, mask in self.cuts]
        return found

    def tallies(self, flag: Bits) -> list[Tally]:
        """How many days of each are what."""
        if flag.certain | flag.excluded:
            return [flag.among(mask << start) for start, _, mask in self.cuts]
        logged, known, yes, asked, so_far = map(self.count, flag[1:6])
        counted = zip(yes, known, logged, asked, so_far, self.cuts, strict=True)
        # Named tuples made without their own `__new__`, which would take half of the time.
        new = tuple.__new__
        return [
            flag.among(mask << start)
            if early
            else new(Tally, (many, of, all_logged, days, all_asked, 0, 0, 0, 0))
            for many, of, all_logged, all_asked, early, (start, days, mask) in counted
        ]

    def chains(self, flag: Bits) -> list[Chain]:
        """The chain of each."""
        return [Chain._make(counts) for counts in zip(*self.chained(flag), strict=True)]

    def chained(self, flag: Bits) -> tuple[list[int], list[int], list[int], list[int]]:
        """The same by column, from which few are made chains."""
        pairs, switches = _neighbours(flag)
        return (
            self.count(flag.yes),
            self.count(flag.known),
            self._pairs_in(switches),
            self._pairs_in(pairs),
        )

    def enough(self, flag: Bits) -> list[bool]:
        """Whether enough days of each are known."""
        if flag.certain | flag.excluded:
            return [tally.is_enough for tally in self.tallies(flag)]
        key = flag.known, flag.logged, flag.asked
        found = self._enough.get(key)
        if found is None:
            counted = zip(*map(self.count, key), self.cuts, strict=True)
            found = [is_enough(known, logged, days, asked) for known, logged, asked, (_, days, _) in counted]
            self._enough[key] = found
        return found

    def _pairs_in(self, pairs: int) -> list[int]:
        """How many pairs of neighbours, as the bits of their first, lie whole in each."""
        found = self._pairs.get(pairs)
        if found is None:
            whole = [(start, mask >> 1) for start, _, mask in self.cuts]
            found = self._pairs[pairs] = [(pairs >> start & mask).bit_count() for start, mask in whole]
        return found


@cache
def _answers(layout: Layout, other: Layout) -> tuple[str, ...]:
    """The planes that both have, but for how soon a day was answered, unless it is only clear so far."""
    both = [plane for plane in layout.planes if plane in other.planes]
    return tuple(plane for plane in both if plane == _EARLY or not plane.startswith("provenance."))


class Diary:
    """Gives a diary's bits; each plane is read out of its blob once, and what one flag after another asks of
    a span is kept as long as this is: it is made anew for each look at the diary.

    Raises LayoutError where `counts` and `detail` are not of one diary.
    """

    def __init__(self, counts: Packed, detail: Packed) -> None:
        check_together(counts, detail)
        self._counts, self._detail = counts, detail
        self._packed = {name: packed for packed in (counts, detail) for name in packed.layout.planes}
        self._planes: dict[str, tuple[int, int]] = {}
        self._spans: dict[Span, tuple[int, int, int]] = {}

    def bits(self, flag: str, span: Span) -> Bits:
        """`flag` over the days of `span`; known of no day where the diary was packed before it was kept."""
        logged, headache, early = self._shared(span)
        first, days = span.first.toordinal(), span.days
        if flag == HEADACHE:
            return Bits(days, logged, logged, headache, logged, early)
        known, yes = self._cut(f"{flag}.known", first, days), self._cut(f"{flag}.yes", first, days)
        if flag not in PAIN_FLAGS:
            return Bits(days, logged, known, yes, logged, 0)
        return Bits(days, logged, known, yes, headache, early)

    def says_the_same(self, other: "Diary", span: Span) -> bool:
        """Whether `other` answers each flag that this one keeps alike on the days of `span`."""
        return all(
            mine.says(names, span) == others.says(names, span)
            for mine, others in ((self._counts, other._counts), (self._detail, other._detail))
            for names in [_answers(mine.layout, others.layout)]
        )

    def days_answered(self, how: Provenance, span: Span) -> int:
        """The days of `span` that were answered so, as bits."""
        return self._cut(f"provenance.{how}", span.first.toordinal(), span.days)

    def hours(self, span: Span) -> Hours:
        """Hours of headache in `span`; more than 24 on no day."""
        days = span.days
        said = self._detail.hours_between(span.first, span.last)
        unsaid = said.count(NOT_ANSWERED)
        quarters = sum(said) - unsaid * NOT_ANSWERED
        squares = sum(map(mul, said, said)) - unsaid * NOT_ANSWERED**2
        logged, asked, so_far = (bits.bit_count() for bits in self._shared(span))
        step = float(HOURS_STEP)
        return Hours(quarters * step, squares * step * step, days - unsaid, logged, days, asked, so_far)

    def _shared(self, span: Span) -> tuple[int, int, int]:
        """The days of `span` that are logged, those with headache, and those answered early, which one flag
        after another asks for."""
        found = self._spans.get(span)
        if found is None:
            first, days = span.first.toordinal(), span.days
            logged, headache = self._cut("logged", first, days), self._cut(HEADACHE, first, days)
            found = self._spans[span] = logged, headache, self._cut(_EARLY, first, days)
        return found

    def _cut(self, plane: str, first: int, days: int) -> int:
        if plane not in self._planes:
            packed = self._packed.get(plane)
            self._planes[plane] = (packed.origin, packed.plane(plane)) if packed else (0, 0)
        if days < 0:
            raise DateError("A span ends before it begins.")
        origin, whole = self._planes[plane]
        start = first - origin
        shifted = whole >> start if start >= 0 else whole << -start
        return shifted & ((1 << days) - 1)
