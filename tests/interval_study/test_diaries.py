"""Simulated months are what they are said to be: rates, runs, drift, missing days, truth."""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from diary.analytics.diary import Bits
from tests.interval_study.diaries import Logging, People, counted, diaries, headaches, logged
from tests.interval_study.drifts import constant, in_log_odds, long_run, shrinking
from tests.interval_study.judging import generator
from tests.interval_study.mix import drawn

MANY = 40_000


def alike(number):
    return np.full(MANY, number)


def clipped_mean(rate, sd):
    """Of a normal distribution clipped to 0 to 1, in closed form."""
    if not sd:
        return rate
    low, high = -rate / sd, (1 - rate) / sd

    def below(z):
        return (1 + erf(z / sqrt(2))) / 2

    def density(z):
        return exp(-z * z / 2) / sqrt(2 * pi)

    inside = rate * (below(high) - below(low)) - sd * (density(high) - density(low))
    return inside + 1 - below(high)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("drift_days", [0.0, 2.0, 2.5, 3.0])
def test_the_truth_is_the_mean_after_clipping(rate, drift_days):
    found = long_run(constant, np.array([rate, 0.5]), np.array([drift_days, 0.0]))
    assert 28 * found == pytest.approx([28 * clipped_mean(rate, drift_days / 28), 14], abs=0.005)


@pytest.mark.parametrize("drift", [constant, shrinking, in_log_odds])
def test_a_months_own_rate_has_the_long_run_mean_and_stays_a_share(drift):
    deviation = generator(1).standard_normal(MANY)
    own = drift(alike(0.85), alike(2.5), deviation)
    assert 0 <= own.min() < own.max() <= 1
    assert own.mean() == pytest.approx(long_run(drift, alike(0.85), alike(2.5))[0], abs=0.002)


@pytest.mark.parametrize("drift", [constant, shrinking, in_log_odds])
def test_in_mid_scale_the_drift_is_as_many_days_as_said(drift):
    own = drift(alike(0.5), alike(2.25), generator(2).standard_normal(MANY))
    assert 28 * own.std() == pytest.approx(2.25, abs=0.15)


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("lag_one", [0.0, 0.25, 0.6])
def test_days_have_the_rate_and_the_correlation(rate, lag_one):
    had = headaches(generator(3), alike(rate), alike(lag_one)).astype(float)
    assert had.mean(axis=1) == pytest.approx(np.full(28, rate), abs=0.01)
    for gap in (1, 2):
        together = ((had[gap:] - rate) * (had[:-gap] - rate)).mean() / (rate * (1 - rate))
        assert together == pytest.approx(lag_one**gap, abs=0.01)


def test_exactly_so_many_days_are_logged():
    had = headaches(generator(4), alike(0.5), alike(0.25))
    assert (logged(generator(4), had, Logging(20, 2)).sum(axis=0) == 20).all()
    assert logged(generator(4), had, Logging()).all()
    each = generator(5).integers(20, 29, MANY)
    assert (logged(generator(5), had, Logging(each)).sum(axis=0) == each).all()


def test_clear_days_are_missing_twice_as_often():
    had = headaches(generator(6), alike(0.6), alike(0.0))
    missing = ~logged(generator(6), had, Logging(27, 2))
    clear = (~had).sum(axis=0)
    expected = (2 * clear / (2 * clear + 28 - clear)).mean()
    assert (missing & ~had).sum() / missing.sum() == pytest.approx(expected, abs=0.01)


def test_days_missing_at_random_are_any_days():
    had = headaches(generator(7), alike(0.6), alike(0.25))
    missing = ~logged(generator(7), had, Logging(20))
    assert missing.mean(axis=1) == pytest.approx(np.full(28, 8 / 28), abs=0.01)
    assert (missing & had).sum() / missing.sum() == pytest.approx(had.mean(), abs=0.01)


def test_windows_are_counted_as_diaries_are():
    had = headaches(generator(8), alike(0.5)[:200], alike(0.25)[:200])
    known = logged(generator(8), had, Logging(20))
    for person, counts in enumerate(counted(had, known).T):
        yes = sum(1 << day for day in range(28) if had[day, person] and known[day, person])
        answered = sum(1 << day for day in range(28) if known[day, person])
        one = Bits(28, answered, answered, yes, answered, 0).chain()
        assert tuple(counts) == one


def test_drifts_correlate_from_each_window_to_the_next_as_said():
    rates, kept = np.full((3, MANY), 0.5), (Logging(),) * 3
    for said in (0.0, 0.8):
        people = People(rates, alike(0.0), alike(4.0), drift_correlation=said)
        yes = diaries(generator(9), people, kept).yes.astype(float)
        # A count's variance is the coins' 7 (less what drift takes from it) and the drift's 16.
        assert np.corrcoef(yes)[0, 1] == pytest.approx(said * 0.70, abs=0.02)
        assert np.corrcoef(yes)[0, 2] == pytest.approx(said**2 * 0.70, abs=0.02)


def test_counts_of_the_mix_vary_as_real_ones_do():
    # Clinical reference, section 10: 2.2 to 3.0 times the binomial variance; a difference by about 5 days.
    comparison = drawn(generator(10), MANY, changed=0.0)
    rate = comparison.chains.yes / comparison.chains.known
    within = (28 * (rate[0] - rate[1])).var() / 2
    mean = comparison.people.long_runs[0]
    assert 2.0 < within / (28 * mean * (1 - mean)).mean() < 3.0
    assert (28 * (rate[0] - rate[1])).std() == pytest.approx(5.0, abs=0.5)
