"""Four weeks before each injection and four after it; the first beside its baseline as it was fixed."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.around import around_injections
from diary.analytics.interval import fall
from diary.analytics.outcome import outcome
from tests.analytics import on_fingers
from tests.analytics.test_outcome import ANSWERS, FIRST, TWENTY, C, H, as_chain, one_course, packed, treated


@given(
    st.lists(st.sampled_from(ANSWERS), max_size=400),
    st.lists(st.integers(1, 130), max_size=4),
    st.integers(0, 150),
)
def test_every_number_equals_counting_the_days_on_fingers(answers, gaps, further):
    course, today, diary = treated(answers, *gaps, further=further)
    found = outcome(packed(diary), [course], today).courses[0]
    correlation = found.counted["headache"].correlation
    cycles = on_fingers.window_dates(list(course.injections), today)
    for one, injected, (after, *_) in zip(around_injections(found), course.injections, cycles, strict=True):
        before = on_fingers.dates(injected - timedelta(days=28), injected - timedelta(days=1))
        assert tuple(one.before) == on_fingers.tally(before, diary, "headache")
        assert tuple(one.after) == on_fingers.tally(after, diary, "headache")
        was, now = (on_fingers.per_month(days, diary, "headache") for days in (before, after))
        assert (one.change is not None) == (was is not None and now is not None and len(after) == 28)
        if one.change is not None:
            assert Fraction(28 * one.change.before.days, one.change.before.of) == was
            assert Fraction(28 * one.change.after.days, one.change.after.of) == now
            chains = [[as_chain(days, diary, "headache")] for days in (before, after)]
            assert one.change.interval == pytest.approx(fall(*chains, correlation))


def test_the_latest_are_the_last_of_all():
    course = one_course(TWENTY + ([H] * 12 + [C] * 16) * 9, 84, 84)
    told = [[one[:4] for one in around_injections(course, most)] for most in (2, None)]
    assert told[0] == told[1][-2:]


def test_only_the_first_of_a_course_from_its_start_is_no_treating_again():
    answers = TWENTY + ([H] * 12 + [C] * 16) * 6
    assert [one.is_again for one in around_injections(one_course(answers, 84))] == [False, True]
    joined = one_course(answers, 84, from_start=False, fixed=None, earlier=3)
    assert [one.is_again for one in around_injections(joined)] == [True, True]
    assert [one.number for one in around_injections(joined)] == [4, 5]


def test_the_first_is_beside_the_days_as_they_were_fixed():
    course, today, diary = treated(TWENTY + ([H] * 12 + [C] * 16) * 3)
    later = diary | {FIRST - timedelta(days=1): H}
    (one,) = around_injections(outcome(packed(later), [course], today).courses[0])
    assert (one.before.days, one.change.days) == (20, 8)


def test_a_window_that_is_cut_short_is_no_change():
    course = one_course(TWENTY + [H] * 10 + [C] * 60, 24)
    first, _second = around_injections(course)
    assert (first.after.expected, first.after.known, first.change) == (24, 24, None)


def test_a_baseline_of_another_first_treatment_is_not_the_four_weeks_before():
    course, today, diary = treated(TWENTY + ([H] * 12 + [C] * 16) * 4)
    moved = course._replace(injections=(FIRST + timedelta(days=28),))
    (one,) = around_injections(outcome(packed(diary), [moved], today).courses[0])
    assert (one.before.days, one.after.days) == (12, 12)
