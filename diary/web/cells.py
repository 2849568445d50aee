"""A day as a cell of the strip or the calendar: its state by shape and by word, one tap to its page."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from diary.queries.states import States
from diary.terms.recorded_day import DayState
from diary.wording.days import STATE, day_in_words

WEEK = 7
A_MONDAY = date(2024, 1, 1)

# As in `STATE`, with soft hyphens where a seventh of a phone's width may break them.
NARROW: dict[DayState, Promise] = {
    DayState.HEADACHE: pgettext_lazy("state of a day, with soft hyphens", "head\N{SOFT HYPHEN}ache"),
    DayState.CLEAR: STATE[DayState.CLEAR],
    DayState.NOT_LOGGED: STATE[DayState.NOT_LOGGED],
}


class Counted(NamedTuple):
    """How many of the `days` that have come are what; the rest is not logged.

    A date that is logged has come, if only further east.
    """

    headache: int
    clear: int
    days: int

    @property
    def logged(self) -> int:
        return self.headache + self.clear


class Cells(NamedTuple):
    """Consecutive dates as cells, and how many are what."""

    cells: SafeString
    weekdays: SafeString
    counted: Counted


def cells(
    states: States,
    last: date,
    today: date,
    shown: date | None = None,
    *,
    from_monday: bool = False,
    linked: bool = True,
) -> Cells:
    """The dates of `states` up to `last`, in columns that begin on Monday or on the first's weekday.

    `shown` is the date whose page this is; dates after `today` are not to be tapped, unless they are
    logged, and none of them where somebody else looks, for whom they would lead to days of their own:
    `linked` False.
    """
    language, first = get_language() or "", states.first
    html = []
    for index in range((last - first).days + 1):
        day = first + timedelta(index)
        state = states.at(index) if day <= today or states.is_logged(index) else None
        html.append(_cell(day, state, day == today, day == shown, today.year, linked, language))
    headache, logged = states.headache.bit_count(), states.logged.bit_count()
    past = max(0, (min(last, today) - first).days + 1)
    return Cells(
        cells=mark_safe("".join(html)),  # noqa: S308  (made by a template, which escapes)
        weekdays=_weekdays(0 if from_monday else first.weekday(), language),
        counted=Counted(headache, logged - headache, past + (states.logged >> past).bit_count()),
    )


# A cell says nothing of anybody, so it is drawn once for everybody.
@lru_cache(maxsize=8192)
def _cell(
    day: date,
    state: DayState | None,
    is_today: bool,
    is_shown: bool,
    this_year: int,
    linked: bool,
    language: str,
) -> str:
    context = {
        "url": reverse("day", kwargs={"date": day}),
        "number": day.day,
        "month": date_format(day, "M") if day.day == 1 else "",
        "label": day_in_words(day, date(this_year, 1, 1)),
        "state": state,
        "word": STATE[state] if state else "",
        "narrow_word": NARROW[state] if state else "",
        "is_today": is_today,
        "is_shown": is_shown,
        "linked": linked,
    }
    return render_to_string("log/cell.html", context)


@lru_cache(maxsize=64)
def _weekdays(first: int, language: str) -> SafeString:
    """The short names of seven columns, of which the first is weekday `first` (Monday: 0)."""
    names = (date_format(A_MONDAY + timedelta(days=first + index), "D") for index in range(WEEK))
    return format_html_join("", "<span>{}</span>", ((name,) for name in names))
