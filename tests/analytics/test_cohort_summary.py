"""What is told of a cohort: its answer, and nothing of fewer than ten people."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import CohortError, Standing, cohort_summary
from diary.analytics.cohort.summary import EDGES, Band, Side, band, beside, shown_mean
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS
from diary.analytics.placing import Differs
from diary.analytics.windows import Weeks
from diary.terms.documented import Arm
from tests.analytics.cohort_people import CLEAR, SHORT, TWELVE, TWENTY, cohort, treated
from tests.analytics.test_cohort import people

FOURTEEN = [SHORT] * 14 + [CLEAR] * 14
BELOW_TEN = Band(0, 9)


def first(cast, measure=HEADACHE):
    return cohort_summary(cohort(cast)).window(1, Weeks.FIRST, measure)


def test_of_nine_people_nothing_is_told_but_that_they_are_fewer_than_ten():
    nine = first([treated(TWENTY + TWELVE)] * 9 + [treated(TWENTY)] * 30)
    assert (nine.evaluable, nine.group) == (BELOW_TEN, None)
    assert nine.why_not[Standing.TOO_FEW_DAYS] == Band(30, 39)
    ten = first([treated(TWENTY + TWELVE)] * 10)
    assert ten.evaluable == Band(10, 19)
    assert ten.group.mean.days == Decimal(8)


def test_responders_have_both_halves_and_the_distribution_its_ends():
    cast = [treated(TWENTY + TWELVE)] * 31 + [treated(TWENTY + TWENTY)] * 12
    group = first(cast).group
    assert group.responders[30] == (Band(30, 39), Band(40, 49))
    assert group.responders[50] == (BELOW_TEN, Band(40, 49))
    people_by_bin = {(one.low, one.high): one.people for one in group.distribution}
    assert people_by_bin.pop((8, 12)) == Band(30, 39)
    assert people_by_bin.pop((0, 4)) == Band(10, 19)
    assert set(people_by_bin.values()) == {BELOW_TEN}
    assert list(people_by_bin) == [(-28, -8), (-8, -4), (-4, 0), (4, 8), (12, 16), (16, 20), (20, 28)]


def numbers(found) -> Iterator[int]:
    """Every whole number in what is told, other than what stands there whoever is in it."""
    if isinstance(found, Band):
        yield found.least
        yield found.most + 1
    elif isinstance(found, dict):
        for one in found.values():
            yield from numbers(one)
    elif isinstance(found, tuple):
        for one in found:
            yield from numbers(one)


@given(st.lists(people(), min_size=1, max_size=4), st.lists(st.integers(0, 13), min_size=4, max_size=4))
def test_no_count_and_no_difference_of_counts_tells_of_fewer_than_ten(cast, many):
    repeated = [person for person, times in zip(cast, many, strict=False) for _ in range(times)]
    found = cohort_summary(cohort(repeated))
    counts = set(numbers(found))
    assert all(one % 10 == 0 and other % 10 == 0 for one, other in combinations(counts, 2))
    exact = cohort(repeated)
    for one, told in zip(exact.windows, found.windows, strict=True):
        assert (told.group is None) == (one.response.evaluable < 10)
        assert told.evaluable.least <= one.response.evaluable <= told.evaluable.most
        if told.group:
            check_group(one, told.group)


def check_group(exact, group):
    for percent, halves in group.responders.items():
        for shown, counted in zip(halves, exact.response.responders[percent], strict=True):
            assert shown.least <= counted <= shown.most
    changes = exact.change[~np.isnan(exact.change)]
    for one in group.distribution:
        # A change at an edge is decided by whole numbers, which these are not.
        inside = int(((changes > one.low - 1e-9) & (changes < one.high - 1e-9)).sum())
        inside += int((changes > 28 - 1e-9).sum()) if one.high == 28 else 0
        assert one.people == band(inside)
    assert abs(float(group.mean.days) - exact.response.mean.days) <= 0.05 + 1e-9
    low, high = exact.response.mean.interval
    assert 0 <= low - float(group.mean.low) < 0.1 + 1e-9
    assert 0 <= float(group.mean.high) - high < 0.1 + 1e-9


def test_who_falls_by_an_edge_is_above_it():
    for edge in EDGES[1:-1]:
        after = [SHORT] * (16 - edge) + [CLEAR] * (12 + edge) if edge <= 16 else None
        before = [SHORT] * 16 + [CLEAR] * 12
        if after is None:
            before, after = [SHORT] * 28, [SHORT] * (28 - edge) + [CLEAR] * edge
        bins = first([treated(before + after)] * 10).group.distribution
        assert [one.low for one in bins if one.people != BELOW_TEN] == [edge]


def test_a_change_pro_rata_is_in_the_bin_it_belongs_to():
    # From 20 of 25 to 12 of 20: 28 x (20 / 25 - 12 / 20) = 5.6 days, and 28 x (4 / 28) = 4 in the other.
    before = [SHORT] * 20 + [CLEAR] * 5 + [None] * 3
    after = [SHORT] * 12 + [CLEAR] * 8 + [None] * 8
    bins = first([treated(before + after)] * 10).group.distribution
    assert [one.low for one in bins if one.people != BELOW_TEN] == [4]
    assert (
        first([treated(TWENTY + [SHORT] * 16 + [CLEAR] * 12)] * 10).group.distribution[4].people.least == 10
    )


def test_all_the_way_down_is_in_the_last_bin():
    bins = first([treated([SHORT] * 28 + [CLEAR] * 28)] * 10).group.distribution
    assert bins[-1] == (20, 28, Band(10, 19))


def test_who_had_none_before_is_evaluable_and_can_be_no_responder():
    cast = [treated([CLEAR] * 28 + TWELVE)] * 12 + [treated(TWENTY + TWELVE)] * 9
    told = first(cast)
    assert told.evaluable == Band(20, 29)
    assert told.group.responders[30] == (BELOW_TEN, BELOW_TEN)


def sides(days, low, high):
    return [one.side for one in beside(shown_mean(days, (low, high)))]


BELOW, HOLDS, ABOVE = Side


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (6.95, 8.75, [ABOVE, HOLDS, HOLDS, BELOW]),
        (7.05, 8.75, [ABOVE, ABOVE, HOLDS, BELOW]),
        (5.5, 7.2, [HOLDS, HOLDS, BELOW, BELOW]),
        (6.4, 7.8, [HOLDS, HOLDS, HOLDS, BELOW]),
        (6.51, 7.71, [ABOVE, HOLDS, HOLDS, BELOW]),
        (6.51, 7.69, [ABOVE, HOLDS, BELOW, BELOW]),
        (9.31, 11.0, [ABOVE] * 4),
        (-2, 3, [BELOW] * 4),
    ],
)
def test_where_the_interval_of_the_mean_lies_is_read_off_what_is_shown(low, high, expected):
    assert sides((low + high) / 2, low, high) == expected


def test_the_four_averages_stand_in_rising_order():
    found = beside(shown_mean(7.8, (7.0, 8.6)))
    assert [(one.arm, str(one.average)) for one in found] == [
        (Arm.PLACEBO, "6.4"), (Arm.PLACEBO, "6.9"), (Arm.BOTOX, "7.8"), (Arm.BOTOX, "9.2")
    ]  # fmt: skip


def test_a_mean_is_rounded_and_its_limits_outwards():
    assert shown_mean(85 / 13, (2.01, 10.99)) == (Decimal("6.5"), Decimal("2.0"), Decimal("11.0"))
    rise = shown_mean(-0.04, (-2.01, 1.93))
    assert [str(number) for number in rise] == ["0.0", "-2.1", "2.0"]


def test_a_window_is_found_by_what_it_is():
    found = cohort_summary(cohort([treated(TWENTY + TWELVE, 84)] * 2))
    assert found.window(2, Weeks.THIRD, FOUR_HOURS).cycle == 2
    with pytest.raises(KeyError):
        found.window(3, Weeks.FIRST, HEADACHE)


def test_what_differs_from_the_trials_stands_with_every_window():
    cast = [treated(TWENTY + TWELVE * 6, 84)] * 10
    found = cohort_summary(cohort(cast))
    own = found.window(2, Weeks.THIRD, "four_hours")
    assert own.differs == (Differs.PEOPLE,)
    assert found.window(2, Weeks.THIRD, "headache").differs == (Differs.LENGTH, Differs.PEOPLE)
    assert found.window(1, Weeks.THIRD, "four_hours").differs == (Differs.WEEKS, Differs.PEOPLE)


def test_how_many_baselines_are_figures_is_told_by_tens():
    cast = [treated(TWENTY + TWELVE * 3)] * 12
    outcome = cohort(cast)
    assert cohort_summary(outcome).windows[0].figures is None
    figures = np.array([True] * 11 + [False])
    assert cohort_summary(outcome, figures).window(1, Weeks.FIRST, "headache").figures == band(11) == (10, 19)
    with pytest.raises(CohortError):
        cohort_summary(outcome, figures[:3])
    more = cohort([*cast, *[treated(TWENTY)] * 10])
    told = cohort_summary(more, np.ones(22, bool)).window(1, Weeks.FIRST, "headache")
    assert (told.evaluable, told.figures) == (band(12), band(12))
