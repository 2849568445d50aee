"""Where the windows of a treatment lie: 28 days each, hung on the actual injection dates.

Numbered as in the trials: the injection date is day 1, there is no day 0, the day before is day -1.
Weeks 1-4 are days 1-28, weeks 5-8 days 29-56, weeks 9-12 days 57-84; later days of a cycle are
overdue. A cycle ends the day before the next injection, or today (clinical reference, section 2).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY, LATEST_DAY
from diary.terms.treatments import PAUSE_DAYS

PLANNED_DAYS = 3 * DAYS_PER_MONTH
"""A cycle as planned: 12 weeks."""

ON_TIME_WITHIN = 7
"""Days by which the second injection may be off for weeks 9-12 of its cycle to be the trials' weeks 21-24."""


class DateError(ValueError):
    """A day that no diary is asked about, or a span that ends before it begins."""


class InjectionsError(ValueError):
    """Injection dates that cannot be: none, not rising, two on one day, too early, or in the future."""


class Weeks(StrEnum):
    """Which 28 days of a cycle."""

    FIRST = "weeks_1_4"
    SECOND = "weeks_5_8"
    THIRD = "weeks_9_12"


class Cut(StrEnum):
    """Why a window has fewer than 28 days."""

    NEXT_INJECTION = "next_injection"
    TODAY = "today"


class Span(NamedTuple):
    """Consecutive dates, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return self.last.toordinal() - self.first.toordinal() + 1


class Window(NamedTuple):
    """The days of one window that have come; `cut` says why they are fewer than 28."""

    weeks: Weeks
    span: Span
    cut: Cut | None


class Cycle(NamedTuple):
    """From one injection to the day before the next, or to today: so many days, the injection's the first."""

    injected: date
    days: int
    is_last: bool

    @property
    def last(self) -> date:
        """Its last day."""
        return date.fromordinal(self.injected.toordinal() + self.days - 1)

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many days of each of its windows have come, of those that have begun."""
        if self.days >= PLANNED_DAYS:
            return _WHOLE
        whole, begun = divmod(self.days, DAYS_PER_MONTH)
        return (*_WHOLE[:whole], begun) if begun else _WHOLE[:whole]

    @property
    def windows(self) -> tuple[Window, ...]:
        """Its windows that have begun, made when they are asked for: of most cycles nobody does."""
        first, why_cut = self.injected.toordinal(), Cut.TODAY if self.is_last else Cut.NEXT_INJECTION
        return tuple(
            Window(weeks, _span(first + start, days), None if days == DAYS_PER_MONTH else why_cut)
            for (weeks, start), days in zip(_PLACES, self.lengths, strict=False)
        )

    @property
    def overdue(self) -> Span | None:
        """Its days past week 12; None where there are none."""
        days = self.days - PLANNED_DAYS
        return _span(self.injected.toordinal() + PLANNED_DAYS, days) if days > 0 else None

    @property
    def is_paused(self) -> bool:
        """Whether no injection followed for so long that a later one may open another course: then the days
        past week 12 are a pause, and no late injection."""
        return self.is_last and self.days >= PAUSE_DAYS


def baseline_span(first_injection: date) -> Span:
    """Days -28 to -1. Raises InjectionsError."""
    if first_injection < EARLIEST_DAY:
        raise InjectionsError("An injection lies before any diary.")
    return Span(first_injection - timedelta(days=DAYS_PER_MONTH), first_injection - timedelta(days=1))


def checked_today(today: date) -> date:
    """`today`; DateError where no diary is asked about it: then days around it may have no dates."""
    if not EARLIEST_DAY <= today <= LATEST_DAY:
        raise DateError(f"No diary is asked about {today}.")
    return today


def cycles(injections: Sequence[date], today: date) -> tuple[Cycle, ...]:
    """The cycles of `injections`, dates in rising order, none before 1990 or later than `today`.

    Raises InjectionsError.
    """
    if any(later <= earlier for earlier, later in pairwise(injections)):
        raise InjectionsError("Injection dates must rise, one a day.")
    if injections and injections[0] < EARLIEST_DAY:
        raise InjectionsError("An injection lies before any diary.")
    if injections and injections[-1] > today:
        raise InjectionsError("An injection lies in the future.")
    finished = [
        Cycle(day, later.toordinal() - day.toordinal(), is_last=False) for day, later in pairwise(injections)
    ]
    unfinished = [
        Cycle(day, today.toordinal() - day.toordinal() + 1, is_last=True) for day in injections[-1:]
    ]
    return (*finished, *unfinished)


def weeks_since(first_injection: date, span: Span) -> tuple[int, int]:
    """The weeks, counted from 1, in which `span` begins and ends after the first injection of a course."""
    first = first_injection.toordinal()
    return (span.first.toordinal() - first) // 7 + 1, (span.last.toordinal() - first) // 7 + 1


def are_weeks_21_24(injections: Sequence[date], cycle: int, weeks: Weeks) -> bool:
    """Whether this window (of cycle 1, 2, ...) is the trials' own: weeks 9-12 of an on-time second cycle."""
    if cycle != 2 or weeks is not Weeks.THIRD:
        return False
    late = (injections[1] - injections[0]).days - PLANNED_DAYS
    return abs(late) <= ON_TIME_WITHIN


_PLACES = tuple((weeks, index * DAYS_PER_MONTH) for index, weeks in enumerate(Weeks))
_WHOLE = (DAYS_PER_MONTH,) * len(Weeks)


def _span(first: int, days: int) -> Span:
    return Span(date.fromordinal(first), date.fromordinal(first + days - 1))
