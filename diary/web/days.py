"""The daily log: today first, any past date the same way."""

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.access import ME, patient_for_reading, patient_for_writing, signed_in
from diary.actions import (
    Answer,
    Change,
    Conflict,
    Edit,
    OperationReused,
    Refused,
    Undo,
    Withdraw,
    record_days,
)
from diary.terms.answers import Source
from diary.terms.month import EARLIEST_DAY
from diary.web.day_page import day_page
from diary.web.errors import another_diary
from diary.web.forms import TAPPED, SentDay, sent_day
from diary.web.not_saved import NotSaved, edit_not_saved, not_saved
from diary.wording.refusals import in_words

if TYPE_CHECKING:
    from diary.models import Patient


def today(request: HttpRequest) -> HttpResponse:
    """The question of the day."""
    patient = patient_for_reading(request.user, ME)
    return _page(request, patient, patient.today())


def day(request: HttpRequest, date: date) -> HttpResponse:
    """Any date: shown, answered, corrected."""
    patient = patient_for_writing(request.user, ME)
    if request.method != "POST":
        if date < EARLIEST_DAY:
            raise Http404
        return _page(request, patient, date)
    sent = sent_day(request.POST, request.FILES)
    # A tap says one thing, whatever the date says; a form of many fields was drawn from a version.
    if sent.version is None:
        return _record(request, patient, sent, Change(date, sent.values))
    said = {name: value for name, value in sent.values.items() if name in TAPPED}
    typed = {name: value for name, value in sent.values.items() if name not in TAPPED}
    return _record(request, patient, sent, Edit(date, typed, sent.version, said))


def withdraw(request: HttpRequest, date: date) -> HttpResponse:
    """Make the date not logged again."""
    patient = patient_for_writing(request.user, ME)
    sent = sent_day(request.POST, request.FILES)
    return _record(request, patient, sent, Withdraw(date, sent.version))


def undo(request: HttpRequest, date: date) -> HttpResponse:
    """Take the last change of the date back."""
    patient = patient_for_writing(request.user, ME)
    sent = sent_day(request.POST, request.FILES)
    return _record(request, patient, sent, Undo(date, sent.version or 0), said="undone")


def _record(
    request: HttpRequest, patient: "Patient", sent: SentDay, answer: Answer, said: str = "saved"
) -> HttpResponse:
    """Carry the answer out and lead back to its day, which says what was saved."""
    if sent.diary not in (None, patient.code):
        return another_diary(request)
    try:
        if sent.refused or sent.operation is None:
            raise Refused({answer.date: sent.refused})
        recorded = record_days(
            by=signed_in(request.user),
            patient=patient,
            answers=[answer],
            source=Source.PAGE,
            operation=sent.operation,
            zone=sent.zone,
        )
    except Refused as refused:
        errors = in_words(refused.reasons[answer.date])
        if isinstance(answer, Edit) and answer.said:
            errors["day"] = _("What you tapped is not saved either: tap it again once this is corrected.")
        return _refused(request, patient, sent, answer, errors, HTTPStatus.BAD_REQUEST)
    except (Conflict, OperationReused):
        errors = {"day": _changed_elsewhere(answer)}
        return _refused(request, patient, sent, answer, errors, HTTPStatus.CONFLICT)
    here = "today" if answer.date == patient.today() else "day"
    url = reverse(here, kwargs={} if here == "today" else {"date": answer.date})
    return redirect(f"{url}?{said}={recorded.days[0].version}")


def _changed_elsewhere(answer: Answer) -> str:
    if isinstance(answer, Edit) and answer.said:
        return _(
            "Not saved: this day was changed elsewhere. "
            "The form shows what it says now, and what you changed. Tap your answer again to keep both."
        )
    if isinstance(answer, Edit):
        return _(
            "Not saved: this day was changed elsewhere. "
            "The form shows what it says now, and what you changed. Save again to keep yours."
        )
    return _("Not saved: this day was changed elsewhere. Look at what it says now.")


def _refused(
    request: HttpRequest,
    patient: "Patient",
    sent: SentDay,
    answer: Answer,
    errors: dict[str, str],
    status: HTTPStatus,
) -> HttpResponse:
    if isinstance(answer, Edit):
        form = edit_not_saved(patient, answer, sent, errors)
    else:
        form = not_saved(sent, errors)
    return _page(request, patient, answer.date, form, status)


def _page(
    request: HttpRequest,
    patient: "Patient",
    date: date,
    form: NotSaved | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    page = day_page(patient, date, request.GET, form or NotSaved())
    return render(request, "log/day.html", {"page": page}, status=status)
