"""Medicine days in words: counts beside their lines, calmly, and never a diagnosis."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import ngettext

from diary.analytics.overuse import SEVERAL, MedicineDays, MedicineMonth, line_of
from diary.charts.medicine_months import StillMonths, still_months
from diary.terms.overuse import MONTH
from diary.wording.dates import short_date, span_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.measures import measure_in_words
from diary.wording.numbers import of_in_words

SOURCE: Promise = gettext_lazy(
    "The lines are those of ICHD-3 8.2: days of use a month, for more than three months, with headache on 15 "
    "days or more a month. A line is no diagnosis."
)
_SEVERAL: Promise = gettext_lazy("Several kinds together")
_TOGETHER: Promise = gettext_lazy(
    "Several kinds together are counted in months in which two or more were taken and none was on its own "
    "line."
)


class MedicineRow(NamedTuple):
    """One class in the last 30 days: its days and its line, empty where it has none."""

    label: str
    days: str
    line: str


class MonthCell(NamedTuple):
    """What a month says below one heading of the table; empty where that is not counted."""

    label: str
    text: str


class MonthRow(NamedTuple):
    """One month of the pictures: the days of each class that is charted, headache days, and on how many days
    it was said what was taken."""

    dates: str
    cells: list[MonthCell]


class MedicinePicture(NamedTuple):
    """One class over the months, and what the picture shows."""

    still: StillMonths
    figure: str


class Discussed(NamedTuple):
    """What is worth discussing, and where its lines come from."""

    sentence: str
    source: str


class MedicinesInWords(NamedTuple):
    """What is said, the rows of the last 30 days, and each class that is charted: pictures and a table below
    `columns`. `together`: why months of several kinds together may be left out."""

    sentence: str
    is_worth_discussing: bool
    rows: list[MedicineRow]
    known: str
    pictures: list[MedicinePicture]
    together: str
    columns: tuple[str, ...]
    months: list[MonthRow]
    source: str


def medicines_in_words(found: MedicineDays) -> MedicinesInWords | None:
    """None where nobody said in any of the months what was taken."""
    today, charted = found.today, found.charted
    if not any(month.known for month in found.months):
        return None
    columns = (*map(_label, charted), _("Headache days"), _("Medicines known of"))
    dates = _dates(found)
    return MedicinesInWords(
        sentence=_sentence(found),
        is_worth_discussing=found.is_worth_discussing,
        rows=list(_rows(today)),
        known=ngettext(
            "For %(known)s of the last 30 days it is known what was taken.",
            "For %(known)s of the last 30 days it is known what was taken.",
            today.known,
        )
        % {"known": today.known},
        pictures=[
            MedicinePicture(still_months(found.months, what, dates), _figure(what, len(found.months)))
            for what in charted
        ],
        together=str(_TOGETHER) if SEVERAL in charted else "",
        columns=columns,
        months=[_month(month, charted, columns) for month in found.months[::-1] if month.headache.logged],
        source=str(SOURCE),
    )


def discussed_in_words(found: MedicineDays) -> Discussed | None:
    """None where nothing is worth discussing."""
    return Discussed(_sentence(found), str(SOURCE)) if found.is_worth_discussing else None


def _sentence(found: MedicineDays) -> str:
    """What reached or came near its line: each class once, with the most that can be said of it."""
    told = (*found.for_months, *found.near_for_months)
    over = tuple(what for what in found.over if what not in told)
    near = tuple(what for what in found.near if what not in told)
    possible: list[tuple[Promise, tuple[str, ...] | bool]] = [
        (_FOR_MONTHS, found.for_months),
        (_ONE_OR_ANOTHER, found.one_or_another),
        (_NEAR_FOR_MONTHS, found.near_for_months),
        (_NEAR_ONE_OR_ANOTHER, found.near_one_or_another),
        (_OVER, over),
        (_NEAR, near),
    ]
    said = [
        str(sentence) % {"medicines": _labels(whats) if isinstance(whats, tuple) else ""}
        for sentence, whats in possible
        if whats
    ]
    if said:
        return " ".join(said)
    if found.is_known:
        return _("No medicine is near its line in the last 30 days.")
    unsaid = MONTH.days - found.today.known
    return ngettext(
        "Whether a medicine is near its line cannot be told: for %(days)s of the last 30 days it is not "
        "known what was taken.",
        "Whether a medicine is near its line cannot be told: for %(days)s of the last 30 days it is not "
        "known what was taken.",
        unsaid,
    ) % {"days": unsaid}


_FOR_MONTHS: Promise = gettext_lazy(
    "%(medicines)s: on or over the line for more than three months. This is worth discussing."
)
_ONE_OR_ANOTHER: Promise = gettext_lazy(
    "In each of the last four months some medicine was on or over its line, and not always the same. This is "
    "worth discussing."
)
_NEAR_FOR_MONTHS: Promise = gettext_lazy(
    "%(medicines)s: near or over the line for more than three months. This is worth discussing."
)
_NEAR_ONE_OR_ANOTHER: Promise = gettext_lazy(
    "In each of the last four months some medicine was near or over its line, and not always the same. This "
    "is worth discussing."
)
_OVER: Promise = gettext_lazy(
    "%(medicines)s: on or over the line in the last 30 days. Worth discussing if it stays so."
)
_NEAR: Promise = gettext_lazy("%(medicines)s: near the line in the last 30 days.")


def _rows(month: MedicineMonth) -> Iterator[MedicineRow]:
    for what, tally in month.days.items():
        line = line_of(what)
        days = _at_least(tally.days, tally.known)
        yield MedicineRow(_label(what), days, "" if line is None else str(line))


def _month(month: MedicineMonth, charted: tuple[str, ...], columns: tuple[str, ...]) -> MonthRow:
    texts = [
        *(_counted(month.counted(what), month.known) for what in charted),
        _at_least(month.headache.days, month.headache.known),
        of_in_words(month.known, MONTH.days),
    ]
    return MonthRow(span_in_words(month.span), list(map(MonthCell, columns, texts)))


@kept
def _figure(what: str, months: int) -> str:
    line = line_of(what)
    if line is None:
        said = _("%(what)s: days in each of the last %(months)s months of 30 days. The table says the same.")
    else:
        said = _(
            "%(what)s: days in each of the last %(months)s months of 30 days, beside a line of %(line)s. The "
            "table says the same."
        )
    return said % {"what": _label(what), "months": months, "line": line}


def _counted(days: int | None, known: int) -> str:
    """Empty where it is not counted."""
    return "" if days is None else _at_least(days, known)


@kept
def _at_least(days: int, known: int) -> str:
    """“9”, or “at least 9” where it is not known of every day of the month."""
    return str(days) if known == MONTH.days else _("at least %(days)s") % {"days": days}


def _label(what: str) -> str:
    return str(_SEVERAL) if what == SEVERAL else measure_in_words(what)


def _labels(whats: tuple[str, ...]) -> str:
    return ", ".join(map(_label, whats))


def _dates(found: MedicineDays) -> dict[int, str]:
    """When the first, a middle and the last of the months end."""
    last = len(found.months) - 1
    return {place: short_date(found.months[place].span.last) for place in (1, last // 2 + 1, last - 1)}
