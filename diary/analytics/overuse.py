"""On how many days of a month acute medicines were taken, beside the lines of ICHD-3 8.2.

A month is 30 days that end on the day asked about. Counts are of days, not doses. Days that do not
say what was taken are no days without: a count with such days says "at least".
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.measures import ACUTE, bits_of, either
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
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
        line = line_of(what)
        return line is not None and what in self.days and self.days[what].days >= line


class MedicineDays(NamedTuple):
    """The months that end on the day asked about, the latest last; and what reached or came near its
    line today, by class."""

    months: tuple[MedicineMonth, ...]
    over: tuple[str, ...]
    near: tuple[str, ...]
    for_months: tuple[str, ...]

    @property
    def today(self) -> MedicineMonth:
        """The 30 days that end on the day asked about."""
        return self.months[-1]


def line_of(what: str) -> int | None:
    """The line of a class, or of several together; None where there is none."""
    if what == SEVERAL:
        return TOGETHER_LINE
    return LINES.get(MedicineClass(what)) if what in list(MedicineClass) else None


def medicine_days(diary: Diary, today: date, months: int = 12) -> MedicineDays:
    """The last `months` (at least MONTHS), as the diary tells them.

    `over`: on or over the line today. `near`: within NEAR days of it. `for_months`: on or over it
    today and 30, 60 and 90 days ago, in months with headache on 15 days or more.
    """
    found = tuple(_month(diary, today - MONTH * ago) for ago in range(max(months, MONTHS) - 1, -1, -1))
    last = found[-1]
    over = tuple(what for what in last.days if last.is_on_line(what))
    near = tuple(what for what in last.days if what not in over and _is_near(last, what))
    recent = found[-MONTHS:]
    for_months = tuple(
        what
        for what in over
        if all(month.is_on_line(what) and month.headache.days >= HEADACHE_DAYS for month in recent)
    )
    return MedicineDays(found, over, near, for_months)


def _is_near(month: MedicineMonth, what: str) -> bool:
    line = line_of(what)
    return line is not None and month.days[what].days >= line - NEAR


def _month(diary: Diary, last: date) -> MedicineMonth:
    span = Span(date.fromordinal(last.toordinal() - MONTH.days + 1), last)
    return MedicineMonth(span, diary.bits(HEADACHE, span).tally(), dict(_days(diary, span)))


def _days(diary: Diary, span: Span) -> Iterator[tuple[str, Tally]]:
    yield ANY, bits_of(diary, ANY, span).tally()
    taken = {one: tally for one in MedicineClass if (tally := diary.bits(one, span).tally()).days}
    yield from taken.items()
    together = [one for one in TOGETHER if one in taken]
    if len(together) > 1 and all(taken[one].days < LINES[one] for one in together):
        yield SEVERAL, either(*(diary.bits(one, span) for one in together)).tally()
