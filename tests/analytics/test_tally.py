"""What a count may say: of how many days it must be known, and what it can be at least and at most."""

from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.tally import Tally


@st.composite
def tallies(draw, most=60):
    expected = draw(st.integers(1, most))
    logged = draw(st.integers(0, expected))
    asked = draw(st.integers(0, logged))
    answered = draw(st.integers(0, asked))
    known = logged - asked + answered
    days = draw(st.integers(0, answered))
    return Tally(days, known, logged, expected, asked, draw(st.integers(0, known - answered)))


@given(tallies(28))
def test_the_least_and_the_most_are_those_of_28_days_of_which_the_others_may_be_anything(tally):
    least, most = tally.bounds
    assert (least, most) == (tally.days, tally.days + 28 - tally.known + tally.so_far)
    if tally.scaled is not None:
        assert least <= tally.scaled <= most


def test_one_day_says_little_of_a_month():
    today = Tally(days=1, known=1, logged=1, expected=1, asked=1)
    assert (today.scaled, today.bounds) == (None, (1, 28))


def test_of_a_longer_span_twenty_of_28_days_are_needed():
    assert Tally(20, 20, 20, 201, 20).scaled is None
    assert Tally(100, 143, 143, 201, 143).scaled is None
    assert Tally(100, 144, 144, 201, 144).scaled is not None


def test_clear_days_alone_do_not_say_how_long_headaches_were():
    # Eight headaches of which nobody said how long, and twenty clear days.
    assert Tally(days=0, known=20, logged=28, expected=28, asked=8).scaled is None
    # Five of seven are 20 of 28.
    assert Tally(days=5, known=26, logged=28, expected=28, asked=7).scaled == 28 * 5 / 26
    assert Tally(days=4, known=25, logged=28, expected=28, asked=7).scaled is None
    # No headache at all leaves nothing to be asked.
    assert Tally(days=0, known=28, logged=28, expected=28, asked=0).scaled == 0
