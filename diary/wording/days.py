"""Days in words."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy

from diary.terms.answers import Effect, FourHours, Relief, Severity
from diary.terms.day_document import FEATURES, PAIN_FIELDS, DayDocument, Intake
from diary.terms.recorded_day import DayState, RecordedDay
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy

SEVERITY: dict[Severity, Promise] = {
    Severity.MILD: pgettext_lazy("severity", "mild"),
    Severity.MODERATE: pgettext_lazy("severity", "moderate"),
    Severity.SEVERE: pgettext_lazy("severity", "severe"),
}
FOUR_HOURS: dict[FourHours, Promise] = {
    FourHours.YES: gettext_lazy("Yes"),
    FourHours.NO: gettext_lazy("No"),
    FourHours.NOT_SURE: gettext_lazy("Not sure"),
}
EFFECT: dict[Effect, Promise] = {
    Effect.NONE: gettext_lazy("I carried on as usual"),
    Effect.LESS: gettext_lazy("I did less"),
    Effect.STOPPED: gettext_lazy("I could not do my usual things"),
}
RELIEF: dict[Relief, Promise] = {
    Relief.YES: gettext_lazy("It helped"),
    Relief.PARTLY: gettext_lazy("It helped a little"),
    Relief.NO: gettext_lazy("It did not help"),
}
# The same answers within a sentence.
FOUR_HOURS_SAID: dict[FourHours, Promise] = {
    FourHours.YES: gettext_lazy("4 hours or more"),
    FourHours.NO: gettext_lazy("4 hours or more: no"),
    FourHours.NOT_SURE: gettext_lazy("4 hours or more: not sure"),
}
EFFECT_SAID: dict[Effect, Promise] = {
    Effect.NONE: pgettext_lazy("effect, within a sentence", "carried on as usual"),
    Effect.LESS: pgettext_lazy("effect, within a sentence", "did less"),
    Effect.STOPPED: pgettext_lazy("effect, within a sentence", "could not do the usual things"),
}
RELIEF_SAID: dict[Relief, Promise] = {
    Relief.YES: pgettext_lazy("relief, within a sentence", "helped"),
    Relief.PARTLY: pgettext_lazy("relief, within a sentence", "helped a little"),
    Relief.NO: pgettext_lazy("relief, within a sentence", "did not help"),
}
_WORDS: dict[str, Mapping[Any, Promise]] = {
    "severity": SEVERITY,
    "four_hours": FOUR_HOURS,
    "effect": EFFECT,
}
STATE: dict[DayState, Promise] = {
    DayState.HEADACHE: pgettext_lazy("state of a day", "headache"),
    DayState.CLEAR: pgettext_lazy("state of a day", "clear"),
    DayState.NOT_LOGGED: pgettext_lazy("state of a day", "not logged"),
}


def day_in_words(day: datetime.date, today: datetime.date) -> str:
    """“Tuesday 3 March”, with its year when that is not the present one."""
    return _day_in_words(day, day.year == today.year, get_language() or "")


@lru_cache(maxsize=4096)
def _day_in_words(day: datetime.date, this_year: bool, language: str) -> str:
    # Translators: date formats, see Django's "date" filter.
    same_year, other_year = _("l j F"), _("l j F Y")
    return date_format(day, same_year if this_year else other_year)


def answer_in_words(day: RecordedDay) -> str:
    """“no headache”, “headache, severe”, “not logged”."""
    if day.document is None:
        return _("not logged")
    if not day.document.headache:
        return _("no headache")
    if day.document.severity is None:
        return _("headache")
    return _("headache, %(severity)s") % {"severity": SEVERITY[day.document.severity]}


def details_in_words(document: DayDocument) -> list[str]:
    """What is answered beyond the taps, in the order of the form: “5.5 hours in all”, “note”."""
    said: list[str] = []
    if document.hours is not None:
        said.append(_hours_in_words(document.hours))
    if document.intakes is not None:
        said += _intakes_in_words(document.intakes)
    if document.effect is not None:
        said.append(str(EFFECT_SAID[document.effect]))
    if document.menstruation is not None:
        said.append(_("menstruation") if document.menstruation else _("no menstruation"))
    if document.note is not None:
        said.append(_("note"))
    if count := sum(getattr(document, name) is not None for name in FEATURES):
        said.append(
            ngettext("%(count)s answer on what came with it", "%(count)s answers on what came with it", count)
            % {"count": count}
        )
    return said


def _hours_in_words(hours: Decimal) -> str:
    # A part of an hour is plural too.
    many = int(hours) if hours == int(hours) else 2
    words = {"hours": number_format(hours.normalize())}
    return ngettext("%(hours)s hour in all", "%(hours)s hours in all", many) % words


def _intakes_in_words(intakes: tuple[Intake, ...]) -> list[str]:
    return [_intake_in_words(intake) for intake in intakes] or [_("took nothing")]


def _intake_in_words(intake: Intake) -> str:
    about: list[str] = []
    if intake.doses is not None:
        about.append(ngettext("%(doses)s dose", "%(doses)s doses", intake.doses) % {"doses": intake.doses})
    if intake.relief is not None:
        about.append(str(RELIEF_SAID[intake.relief]))
    return f"{intake.medicine} ({', '.join(about)})" if about else intake.medicine


def saved_in_words(day: RecordedDay, today: datetime.date, before: DayDocument | None = None) -> str:
    """What was just committed, said back: the whole day, and what went with the headache of `before`."""
    words = {"day": day_in_words(day.date, today)}
    if day.document is None:
        return _("Withdrawn. %(day)s is not logged.") % words
    words |= {"answer": _whole_day(day), "removed": ", ".join(_removed(before, day.document))}
    if words["removed"]:
        return _("Saved. %(day)s, %(answer)s. Removed: %(removed)s.") % words
    return _("Saved. %(day)s, %(answer)s.") % words


def undone_in_words(day: RecordedDay, today: datetime.date) -> str:
    """What a day says again after a change was taken back."""
    words = {"day": day_in_words(day.date, today), "answer": _whole_day(day)}
    return _("Undone. %(day)s, %(answer)s.") % words


def _whole_day(day: RecordedDay) -> str:
    answers = [answer_in_words(day)]
    if day.document is not None:
        answers += _said_of_four_hours(day.document) + details_in_words(day.document)
    return ", ".join(answers)


def _said_of_four_hours(document: DayDocument) -> list[str]:
    return [] if document.four_hours is None else [str(FOUR_HOURS_SAID[document.four_hours])]


def _removed(before: DayDocument | None, now: DayDocument) -> list[str]:
    """What was said of a headache that is none now."""
    if before is None or now.headache:
        return []
    gone = replace(DayDocument(True), **{name: getattr(before, name) for name in PAIN_FIELDS})
    severity = [] if gone.severity is None else [str(SEVERITY[gone.severity])]
    return severity + _said_of_four_hours(gone) + details_in_words(gone)


def stands_in_words(name: str, value: Any) -> str:
    """What a date says in one field, beside what was typed there: “It now says: 2.5 hours in all”."""
    if value is None:
        return _("It is not answered now.")
    return _("It now says: %(answer)s") % {"answer": _value_in_words(name, value)}


def _value_in_words(name: str, value: Any) -> str:
    if name == "hours":
        return _hours_in_words(value)
    if name == "intakes":
        return ", ".join(_intakes_in_words(value))
    if isinstance(value, bool):
        return str(FOUR_HOURS[FourHours.YES if value else FourHours.NO])
    return str(_WORDS[name][value]) if name in _WORDS else str(value)


def question(day: RecordedDay, today: datetime.date, *, so_far: bool) -> str:
    """What the page of a day asks first."""
    days_ago = (today - day.date).days
    if so_far:
        return {0: _("Still no headache today?"), 1: _("No headache to the end of yesterday?")}.get(
            days_ago, _("No headache to the end of this day?")
        )
    if day.document is None:
        return {0: _("Did you have a headache today?"), 1: _("Did you have a headache yesterday?")}.get(
            days_ago, _("Did you have a headache that day?")
        )
    return answer_in_words(day)
