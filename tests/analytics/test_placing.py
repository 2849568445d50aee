"""A change is placed by its whole interval, and mostly it cannot be."""

from datetime import date

import pytest

from diary.analytics.interval import Fall
from diary.analytics.placing import Place, place
from diary.terms.documented import BOTOX, PLACEBO


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.75, 17.44, Place.TOO_UNCERTAIN),
        (-9.0, 6.3, Place.BELOW_PLACEBO),
        (-9.0, 6.4, Place.BELOW_PLACEBO),
        (-9.0, 6.5, Place.TOO_UNCERTAIN),
        (6.4, 6.9, Place.AT_PLACEBO),
        (7.0, 7.7, Place.BETWEEN),
        (7.8, 9.2, Place.AT_BOTOX),
        (9.2, 20.0, Place.ABOVE_BOTOX),
        (9.1, 20.0, Place.TOO_UNCERTAIN),
    ],
)
def test_only_an_interval_that_lies_in_one_place_is_placed(low, high, expected):
    assert place(Fall((low + high) / 2, low, high)) is expected


def test_the_published_averages_are_those_of_the_two_trials():
    assert [str(day) for day in (PLACEBO.low, PLACEBO.high, BOTOX.low, BOTOX.high)] == [
        "6.4",
        "6.9",
        "7.8",
        "9.2",
    ]
    assert BOTOX.weeks == PLACEBO.weeks == (21, 24)
    assert BOTOX.checked is None or BOTOX.checked <= date.today()
