"""One patient's packed diary, ready to be counted in: many spans, many flags."""

from typing import NamedTuple

from diary.analytics.classify import COUNTS_FLAGS, DETAIL_FLAGS
from diary.analytics.interval import Chain, chain
from diary.analytics.packed import COUNTS, DETAIL, Packed
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
from diary.terms.answers import Provenance
from diary.terms.month import ENOUGH_DAYS

HEADACHE = "headache"
"""The flag that every logged day answers."""

FLAGS = (HEADACHE, *COUNTS_FLAGS, *DETAIL_FLAGS)
PAIN_FLAGS = (HEADACHE, *COUNTS_FLAGS, "moderate_or_severe", "migraine", "probable_migraine")
"""Flags that a clear day answers with "no", so one that is only clear so far answers them so far."""

_EARLY = f"provenance.{Provenance.EARLY}"


class Bits(NamedTuple):
    """One flag over consecutive days, as bits of which the first day is the lowest.

    `so_far`: days whose "no" is of a day that is only clear so far.
    """

    days: int
    logged: int
    known: int
    yes: int
    so_far: int

    def tally(self) -> Tally:
        """How many days are what."""
        return self.counted((0, self.days))[0][0]

    def counted(self, *spans: tuple[int, int]) -> list[tuple[Tally, Chain | None]]:
        """For each span, the days from its start up to, but not with, its end, counted from 0, fewer
        where they end before: how many are what, and, where enough of them are known, their chain."""
        days, all_logged, all_known, all_yes, all_so_far = self
        found: list[tuple[Tally, Chain | None]] = []
        for start, end in spans:
            length = (end if end < days else days) - start
            mask = (1 << length) - 1
            known = all_known >> start & mask
            one = chain(known, all_yes >> start & mask)
            logged = (all_logged >> start & mask).bit_count()
            so_far = (all_so_far >> start & known).bit_count() if all_so_far else 0
            tally = Tally(one.yes, one.known, logged, length, so_far)
            found.append((tally, one if one.known >= ENOUGH_DAYS else None))
        return found


class Diary:
    """Gives a diary's bits; each plane is read out of its blob once."""

    def __init__(self, counts: Packed, detail: Packed) -> None:
        self._packed = {name: packed for packed in (counts, detail) for name in packed.layout.planes}
        self._planes: dict[str, tuple[int, int]] = {}

    def bits(self, flag: str, span: Span) -> Bits:
        """`flag` over the days of `span`."""
        first, days = span.first.toordinal(), span.days
        logged = self._cut("logged", first, days)
        if flag == HEADACHE:
            known, yes = logged, self._cut(HEADACHE, first, days)
        else:
            known, yes = self._cut(f"{flag}.known", first, days), self._cut(f"{flag}.yes", first, days)
        so_far = self._cut(_EARLY, first, days) if flag in PAIN_FLAGS else 0
        return Bits(days, logged, known, yes, so_far)

    def _cut(self, plane: str, first: int, days: int) -> int:
        if plane not in self._planes:
            packed = self._packed[plane]
            self._planes[plane] = packed.origin, packed.plane(plane)
        origin, whole = self._planes[plane]
        start = first - origin
        shifted = whole >> start if start >= 0 else whole << -start
        return shifted & ((1 << days) - 1)


def empty_diary() -> Diary:
    """A diary in which nothing was ever logged."""
    return Diary(Packed(COUNTS, 0, 0, b""), Packed(DETAIL, 0, 0, b""))
