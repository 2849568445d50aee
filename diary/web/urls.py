from datetime import date

from django.urls import path, register_converter

from diary.web import (
    calendar,
    clinic,
    days,
    health,
    outcome,
    patients,
    people,
    preventives,
    reports,
    sharing,
    thresholds,
    treatments,
)


class DateConverter:
    """An ISO date in a path; what is no date is no path."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class MonthConverter(DateConverter):
    """A month, as the date of its first day."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return value.isoformat()[:7]


register_converter(DateConverter, "date")
register_converter(MonthConverter, "month")

urlpatterns = [
    path("", days.today, name="today"),
    path("days/<date:date>/", days.day, name="day"),
    path("days/<date:date>/withdraw/", days.withdraw, name="day-withdraw"),
    path("days/<date:date>/undo/", days.undo, name="day-undo"),
    path("calendar/", calendar.this_month, name="calendar"),
    path("calendar/<month:month>/", calendar.month, name="month"),
    path("outcome/", outcome.outcome, name="outcome"),
    path("outcome/figures/", outcome.outcome_figures, name="outcome-figures"),
    path("outcome/rules/", outcome.outcome_rules, name="outcome-rules"),
    path("patients/<slug:code>/outcome/", outcome.outcome, name="patient-outcome"),
    path("patients/<slug:code>/outcome/figures/", outcome.outcome_figures, name="patient-outcome-figures"),
    path("outcome/report.pdf", reports.report_pdf, name="report-pdf"),
    path("outcome/days.csv", reports.days, name="days-csv"),
    path("outcome/treatments.csv", reports.treatments, name="treatments-csv"),
    path("patients/<slug:code>/outcome/report.pdf", reports.report_pdf, name="patient-report-pdf"),
    path("patients/<slug:code>/outcome/days.csv", reports.days, name="patient-days-csv"),
    path("patients/<slug:code>/outcome/treatments.csv", reports.treatments, name="patient-treatments-csv"),
    path("outcome/preventives.csv", reports.preventives, name="preventives-csv"),
    path("patients/<slug:code>/outcome/preventives.csv", reports.preventives, name="patient-preventives-csv"),
    path("treatments/new/", treatments.new, name="treatment-new"),
    path("treatments/<uuid:uid>/", treatments.treatment, name="treatment"),
    path("treatments/<uuid:uid>/withdraw/", treatments.withdraw, name="treatment-withdraw"),
    path("treatments/<uuid:uid>/restore/", treatments.restore, name="treatment-restore"),
    path("courses/<int:number>/start/", treatments.start, name="course-start"),
    path("courses/<int:number>/baseline/", treatments.baseline, name="baseline-write"),
    path("courses/<int:number>/fix/", treatments.fix, name="baseline-fix"),
    path("preventives/", preventives.preventives, name="preventives"),
    path("preventives/new/", preventives.new, name="preventive-new"),
    path("preventives/<uuid:uid>/", preventives.preventive, name="preventive"),
    path("preventives/<uuid:uid>/withdraw/", preventives.withdraw, name="preventive-withdraw"),
    path("preventives/<uuid:uid>/restore/", preventives.restore, name="preventive-restore"),
    path("settings/", people.settings, name="settings"),
    path("settings/name/", people.name, name="settings-name"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/let-in/", sharing.let_clinic_in, name="sharing-let-in"),
    path("sharing/stop/", sharing.stop, name="sharing-stop"),
    path("clinic/", clinic.patients, name="clinic"),
    path("clinic/members/", clinic.members, name="clinic-members"),
    path("clinic/members/<int:membership>/end/", clinic.end, name="clinic-member-end"),
    path("clinic/rules/", thresholds.rules, name="clinic-rules"),
    path("patients/<slug:code>/days/", patients.days, name="patient-days"),
    path("patients/<slug:code>/days/<month:month>/", patients.month, name="patient-month"),
    path("start/", people.open_diary, name="open-diary"),
    path("privacy/", people.privacy, name="privacy"),
    path("theme/", people.theme, name="theme"),
    path("healthz", health.healthz, name="healthz"),
]
