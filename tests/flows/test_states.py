"""The strip and the calendar read packed rows; what they say is what the days say."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from diary.actions import Change
from diary.models import PackedDiary
from diary.queries.states import states_between
from diary.terms.recorded_day import DayState

DAY = date(2026, 3, 3)


@settings(max_examples=25)
@given(
    st.dictionaries(st.integers(0, 200), st.booleans(), min_size=1, max_size=12),
    st.integers(-20, 220),
    st.integers(0, 60),
)
def test_packed_states_are_those_of_the_days(pat, log, headaches, start, length):
    log(pat, *(Change(DAY - timedelta(days=ago), {"headache": had}) for ago, had in headaches.items()))
    first, last = DAY - timedelta(days=start), DAY - timedelta(days=start) + timedelta(days=length)
    packed = states_between(pat, first, last)
    # Rows of older rules are not read; the days themselves are.
    PackedDiary.objects.filter(patient=pat).update(rules=0)
    assert packed == states_between(pat, first, last)
    for ago, had in headaches.items():
        day = DAY - timedelta(days=ago)
        if first <= day <= last:
            assert packed.at((day - first).days) is (DayState.HEADACHE if had else DayState.CLEAR)


def test_an_empty_diary_has_no_states(pat):
    assert states_between(pat, DAY, DAY) == (DAY, 0, 0, 0)
