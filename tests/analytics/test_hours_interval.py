"""The interval of hours: its slow twin, mirrors, edges. How often it holds: `tests/interval_study`."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diary.analytics.hours_interval import contrast_of_hours, hours_a_day
from diary.analytics.interval import contrast, fall
from diary.analytics.tally import Hours
from tests.analytics.hours_on_fingers import fall_of_hours, typical

quarters = st.integers(0, 96).map(lambda number: Fraction(number, 4))
windows = st.lists(st.one_of(st.just(Fraction(0)), quarters), min_size=1, max_size=28)
groups = st.lists(windows, min_size=1, max_size=4)
correlations = st.floats(0, 0.95)
weights = st.sampled_from([1.0, 0.5, 0.25])


def counted(*said):
    """The tallies of windows, by the hours of their known days."""
    return [
        Hours(
            float(sum(window)),
            float(sum(hours * hours for hours in window)),
            len(window),
            len(window),
            28,
            sum(hours > 0 for hours in window),
        )
        for window in said
    ]


def fell(before, after, correlation, weight=1.0):
    """Hours fewer, with their interval."""
    rise, low, high = contrast_of_hours(counted(*before), counted(*after), correlation, weight)
    return -rise, -high, -low


def alike(days, hours, known=28):
    """A window of so many days of so many hours, and else clear ones."""
    return [Fraction(hours)] * days + [Fraction(0)] * (known - days)


@given(groups, groups, correlations, weights)
def test_it_is_what_its_slow_twin_finds(before, after, correlation, weight):
    expected = fall_of_hours(before, after, correlation, weight)
    assert fell(before, after, correlation, weight) == pytest.approx(expected, abs=1e-6)


@given(groups)
def test_hours_are_counted_as_days_of_the_longest_window(said):
    assert hours_a_day(counted(*said)) == pytest.approx(float(typical(said)))


@given(windows.filter(any))
def test_hours_vary_exactly_as_days_of_so_many_hours_would(window):
    mean = sum(window) / len(window)
    variance = sum((hours - mean) ** 2 for hours in window) / len(window)
    assert variance == mean * (typical([window]) - mean)


@given(groups, groups, correlations)
def test_swapping_before_for_after_mirrors_it(before, after, correlation):
    days, low, high = fell(before, after, correlation)
    assert fell(after, before, correlation) == pytest.approx((-days, -high, -low), abs=1e-9)


@given(groups, groups, correlations, weights)
def test_it_is_never_degenerate_and_never_impossible(before, after, correlation, weight):
    hours, low, high = fell(before, after, correlation, weight)
    assert -28 * 24 <= low <= hours <= high <= 28 * 24 * weight
    assert high - low > 3 * hours_a_day(counted(*before, *after))


@given(
    st.lists(st.integers(0, 28), min_size=1, max_size=4),
    st.lists(st.integers(0, 28), min_size=1, max_size=4),
    quarters.filter(lambda hours: hours > 0),
    correlations,
    weights,
)
def test_headaches_of_one_length_have_the_interval_of_their_days_times_it(
    before, after, hours, correlation, weight
):
    assume(any(before) or any(after))
    said = [[alike(days, hours) for days in group] for group in (before, after)]
    days = [[(yes, 28, 0, 0) for yes in group] for group in (before, after)]
    by_days = contrast(*days, correlation, weight, 24 / float(hours))
    assert fell(*said, correlation, weight) == pytest.approx(
        (
            -float(hours) * by_days.days,
            -float(hours) * by_days.high,
            -float(hours) * by_days.low,
        )
    )
    if max(before + after) <= 18 and correlation < 0.3 and weight == 1:
        # No limit reaches every day, so none of them is cut off.
        expected = [float(hours) * limit for limit in fall(*days, correlation)]
        assert fell(*said, correlation) == pytest.approx(tuple(expected))


def test_daily_headache_of_one_length_may_get_longer_and_shorter():
    _, low, high = fell([alike(28, 6)], [alike(28, 6)], 0.25)
    assert low == -high
    by_days = fall([(28, 28, 0, 0)], [(28, 28, 0, 0)], 0.25)
    assert high > 6 * by_days.high + 1
    rise = contrast_of_hours(None, counted(alike(28, 6)), 0.25)
    assert rise.low < 28 * 6 == rise.days < rise.high - 10


def test_no_day_has_more_than_24_hours():
    always = alike(28, 24)
    assert contrast_of_hours(None, counted(always), 0.25).high == 28 * 24
    by_days = fall([(28, 28, 0, 0)], [(28, 28, 0, 0)], 0.25)
    assert fell([always], [always], 0.25) == pytest.approx([24 * limit for limit in by_days])


def test_without_an_hour_on_either_side_nobody_knows_how_long_headaches_would_be():
    none = alike(0, 0)
    _, low, high = fell([none], [none], 0.25)
    assert (low, high) == pytest.approx((-24 * 7.05, 24 * 7.05), abs=24 * 0.05)
    # Where the days before tell it, that is taken for the days after, too.
    _, *after_some = fell([alike(20, 8)], [none], 0.25)
    _, *of_days = fall([(20, 28, 0, 0)], [(0, 28, 0, 0)], 0.25)
    assert after_some == pytest.approx([8 * limit for limit in of_days])


def test_a_few_short_headaches_make_no_window_surer_than_none_at_all():
    """Their own length would, if it were taken for what headaches are like."""
    widths = []
    for after in (alike(0, 0), alike(1, Fraction(1, 4))):
        _, low, high = fell([alike(20, 8)], [after], 0.25)
        widths.append(high - low)
    assert widths[1] == pytest.approx(widths[0], rel=0.01)


def test_days_of_unlike_lengths_make_it_wider_than_alike_ones_of_the_same_sum():
    unlike = alike(10, 4, known=10) + alike(10, 12, known=18)
    _, low, high = fell([unlike], [unlike], 0.25)
    _, narrow_low, narrow_high = fell([alike(20, 8)], [alike(20, 8)], 0.25)
    assert sum(unlike) == 160
    assert high - low > 1.15 * (narrow_high - narrow_low)


def test_more_windows_make_it_narrower():
    before, after = alike(20, 8), alike(12, 6)
    widths = []
    for many in (1, 3, 6):
        _, low, high = fell([before], [after] * many, 0.25)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[1] < 0.82 * widths[0]
