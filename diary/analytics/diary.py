"""One patient's packed diary, ready to be counted in: many spans, many flags."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from diary.analytics.classify import COUNTS_FLAGS, PAIN_DETAIL_FLAGS
from diary.analytics.interval import Chain
from diary.analytics.packed import NOT_ANSWERED, Layout, Packed
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
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
    clear so far.
    """

    days: int
    logged: int
    known: int
    yes: int
    asked: int
    so_far: int

    def tally(self) -> Tally:
        """How many days are what."""
        return _tally(*self)

    def among(self, days: int) -> Tally:
        """How many of `days`, which are bits themselves and need not be neighbours, are what."""
        return _tally(days.bit_count(), *[bits & days for bits in self[1:]])

    def tallies(self, cuts: Iterable[Cut]) -> list[Tally]:
        """Of each cut, how many days are what."""
        return [_tally(days, *[bits >> start & mask for bits in self[1:]]) for start, days, mask in cuts]

    def chains(self, cuts: Iterable[Cut]) -> list[Chain]:
        """Of each cut its chain, in which neighbouring bits are neighbours.

        In one go: whatever is done here is done for every window that there ever was.
        """
        all_known, all_yes = self.known, self.yes
        # Named tuples made without their own `__new__`, which would take half of the time.
        new, found = tuple.__new__, []
        for start, _, mask in cuts:
            known, yes = all_known >> start & mask, all_yes >> start & mask
            pairs = known & known >> 1
            switches = ((yes ^ yes >> 1) & pairs).bit_count()
            found.append(new(Chain, (yes.bit_count(), known.bit_count(), switches, pairs.bit_count())))
        return found


def _tally(expected: int, logged: int, known: int, yes: int, asked: int, so_far: int) -> Tally:
    so_far &= known
    counts = yes, known, logged, asked, so_far & ~yes, so_far & yes
    days, of, all_logged, all_asked, clear_so_far, unsure = [bits.bit_count() for bits in counts]
    return Tally(days, of, all_logged, expected, all_asked, clear_so_far, unsure)


@cache
def _answers(layout: Layout, other: Layout) -> tuple[str, ...]:
    """The planes that both have, but for how soon a day was answered, unless it is only clear so far."""
    both = [plane for plane in layout.planes if plane in other.planes]
    return tuple(plane for plane in both if plane == _EARLY or not plane.startswith("provenance."))


class Diary:
    """Gives a diary's bits; each plane is read out of its blob once, and what every flag asks of a span is
    kept: one is for one look at the diary."""

    def __init__(self, counts: Packed, detail: Packed) -> None:
        self._counts, self._detail = counts, detail
        self._packed = {name: packed for packed in (counts, detail) for name in packed.layout.planes}
        self._planes: dict[str, tuple[int, int]] = {}
        self._spans: dict[Span, tuple[int, int, int]] = {}

    def bits(self, flag: str, span: Span) -> Bits:
        """`flag` over the days of `span`; known of no day where the diary was packed before it was kept."""
        logged, headache, early = self._of_each_flag(span)
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
        logged, asked, so_far = (bits.bit_count() for bits in self._of_each_flag(span))
        return Hours(quarters * float(HOURS_STEP), days - unsaid, logged, days, asked, so_far)

    def _of_each_flag(self, span: Span) -> tuple[int, int, int]:
        """The days of `span` that are logged, those with headache, and those answered early, which are asked
        for with every flag."""
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
        origin, whole = self._planes[plane]
        start = first - origin
        shifted = whole >> start if start >= 0 else whole << -start
        return shifted & ((1 << days) - 1)
