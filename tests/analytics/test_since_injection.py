"""What repeats from cycle to cycle: by week since the injection, wearing off, and late injections."""

from fractions import Fraction
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.outcome import outcome
from diary.analytics.since_injection import since_injection
from tests.analytics import on_fingers
from tests.analytics.test_outcome import ANSWERS, TWENTY, C, H, packed, treated


def found_of(answers, *gaps, further=83):
    course, today, diary = treated(answers, *gaps, further=further)
    return since_injection(outcome(packed(diary), [course], today).courses[0])


@given(
    st.lists(st.sampled_from(ANSWERS), max_size=500),
    st.lists(st.integers(1, 130), max_size=4),
    st.integers(0, 150),
)
def test_every_number_equals_counting_weeks_on_fingers(answers, gaps, further):
    course, today, diary = treated(answers, *gaps, further=further)
    found = since_injection(outcome(packed(diary), [course], today).courses[0])
    by_week: dict[int, list[Fraction]] = {}
    rises, overdue, last_weeks = [], [], []
    for index, cycle in enumerate(on_fingers.window_dates(list(course.injections), today)):
        days = [day for window in cycle for day in window]
        if index == len(gaps) and len(days) >= 112:
            # No injection for 16 weeks: what is past week 12 is a pause.
            days, cycle[3] = days[:84], []
        for week in range(16):
            seven = days[7 * week : 7 * week + 7]
            said = [diary[day].headache for day in seven if day in diary]
            if len(seven) == 7 and len(said) >= 5:
                by_week.setdefault(week + 1, []).append(Fraction(7 * sum(said), len(said)))
        middle, end = (
            on_fingers.per_month(window, diary, "headache")
            if len(window) == 28 or (window and index < len(gaps))
            else None
            for window in cycle[1:3]
        )
        if middle is not None and end is not None:
            rises.append(end - middle)
        if cycle[3]:
            overdue += cycle[3]
            last_weeks += cycle[2]
    assert [one.week for one in found.weeks] == sorted(by_week)
    for one in found.weeks:
        values = by_week[one.week]
        assert one.cycles == len(values)
        assert one.mean == pytest.approx(float(mean(values)))
        assert one.spread == (pytest.approx(stdev(map(float, values))) if len(values) > 1 else None)
    assert found.onset.weeks == tuple(one for one in found.weeks if one.week in (1, 2, 3, 4))
    first_weeks = [
        [diary[day].headache for day in week if day in diary]
        for week in on_fingers.weeks_of(course.injections, today)[:4]
    ]
    assert [(one.week, one.mean) for one in found.onset.first_cycle] == [
        (number, pytest.approx(7 * sum(said) / len(said)))
        for number, said in enumerate(first_weeks, start=1)
        if len(said) >= 5
    ]
    assert list(found.wearing_off.rises.values()) == pytest.approx([float(rise) for rise in rises])
    rose = sum(rise >= 3 for rise in rises)
    assert found.wearing_off.rose == rose
    assert found.wearing_off.is_pattern == (rose >= 2 and rose > len(rises) / 2)
    assert (found.late is None) == (not overdue)
    if found.late is not None:
        assert tuple(found.late.overdue) == on_fingers.tally(overdue, diary, "headache")
        assert tuple(found.late.weeks_9_12) == on_fingers.tally(last_weeks, diary, "headache")


def test_the_onset_stands_beside_what_there_was_before():
    answers = TWENTY + [H] * 7 + [H] * 5 + [C] * 2 + [H] * 4 + [C] * 3 + [H] * 2 + [C] * 5 + [C] * 56
    found = found_of(answers + [C] * 28, 84, further=27)
    assert found.onset.before == 5
    assert [one.mean for one in found.onset.first_cycle] == [7, 5, 4, 2]
    assert [one.mean for one in found.onset.weeks] == [3.5, 2.5, 2, 1]


def test_cycles_that_are_a_day_short_can_wear_off_as_well():
    days = ([C] * 56 + [H] * 27) * 3
    found = found_of(TWENTY + days, 83, 83, further=82).wearing_off
    # The third is not over: its last day might still change it.
    assert (list(found.rises), found.rose, found.is_pattern) == ([0, 1], 2, True)


def test_of_who_joined_in_mid_treatment_no_first_cycle_is_known():
    course, today, diary = treated(TWENTY + [H] * 28, from_start=False, fixed=None, earlier=2)
    onset = since_injection(outcome(packed(diary), [course], today).courses[0]).onset
    assert (onset.before, onset.first_cycle) == (None, ())
    assert [one.mean for one in onset.weeks] == [7, 7, 7, 7]


def cycle(*headaches):
    """12 weeks, with so many headache days in each of the three windows."""
    return [answer for many in headaches for answer in [H] * many + [C] * (28 - many)]


def test_wearing_off_once_is_no_pattern_and_twice_is_one():
    once = found_of(TWENTY + cycle(12, 10, 13) + cycle(12, 10, 12), 84)
    assert (once.wearing_off.rose, once.wearing_off.is_pattern) == (1, False)
    twice = found_of(TWENTY + cycle(12, 10, 13) + cycle(12, 10, 14), 84)
    assert (list(twice.wearing_off.rises.values()), twice.wearing_off.is_pattern) == ([3, 4], True)


def test_a_pattern_is_more_than_half_of_the_cycles_that_can_tell():
    cycles = cycle(12, 10, 13) * 2 + cycle(12, 10, 10) * 2
    assert not found_of(TWENTY + cycles, 84, 84, 84).wearing_off.is_pattern
    assert found_of(TWENTY + cycle(12, 10, 13) + cycles[: 3 * 84], 84, 84, 84).wearing_off.is_pattern


def test_late_injections_are_beside_the_weeks_before_them():
    found = found_of(TWENTY + cycle(12, 10, 8) + [H] * 14 + cycle(12, 10, 8), 98)
    assert (found.late.cycles, found.late.overdue.days, found.late.weeks_9_12.days) == (1, 14, 8)
    assert found_of(TWENTY + cycle(12, 10, 8)).late is None


@pytest.mark.parametrize(("further", "is_late", "weeks"), [(110, True, 15), (111, False, 12)])
def test_after_sixteen_weeks_without_a_treatment_it_is_a_pause(further, is_late, weeks):
    course, today, diary = treated(TWENTY + [H] * 200, further=further)
    found = since_injection(outcome(packed(diary), [course], today).courses[0])
    assert (found.late is not None) is is_late
    assert found.weeks[-1].week == weeks


def test_a_week_of_which_too_little_is_logged_is_left_out():
    found = found_of(TWENTY + [H] * 4 + [None] * 3 + [H] * 5 + [None] * 2, further=13)
    assert [(one.week, one.mean) for one in found.weeks] == [(2, 7)]


def test_the_spread_is_the_sample_standard_deviation_between_cycles():
    found = found_of(TWENTY + [H] * 7 + [C] * 77 + [H] * 5 + [C] * 79, 84)
    first = found.weeks[0]
    assert (first.cycles, first.mean) == (2, 6)
    assert first.spread == pytest.approx(stdev([7, 5]))


def test_days_past_week_12_stand_beside_weeks_9_to_12_of_the_same_cycles():
    answers = TWENTY + cycle(12, 10, 0)[:-1] + [H, H, C, None] + cycle(2, 2, 2) + cycle(9, 9, 5) + [H] * 4
    late = found_of(answers, 87, 84, further=87).late
    assert (late.cycles, late.overdue.days, late.overdue.known, late.overdue.expected) == (2, 5, 6, 7)
    assert (late.weeks_9_12.days, late.weeks_9_12.known) == (1 + 5, 56)
