"""The line of hours in the rule of US payers: what is counted, its interval, and when it is a close call."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from diary.analytics.course import BaselineSource, WrittenBaseline
from diary.analytics.criteria import Answer, Count, Rule, Why
from diary.analytics.criteria.days import Treated, Untreated
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import HOURS
from diary.analytics.outcome import outcome
from diary.analytics.tally import Hours
from diary.analytics.windows import Span
from diary.terms.criteria import PUBLISHED
from tests.analytics.ruled import FIRST, found_of, from_day, month, rule_of, scattered
from tests.analytics.rules_on_fingers import BARE, HARD, LONG

BEFORE = FIRST - timedelta(days=28)


def test_quarters_of_hours_are_counted():
    span = Span(FIRST, FIRST + timedelta(days=27))
    count = Count(span, Hours(6.25, 20.0, known=28, logged=28, expected=28, asked=3), None)
    assert (count.bounds, count.rate) == ((Fraction(25, 4), Fraction(25, 4)), Fraction(25, 4))
    open_one = Count(span, Hours(6.25, 20.0, known=27, logged=28, expected=28, asked=3), None)
    assert open_one.bounds == (Fraction(25, 4), Fraction(25, 4) + 24)


def test_hours_that_fell_far_enough_are_no_close_call_and_others_are():
    def renewal(before, after):
        days = from_day(BEFORE, scattered(before, LONG), scattered(after, LONG))
        return rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.US_RENEWAL)

    far, near, short = renewal(28, 0), renewal(20, 7), renewal(20, 8)
    assert [said.is_met for said in far.readings[0].sums] == [True, True]
    assert [said.is_close for said in far.readings[0].sums] == [False, False]
    assert (far.answer, far.is_close) == (Answer.MET, False)
    # 13 days and 104 hours fewer: each line is passed, and might not have been.
    assert [said.is_met for said in near.readings[0].sums] == [True, True]
    assert near.readings[0].sums[1].is_close
    assert near.is_close
    hours = short.readings[0].sums[1]
    assert (hours.is_met, hours.margin, hours.is_close) == (False, -4, True)


def test_hours_alone_can_make_a_call_close():
    """Headache stays daily, so that days clearly do not meet the rule, and hours just do not."""
    days = from_day(BEFORE, [LONG] * 28, [HARD] * 28)
    criterion = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.US_RENEWAL, _LESS)
    headache, hours = criterion.readings[0].sums
    assert [headache.is_close, hours.margin, hours.is_close] == [False, -16, True]
    assert (criterion.answer, criterion.is_close) == (Answer.NOT_MET, True)


_LESS = PUBLISHED._replace(renewal_days=9)
"""A line of days that daily headache is clearly short of."""


def test_the_change_of_hours_is_what_the_rule_counts():
    days = from_day(BEFORE, scattered(20, LONG), scattered(7, LONG))
    found = found_of(days, today=FIRST + timedelta(days=27))
    (course,) = found.courses
    change = course.hours_change(course.cycles[0].windows[0])
    assert change.per_month == (160, 56)
    assert (change.hours, change.percent) == (104, 65)
    rule = rule_of(found, Rule.US_RENEWAL).readings[0].sums[1].interval
    assert tuple(change.interval) == pytest.approx((104, rule.low + 100, rule.high + 100))


def test_hours_that_too_few_days_say_have_no_change_nor_have_those_beside_a_figure():
    bare = from_day(BEFORE, month(20), [BARE] * 28)
    (course,) = found_of(bare, today=FIRST + timedelta(days=27)).courses
    assert course.hours_change(course.cycles[0].windows[0]) is None
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal(20), None)
    options = {"from_start": False, "fixed": None, "earlier": 1, "written": written}
    (course,) = found_of(from_day(FIRST, month(12)), today=FIRST + timedelta(days=27), **options).courses
    assert course.hours_change(course.cycles[0].windows[0]) is None


def test_hours_of_days_that_turned_out_to_be_treated_are_no_baseline():
    found = found_of(from_day(BEFORE, [LONG] * 28, [LONG] * 28), today=FIRST + timedelta(days=27))
    moved = found.courses[0].course._replace(
        injections=(FIRST - timedelta(days=5),),
        written=WrittenBaseline(BaselineSource.RECALLED, Decimal(20), None),
    )
    (course,) = outcome(found.diary, [moved], found.today).courses
    assert course.baseline.hours is not None
    assert course.hours_change(course.cycles[0].windows[0]) is None


def test_hours_of_nobody_fall_by_no_percentage():
    (course,) = found_of(from_day(BEFORE, month(), month(12)), today=FIRST + timedelta(days=27)).courses
    change = course.hours_change(course.cycles[0].windows[0])
    assert (change.hours, change.percent) == (-72, None)


def test_hours_correlate_as_headache_days_do_and_a_figure_has_none():
    found = found_of(from_day(BEFORE, month(20), month(12)), today=FIRST + timedelta(days=27))
    treated = Treated(found.courses[0], found.asked)
    assert treated.correlation(HOURS) == found.courses[0].counted[HEADACHE].correlation > 0.5
    untreated = Untreated(found.diary, found.asked)
    assert untreated.correlation(HOURS) == untreated.correlation(HEADACHE) > 0.5
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal(20), None)
    days = from_day(FIRST, month(8), month(8))
    figure = found_of(days, today=FIRST + timedelta(days=27), from_start=False, fixed=None, written=written)
    headache, hours = rule_of(figure, Rule.US_RENEWAL).readings[0].sums
    assert (headache.is_met, headache.interval) == (True, None)
    assert (hours.why, hours.interval) == (Why.NO_BASELINE, None)
