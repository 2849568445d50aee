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
from diary.reports.tables import days_csv, preventives_csv, treatments_csv
from diary.reports.typesetting import Attached, typeset
from diary.reports.windows import windows_csv
from diary.terms.recorded_day import RecordedDay
from diary.wording.courses import CourseInWords, course_in_words
from diary.wording.dates import short_date, span_in_words
from diary.wording.figure import KeyEntry, key_in_words, labelled_still
from diary.wording.windows import WindowRow, before_rows, columns_of, cycle_rows

DAYS_FILE, WINDOWS_FILE = "days.csv", "windows.csv"
TREATMENTS_FILE, PREVENTIVES_FILE = "treatments.csv", "preventives.csv"
"""What is attached, by its name in the document."""

MOST = 4
"""So many cycles are on the page, if it holds them."""

DISCLAIMER: Promise = gettext_lazy(
    "Not registered as a medical device. A record, arithmetic and published figures; not advice."
)


class CycleReport(NamedTuple):
    """One cycle: its treatment, its rows, and what is said where it is the first of those shown."""

    treatment: str
    rows: list[WindowRow]
    cut: str


class CourseReport(NamedTuple):
    """One course as the document shows it; `figure` is SVG, `cycles` are the `MOST` latest in order of
    time."""

    words: CourseInWords
    figure: str
    key: tuple[KeyEntry, ...]
    columns: Sequence[Promise]
    before: list[WindowRow]
    cycles: list[CycleReport]


class OutcomeReport(NamedTuple):
    """Everything that the document says; `made_on` is year, month and day. The latest course is shown
    whole, what is said of the `earlier` ones follows, the latest of them first, as many as there is
    room for; `earlier_cut` says that so many of them are left out."""

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
    latest: CourseReport | None
    earlier: list[CourseInWords]
    earlier_cut: list[str]


def outcome_pdf(
    patient: Patient, recorded: list[RecordedCourse], found: Outcome, days: list[RecordedDay]
) -> bytes:
    """The document of `found`, the outcome of the `recorded` courses; `days` are all that are logged."""
    attached = [
        Attached(DAYS_FILE, days_csv(days), _("Every logged day, with its medicines and notes")),
        Attached(WINDOWS_FILE, windows_csv(recorded, found), _("Every window of 28 days")),
        Attached(TREATMENTS_FILE, treatments_csv(recorded), _("Every treatment")),
        Attached(
            PREVENTIVES_FILE, preventives_csv(found.preventives, found.today), _("Every other preventive")
        ),
    ]
    return typeset("outcome.typ", outcome_report(patient, recorded, found, days), attached)


def outcome_report(
    patient: Patient, recorded: list[RecordedCourse], found: Outcome, days: list[RecordedDay]
) -> OutcomeReport:
    """What `outcome_pdf` has typeset, every word and number finished."""
    language, _dash, region = (get_language() or "en").partition("-")
    today, alone = found.today, len(recorded) == 1
    courses = list(zip(recorded, found.courses, strict=True))
    return OutcomeReport(
        language=language,
        region=region,
        made_on=(today.year, today.month, today.day),
        title=_("Headache days around treatment"),
        who=patient.display_name or _("Diary %(code)s") % {"code": patient.code},
        simulated=_("Simulated: this person is made up.") if patient.simulated else "",
        period=_period(days),
        about=_("%(disclaimer)s Made on %(date)s.") % {"disclaimer": DISCLAIMER, "date": short_date(today)},
        attached=_(
            "Attached to this file: every logged day, with its medicines and notes (%(days)s), every window "
            "(%(windows)s), every treatment (%(treatments)s), every other preventive (%(preventives)s)."
        )
        % {
            "days": DAYS_FILE,
            "windows": WINDOWS_FILE,
            "treatments": TREATMENTS_FILE,
            "preventives": PREVENTIVES_FILE,
        },
        nothing="" if courses else _("No treatment is recorded, so there is nothing to compare yet."),
        trials=_("How does this compare with the trials?"),
        treatments=_("Treatments"),
        latest=_course(*courses[-1], alone) if courses else None,
        earlier=[course_in_words(*one, alone=False) for one in courses[-2::-1]],
        earlier_cut=[_earlier_cut(number) for number in range(len(courses))],
    )


def _course(recorded: RecordedCourse, course: CourseOutcome, alone: bool) -> CourseReport:
    still, words = labelled_still(course), course_in_words(recorded, course, alone=alone)
    latest, all_of_them = course.cycles[-MOST:], len(course.cycles)
    treatments = words.treatments[: len(latest)][::-1]
    return CourseReport(
        words=words,
        figure=render_to_string("reports/still.svg", {"still": still}),
        key=key_in_words(still, course.baseline.source),
        columns=columns_of(course),
        before=list(before_rows(course)),
        cycles=[
            CycleReport(treatment, list(cycle_rows(course, cycle)), _cut(len(latest) - index, all_of_them))
            for index, (treatment, cycle) in enumerate(zip(treatments, latest, strict=True))
        ],
    )


def _cut(shown: int, all_of_them: int) -> str:
    """That the page holds only the latest cycles; empty where it holds all."""
    if shown == all_of_them:
        return ""
    return ngettext(
        "The latest cycle of %(all)s is shown here; all of them are attached.",
        "The latest %(shown)s cycles of %(all)s are shown here; all of them are attached.",
        shown,
    ) % {"shown": shown, "all": all_of_them}


def _earlier_cut(number: int) -> str:
    """That the page has no room for the earliest courses; empty where it has for all."""
    if number == 0:
        return ""
    return ngettext(
        "%(number)s earlier course of treatments is not shown here; it is attached.",
        "%(number)s earlier courses of treatments are not shown here; they are attached.",
        number,
    ) % {"number": number}


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
