"""Which numbers a clinic may set for the rules."""

import pytest

from diary.terms.criteria import ALLOWED, PUBLISHED, ResponseDays, Thresholds, threshold_refusals

PUBLISHED_NUMBERS = PUBLISHED._asdict()


def test_the_published_numbers_are_allowed():
    assert threshold_refusals(PUBLISHED_NUMBERS) == {}


def test_every_number_has_its_limits():
    assert {*ALLOWED, "response_days"} == set(Thresholds._fields)


@pytest.mark.parametrize(
    ("fields", "low", "high", "refusal"),
    [
        (("start_headache_days", "start_migraine_days", "stop_headache_days"), 1, 28, "rule_days_range"),
        (("renewal_days",), 1, 28, "rule_days_range"),
        (("start_preventives",), 0, 10, "rule_preventives_range"),
        (("stop_percent",), 1, 99, "rule_percent_range"),
        (("stop_months",), 1, 6, "rule_months_range"),
        (("renewal_hours",), 1, 672, "rule_hours_range"),
    ],
)
def test_the_least_and_the_most_are_allowed_and_nothing_beyond(fields, low, high, refusal):
    for field in fields:
        for number in (low, high):
            assert threshold_refusals(PUBLISHED_NUMBERS | {field: number}) == {}
        for number in (low - 1, high + 1, -5, 10**30):
            assert threshold_refusals(PUBLISHED_NUMBERS | {field: number}) == {field: refusal}


@pytest.mark.parametrize("number", [None, "", "15", "many", 15.0, True, [15]])
def test_what_is_no_whole_number_is_refused(number):
    for field, allowed in ALLOWED.items():
        assert threshold_refusals(PUBLISHED_NUMBERS | {field: number}) == {field: allowed.refusal}


def test_the_days_that_decide_a_response_are_one_of_three():
    for word in ("both", "weeks_9_12", ResponseDays.WHOLE_CYCLE):
        assert threshold_refusals(PUBLISHED_NUMBERS | {"response_days": word}) == {}
    for word in (None, "", "weeks_1_4", 1, ["both"]):
        refused = threshold_refusals(PUBLISHED_NUMBERS | {"response_days": word})
        assert refused == {"response_days": "not_a_choice"}


def test_every_reason_is_said_at_once_and_nothing_may_be_missing_or_be_more():
    wrong = {"start_headache_days": 29, "stop_percent": 100}
    assert threshold_refusals(PUBLISHED_NUMBERS | wrong).keys() == wrong.keys()
    assert threshold_refusals({}).keys() == set(Thresholds._fields)
    assert threshold_refusals(PUBLISHED_NUMBERS | {"ehf_percent": 30}) == {"ehf_percent": "unknown_field"}
