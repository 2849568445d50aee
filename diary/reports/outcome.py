"""The outcome on paper: the sentences, picture and rows of the page, with the days attached."""

from collections.abc import Sequence
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from diary.analytics.outcome import CourseOutcome, Outcome
from diary.analytics.windows import Span
from diary.models import Patient
from diary.queries.courses import RecordedCourse
from diary.reports.tables import days_csv
from diary.reports.typesetting import Attached, typeset
from diary.terms.recorded_day import RecordedDay
from diary.wording.courses import CourseInWords, course_in_words
from diary.wording.dates import short_date, span_in_words
from diary.wording.figure import KeyEntry, key_in_words, labelled_still
from diary.wording.windows import COLUMNS, WindowRow, window_rows

ATTACHED_AS = "days.csv"

DISCLAIMER: Promise = gettext_lazy(
    "Not registered as a medical device. A record, arithmetic and published figures; not advice."
)


class CourseReport(NamedTuple):
    """One course as the document shows it; `figure` is SVG."""

    words: CourseInWords
    figure: str
    key: tuple[KeyEntry, ...]
    columns: Sequence[Promise]
    rows: list[WindowRow]


class OutcomeReport(NamedTuple):
    """Everything that the document says; `made_on` is year, month and day."""

    language: str
    region: str
    made_on: tuple[int, int, int]
    title: str
    who: str
    simulated: str
    period: str
    about: str
    attached: str
    nothing: str
    trials: str
    treatments: str
    courses: list[CourseReport]


def outcome_pdf(
    patient: Patient, recorded: list[RecordedCourse], found: Outcome, days: list[RecordedDay]
) -> bytes:
    """The document of `found`, the outcome of the `recorded` courses; `days` are all that are logged."""
    attached = Attached(ATTACHED_AS, days_csv(days), _("Every logged day, with its medicines and notes"))
    return typeset("outcome.typ", outcome_report(patient, recorded, found, days), attached)


def outcome_report(
    patient: Patient, recorded: list[RecordedCourse], found: Outcome, days: list[RecordedDay]
) -> OutcomeReport:
    """What `outcome_pdf` has typeset, every word and number finished."""
    language, _dash, region = (get_language() or "en").partition("-")
    today, alone = found.today, len(recorded) == 1
    courses = [_course(one, course, alone) for one, course in zip(recorded, found.courses, strict=True)]
    return OutcomeReport(
        language=language,
        region=region,
        made_on=(today.year, today.month, today.day),
        title=_("Headache days around treatment"),
        who=patient.display_name or _("Diary %(code)s") % {"code": patient.code},
        simulated=_("Simulated: this person is made up.") if patient.simulated else "",
        period=_period(days),
        about=_("%(disclaimer)s Made on %(date)s.") % {"disclaimer": DISCLAIMER, "date": short_date(today)},
        attached=_("Attached to this file as %(name)s: every logged day, with its medicines and notes.")
        % {"name": ATTACHED_AS},
        nothing="" if courses else _("No treatment is recorded, so there is nothing to compare yet."),
        trials=_("How does this compare with the trials?"),
        treatments=_("Treatments"),
        courses=courses[::-1],
    )


def _course(recorded: RecordedCourse, course: CourseOutcome, alone: bool) -> CourseReport:
    still = labelled_still(course)
    return CourseReport(
        words=course_in_words(recorded, course, alone=alone),
        figure=render_to_string("reports/still.svg", {"still": still}),
        key=key_in_words(still),
        columns=COLUMNS,
        rows=list(window_rows(course)),
    )


def _period(days: list[RecordedDay]) -> str:
    """From the first to the last day that is logged, and how many of them are."""
    if not days:
        return _("No day is logged yet.")
    span = Span(days[0].date, days[-1].date)
    words = {"dates": span_in_words(span), "logged": len(days), "days": span.days}
    return (
        ngettext(
            "Diary of %(dates)s: %(logged)s of %(days)s day logged.",
            "Diary of %(dates)s: %(logged)s of %(days)s days logged.",
            span.days,
        )
        % words
    )
