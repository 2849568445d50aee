"""The outcome and the diary as files to take away."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from diary.access import ME, signed_in
from diary.actions import Export, note_export, reading
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import every_day
from diary.queries.preventives import recorded_preventives
from diary.reports.outcome import outcome_pdf
from diary.reports.tables import days_csv, preventives_csv, treatments_csv
from diary.terms.clinics import Read

if TYPE_CHECKING:
    from diary.models import Patient


def report_pdf(request: HttpRequest, code: str = ME) -> HttpResponse:
    """The outcome page on paper."""
    with reading(request.user, code, what=Read.REPORT, to_export=True) as patient:
        recorded = recorded_courses(patient)
        found = outcome_of(patient, recorded, patient.today())
        diary = every_day(patient)
    return _taken(request, patient, Export.REPORT, outcome_pdf(patient, recorded, found, diary))


def days(request: HttpRequest, code: str = ME) -> HttpResponse:
    """Every logged day."""
    with reading(request.user, code, what=Read.DAYS_FILE, to_export=True) as patient:
        content = days_csv(every_day(patient))
    return _taken(request, patient, Export.DAYS, content)


def treatments(request: HttpRequest, code: str = ME) -> HttpResponse:
    """Every treatment, and what is recorded of its course."""
    with reading(request.user, code, what=Read.TREATMENTS_FILE, to_export=True) as patient:
        content = treatments_csv(recorded_courses(patient))
    return _taken(request, patient, Export.TREATMENTS, content)


def preventives(request: HttpRequest, code: str = ME) -> HttpResponse:
    """Every other preventive."""
    with reading(request.user, code, what=Read.PREVENTIVES_FILE, to_export=True) as patient:
        content = preventives_csv([one.document for one in recorded_preventives(patient)], patient.today())
    return _taken(request, patient, Export.PREVENTIVES, content)


# The names say neither whose diary it is nor what it is about: they are seen in lists of downloads.
_FILES = {
    Export.REPORT: ("report-{}.pdf", "application/pdf"),
    Export.DAYS: ("days-{}.csv", "text/csv; charset=utf-8"),
    Export.TREATMENTS: ("sessions-{}.csv", "text/csv; charset=utf-8"),
    Export.PREVENTIVES: ("list-{}.csv", "text/csv; charset=utf-8"),
}


def _taken(request: HttpRequest, patient: "Patient", what: Export, content: bytes) -> HttpResponse:
    """The file, once it is noted that it was taken; of another's diary, `reading` noted it."""
    user = signed_in(request.user)
    if patient.user_id == user.pk:
        note_export(by=user, patient=patient, what=what)
    name, kind = _FILES[what]
    filename = name.format(patient.today().isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
