"""A change is placed by its whole interval, and mostly it cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.course import BaselineSource, WrittenBaseline
from diary.analytics.interval import Fall
from diary.analytics.outcome import outcome
from diary.analytics.placing import Differs, Place, differences, place
from diary.terms.documented import BOTOX, PLACEBO
from diary.wording.trials import PLACE
from tests.analytics.test_outcome import ANSWERS, TWELVE, TWENTY, C, one_course, packed, treated

BARE = ANSWERS[3]
"""A headache, and nobody said how long."""


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.75, 17.44, Place.TOO_UNCERTAIN),
        (-9.0, 6.3, Place.BELOW_PLACEBO),
        (-9.0, 6.4, Place.BELOW_PLACEBO),
        (-9.0, 6.5, Place.BELOW_BOTOX),
        (6.5, 7.7, Place.BELOW_BOTOX),
        (-9.0, 7.8, Place.TOO_UNCERTAIN),
        (6.4, 6.9, Place.AT_PLACEBO),
        (7.0, 7.7, Place.BETWEEN),
        (7.8, 9.2, Place.AT_BOTOX),
        (9.2, 20.0, Place.ABOVE_BOTOX),
        (9.1, 20.0, Place.ABOVE_PLACEBO),
        (7.0, 7.9, Place.ABOVE_PLACEBO),
        (6.9, 20.0, Place.TOO_UNCERTAIN),
    ],
)
def test_only_an_interval_that_lies_in_one_place_is_placed(low, high, expected):
    assert place(Fall((low + high) / 2, low, high)) is expected


AVERAGES = {"placebo": (PLACEBO.low, PLACEBO.high), "botox": (BOTOX.low, BOTOX.high)}
APART = {
    Place.BELOW_PLACEBO: {"placebo": "below", "botox": "below"},
    Place.AT_PLACEBO: {"botox": "below"},
    Place.BETWEEN: {"placebo": "above", "botox": "below"},
    Place.AT_BOTOX: {"placebo": "above"},
    Place.ABOVE_BOTOX: {"placebo": "above", "botox": "above"},
    Place.BELOW_BOTOX: {"botox": "below"},
    Place.ABOVE_PLACEBO: {"placebo": "above"},
    Place.TOO_UNCERTAIN: {},
}
"""From which averages a place tells a change apart."""


@given(st.integers(-2800, 2799), st.integers(1, 2400))
def test_a_place_tells_apart_what_the_interval_does_and_nothing_else(low, width):
    """Counted in hundredths of a day, between those at which the averages lie."""
    low, high = (low + 0.5) / 100, (low + width + 0.5) / 100
    apart = {}
    for name, (least, most) in AVERAGES.items():
        if high < least:
            apart[name] = "below"
        elif low > most:
            apart[name] = "above"
    assert APART[place(Fall((low + high) / 2, low, high))] == apart


def test_every_place_has_its_words_and_none_says_which_treatment():
    assert set(PLACE) == set(Place)
    for said in map(str, PLACE.values()):
        assert "average" in said
        assert "like" not in said


def test_a_comparison_says_in_what_it_is_not_the_trials():
    course = one_course(TWENTY + TWELVE * 6, 84)
    first, trials_own = course.cycles[0].windows[0], course.cycles[1].windows[2]
    assert differences(course, first) == (Differs.WEEKS,)
    assert differences(course, trials_own) == ()
    open_one = one_course(TWENTY + TWELVE * 6, 84, further=78)
    assert differences(open_one, open_one.cycles[1].windows[2]) == (Differs.SHORT,)
    moved, today, diary = treated(TWENTY + TWELVE * 7, 84)
    later = moved._replace(injections=tuple(day + timedelta(days=12) for day in moved.injections))
    other = outcome(packed(diary), [later], today + timedelta(days=12)).courses[0]
    assert differences(other, other.cycles[1].windows[2]) == (Differs.OTHER_DAYS,)
    any_length = one_course([BARE] * 20 + [C] * 8 + TWELVE * 6, 84)
    assert differences(any_length, any_length.cycles[1].windows[2]) == (Differs.LENGTH,)
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal(20), None)
    recalled = one_course(TWENTY + TWELVE * 3, from_start=False, fixed=None, earlier=2, written=written)
    assert differences(recalled, recalled.cycles[0].windows[0]) == (
        Differs.LENGTH,
        Differs.WEEKS,
        Differs.BASELINE,
    )


def test_the_published_averages_are_those_of_the_two_trials():
    assert [str(day) for day in (PLACEBO.low, PLACEBO.high, BOTOX.low, BOTOX.high)] == [
        "6.4",
        "6.9",
        "7.8",
        "9.2",
    ]
    assert BOTOX.weeks == PLACEBO.weeks == (21, 24)
    assert BOTOX.checked is None or BOTOX.checked <= date.today()
