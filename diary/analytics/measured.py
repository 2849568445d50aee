"""One measure in all windows of a course: counted in one go, and compared with the baseline when asked."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain, compress
from math import prod
from typing import TypeVar

from diary.analytics.change import Change, Rate
from diary.analytics.diary import Bits, Spans, cut
from diary.analytics.interval import Before, Chain, lag_one
from diary.analytics.measures import MEASURES
from diary.analytics.tally import Tally
from diary.analytics.windows import Span

Found = TypeVar("Found")


class ByMeasure(Mapping[str, Found]):
    """What `of` finds of each measure, found when it is asked for; where it finds None, nothing is there."""

    __slots__ = ("_of",)

    def __init__(self, of: Callable[[str], Found | None]) -> None:
        self._of = of

    def __getitem__(self, measure: str) -> Found:
        found = self._of(measure)
        if found is None:
            raise KeyError(measure)
        return found

    def __iter__(self) -> Iterator[str]:
        return (measure for measure in MEASURES if self._of(measure) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Measured:
    """One measure of a course: of which of its windows `is_enough` known, and changes since the baseline.

    `bits` are the days of `within`, in which all `windows` lie; `rate` and `fixed` are the baseline's
    rate and chain, where there are any.
    """

    def __init__(
        self, bits: Bits, within: Span, windows: Spans, rate: Rate | None, fixed: Chain | None
    ) -> None:
        self._bits, self._within, self._windows, self._rate, self._fixed = bits, within, windows, rate, fixed
        self._chained, self.is_enough = windows.chained(bits), windows.enough(bits)
        self._group: Before | None = None

    @cached_property
    def tallies(self) -> list[Tally]:
        """Its windows' tallies in their order."""
        return self._windows.tallies(self._bits)

    @property
    def enough(self) -> int:
        """In how many windows enough days are known."""
        return sum(self.is_enough)

    @cached_property
    def correlation(self) -> float:
        """The person's own correlation of one day with the next, from all usable windows and the baseline."""
        usable = compress(zip(*self._chained, strict=True), self.is_enough)
        return lag_one(usable if self._fixed is None else chain([self._fixed], usable))

    def usable(self, windows: slice) -> list[Chain]:
        """The chains of those of these windows in which enough days are known."""
        here = zip(*[column[windows] for column in self._chained], strict=True)
        return [Chain._make(counts) for counts in compress(here, self.is_enough[windows])]

    def over(self, span: Span) -> Tally:
        """The tally of days that are no window."""
        return Spans(cut([span], self._within)).tallies(self._bits)[0]

    def change(self, windows: slice) -> Change | None:
        """The change to the unweighted mean rate of these windows; None where none of them has enough
        days, or there is no baseline."""
        usable = self.usable(windows)
        if self._rate is None or not usable:
            return None
        if len(usable) == 1:
            yes, known, _, _ = usable[0]
            return Change(self._rate, Rate(yes, known), self._before, usable)
        known = prod([one.known for one in usable])
        yes = sum([one.yes * (known // one.known) for one in usable])
        return Change(self._rate, Rate(yes, known * len(usable)), self._before, usable)

    @property
    def _before(self) -> Before | None:
        """The baseline as the group that windows are compared with."""
        if self._group is None and self._fixed is not None:
            self._group = Before([self._fixed], self.correlation)
        return self._group
