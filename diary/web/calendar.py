"""A month of days, each one tap away."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format

from diary.access import ME, patient_for_reading
from diary.queries.states import states_between
from diary.terms.month import EARLIEST_DAY
from diary.terms.reading import Unreadable, read_date
from diary.web.cells import cells
from diary.wording.refusals import SENTENCES

if TYPE_CHECKING:
    from diary.models import Patient


AHEAD = timedelta(days=2)
"""No clock on earth shows a date later than this while another shows today."""


class Link(NamedTuple):
    """The way to another month."""

    month: date
    title: str


def this_month(request: HttpRequest) -> HttpResponse:
    """The month of today."""
    patient = patient_for_reading(request.user, ME)
    return month(request, patient.today().replace(day=1))


def month(request: HttpRequest, month: date) -> HttpResponse:
    """The month that begins on `month`; a date that is asked for there leads to its day."""
    patient = patient_for_reading(request.user, ME)
    context = month_of(patient, month)
    typed = request.GET.get("date")
    if typed is None:
        return TemplateResponse(request, "log/month.html", context)
    try:
        return redirect("day", date=_day_asked_for(patient, typed))
    except Unreadable as error:
        context |= {"typed": typed, "refused": SENTENCES[error.refusal]}
        return TemplateResponse(request, "log/month.html", context, status=HTTPStatus.BAD_REQUEST)


def month_of(patient: "Patient", month: date, *, linked: bool = True) -> dict[str, object]:
    """What a page of the month that begins on `month` shows; its days lead to their own pages if `linked`."""
    today = patient.today()
    if month < EARLIEST_DAY or not _has_come(patient, month, today):
        raise Http404
    after = (month + timedelta(days=31)).replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    last = after - timedelta(days=1)
    states = states_between(patient, month, last)
    return {
        "title": _title(month),
        "first_weekday": month.isoweekday(),
        "days": cells(states, last, today, from_monday=True, linked=linked),
        "before": Link(before, _title(before)) if month > EARLIEST_DAY else None,
        "after": Link(after, _title(after)) if _has_come(patient, after, today) else None,
    }


def _day_asked_for(patient: "Patient", typed: str) -> date:
    """A date with a page of its own: not before all diaries, and come here or logged further east."""
    day = read_date(typed)
    if day < EARLIEST_DAY:
        raise Unreadable("date_too_early")
    if day > patient.today() and not states_between(patient, day, day).logged:
        raise Unreadable("date_future")
    return day


def _has_come(patient: "Patient", month: date, today: date) -> bool:
    """Whether the month has begun, or begins so soon that it has further east, and was logged there."""
    soon = today + AHEAD
    return month <= today or (month <= soon and bool(states_between(patient, month, soon).logged))


def _title(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")
