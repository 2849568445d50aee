"""Rules where treatment was stopped, begun again, or its first day moved: treated days are no baseline."""

from datetime import timedelta

import pytest

from diary.analytics.around import around_injections
from diary.analytics.course import Course, FixedBaseline
from diary.analytics.criteria import Answer, Rule, Why, before_treatment
from diary.analytics.outcome import outcome
from diary.analytics.windows import baseline_span
from tests.analytics.ruled import FIRST, found_of, from_day, month, packed, rule_of

BEFORE = FIRST - timedelta(days=28)


def begun_again(gap: int):
    """One course of one treatment, and another that begins so many days later."""
    days = from_day(FIRST - timedelta(days=112), *[month(20)] * 16)
    again = FIRST + timedelta(days=gap)
    first = found_of(days, today=again).courses[0].course
    second = Course((again,), from_start=True, fixed=FixedBaseline(baseline_span(again), packed(days)))
    return outcome(packed(days), [first, second], again + timedelta(days=27))


@pytest.mark.parametrize(("gap", "untreated"), [(112, 1), (140, 2), (167, 2), (168, 3)])
def test_months_before_a_restart_are_none_that_the_course_before_reached(gap, untreated):
    found = begun_again(gap)
    whys = [said.why for said in rule_of(found, Rule.US_START).readings[0].sums]
    assert whys == [Why.ON_TREATMENT] * (3 - untreated) + [None] * untreated
    assert (before_treatment(found.courses[-1]) is not None) is (untreated == 3)
    assert before_treatment(found.courses[0]) is not None


def test_months_long_after_the_last_treatment_are_not_under_it():
    days = from_day(BEFORE, month(20), *[month(9)] * 6)
    for further, answer in ((110, Answer.MET), (111, Answer.CANNOT)):
        found = found_of(days, today=FIRST + timedelta(days=further))
        for rule in (Rule.NICE_STOP_DAYS, Rule.EHF_STOP_DAYS):
            assert rule_of(found, rule).answer is answer
    assert rule_of(found, Rule.NICE_STOP_DAYS).readings[0].why is Why.PAUSED


def test_the_weeks_before_the_first_treatment_are_as_they_were_fixed_though_too_few():
    days = from_day(BEFORE, month(8, unlogged=18), month(12), month(12))
    course = found_of(days, today=FIRST + timedelta(days=55)).courses[0].course
    later = packed(days | from_day(BEFORE, month(26)))
    found = outcome(later, [course], FIRST + timedelta(days=55))
    (around,) = around_injections(found.courses[0])
    assert ((around.before.days, around.before.known), around.change) == ((8, 10), None)
    around_each, _since = rule_of(found, Rule.EHF_RESPONSE).readings
    assert around_each.sums[0].why is Why.TOO_FEW_DAYS


def test_after_the_first_treatment_moved_no_days_before_it_are_counted_unfixed():
    days = from_day(FIRST - timedelta(days=112), *[month(20)] * 8)
    course = found_of(days, today=FIRST).courses[0].course
    moved = course._replace(injections=(FIRST - timedelta(days=3),))
    found = outcome(packed(days), [moved], FIRST + timedelta(days=60))
    assert rule_of(found, Rule.NICE_START).readings[0].why is Why.NO_BASELINE
    assert rule_of(found, Rule.CHRONIC_BEFORE).readings[0].why is Why.NO_BASELINE
    assert before_treatment(found.courses[0]) is None
