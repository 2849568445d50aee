"""The outcome by API: the numbers of the page, as codes, dates and days."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from diary.actions import reading
from diary.analytics.change import Change
from diary.analytics.diary import HEADACHE
from diary.analytics.measured import FOUR_HOURS
from diary.analytics.outcome import Baseline, CourseOutcome, CycleOutcome, WindowOutcome, comparable
from diary.analytics.placing import place
from diary.analytics.tally import Tally
from diary.api import outcome_description as description
from diary.queries.courses import RecordedCourse, outcome_of, recorded_courses
from diary.terms.clinics import Read
from diary.terms.documented import BOTOX, PLACEBO, DocumentedRange
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

DEFINITIONS = {
    HEADACHE: "Calendar days with any headache.",
    FOUR_HOURS: "Calendar days with headache of 4 continuous hours or more, as the trials counted.",
}


class OutcomeView(APIView):
    """What happened around each treatment of one patient."""

    @description.read_outcome
    def get(self, request: Request, code: str) -> Response:
        with reading(request.user, code, what=Read.OUTCOME) as patient:
            recorded = recorded_courses(patient)
            found = outcome_of(patient, recorded, patient.today())
        return Response(
            {
                "today": found.today,
                "month_days": DAYS_PER_MONTH,
                "enough_days": ENOUGH_DAYS,
                "measures": DEFINITIONS,
                "documented": [_documented(PLACEBO), _documented(BOTOX)],
                "courses": [
                    _course(one, course) for one, course in zip(recorded, found.courses, strict=True)
                ],
            }
        )


def _documented(documented: DocumentedRange) -> dict[str, Any]:
    return {
        "arm": documented.arm,
        "low": float(documented.low),
        "high": float(documented.high),
        "measure": FOUR_HOURS,
        "weeks": documented.weeks,
        "participants": documented.participants,
        "source": documented.source,
        "checked": documented.checked,
    }


def _course(recorded: RecordedCourse, course: CourseOutcome) -> dict[str, Any]:
    number = recorded.course.number(0)
    return {
        "number": recorded.number,
        "from_start": recorded.start.from_start,
        "began": recorded.start.began,
        "began_about": recorded.start.about,
        "earlier_treatments": None if number is None else number - 1,
        "baseline": _baseline(course.baseline),
        "no_band": course.no_band,
        "cycles": [_cycle(cycle) for cycle in course.cycles],
        "latest": _latest(course),
    }


def _baseline(baseline: Baseline) -> dict[str, Any]:
    return {
        "source": baseline.source,
        "lacking": baseline.lacking,
        "first": baseline.span.first if baseline.span else None,
        "last": baseline.span.last if baseline.span else None,
        "days_per_28": {measure: rate.per_month for measure, rate in baseline.rates.items()},
        "fixed": {measure: _tally(tally) for measure, tally in baseline.tallies.items()},
        "now": {measure: _tally(tally) for measure, tally in baseline.now.items()},
        "has_changed": baseline.has_changed,
    }


def _cycle(cycle: CycleOutcome) -> dict[str, Any]:
    return {
        "number": cycle.number,
        "injected": cycle.cycle.injected,
        "last": cycle.cycle.last,
        "windows": [_window(window) for window in cycle.windows],
        "changes": {measure: _change(change) for measure, change in cycle.changes.items()},
        "overdue": {measure: _tally(tally) for measure, tally in cycle.overdue.items()},
    }


def _window(window: WindowOutcome) -> dict[str, Any]:
    return {
        "weeks": window.window.weeks,
        "first": window.window.span.first,
        "last": window.window.span.last,
        "cut": window.window.cut,
        "weeks_since_first": window.weeks,
        "is_weeks_21_24": window.is_weeks_21_24,
        "counts": {measure: _tally(tally) for measure, tally in window.tallies.items()},
        "changes": {measure: _change(change) for measure, change in window.changes.items()},
    }


def _tally(tally: Tally) -> dict[str, Any]:
    least, most = tally.bounds
    return {
        "days": tally.days,
        "known": tally.known,
        "logged": tally.logged,
        "expected": tally.expected,
        "clear_so_far": tally.so_far,
        "days_per_28": tally.scaled,
        "least_per_28": least,
        "most_per_28": most,
    }


def _change(change: Change) -> dict[str, Any]:
    interval = change.interval
    return {
        "before_per_28": change.before.per_month,
        "after_per_28": change.after.per_month,
        "days_fewer": change.days,
        "percent_fewer": change.percent,
        "interval_95": None if interval is None else [interval.low, interval.high],
    }


def _latest(course: CourseOutcome) -> dict[str, Any] | None:
    """The window that the page's sentence is about, and its place beside the averages."""
    if course.latest is None:
        return None
    cycle, window = course.latest
    measure = comparable(course.baseline, window)
    interval = window.changes[measure].interval
    placed = course.no_band is None and interval is not None
    return {
        "injected": cycle.cycle.injected,
        "weeks": window.window.weeks,
        "compared_by": measure,
        "place": place(interval) if placed and interval is not None else None,
    }
