"""Simulated headaches vary as real ones do: rate, day-to-day correlation, drift of months, treatment."""

from itertools import islice, pairwise, repeat
from random import Random
from statistics import fmean, pstdev, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.management.simulation.chain import headaches, month_effect, shifted, strength

MANY = 60_000
rates = st.floats(0.01, 0.99)


def correlation(days: list[bool]) -> float:
    """Of each day with the next."""
    mean = fmean(days)
    return fmean((one - mean) * (other - mean) for one, other in pairwise(days)) / (mean * (1 - mean))


def months(rate: float, drift_days: float, many: int = 4000) -> list[int]:
    """Counts of 28 days, each month with an effect of its own."""
    chance = Random(7)
    counts = []
    for _ in range(many):
        own = shifted(rate, month_effect(chance, drift_days))
        counts.append(sum(headaches(chance, repeat(own, 28), 0.25)))
    return counts


@pytest.mark.parametrize("rate", [0.55, 0.75, 0.95])
@pytest.mark.parametrize("lag", [0.2, 0.3])
def test_over_many_days_rate_and_correlation_are_those_asked_for(rate, lag):
    days = list(headaches(Random(1), repeat(rate, MANY), lag))
    assert fmean(days) == pytest.approx(rate, abs=0.01)
    assert correlation(days) == pytest.approx(lag, abs=0.02)


def test_a_month_varies_as_much_as_real_ones_do():
    # Clinical reference, section 10: 4.6 days in mid-scale, 2.2 to 3.0 times the binomial variance.
    counts = months(0.5, 2.25)
    assert pstdev(counts) == pytest.approx(4.3, abs=0.5)
    assert 2.2 < variance(counts) / (28 * 0.5 * 0.5) < 3.0


def test_the_drift_of_months_shrinks_towards_daily():
    chance = Random(3)
    middle = pstdev(28 * shifted(0.5, month_effect(chance, 2.25)) for _ in range(4000))
    nearly_daily = pstdev(28 * shifted(0.96, month_effect(chance, 2.25)) for _ in range(4000))
    assert middle == pytest.approx(2.25, abs=0.15)
    assert nearly_daily < 0.5
    assert pstdev(months(0.98, 2.25)) < 1.3


@given(rates, st.floats(-5, 5))
def test_a_shifted_rate_stays_between_never_and_daily(rate, by):
    assert 0 < shifted(rate, by) < 1
    assert (shifted(rate, by) > rate) == (by > 0) or abs(by) < 1e-9
    assert shifted(shifted(rate, by), -by) == pytest.approx(rate)


@given(rates, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_days(rate, seed):
    one, other = (list(headaches(Random(seed), repeat(rate, 100), 0.25)) for _ in range(2))
    assert one == other


@given(st.integers(0, 400), st.booleans())
def test_a_treatment_sets_in_holds_and_goes(day, wears_off):
    now, later = (strength(one, wears_off=wears_off) for one in (day, day + 1))
    assert 0 <= now <= 1
    assert later >= now if day < 21 else later <= now


def test_wearing_off_is_in_weeks_9_to_12():
    assert strength(0, wears_off=True) == 0
    assert strength(21, wears_off=True) == strength(56, wears_off=True) == 1
    assert strength(84, wears_off=True) == pytest.approx(0.5)
    assert strength(84, wears_off=False) == 1
    assert strength(112, wears_off=True) == strength(200, wears_off=False) == 0


def test_each_day_is_asked_only_when_it_is_needed():
    assert len(list(islice(headaches(Random(0), repeat(0.5), 0.2), 5))) == 5
