"""The interval: worked example, mirrors, edges. Its coverage is simulated in `tests/interval_study`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.diary import Bits
from diary.analytics.interval import Chain, Fall, design_effect, fall, lag_one, mean_correlation

BEFORE, AFTER = Chain(20, 28, 9, 27), Chain(12, 27, 11, 25)
NEVER, DAILY = Chain(0, 28, 0, 27), Chain(28, 28, 0, 27)

correlations = st.floats(0, 0.95)


@st.composite
def chains(draw, least=1):
    known = draw(st.integers(least, 28))
    yes = draw(st.integers(0, known))
    pairs = draw(st.integers(0, known - 1))
    return Chain(yes, known, draw(st.integers(0, pairs)), pairs)


def chain(known, yes):
    """The chain of a window's bits."""
    days = known.bit_length()
    return Bits(days, known, known, yes, known, 0).chain()


groups = st.lists(chains(), min_size=1, max_size=6)


def opposite(one):
    return one._replace(yes=one.known - one.yes)


def test_the_worked_example():
    correlation = lag_one([BEFORE, AFTER])
    mean = mean_correlation(correlation)
    assert correlation == pytest.approx(0.2175, abs=5e-5)
    assert mean == pytest.approx(0.01965, abs=5e-6)
    assert design_effect(28, mean) == pytest.approx(1.5305, abs=5e-5)
    assert design_effect(27, mean) == pytest.approx(1.5108, abs=5e-5)
    days, low, high = fall([BEFORE], [AFTER], correlation)
    assert (days, low, high) == pytest.approx((7.56, -3.75, 17.44), abs=5e-3)


@pytest.mark.parametrize("always", [NEVER, DAILY])
def test_the_same_every_day_still_has_an_interval(always):
    assert fall([always], [always], 0.25) == pytest.approx((0, -7.05, 7.05), abs=0.05)


def test_from_daily_to_never_the_truth_may_be_less():
    assert fall([DAILY], [NEVER], 0.25) == pytest.approx((28, 18.0, 28), abs=0.05)


@given(groups, groups, correlations)
def test_swapping_before_for_after_mirrors_it(before, after, correlation):
    days, low, high = fall(before, after, correlation)
    assert fall(after, before, correlation) == pytest.approx((-days, -high, -low), abs=1e-9)


@given(groups, groups, correlations)
def test_swapping_headache_for_clear_mirrors_it(before, after, correlation):
    days, low, high = fall(before, after, correlation)
    swapped = fall([opposite(one) for one in before], [opposite(one) for one in after], correlation)
    assert swapped == pytest.approx((-days, -high, -low), abs=1e-9)


@given(groups, groups, correlations, st.sampled_from([1.0, 0.7, 0.5, 0.25]))
def test_it_is_never_degenerate_and_never_impossible(before, after, correlation, weight):
    days, low, high = fall(before, after, correlation, weight)
    assert -28 <= low <= days <= high <= 28 * weight
    assert high - low > 3


@given(groups, groups, correlations, st.sampled_from([1.0, 0.7, 0.5]))
def test_the_limits_solve_the_equation_they_are_said_to(before, after, correlation, weight):
    """Slow twin: bisection for the two roots of each side, put together by square-and-add."""

    def distances(group, others, factor):
        p = sum(one.yes / one.known for one in group) / len(group)
        mean = mean_correlation(correlation)
        a = sum(design_effect(one.known, mean) / one.known for one in group) / len(group) ** 2
        v = (2.5 / 28) ** 2 / len(group)
        mine, theirs = factor**2 / len(group), 1 / others
        s = (mine / (mine + theirs)) ** 0.5

        def outside(at):
            return (p - at) ** 2 > (1.96 * s) ** 2 * (at * (1 - at) * a + v)

        def root(inner, outer):
            if not outside(outer):
                return outer
            for _ in range(200):
                middle = (inner + outer) / 2
                inner, outer = (inner, middle) if outside(middle) else (middle, outer)
            return inner

        return p, (p - root(p, 0.0)) / s, (root(p, 1.0) - p) / s

    p, below, above = distances(before, len(after), weight)
    q, under, over = distances(after, len(before), 1 / weight)
    low = weight * p - q - ((weight * below) ** 2 + over**2) ** 0.5
    high = weight * p - q + ((weight * above) ** 2 + under**2) ** 0.5
    expected = (28 * (weight * p - q), 28 * max(-1, low), 28 * min(weight, high))
    assert fall(before, after, correlation, weight) == pytest.approx(expected, abs=1e-6)


def test_more_windows_make_it_narrower():
    widths = []
    for many in (1, 3, 6, 12):
        _, low, high = fall([BEFORE], [AFTER] * many, 0.25)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[1] < 0.82 * widths[0]


@pytest.mark.parametrize("groups", [([], [AFTER]), ([BEFORE], [])])
def test_nothing_has_no_interval(groups):
    with pytest.raises(ValueError, match="windows"):
        fall(*groups, 0.2)


@given(st.lists(chains(least=2), max_size=8))
def test_the_own_correlation_is_a_share(windows):
    assert 0 <= lag_one(windows) < 1


def test_days_that_come_in_runs_correlate_and_those_that_alternate_do_not():
    runs, alternating = 0b0000000011111111, 0b0101010101010101
    known = (1 << 16) - 1
    assert lag_one([chain(known, runs)]) > 0.5
    assert lag_one([chain(known, alternating)]) == 0


def test_a_chain_counts_switches_between_neighbours_only():
    # Days 0-3 and 5-6 are answered; the step over day 4 is no pair.
    assert chain(0b1101111, 0b1000101) == Chain(yes=3, known=6, switches=4, pairs=4)


def test_a_fall_is_days_with_their_limits():
    assert Fall(1.0, 0.0, 2.0).days == 1.0
