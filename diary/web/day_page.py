"""What the log page shows: one date's question and answers, and the last 28 days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst

from diary.queries.days import day_and_medicines, day_on
from diary.queries.history import history
from diary.queries.states import states_between
from diary.terms.answers import EARLY_BEFORE_HOUR, FourHours, Provenance, Severity
from diary.terms.day_document import FIELDS, DayDocument
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.recorded_day import DayState, RecordedDay
from diary.web.cells import Cells, Counted, cells
from diary.web.details import NAMES, Details, details_of
from diary.web.not_saved import NotSaved
from diary.web.zones import place
from diary.wording.days import (
    FOUR_HOURS,
    SEVERITY,
    STATE,
    day_in_words,
    question,
    saved_in_words,
    undone_in_words,
)

if TYPE_CHECKING:
    from diary.models import Patient

YESTERDAY = DAYS_PER_MONTH - 2
"""Its place among the last 28 days, the first being 0."""

MOST_SAID = 200
"""Characters of a reason in the list of them; a note that stands beside another is whole at its field."""

MORE = "more"
"""A mark in the address: how bad it was is asked at once. It says nothing of the day: addresses are kept."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was just committed, said back, and the version that Undo takes back."""

    sentence: str
    version: int | None


class Taps(NamedTuple):
    """What decides which answers are offered at a tap, and which of them is marked."""

    asks: bool
    headache: bool
    severity: Severity | None
    four_hours: FourHours | None
    clear_so_far: bool
    severities_open: bool


class Asked(NamedTuple):
    """What comes first: the question, of which day, and its answers. Alike for whoever is asked the same."""

    date: date
    question: str
    in_words: str
    is_today: bool
    is_future: bool
    zone: str
    place: str
    taps: Taps


class Around(NamedTuple):
    """The ways to other days, and how many of the last 28 are what.

    `yesterday` is its state, on the page of today, where it is not asked about anyway.
    """

    yesterday: DayState | None
    before: date | None
    after: date | None
    month: date
    weekdays: SafeString
    counted: Counted

    def yesterdays_word(self) -> str:
        """The state of yesterday in words."""
        return str(STATE[self.yesterday]) if self.yesterday else ""


class Refusal(NamedTuple):
    """Why something was not saved: the field by its name, and where it is on the page."""

    sentence: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class DayPage:
    """The log page of one date."""

    version: int
    asked: Asked
    saved: Saved | None
    errors: Mapping[str, str]
    refusals: list[Refusal]
    details: Details | None
    # Yesterday, when it was "no headache" before its evening and nobody has said more.
    unconfirmed: date | None
    around: Around
    last_28: SafeString
    severities: Mapping[Any, Any]
    four_hours: Mapping[Any, Any]

    def taps_form(self) -> str:
        """The form that a tap sends: with the details, where there are any, so that none typed are lost."""
        return "details" if self.details else "day"

    def operation(self) -> str:
        """A fresh id for each form of the page: sent twice, it changes nothing twice."""
        return str(uuid4())


def day_page(patient: "Patient", day: date, asked: QueryDict, form: NotSaved) -> DayPage:
    """The page of `day`; `asked` may name a version just saved, `form` what was just refused."""
    now = patient.local_now()
    today = now.date()
    first = today - timedelta(days=DAYS_PER_MONTH - 1)
    states = states_between(patient, first, today)
    known_as_blank = first <= day <= today and states.at((day - first).days) is DayState.NOT_LOGGED
    logged: RecordedDay | None = None
    lately: tuple[str, ...] = ()
    if not known_as_blank or form.is_of_details:
        logged, lately = day_and_medicines(patient, day)
    if logged is None and (day > today or form.is_of_details):
        logged = day_on(patient, day)  # with the version of a date that is not logged
    recorded = logged or RecordedDay(day, 0)
    details = _details(recorded, form, lately)
    last_28 = cells(states, today, today, day)
    asks_about_yesterday = day == today and states.is_so_far(YESTERDAY)
    return DayPage(
        version=recorded.version if form.version is None else form.version,
        asked=_asked(patient, recorded, now, MORE in asked),
        saved=_saved(patient, recorded, today, asked),
        errors=form.errors,
        refusals=_refusals(form.errors, details),
        details=details,
        unconfirmed=day - timedelta(days=1) if asks_about_yesterday else None,
        around=_around(day, today, None if asks_about_yesterday else states.at(YESTERDAY), last_28),
        last_28=last_28.cells,
        severities=SEVERITY,
        four_hours=FOUR_HOURS,
    )


def _asked(patient: "Patient", day: RecordedDay, now: datetime, how_bad: bool) -> Asked:
    today = now.date()
    in_words = day_in_words(day.date, today)
    # A date that was logged where it had come already is a date like others.
    is_future = day.date > today and day.version == 0
    asks_again = _asks_again(day, now)
    return Asked(
        day.date,
        in_words if is_future else capfirst(question(day, today, so_far=asks_again)),
        in_words,
        day.date == today,
        is_future,
        patient.zone,
        place(patient.zone),
        _taps(day, asks_again, day.date == today, how_bad),
    )


def _taps(day: RecordedDay, asks_again: bool, is_today: bool, how_bad: bool) -> Taps:
    document = day.document
    if document is None:
        return Taps(True, False, None, None, False, how_bad)
    clear_so_far = is_today and day.provenance is Provenance.EARLY and not asks_again
    return Taps(
        asks_again,
        document.headache,
        document.severity,
        document.four_hours,
        clear_so_far,
        severities_open=not asks_again or how_bad,
    )


def _details(recorded: RecordedDay, form: NotSaved, lately: tuple[str, ...]) -> Details | None:
    """The details of a logged day; of any day whose details were just refused, so that none are lost."""
    document = recorded.document
    if document is None and form.is_of_details:
        document = DayDocument(headache=True)
    return details_of(document, form, lately) if document else None


def _asks_again(day: RecordedDay, now: datetime) -> bool:
    """ "No headache" before the evening was "clear so far"; in the evening it is asked once more."""
    if day.provenance is not Provenance.EARLY or day.date > now.date():
        return False
    return day.date < now.date() or now.hour >= EARLY_BEFORE_HOUR


def _around(day: date, today: date, yesterday: DayState | None, last_28: Cells) -> Around:
    return Around(
        yesterday=yesterday if day == today else None,
        before=day - timedelta(days=1) if day > EARLIEST_DAY else None,
        after=day + timedelta(days=1) if day < today else None,
        month=min(day, today).replace(day=1),
        weekdays=last_28.weekdays,
        counted=last_28.counted,
    )


def _refusals(errors: Mapping[str, str], details: Details | None) -> list[Refusal]:
    """Each reason once; it leads to its field where the page has that."""
    places = details.places() if details else {}
    refusals = (
        Refusal(Truncator(sentence).chars(MOST_SAID), str(NAMES.get(field, "")), places.get(field, ""))
        for field, sentence in sorted(errors.items(), key=lambda error: _order(error[0]))
    )
    return list(dict.fromkeys(refusals))


def _order(field: str) -> int:
    """As the page has them; what is no field comes first."""
    return FIELDS.index(field) if field in FIELDS else -1


def _saved(patient: "Patient", day: RecordedDay, today: date, asked: QueryDict) -> Saved | None:
    for said in ("saved", "undone"):
        number = asked.get(said, "")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            continue
        # A withdrawn day has no row of its own to tell its version.
        version = day.version if day.document else day_on(patient, day.date).version
        if version != int(number) or version == 0:
            continue
        if said == "undone":
            return Saved(undone_in_words(day, today), None)
        return Saved(saved_in_words(day, today, _replaced(patient, day)), version)
    return None


def _replaced(patient: "Patient", day: RecordedDay) -> DayDocument | None:
    """What a clear day said before its last change; asked for only where a headache may have gone."""
    if day.state is not DayState.CLEAR or day.version < 2:
        return None
    return history(patient, [day.date])[-2].document
