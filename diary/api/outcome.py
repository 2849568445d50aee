"""The outcome by API: the numbers of the page, as codes, dates and days."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from diary.actions import reading
from diary.analytics.around import Around, around_injections
from diary.analytics.baseline import Baseline
from diary.analytics.change import Change, HoursChange
from diary.analytics.criteria import before_treatment, burden, criteria
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import (
    ACUTE,
    BURDEN,
    BY_AURA,
    BY_FEATURES,
    BY_RELIEF,
    CLEAR_WITHOUT_MEDICINE,
    CRYSTAL_CLEAR,
    FOUR_HOURS,
    MIGRAINE,
    MIGRAINE_OR_PROBABLE,
    MODERATE_OR_SEVERE,
    PROBABLE,
)
from diary.analytics.outcome import CourseOutcome, CycleOutcome, WindowOutcome, comparable
from diary.analytics.overuse import medicine_days
from diary.analytics.placing import differences, place
from diary.analytics.preventives import tried
from diary.analytics.since_injection import SinceInjection, since_injection
from diary.analytics.tally import Hours, Tally
from diary.analytics.uncertain import Uncertain, uncertain, uncertain_of_trials
from diary.api import criteria as criteria_in_json
from diary.api import medicines as medicines_in_json
from diary.api import outcome_description as description
from diary.queries.courses import RecordedCourse, outcome_of, recorded_courses
from diary.queries.thresholds import thresholds_for
from diary.terms.clinics import Read
from diary.terms.documented import BOTOX, OTHER_SOURCES, PLACEBO, Cited, DocumentedRange
from diary.terms.medicines import MedicineClass
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS
from diary.terms.since_injection import WEAR_OFF_DAYS
from diary.terms.treatments import TreatmentDocument

DEFINITIONS = {
    HEADACHE: "Calendar days with any headache.",
    FOUR_HOURS: "Calendar days with headache of 4 continuous hours or more, as the trials counted.",
    MODERATE_OR_SEVERE: "Days on which the worst pain was moderate or severe.",
    MIGRAINE: "Migraine days: ICHD-3 1.3 C, by any of the three ways below.",
    BY_FEATURES: "Migraine days by their features: ICHD-3 1.1 C and D.",
    BY_AURA: "Migraine days by aura.",
    BY_RELIEF: "Migraine days believed to be migraine and relieved by a triptan or an ergot.",
    PROBABLE: "Probable migraine days: one criterion short of a migraine day (ICHD-3 1.5).",
    MIGRAINE_OR_PROBABLE: "Migraine days, and days one criterion short of it (ICHD-3 1.5).",
    BURDEN: "Migraine days, and days of moderate or severe pain (IHS 2025).",
    CRYSTAL_CLEAR: "Days on which it was said that there was no headache.",
    CLEAR_WITHOUT_MEDICINE: "Clear days without an acute medicine; known where both were answered.",
    ACUTE: "Days with an acute medicine of any class.",
    MedicineClass.ERGOT: "Days with an ergot.",
    MedicineClass.TRIPTAN: "Days with a triptan.",
    MedicineClass.OPIOID: "Days with an opioid.",
    MedicineClass.COMBINATION: "Days with a combination analgesic.",
    MedicineClass.NON_OPIOID: "Days with a simple analgesic: paracetamol, aspirin or another NSAID.",
    MedicineClass.GEPANT: "Days with a gepant.",
    MedicineClass.DITAN: "Days with a ditan.",
    MedicineClass.ANTIEMETIC: "Days with an antiemetic.",
    MedicineClass.OTHER: "Days with an acute medicine of no class listed here.",
}


class OutcomeView(APIView):
    """What happened around each treatment of one patient."""

    @description.read_outcome
    def get(self, request: Request, code: str) -> Response:
        with reading(request.user, code, what=Read.OUTCOME) as patient:
            recorded = recorded_courses(patient)
            found = outcome_of(patient, recorded, patient.today())
            applied = thresholds_for(request.user, patient)
        return Response(
            {
                "today": found.today,
                "month_days": DAYS_PER_MONTH,
                "enough_days": ENOUGH_DAYS,
                "measures": DEFINITIONS,
                "medicines": medicines_in_json.medicines(medicine_days(found.diary, found.asked)),
                "burden": criteria_in_json.burden(burden(found)),
                "criteria": criteria_in_json.rules(criteria(found, applied.thresholds), applied),
                "preventives": [medicines_in_json.preventive(one, found.today) for one in found.preventives],
                "preventives_tried": tried(found.preventives, found.today)._asdict(),
                "documented": [_documented(PLACEBO), _documented(BOTOX)],
                "cited": [_cited(one) for one in OTHER_SOURCES],
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


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "source": cited.source,
        "seen_in_primary_source": cited.seen,
        "groups": [
            {
                "arm": group.arm,
                "days_fewer": float(group.fewer),
                "week": group.week,
                "participants": group.participants,
                "interval_95": None if group.interval is None else list(map(float, group.interval)),
            }
            for group in cited.groups
        ],
    }


def _course(recorded: RecordedCourse, course: CourseOutcome) -> dict[str, Any]:
    number, months_before = recorded.course.number(0), before_treatment(course)
    return {
        "number": recorded.number,
        "from_start": recorded.start.from_start,
        "began": recorded.start.began,
        "began_about": recorded.start.about,
        "earlier_treatments": None if number is None else number - 1,
        "baseline": _baseline(course.baseline),
        "months_before": None if months_before is None else criteria_in_json.side(months_before),
        "no_band": course.no_band,
        "lead": course.lead,
        "treatments": [_treatment(one.document) for one in recorded.treatments],
        "cycles": [_cycle(course, cycle) for cycle in course.cycles],
        "newest": _newest(course),
        "latest": _placed(course, course.latest),
        "like_for_like": _placed(course, course.like_for_like),
        "like_for_like_uncertain": _uncertain(uncertain_of_trials(course)),
        "around_injections": [_around(one) for one in around_injections(course)],
        "since_injection": _since(since_injection(course)),
        "uncertain": _uncertain(uncertain(course)),
    }


def _treatment(document: TreatmentDocument) -> dict[str, Any]:
    return {
        "date": document.date,
        "product": document.product,
        "units": document.units,
        "lot": document.lot,
    }


def _uncertain(found: Uncertain | None) -> dict[str, Any] | None:
    """How the days were recorded that the latest window is compared by, and what else changed in them."""
    if found is None:
        return None
    return {
        "baseline_source": found.source,
        "logged": found.logged,
        "recorded_late": found.late,
        "imported": found.imported,
        "clear_so_far": found.so_far,
        "logged_differs": found.logged_differs,
        "cut": found.cut,
        "figure_outside_per_28": found.outside,
        "confounders": [
            {
                "drug": one.called,
                "happened": one.happened,
                "date": one.when.day if one.when else None,
                "about": one.when.about if one.when else False,
                "is_inside": one.is_inside,
            }
            for one in found.confounders
        ],
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
        "hours": _hours(baseline.hours) if baseline.hours else None,
        "has_changed": baseline.has_changed,
        "dated": baseline.dated,
        "are_unreadable": baseline.are_unreadable,
    }


def _cycle(course: CourseOutcome, cycle: CycleOutcome) -> dict[str, Any]:
    late = cycle.cycle.overdue
    return {
        "number": cycle.number,
        "injected": cycle.cycle.injected,
        "last": cycle.cycle.last,
        "is_paused": cycle.cycle.is_paused,
        "windows": [_window(course, window) for window in cycle.windows],
        "changes": {measure: _change(change) for measure, change in cycle.changes.items()},
        "overdue": {measure: _tally(tally) for measure, tally in cycle.overdue.items()},
        "overdue_hours": None if late is None else _hours(cycle.counted.hours(late)),
    }


def _window(course: CourseOutcome, window: WindowOutcome) -> dict[str, Any]:
    hours_change = course.hours_change(window)
    return {
        "weeks": window.window.weeks,
        "first": window.window.span.first,
        "last": window.window.span.last,
        "cut": window.window.cut,
        "weeks_since_first": window.weeks,
        "is_weeks_21_24": window.is_weeks_21_24,
        "counts": {measure: _tally(tally) for measure, tally in window.tallies.items()},
        "hours": _hours(window.hours),
        "hours_change": None if hours_change is None else _hours_change(hours_change),
        "changes": {measure: _change(change) for measure, change in window.changes.items()},
    }


def _around(one: Around) -> dict[str, Any]:
    return {
        "number": one.number,
        "injected": one.injected,
        "before": _tally(one.before),
        "after": _tally(one.after),
        "change": None if one.change is None else _change(one.change),
        "is_again": one.is_again,
    }


def _since(found: SinceInjection) -> dict[str, Any]:
    late = found.late
    return {
        "weeks": [one._asdict() for one in found.weeks],
        "onset": {
            "before_source": found.onset.source,
            "before_of_7": found.onset.before,
            "weeks": [one._asdict() for one in found.onset.weeks],
            "first_cycle": [one._asdict() for one in found.onset.first_cycle],
        },
        "wearing_off": {
            "rises": [
                {"cycle": cycle + 1, "rise_per_28": rise} for cycle, rise in found.wearing_off.rises.items()
            ],
            "rose": found.wearing_off.rose,
            "rose_by_at_least": WEAR_OFF_DAYS,
            "is_pattern": found.wearing_off.is_pattern,
        },
        "late": None
        if late is None
        else {"cycles": late.cycles, "overdue": _tally(late.overdue), "weeks_9_12": _tally(late.weeks_9_12)},
    }


def _tally(tally: Tally) -> dict[str, Any]:
    least, most = tally.bounds
    return {
        "days": tally.days,
        "known": tally.known,
        "logged": tally.logged,
        "expected": tally.expected,
        "clear_so_far": tally.so_far + tally.unsure,
        "days_per_28": tally.scaled,
        "least_per_28": least,
        "most_per_28": most,
    }


def _hours(hours: Hours) -> dict[str, Any]:
    least, most = hours.bounds
    return {
        "hours": hours.total,
        "known": hours.known,
        "logged": hours.logged,
        "expected": hours.expected,
        "clear_so_far": hours.so_far,
        "hours_per_28": hours.scaled,
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


def _hours_change(change: HoursChange) -> dict[str, Any]:
    before, after = change.per_month
    interval = change.interval
    return {
        "before_per_28": before,
        "after_per_28": after,
        "hours_fewer": change.hours,
        "percent_fewer": change.percent,
        "interval_95": [interval.low, interval.high],
    }


def _newest(course: CourseOutcome) -> dict[str, Any] | None:
    """The window whose counts the page tells, compared or not."""
    if course.newest is None:
        return None
    cycle, window = course.newest
    return {"injected": cycle.cycle.injected, "weeks": window.window.weeks}


def _placed(
    course: CourseOutcome, compared: tuple[CycleOutcome, WindowOutcome] | None
) -> dict[str, Any] | None:
    """A window that the page compares, and its place beside the averages."""
    if compared is None:
        return None
    cycle, window = compared
    # Where nothing is set beside the averages it is what the page tells.
    measure = comparable(course.baseline, window) if course.no_band is None else course.told
    interval = window.changes[measure].interval
    placed = course.no_band is None and interval is not None
    return {
        "injected": cycle.cycle.injected,
        "weeks": window.window.weeks,
        "compared_by": measure,
        "place": place(interval) if placed and interval is not None else None,
        "differs_from_the_trials": differences(course, window),
    }
