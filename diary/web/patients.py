"""A patient's pages for those they let in: looked at, never changed, and each look is recorded."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from diary.actions import reading
from diary.terms.clinics import Read
from diary.web.calendar import month_of


def days(request: HttpRequest, code: str) -> HttpResponse:
    """The month of the patient's today."""
    return month(request, code)


def month(request: HttpRequest, code: str, month: date | None = None) -> HttpResponse:
    """A month of the patient's calendar."""
    with reading(request.user, code, what=Read.MONTH) as patient:
        context = month_of(patient, month or patient.today().replace(day=1), linked=False)
    context |= {"patient": patient, "name": patient.display_name}
    return TemplateResponse(request, "clinic/days.html", context)
