"""Every rule equals deciding it on fingers, whatever diary and injections."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.criteria import Answer, Reading, Rule, criteria
from diary.analytics.interval import fall, level
from diary.terms.criteria import PUBLISHED
from tests.analytics.hours_on_fingers import fall_of_hours
from tests.analytics.ruled import FIRST, found_of, from_day, rule_of
from tests.analytics.rules_on_fingers import BAD, BARE, CLEAR, EARLY, HARD, LONG, MILD, SAYS, Patient, decided

runs = st.tuples(
    st.sampled_from([CLEAR, CLEAR, CLEAR, BAD, BAD, HARD, MILD, LONG, BARE, EARLY, None]), st.integers(1, 12)
)
# Long enough for some months before the first treatment, and for a cycle or more after it.
diaries = st.lists(runs, min_size=30, max_size=80).map(
    lambda found: [kind for kind, days in found for _ in range(days)]
)


@given(diaries, st.lists(st.integers(20, 120), max_size=4), st.integers(0, 120))
def test_every_rule_equals_deciding_it_on_fingers(kinds, gaps, further):
    days = from_day(FIRST - timedelta(days=4 * 28), kinds)
    today = FIRST + timedelta(days=sum(gaps) + further)
    injections = [FIRST + timedelta(days=sum(gaps[:index])) for index in range(len(gaps) + 1)]
    by_hand = decided(Patient(days, injections, today))
    for one in criteria(found_of(days, *gaps, today=today), PUBLISHED):
        if not one.asked.lines:
            continue
        told = [diary_part(reading) for reading in one.readings]
        # Two readings of the same days are one.
        assert told == by_hand[one.asked.rule][: len(told)], one.asked.rule
        if len(told) < len(by_hand[one.asked.rule]):
            assert len(set(by_hand[one.asked.rule])) == 1
        if one.answer is not Answer.CANNOT:
            assert one.answer is expected(told)


def diary_part(reading: Reading) -> bool | None:
    """What the diary alone says of it."""
    return reading._replace(elsewhere=()).is_met


def expected(told: list[bool | None]) -> Answer:
    if len(set(told)) == 2:
        return Answer.DEPENDS
    return Answer.MET if told[0] else Answer.NOT_MET


@given(diaries, st.integers(84, 120))
def test_the_interval_of_a_sum_is_that_of_its_days(kinds, gap):
    days = from_day(FIRST - timedelta(days=4 * 28), kinds)
    found = found_of(days, gap, today=FIRST + timedelta(days=gap + 83))
    for one in criteria(found, PUBLISHED):
        sums = [said for reading in one.readings for said in reading.sums if said.interval]
        for said in sums:
            if said.line.measure == "hours":
                continue
            correlation = found.courses[0].counted[said.line.measure].correlation
            if said.before is None:
                days_now, low, high = level(said.after.chains, correlation)
                edges = (days_now - said.line.number, low - said.line.number, high - said.line.number)
            else:
                contrast = fall(
                    said.before.chains, said.after.chains, correlation, said.line.percent_of_before / 100
                )
                offset = said.line.number if said.line.asks == "fell_by_at_least" else 0
                edges = tuple(edge - offset for edge in contrast)
            if said.line.asks in ("under", "at_least_times"):
                edges = (-edges[0], -edges[2], -edges[1])
            assert tuple(said.interval) == pytest.approx(edges)
            assert said.interval.days == pytest.approx(float(said.margin))
            assert said.interval.low <= said.interval.days <= said.interval.high


@given(diaries, st.integers(84, 120))
def test_the_interval_of_hours_is_that_of_the_hours_of_its_days(kinds, gap):
    days = from_day(FIRST - timedelta(days=4 * 28), kinds)
    found = found_of(days, gap, today=FIRST + timedelta(days=gap + 83))

    def of_window(count):
        span = (count.span.first + timedelta(days=index) for index in range(count.span.days))
        said = (SAYS["hours"].get(days.get(day)) for day in span)
        return [hours for hours in said if hours is not None]

    correlation = found.courses[0].counted["headache"].correlation
    for reading in rule_of(found, Rule.US_RENEWAL).readings:
        said = reading.sums[1]
        if said.margin is None:
            assert said.interval is None
            continue
        fell, low, high = fall_of_hours(
            [of_window(count) for count in said.before.counts],
            [of_window(count) for count in said.after.counts],
            correlation,
        )
        assert tuple(said.interval) == pytest.approx((fell - 100, low - 100, high - 100), abs=1e-6)
        assert said.interval.days == pytest.approx(float(said.margin))
        assert said.is_close is (low <= 100 <= high)
