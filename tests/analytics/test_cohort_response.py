"""Who responded is decided exactly; the mean of a cohort has the interval of a mean."""

from fractions import Fraction
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import Counts, Rates
from diary.analytics.cohort.mean import mean_change, student
from diary.analytics.cohort.response import reached, response
from diary.analytics.cohort.standing import EVALUABLE
from diary.analytics.diary import HEADACHE
from diary.analytics.windows import Weeks
from tests.analytics.cohort_people import CLEAR, TWELVE, TWENTY, cohort, treated

PERCENTS = (30, 50, 75)


@pytest.mark.parametrize("percent", PERCENTS)
def test_a_tie_is_a_response_and_one_day_more_is_none(percent):
    ties = [
        (before, known, after, of)
        for known in range(20, 29)
        for of in range(20, 29)
        for before in range(1, known + 1)
        for after in range(of)
        if Fraction(after, of) == Fraction(before, known) * Fraction(100 - percent, 100)
    ]
    assert answered(ties)[percent] == (len(ties), len(ties))
    assert answered([(a, b, c + 1, d) for a, b, c, d in ties])[percent] == (0, len(ties))


def answered(shares):
    """Responders among patients with these days before and after."""
    before, known, after, of = np.array(shares).T
    days, answered = after.astype(np.uint8), of.astype(np.uint8)
    counts = Counts(days, answered, answered, np.full_like(days, 28), answered)
    standing = np.full_like(days, EVALUABLE)
    return response(standing, reached(Rates(before, known), counts, standing), 0, 0).responders


def test_from_no_headache_at_all_nothing_can_fall():
    found = cohort([treated([CLEAR] * 28 + [CLEAR] * 28), treated(TWENTY + TWELVE)])
    answer = found.window(1, Weeks.FIRST, HEADACHE).response
    assert answer.evaluable == 2
    assert answer.responders[30] == (1, 1)
    assert answer.mean.days == pytest.approx(4)


def mean_of(changes):
    return mean_change(len(changes), sum(changes), sum(change * change for change in changes))


def test_the_mean_has_an_interval_from_two_persons_on():
    assert mean_of([]) is None
    assert mean_of([8]) == (1, 8, None)
    three = mean_of([8, 4, 0])
    assert (three.persons, three.days) == (3, 4)
    assert three.interval == pytest.approx((4 - 9.9366, 4 + 9.9366), abs=1e-4)
    assert mean_of([28, -28]).interval == (-28, 28)


@pytest.mark.parametrize("change", [5, 0.1, -28 * 11 / 27])
def test_people_who_change_alike_leave_no_doubt_and_no_square_root_of_less_than_nothing(change):
    for persons in range(2, 200):
        assert mean_of([change] * persons).interval == pytest.approx((change, change), abs=1e-6)


@given(st.lists(st.floats(-28, 28), min_size=200, max_size=400))
def test_the_interval_of_many_is_the_textbooks(changes):
    found = mean_of(changes)
    half = 1.96 * stdev(changes) / len(changes) ** 0.5
    assert found.days == pytest.approx(fmean(changes), abs=1e-9)
    assert found.interval[1] - found.days == pytest.approx(half, rel=0.01, abs=1e-6)
    assert found.days - found.interval[0] == pytest.approx(half, rel=0.01, abs=1e-6)


# Student's t at .975, from printed tables.
@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (10**6, 1.960)],
)
def test_students_t_is_that_of_the_tables(freedom, quantile):
    assert student(freedom) == pytest.approx(quantile, abs=0.0065)
