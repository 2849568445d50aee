"""The intervals of many persons at once are those of each person alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics import interval
from diary.analytics.cohort.interval import Chains, alone, falls, hold_no_fall, lag_one, together
from diary.analytics.interval import Chain
from tests.analytics.test_interval import chains

NOTHING = Chain(0, 0, 0, 0)

windows = chains() | st.just(NOTHING)


@st.composite
def cohorts(draw):
    """Some persons with equally many windows each, the first of them with known days."""
    persons, many = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    return [[draw(chains()), *(draw(windows) for _ in range(many))] for _ in range(persons)]


def arrays(people):
    """Windows of persons as (windows, N)."""
    counts = np.array(people, dtype=np.uint8).transpose(2, 1, 0)
    return Chains(*counts)


@given(cohorts())
def test_each_person_has_their_own_correlation(people):
    found = lag_one(arrays(people))
    assert found == pytest.approx([interval.lag_one(person) for person in people], abs=1e-12)


@given(cohorts(), st.sampled_from([1.0, 0.7, 0.5, 0.25]))
def test_each_window_has_the_interval_it_has_alone(people, weight):
    many = arrays(people)
    before, after = alone(many.yes[0], many.known[0]), alone(many.yes[1:], many.known[1:])
    found = falls(before, after, lag_one(many), weight)
    for number, (first, *others) in enumerate(people):
        correlation = interval.lag_one([first, *others])
        for place, one in enumerate(others):
            here = [float(each[place, number]) for each in found]
            if one.known:
                assert here == pytest.approx(interval.fall([first], [one], correlation, weight), abs=1e-9)
            else:
                assert np.isnan(here).all()


@given(cohorts(), st.sampled_from([1.0, 0.7, 0.5]))
def test_a_group_of_windows_has_the_interval_it_has_alone(people, weight):
    many = arrays(people)
    before = together(many.yes[:1], many.known[:1])
    found = falls(before, together(many.yes[1:], many.known[1:]), lag_one(many), weight)
    for number, (first, *others) in enumerate(people):
        here = [float(each[number]) for each in found]
        if known := [one for one in others if one.known]:
            correlation = interval.lag_one([first, *others])
            assert here == pytest.approx(interval.fall([first], known, correlation, weight), abs=1e-9)
        else:
            assert np.isnan(here).all()


@given(cohorts(), st.sampled_from([1.0, 0.7, 0.5, 0.25]))
def test_whether_it_holds_no_fall_is_what_its_limits_say(people, weight):
    many = arrays(people)
    first, others = alone(many.yes[0], many.known[0]), alone(many.yes[1:], many.known[1:])
    groups = [(first, others), (first, together(many.yes[1:], many.known[1:])), (others, first)]
    for before, after in groups:
        found = falls(before, after, lag_one(many), weight)
        held = hold_no_fall(before, after, lag_one(many), weight)
        assert held.tolist() == ((found.low <= 0) & (found.high >= 0)).tolist()


@given(cohorts())
def test_several_windows_may_be_on_either_side(people):
    many = arrays(people)
    found = falls(
        together(many.yes[1:], many.known[1:]), together(many.yes[:1], many.known[:1]), lag_one(many)
    )
    mirrored = falls(
        together(many.yes[:1], many.known[:1]), together(many.yes[1:], many.known[1:]), lag_one(many)
    )
    assert found.days == pytest.approx(-mirrored.days, abs=1e-9, nan_ok=True)
    assert found.low == pytest.approx(-mirrored.high, abs=1e-9, nan_ok=True)
    assert found.high == pytest.approx(-mirrored.low, abs=1e-9, nan_ok=True)
