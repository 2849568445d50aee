"""Treatments as Pat records them: courses, the fixed baseline, history, and nothing twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from diary.actions import (
    Change,
    OperationReused,
    TreatmentRefused,
    change_start,
    change_treatment,
    fix_baseline_anew,
    record_treatment,
    restore_treatment,
    withdraw_treatment,
    write_baseline,
)
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import BY_AURA, BY_FEATURES, BY_RELIEF, MEASURES
from diary.analytics.packed import BY_RULES, DETAIL
from diary.charts.still import points
from diary.models import Course, CourseRevision, Event, Treatment, TreatmentRevision
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.events import broken_link
from diary.terms.treatments import CourseStart, TreatmentDocument, WrittenFigure, WrittenSource
from diary.wording.windows import window_rows

FIRST = date(2026, 3, 3)
EVER = CourseStart(from_start=True)


pytestmark = pytest.mark.usefixtures("june")


def outcome(patient):
    return outcome_of(patient, recorded_courses(patient), patient.today()).courses


def reasons(call) -> dict:
    with pytest.raises(TreatmentRefused) as caught:
        call()
    return caught.value.reasons


def test_the_first_treatment_opens_a_course_and_fixes_its_baseline(pat, treat, twenty):
    treat(start=EVER)
    (found,) = outcome(pat)
    assert found.baseline.source is BaselineSource.DIARY
    assert found.baseline.rates[HEADACHE].per_month == 20
    assert found.latest[1].changes[HEADACHE].after.per_month == 12


def test_the_first_one_must_say_how_the_course_began(treat):
    assert reasons(lambda: treat()) == {"from_start": "start_missing"}
    assert not Treatment.objects.exists()


def test_days_answered_later_do_not_change_the_fixed_baseline(pat, treat, twenty, log):
    treat(start=EVER)
    log(pat, Change(FIRST - timedelta(days=1), {"headache": True}))
    (found,) = outcome(pat)
    assert found.baseline.rates[HEADACHE].per_month == 20
    assert found.baseline.now[HEADACHE].days == 21
    assert found.baseline.has_changed


@pytest.mark.parametrize("rules", [1, 2])
def test_a_baseline_fixed_by_older_rules_still_says_what_it_said(pat, treat, twenty, rules):
    treat(start=EVER)
    now = outcome(pat)[0].baseline
    course = Course.objects.get(patient=pat)
    blob = bytes(course.fixed_detail)
    stride = len(blob) // (len(DETAIL.planes) + 8)
    planes = {name: blob[at * stride : (at + 1) * stride] for at, name in enumerate(DETAIL.planes)}
    kept = [planes[name] for name in BY_RULES[rules]["detail"].planes]
    course.fixed_rules = rules
    course.fixed_detail = b"".join(kept) + blob[len(DETAIL.planes) * stride :]
    course.save()
    then = outcome(pat)[0].baseline
    assert then.rates[HEADACHE] == now.rates[HEADACHE]
    assert then.hours == now.hours
    # What was not kept then is not known now.
    unkept = {BY_FEATURES, BY_AURA, BY_RELIEF}
    assert {measure for measure in MEASURES if then.tallies[measure] != now.tallies[measure]} == unkept
    assert {then.tallies[measure].known for measure in unkept} == {0}


def test_fixing_anew_needs_a_reason_and_leaves_a_trace(pat, treat, twenty, log):
    treat(start=EVER)
    log(pat, Change(FIRST - timedelta(days=1), {"headache": True}))
    fix = {"by": pat.user, "patient": pat, "number": 1, "operation": uuid4()}
    assert reasons(lambda: fix_baseline_anew(reason=" ", **fix)) == {"reason": "reason_missing"}
    fix_baseline_anew(reason="found the paper diary", **fix)
    (found,) = outcome(pat)
    assert found.baseline.rates[HEADACHE].per_month == 21
    assert not found.baseline.has_changed
    first, second = CourseRevision.objects.filter(patient=pat).order_by("version")
    assert first.document["fixed_counts"] != second.document["fixed_counts"]
    assert second.reason is not None
    assert b"paper" not in bytes(second.reason)
    assert Event.objects.filter(patient=pat, verb="baseline.fixed").count() == 1


def test_who_joined_in_mid_treatment_has_no_baseline_and_a_letter_can_give_one(pat, treat, twenty):
    treat(start=CourseStart(from_start=False, began=date(2025, 9, 1), earlier=2))
    (found,) = outcome(pat)
    assert found.baseline.lacking is NoBaseline.ON_TREATMENT
    assert found.cycles[0].number == 3
    figure = WrittenFigure(WrittenSource.LETTER, Decimal("22.5"), date(2025, 8, 1))
    write = {"by": pat.user, "patient": pat, "number": 1}
    write_baseline(figure=figure, operation=uuid4(), **write)
    (found,) = outcome(pat)
    change = found.latest[1].changes[HEADACHE]
    assert (found.baseline.source, change.days, change.interval) == (BaselineSource.DOCUMENTED, 10.5, None)
    (recorded,) = recorded_courses(pat)
    assert (str(recorded.written.days), recorded.written.dated) == ("22.50", date(2025, 8, 1))
    write_baseline(figure=None, operation=uuid4(), **write)
    assert outcome(pat)[0].baseline.source is None


@pytest.mark.parametrize(
    ("days", "dated", "reason"),
    [
        ("28.5", None, {"days": "month_days_range"}),
        ("-1", None, {"days": "month_days_range"}),
        ("NaN", None, {"days": "month_days_range"}),
        ("20", date(2026, 7, 1), {"dated": "date_future"}),
    ],
)
def test_a_figure_that_cannot_be_is_refused(pat, treat, days, dated, reason):
    treat(start=EVER)
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(days), dated)
    call = {"by": pat.user, "patient": pat, "number": 1, "figure": figure, "operation": uuid4()}
    assert reasons(lambda: write_baseline(**call)) == reason


def test_a_restart_opens_a_course_with_its_own_baseline(pat, treat, twenty):
    treat(start=EVER)
    treat(FIRST + timedelta(days=7))
    restart = FIRST + timedelta(days=7 + 112)
    assert reasons(lambda: treat(FIRST + timedelta(days=3), restart=True)) == {"restart": "restart_not_last"}
    treat(restart, restart=True)
    assert [len(recorded.treatments) for recorded in recorded_courses(pat)] == [2, 1]
    assert outcome(pat)[1].baseline.span.last == restart - timedelta(days=1)


def test_days_on_treatment_are_no_baseline_of_a_restart(pat, treat, twenty):
    treat(start=EVER)
    restart = FIRST + timedelta(days=112)
    too_soon = {"restart": "restart_too_soon"}
    assert reasons(lambda: treat(restart - timedelta(days=1), restart=True)) == too_soon
    treat(restart, restart=True)
    in_the_pause = {"date": "in_the_pause"}
    for days in (1, 84, 111):
        assert reasons(lambda days=days: treat(FIRST + timedelta(days=days))) == in_the_pause
    uid = recorded_courses(pat)[0].treatments[0].uid
    call = {"by": pat.user, "patient": pat, "uid": uid, "version": 1, "operation": uuid4()}
    moved = TreatmentDocument(FIRST + timedelta(days=1))
    assert reasons(lambda: change_treatment(**call, treatment=moved)) == in_the_pause
    assert [len(recorded.treatments) for recorded in recorded_courses(pat)] == [1, 1]


def test_no_treatment_precedes_what_was_called_the_first_ever(pat, treat):
    began = FIRST - timedelta(days=90)
    treat(start=CourseStart(from_start=False, began=began, earlier=1))
    assert reasons(lambda: treat(began)) == {"date": "before_the_first"}
    treat(began + timedelta(days=1))
    assert Treatment.objects.count() == 2


def test_of_a_date_that_is_only_about_earlier_ones_may_turn_up(pat, treat):
    began = FIRST - timedelta(days=90)
    treat(start=CourseStart(from_start=False, began=began, about=True))
    treat(began - timedelta(days=10))
    assert Treatment.objects.count() == 2


def test_a_letter_has_no_interval_of_days_that_turned_out_to_be_treated(pat, treat, twenty):
    treat(start=EVER)
    treat(FIRST - timedelta(days=10))
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(28))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    (found,) = outcome(pat)
    changes = [
        window.changes[HEADACHE] for cycle in found.cycles for window in cycle.windows if window.changes
    ]
    assert changes
    assert {change.interval for change in changes} == {None}
    assert not found.baseline.is_untreated(found.course.injections[0])
    before, first, *_ = window_rows(found)
    assert (before.days, before.logged) == ("28", "not counted here")
    assert first.label.startswith("cycle 1")
    assert len(points(found)) == len(found.windows(HEADACHE))


def test_an_earlier_treatment_joins_the_first_course_and_its_days_are_no_baseline(pat, treat, twenty):
    treat(start=EVER)
    treat(FIRST - timedelta(days=10))
    (found,) = outcome(pat)
    assert len(found.cycles) == 2
    assert found.baseline.lacking is NoBaseline.FIRST_MOVED
    fix_baseline_anew(by=pat.user, patient=pat, number=1, reason="an earlier one", operation=uuid4())
    (found,) = outcome(pat)
    assert found.baseline.span.last == FIRST - timedelta(days=11)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"day": date(2026, 7, 1)}, {"date": "date_future"}),
        ({"day": date(1989, 1, 1)}, {"date": "date_too_early"}),
        ({"units": 0}, {"units": "units_range"}),
        ({"units": 1501}, {"units": "units_range"}),
        ({"lot": "x" * 41}, {"lot": "lot_invalid"}),
        ({"lot": "C1234\0"}, {"lot": "lot_invalid"}),
        (
            {"start": CourseStart(from_start=True, began=date(2025, 1, 1))},
            {"from_start": "first_and_earlier"},
        ),
        ({"start": CourseStart(from_start=False, began=FIRST)}, {"began": "began_not_before"}),
        ({"start": CourseStart(from_start=False, earlier=0)}, {"earlier": "earlier_range"}),
    ],
)
def test_what_cannot_be_is_refused_and_saves_nothing(pat, treat, options, reason):
    assert reasons(lambda: treat(**({"start": EVER} | options))) == reason
    assert not Treatment.objects.exists()
    assert not CourseRevision.objects.exists()


def test_tomorrow_is_today_where_they_say_they_are(pat):
    record_treatment(
        by=pat.user,
        patient=pat,
        uid=uuid4(),
        treatment=TreatmentDocument(date(2026, 7, 1)),
        start=EVER,
        operation=uuid4(),
        zone="Pacific/Auckland",
    )
    assert Treatment.objects.count() == 1


def test_two_on_one_day_are_refused(pat, treat):
    treat(start=EVER)
    assert reasons(lambda: treat()) == {"date": "treatment_twice"}
    assert reasons(lambda: treat(start=EVER)) == {"date": "treatment_twice"}
    later = FIRST + timedelta(days=84)
    assert reasons(lambda: treat(later, start=EVER)) == {"from_start": "changed_elsewhere"}
    assert Treatment.objects.count() == 1


def test_the_same_operation_is_carried_out_once_and_another_body_is_refused(pat, treat):
    again = {"uid": uuid4(), "operation": uuid4(), "start": EVER}
    treat(**again)
    treat(**again)
    assert Treatment.objects.count() == TreatmentRevision.objects.count() == 1
    with pytest.raises(OperationReused):
        treat(**again, units=195)


def test_an_operation_of_a_day_is_not_one_of_a_treatment(pat, treat, log):
    operation = uuid4()
    treat(start=EVER, operation=operation)
    with pytest.raises(OperationReused):
        log(pat, Change(FIRST, {"headache": True}), operation=operation)
    later = uuid4()
    log(pat, Change(FIRST, {"headache": True}), operation=later)
    with pytest.raises(OperationReused):
        treat(FIRST + timedelta(days=84), operation=later)


def test_a_correction_keeps_what_was_there_before(pat, treat):
    uid = treat(start=EVER, lot="C1234")
    change = {"by": pat.user, "patient": pat, "uid": uid}
    corrected = TreatmentDocument(FIRST + timedelta(days=1), units=195, lot="C1235")
    change_treatment(version=1, treatment=corrected, operation=uuid4(), **change)
    (course,) = recorded_courses(pat)
    assert course.treatments[0].document == corrected
    assert [revision.document["lot"] for revision in TreatmentRevision.objects.order_by("version")] == [
        "C1234",
        "C1235",
    ]
    stale = {"version": 1, "treatment": replace(corrected, units=100), "operation": uuid4()}
    assert reasons(lambda: change_treatment(**stale, **change)) == {"version": "changed_elsewhere"}


def test_a_date_does_not_move_into_another_course(pat, treat):
    treat(start=EVER)
    uid = treat(FIRST + timedelta(days=112), restart=True)
    moved = TreatmentDocument(FIRST - timedelta(days=5))
    call = {"by": pat.user, "patient": pat, "uid": uid, "version": 1, "treatment": moved}
    assert reasons(lambda: change_treatment(**call, operation=uuid4())) == {"date": "across_courses"}


def test_a_withdrawn_treatment_can_be_brought_back_with_its_course(pat, treat, twenty):
    uid = treat(start=EVER)
    before = outcome(pat)
    withdraw_treatment(by=pat.user, patient=pat, uid=uid, version=1, operation=uuid4())
    assert recorded_courses(pat) == []
    gone = {"by": pat.user, "patient": pat, "uid": uid}
    assert reasons(lambda: withdraw_treatment(version=1, operation=uuid4(), **gone)) == {
        "uid": "treatment_missing"
    }
    restore_treatment(operation=uuid4(), **gone)
    (course,) = recorded_courses(pat)
    assert (course.treatments[0].version, course.treatments[0].uid) == (3, uid)
    assert outcome(pat)[0].baseline.rates == before[0].baseline.rates
    assert reasons(lambda: restore_treatment(operation=uuid4(), **gone)) == {"uid": "treatment_missing"}


def test_what_was_called_the_first_can_turn_out_not_to_be(pat, treat, twenty):
    treat(start=EVER)
    start = CourseStart(from_start=False, earlier=None)
    correct = {"by": pat.user, "patient": pat, "number": 1}
    change_start(start=start, operation=uuid4(), **correct)
    assert outcome(pat)[0].baseline.lacking is NoBaseline.ON_TREATMENT
    change_start(start=EVER, operation=uuid4(), **correct)
    assert outcome(pat)[0].baseline.rates[HEADACHE].per_month == 20
    wrong = CourseStart(from_start=False, began=FIRST)
    assert reasons(lambda: change_start(start=wrong, operation=uuid4(), **correct)) == {
        "began": "began_not_before"
    }


def test_every_change_leaves_a_whole_trace_without_health_data(pat, treat):
    uid = treat(start=EVER, lot="C1234")
    withdraw_treatment(by=pat.user, patient=pat, uid=uid, version=1, operation=uuid4())
    assert broken_link(pat.pk) is None
    details = Event.objects.filter(patient=pat).values_list("detail", flat=True)
    said = {name: value for detail in details for name, value in detail.items()}
    assert said.keys() == {"notice", "uid", "course", "version", "request", "baseline"}
    assert not {"C1234", 155, "155"} & set(said.values())


def test_history_can_only_be_added_to(pat, treat):
    treat(start=EVER)
    for table in ("treatmentrevision", "courserevision"):
        for statement in (f"UPDATE diary_{table} SET version = 7", f"DELETE FROM diary_{table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_eve_has_no_part_in_it(pat, eve, treat):
    uid = treat(start=EVER)
    call = {"by": eve.user, "patient": eve, "uid": uid, "version": 1, "operation": uuid4()}
    assert reasons(lambda: withdraw_treatment(**call)) == {"uid": "treatment_missing"}
    assert Treatment.objects.count() == 1
