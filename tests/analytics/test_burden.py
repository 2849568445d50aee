"""What burden is left, and three months before treatment, as means of three months."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.criteria import Band, Why, before_treatment, burden
from diary.analytics.interval import Chain, fall, level
from diary.analytics.measures import BURDEN
from diary.analytics.outcome import outcome
from diary.wording.burden import burden_in_words
from tests.analytics.ruled import FIRST, SEVERE, found_of, from_day, month, packed, scattered
from tests.analytics.rules_on_fingers import EARLY

TODAY = FIRST + timedelta(days=83)


def left(*months):
    """The burden after these three months of treatment."""
    return burden(found_of(from_day(FIRST, *months), today=TODAY))


@pytest.mark.parametrize(
    ("days", "band", "in_30"),
    [
        ((0, 0, 0), Band.NONE, Band.NONE),
        ((1, 0, 0), Band.UNDER_4, Band.UNDER_4),
        ((4, 4, 3), Band.UNDER_4, Band.UNDER_4),
        ((4, 4, 4), Band.FROM_4_TO_6, Band.FROM_4_TO_6),
        ((6, 6, 6), Band.FROM_4_TO_6, Band.OVER_6),
        ((6, 6, 7), Band.OVER_6, Band.OVER_6),
    ],
)
def test_the_mean_of_three_months_lies_in_a_band(days, band, in_30):
    found = left(*map(month, days))
    assert (found.days, found.band, found.in_30) == (Fraction(sum(days), 3), band, in_30)


def test_a_band_that_days_not_known_could_decide_in_months_of_thirty_says_so():
    found = left(month(5), month(5), month(6, unlogged=1))
    assert (found.band, found.in_30) == (Band.FROM_4_TO_6, None)
    assert burden_in_words(found).endswith("In months of 30 days, days not known could decide it.")


def test_mild_headaches_are_no_such_burden():
    assert left(*[month(0, mild=20)] * 3).band is Band.NONE


def test_unlogged_days_that_could_move_it_leave_the_band_open():
    found = left(month(3), month(4), month(4, unlogged=1))
    assert (found.band, found.why) == (None, Why.UNLOGGED_DECIDE)
    assert found.side.bounds == (Fraction(11, 3), 4)
    assert found.days is not None


def test_a_day_that_is_only_clear_so_far_could_move_it_too():
    days = from_day(FIRST, month(3), month(4), month(4))
    days[TODAY] = EARLY
    assert burden(found_of(days, today=TODAY)).band is None


def test_a_month_with_too_few_days_gives_no_mean():
    found = left(month(3), month(4, unlogged=9), month(4))
    assert (found.days, found.band, found.why) == (None, None, Why.TOO_FEW_DAYS)


def test_the_interval_tells_which_bands_it_reaches():
    found = left(*[month(5)] * 3)
    course = found_of(from_day(FIRST, *[month(5)] * 3), today=TODAY).courses[0]
    assert found.interval == level(found.side.chains, course.counted[BURDEN].correlation)
    assert found.within == (Band.UNDER_4, Band.FROM_4_TO_6, Band.OVER_6)
    assert left(*[month(0)] * 3).within[0] is Band.NONE
    assert left(*[month(27)] * 3).within == (Band.OVER_6,)
    assert left(*[scattered(0)] * 3).within == (Band.NONE, Band.UNDER_4, Band.FROM_4_TO_6)


def test_days_of_severe_pain_bound_it_even_where_nobody_told_what_else_there_was():
    days = from_day(FIRST, *[[SEVERE] * 28] * 3)
    found = burden(found_of(days, today=TODAY))
    assert (found.days, found.band, found.interval, found.why) == (28, Band.OVER_6, None, None)
    assert found.side.why is Why.TOO_FEW_DAYS
    days[TODAY] = EARLY
    assert burden(found_of(days, today=TODAY)).side.bounds == (Fraction(83, 3), 28)


def test_somebody_without_a_treatment_has_a_burden_too():
    found = outcome(packed(from_day(FIRST, *[month(9)] * 3)), [], TODAY)
    assert (burden(found).days, burden(found).band) == (9, Band.OVER_6)


def test_three_months_before_treatment_have_a_mean_of_which_the_last_is_the_fixed_one():
    days = from_day(FIRST - timedelta(days=84), month(18), month(21), month(24), month(3))
    found = found_of(days, today=FIRST + timedelta(days=27))
    side = before_treatment(found.courses[0])
    assert side.rate == 21
    assert [count.span.first for count in side.counts] == [
        FIRST - timedelta(days=28 * ago) for ago in (3, 2, 1)
    ]
    later = packed(days | from_day(FIRST - timedelta(days=28), month(28)))
    again = outcome(later, [found.courses[0].course], FIRST + timedelta(days=27))
    assert before_treatment(again.courses[0]).rate == 21


def test_two_months_before_treatment_are_no_three():
    days = from_day(FIRST - timedelta(days=84), month(18, unlogged=9), month(21), month(24), month(3))
    assert before_treatment(found_of(days, today=FIRST).courses[0]) is None


def test_before_the_diary_of_somebody_already_treated_there_is_nothing():
    days = from_day(FIRST - timedelta(days=84), *[month(20)] * 3)
    found = found_of(days, today=FIRST, from_start=False, fixed=None, earlier=2)
    assert before_treatment(found.courses[0]) is None


@st.composite
def chains(draw):
    known = draw(st.integers(1, 28))
    return Chain(draw(st.integers(0, known)), known, 0, known - 1)


@given(st.lists(chains(), min_size=1, max_size=4), st.floats(0, 0.9))
def test_the_interval_of_a_count_holds_it_and_is_mirrored(windows, correlation):
    found = level(windows, correlation)
    assert 0 <= found.low <= found.days <= found.high <= 28
    assert found.high - found.low > 5 / len(windows) ** 0.5
    mirrored = level([one._replace(yes=one.known - one.yes) for one in windows], correlation)
    assert (28 - mirrored.days, 28 - mirrored.high, 28 - mirrored.low) == pytest.approx(tuple(found))


@given(st.lists(chains(), min_size=1, max_size=3), st.floats(0, 0.9))
def test_it_is_the_before_side_of_a_fall_to_ever_more_windows(windows, correlation):
    many = [Chain(0, 28, 0, 27)] * 40_000
    contrast = fall(windows, many, correlation)
    found = level(windows, correlation)
    assert contrast.high == pytest.approx(found.high, abs=0.1)
    assert contrast.low == pytest.approx(found.low, abs=0.1)
