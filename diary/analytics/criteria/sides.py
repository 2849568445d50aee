"""The days that a rule names: one side of its sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from diary.analytics.change import Rate
from diary.analytics.course import BaselineSource
from diary.analytics.interval import Chain
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

Exact = int | Fraction


class Why(StrEnum):
    """Why a sum cannot be assessed.

    BEFORE_THE_DIARY: its days came before the diary knows of the course. NOT_OVER: they have not all come.
    TOO_FEW_ANSWERS: clear days alone make enough known ones, and too few headaches answer. ONE_SIDED: the
    days that answer everything cannot stand for the others, of which too much is certain. FROM_ZERO:
    nothing can fall from 0, or be twice 0. UNLOGGED_DECIDE: enough days are known, but the others could
    turn the answer. NOT_KEPT: no diary answers it.
    """

    NO_BASELINE = "no_baseline"
    BEFORE_THE_DIARY = "before_the_diary"
    ON_TREATMENT = "under_an_earlier_treatment"
    PAUSED = "treatment_has_paused"
    NOT_OVER = "not_over"
    CUT_SHORT = "cut_short_by_the_next_treatment"
    TOO_FEW_DAYS = "too_few_days_known"
    TOO_FEW_ANSWERS = "too_few_headaches_say"
    ONE_SIDED = "other_days_are_otherwise"
    FROM_ZERO = "from_zero"
    UNLOGGED_DECIDE = "unlogged_days_could_decide"
    NOT_KEPT = "not_kept"


def shortage(tally: Tally | Hours) -> Why | None:
    """Why a count says nothing; None where enough days of it are known."""
    if tally.is_enough:
        return None
    if isinstance(tally, Tally) and tally.is_one_sided:
        return Why.ONE_SIDED
    return Why.TOO_FEW_DAYS if tally.known < ENOUGH_DAYS else Why.TOO_FEW_ANSWERS


class Count(NamedTuple):
    """What was counted in one span; hours have no chain, their tally says all that their interval needs."""

    span: Span
    tally: Tally | Hours
    chain: Chain | None

    @property
    def rate(self) -> Fraction:
        """Per 28 days, exactly; only where a day is known."""
        if isinstance(self.tally, Hours):
            return Fraction(self.tally.total * DAYS_PER_MONTH) / self.tally.known
        return self.tally.per_month

    @property
    def bounds(self) -> tuple[Exact, Exact]:
        """The least and the most that it can be, exactly: spans here have 28 days at most."""
        least, most = self.tally.bounds
        if isinstance(self.tally, Hours):
            return Fraction(least), Fraction(most)
        return int(least), int(most)


@dataclass(frozen=True)
class Side:
    """The unweighted mean of `counts`, or a `figure` that somebody wrote down, from `source`; or why there is
    neither.

    `until`: the last of the days, where they are not over.
    """

    counts: tuple[Count, ...] = ()
    figure: Rate | None = None
    source: BaselineSource | None = None
    lacking: Why | None = None
    until: date | None = None

    @cached_property
    def why(self) -> Why | None:
        """Why nothing can be said of it; None where something can."""
        if self.lacking is not None:
            return self.lacking
        return next(filter(None, (shortage(count.tally) for count in self.counts)), None)

    @cached_property
    def rate(self) -> Fraction:
        """Per 28 days, exactly; only where `why` is None."""
        if self.figure is not None:
            return Fraction(self.figure.days * DAYS_PER_MONTH, self.figure.of)
        return Fraction(_mean([count.rate for count in self.counts]))

    @property
    def is_none(self) -> bool:
        """Whether nothing was counted."""
        return not self.rate

    @cached_property
    def bounds(self) -> tuple[Exact, Exact]:
        """The least and the most that it can be per 28 days, whatever was on the days not known."""
        if self.figure is not None:
            return self.rate, self.rate
        least, most = zip(*(count.bounds for count in self.counts), strict=True)
        return _mean(least), _mean(most)

    @property
    def chains(self) -> list[Chain]:
        """The days in their order, for the interval; empty of hours, and where there is none to be had."""
        return [count.chain for count in self.counts if count.chain is not None]

    @property
    def hours(self) -> list[Hours]:
        """The same of hours."""
        return [count.tally for count in self.counts if isinstance(count.tally, Hours)]


def joined(sides: Sequence[Side]) -> Side:
    """All of them as one; if one lacks, nothing can be said of their mean."""
    counts = tuple(count for side in sides for count in side.counts)
    lacking = next((side.lacking for side in sides if side.lacking), None)
    return Side(counts, None, None, lacking, max((side.until for side in sides if side.until), default=None))


def _mean(numbers: Sequence[Exact]) -> Exact:
    # Most sides are of one span, and whatever is done here is done for every sum.
    return numbers[0] if len(numbers) == 1 else Fraction(sum(numbers)) / len(numbers)
