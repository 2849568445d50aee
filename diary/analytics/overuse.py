"""On how many days of a month acute medicines were taken, beside the lines of ICHD-3 8.2.

A month is 30 days that end on the day asked about. Counts are of days, not doses. Days that do not
say what was taken are no days without: a count with such days says "at least".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from diary.analytics.diary import HEADACHE, Diary, Spans, cut
from diary.analytics.measures import ACUTE, bits_of, either
from diary.analytics.tally import Tally
from diary.analytics.windows import Span, checked_today
from diary.terms.medicines import MedicineClass
from diary.terms.overuse import HEADACHE_DAYS, LINES, MONTH, MONTHS, NEAR, TOGETHER, TOGETHER_LINE

ANY, SEVERAL = ACUTE, "several_classes"
"""Days with any acute medicine, and days with any of TOGETHER where two classes or more were taken."""


class MedicineMonth(NamedTuple):
    """One month: by class (those taken, with `ANY` first and `SEVERAL` last) the days with it, and its
    headache days."""

    span: Span
    headache: Tally
    days: dict[str, Tally]

    @property
    def known(self) -> int:
        """On how many days it was said what was taken, nothing included."""
        return self.days[ANY].known

    def is_on_line(self, what: str) -> bool:
        """Whether the days counted reach the line, whatever the others were."""
        return self._reaches(what, 0)

    def is_near_line(self, what: str) -> bool:
        """Whether they reach it, or all but NEAR days of it."""
        return self._reaches(what, NEAR)

    @property
    def is_on_any_line(self) -> bool:
        """Whether any class reaches its line."""
        return any(self.is_on_line(what) for what in self.days)

    @property
    def is_near_any_line(self) -> bool:
        """Whether any class reaches its line, or all but NEAR days of it."""
        return any(self.is_near_line(what) for what in self.days)

    def counted(self, what: str) -> int | None:
        """On how many days it was taken; None where several together are not counted: fewer than two were
        taken, or one is on its own line."""
        tally = self.days.get(what)
        if tally is not None:
            return tally.days
        return None if what == SEVERAL else 0

    def _reaches(self, what: str, short: int) -> bool:
        line = line_of(what)
        return line is not None and what in self.days and self.days[what].days >= line - short


class MedicineDays(NamedTuple):
    """The months that end on the day asked about, the latest last; and what reached or came near its
    line today, by class.

    `for_months`: for more than three months; `near_for_months`: what came near it or over it for so
    long; `one_or_another`: that in each of these months some class reached its line, and none in all;
    `near_one_or_another`: that in each some class came near its line or over it, none in all, and not
    over it in each.
    """

    months: tuple[MedicineMonth, ...]
    over: tuple[str, ...]
    near: tuple[str, ...]
    for_months: tuple[str, ...]
    near_for_months: tuple[str, ...]
    one_or_another: bool
    near_one_or_another: bool

    @property
    def is_worth_discussing(self) -> bool:
        """Whether anything was near its line or over it for more than three months."""
        return bool(
            self.for_months or self.near_for_months or self.one_or_another or self.near_one_or_another
        )

    @property
    def charted(self) -> tuple[str, ...]:
        """What was near its line or over it in any of the months, the nearest to it today first; where
        nothing ever was, what is nearest today, else any medicine."""
        short = {what: line - (self.today.counted(what) or 0) for what, line in _LINE_OF.items()}
        nearest = sorted(short, key=short.__getitem__)
        ever = tuple(what for what in nearest if any(month.is_near_line(what) for month in self.months))
        return ever or next(((what,) for what in nearest if what in self.today.days), (ANY,))

    @property
    def is_known(self) -> bool:
        """Whether no class can be on or near its line today but those told, whatever was taken on days of
        which nobody said so."""
        unknown = MONTH.days - self.today.known
        # Any two kinds could have been taken, and together theirs is the lowest line.
        return unknown == 0 or self.today.days[ANY].days + unknown < TOGETHER_LINE - NEAR

    @property
    def today(self) -> MedicineMonth:
        """The 30 days that end on the day asked about."""
        return self.months[-1]


def line_of(what: str) -> int | None:
    """The line of a class, or of several together; None where there is none."""
    return _LINE_OF.get(what)


_LINE_OF = {str(medicine): line for medicine, line in LINES.items()} | {SEVERAL: TOGETHER_LINE}


def medicine_days(diary: Diary, today: date, months: int = 12) -> MedicineDays:
    """The last `months` (at least MONTHS), as the diary tells them. Raises DateError.

    `over`: on or over the line today. `near`: within NEAR days of it. More than three months: so today
    and 30, 60 and 90 days ago, in months with headache on 15 days or more (ICHD-3 8.2; near is ours).
    """
    number = max(months, MONTHS)
    spans = [_month(checked_today(today), ago) for ago in reversed(range(number))]
    within = Span(spans[0].first, today)
    counted = Spans(cut(spans, within))
    headache = counted.tallies(diary.bits(HEADACHE, within))
    any_of_them = counted.tallies(bits_of(diary, ANY, within))
    taken = {one: bits for one in MedicineClass if (bits := diary.bits(one, within)).yes}
    by_class = {one: counted.tallies(bits) for one, bits in taken.items()}
    several = cache(lambda together: counted.tallies(either(*(taken[one] for one in together))))
    found = tuple(
        MedicineMonth(span, headache[place], dict(_days(by_class, any_of_them, several, place)))
        for place, span in enumerate(spans)
    )
    last = found[-1]
    over = tuple(what for what in last.days if last.is_on_line(what))
    near = tuple(what for what in last.days if what not in over and last.is_near_line(what))
    return MedicineDays(found, over, near, *_for_months(found[-MONTHS:], over, near))


def _for_months(
    recent: Sequence[MedicineMonth], over: tuple[str, ...], near: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
    """What was on its line, or near it, in each of `recent`; and whether some class was on its line in each,
    or near it, though none in all."""
    if any(month.headache.days < HEADACHE_DAYS for month in recent):
        return (), (), False, False
    on_it = tuple(what for what in over if all(month.is_on_line(what) for month in recent))
    near_it = tuple(
        what
        for what in (*over, *near)
        if what not in on_it and all(month.is_near_line(what) for month in recent)
    )
    one_or_another = not on_it and all(month.is_on_any_line for month in recent)
    told = on_it or near_it or one_or_another
    return on_it, near_it, one_or_another, not told and all(month.is_near_any_line for month in recent)


def _month(today: date, ago: int) -> Span:
    last = today.toordinal() - MONTH.days * ago
    return Span(date.fromordinal(last - MONTH.days + 1), date.fromordinal(last))


def _days(
    by_class: Mapping[MedicineClass, Sequence[Tally]],
    any_of_them: Sequence[Tally],
    several: Callable[[tuple[MedicineClass, ...]], Sequence[Tally]],
    place: int,
) -> Iterator[tuple[str, Tally]]:
    """The days of the month at `place`, by class; `several`: the months' days with any of these."""
    yield ANY, any_of_them[place]
    here = {one: tallies[place] for one, tallies in by_class.items() if tallies[place].days}
    yield from here.items()
    together = tuple(one for one in TOGETHER if one in here)
    if len(together) > 1 and all(here[one].days < LINES[one] for one in together):
        yield SEVERAL, several(together)[place]
