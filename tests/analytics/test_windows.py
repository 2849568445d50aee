"""Windows lie where the clinical reference says: day 1 is the injection, 28 days each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.windows import (
    Cut,
    InjectionsError,
    Span,
    Weeks,
    are_weeks_21_24,
    baseline_span,
    cycles,
    weeks_since,
)
from tests.analytics.on_fingers import dates, window_dates

FIRST = date(2024, 1, 30)  # the windows meet a 29 February and clocks that change
TODAY = date(2026, 3, 3)

gaps = st.lists(st.integers(1, 200), max_size=12)


def injections_from(gaps):
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    return days


def test_the_injection_is_day_one_and_the_day_before_ends_the_baseline():
    (cycle,) = cycles([FIRST], FIRST + timedelta(days=83))
    assert [(window.weeks, window.span.first, window.span.last) for window in cycle.windows] == [
        (Weeks.FIRST, date(2024, 1, 30), date(2024, 2, 26)),
        (Weeks.SECOND, date(2024, 2, 27), date(2024, 3, 25)),
        (Weeks.THIRD, date(2024, 3, 26), date(2024, 4, 22)),
    ]
    assert cycle.overdue is None
    assert baseline_span(FIRST) == Span(date(2024, 1, 2), date(2024, 1, 29))


@given(gaps, st.integers(0, 250))
def test_every_day_on_treatment_lies_in_one_window_or_is_overdue(gaps, further):
    injections = injections_from(gaps)
    today = injections[-1] + timedelta(days=further)
    counted = window_dates(injections, today)
    found = cycles(injections, today)
    assert [cycle.injected for cycle in found] == injections
    for cycle, (*windows, overdue) in zip(found, counted, strict=True):
        expected = [days for days in windows if days]
        assert [dates(*window.span) for window in cycle.windows] == expected
        assert (dates(*cycle.overdue) if cycle.overdue else []) == overdue
        for window in cycle.windows:
            assert (window.cut is None) == (window.span.days == 28)


def test_a_window_that_is_cut_says_why():
    first, second = cycles([FIRST, FIRST + timedelta(days=70)], FIRST + timedelta(days=80))
    assert [window.cut for window in first.windows] == [None, None, Cut.NEXT_INJECTION]
    assert first.windows[2].span.days == 14
    assert [window.cut for window in second.windows] == [Cut.TODAY]


@pytest.mark.parametrize(
    "injections",
    [[FIRST, FIRST], [FIRST, FIRST - timedelta(days=84)], [FIRST, TODAY + timedelta(days=1)]],
    ids=["two on one day", "not rising", "in the future"],
)
def test_injections_that_cannot_be_are_refused(injections):
    with pytest.raises(InjectionsError):
        cycles(injections, TODAY)


def test_without_injections_there_are_no_cycles():
    assert cycles([], TODAY) == ()


@pytest.mark.parametrize(("days", "own"), [(76, False), (77, True), (84, True), (91, True), (92, False)])
def test_weeks_21_to_24_need_a_second_injection_on_time(days, own):
    injections = [FIRST, FIRST + timedelta(days=days)]
    assert are_weeks_21_24(injections, 2, Weeks.THIRD) is own
    assert not are_weeks_21_24(injections, 2, Weeks.SECOND)
    assert not are_weeks_21_24(injections, 1, Weeks.THIRD)


def test_the_real_weeks_are_counted_from_the_first_injection():
    second = cycles([FIRST, FIRST + timedelta(days=84)], FIRST + timedelta(days=200))[1]
    assert [weeks_since(FIRST, window.span) for window in second.windows] == [(13, 16), (17, 20), (21, 24)]
