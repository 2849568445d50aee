"""What is printed agrees with what was decided."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.change import Change, Rate
from diary.analytics.interval import Fall
from diary.wording.numbers import (
    THRESHOLDS,
    days_in_words,
    fewer_in_words,
    limits_in_words,
    percent_in_words,
    rate_in_words,
)

rates = st.integers(20, 28).flatmap(lambda of: st.integers(0, of).map(lambda days: Rate(days, of)))


@pytest.mark.parametrize(
    ("days", "said"), [(20, "20"), (20.04, "20"), (20.05, "20.1"), (7.56, "7.6"), (0.0, "0")]
)
def test_days_have_a_decimal_only_where_they_need_one(days, said):
    assert days_in_words(days) == said


@pytest.mark.parametrize(
    ("figure", "said"),
    [("20", "20"), ("20.5", "20.5"), ("25.99", "25.99"), ("14.96", "14.96"), ("20.04", "20.04")],
)
def test_a_figure_is_never_rounded_onto_a_day_that_it_does_not_reach(figure, said):
    days, of = Decimal(figure).as_integer_ratio()
    assert rate_in_words(Rate(days, 28 * of)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-3.75, 17.44, "4 more to 18 fewer"),
        (0.2, 9.0, "0.2 fewer to 9 fewer"),
        (0.04, 9.0, "less than 0.1 fewer to 9 fewer"),
        (-5.0, -0.3, "5 more to 0.3 more"),
        (0.0, 6.0, "no change to 6 fewer"),
    ],
)
def test_limits_are_rounded_outwards_but_not_over_no_change(low, high, said):
    assert limits_in_words(Fall((low + high) / 2, low, high)) == said


@given(rates, rates)
def test_no_printed_percent_reaches_a_threshold_that_was_not_reached(before, after):
    change = Change(before, after, None, ())
    if change.percent is None or change.days < 0:
        return
    said = float(percent_in_words(change))
    for threshold in THRESHOLDS:
        assert (said >= threshold) == change.is_at_least(threshold)


@given(rates, rates)
def test_the_words_have_the_sign_of_the_change(before, after):
    change = Change(before, after, None, ())
    said = fewer_in_words(change)
    if abs(change.days) < 0.05:
        assert said == "no change"
    else:
        assert said.endswith("fewer" if change.days > 0 else "more")
        assert abs(float(re.match(r"[\d.]+", said)[0]) - abs(change.days)) <= 0.05001
