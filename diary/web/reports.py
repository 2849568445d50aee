"""The outcome and the diary as files to take away."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from diary.access import ME, patient_for_reading, signed_in
from diary.actions import Export, note_export
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import every_day
from diary.reports.outcome import outcome_pdf
from diary.reports.tables import days_csv, treatments_csv

if TYPE_CHECKING:
    from diary.models import Patient


def report_pdf(request: HttpRequest) -> HttpResponse:
    """The outcome page on paper."""
    patient = patient_for_reading(request.user, ME)
    recorded = recorded_courses(patient)
    found = outcome_of(patient, recorded, patient.today())
    return _taken(request, patient, Export.REPORT, outcome_pdf(patient, recorded, found, every_day(patient)))


def days(request: HttpRequest) -> HttpResponse:
    """Every logged day."""
    patient = patient_for_reading(request.user, ME)
    return _taken(request, patient, Export.DAYS, days_csv(every_day(patient)))


def treatments(request: HttpRequest) -> HttpResponse:
    """Every treatment, and what is recorded of its course."""
    patient = patient_for_reading(request.user, ME)
    return _taken(request, patient, Export.TREATMENTS, treatments_csv(recorded_courses(patient)))


# The names say neither whose diary it is nor what it is about: they are seen in lists of downloads.
_FILES = {
    Export.REPORT: ("report-{}.pdf", "application/pdf"),
    Export.DAYS: ("days-{}.csv", "text/csv; charset=utf-8"),
    Export.TREATMENTS: ("sessions-{}.csv", "text/csv; charset=utf-8"),
}


def _taken(request: HttpRequest, patient: "Patient", what: Export, content: bytes) -> HttpResponse:
    """The file, once it is noted that it was taken."""
    note_export(by=signed_in(request.user), patient=patient, what=what)
    name, kind = _FILES[what]
    filename = name.format(patient.today().isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
