"""The rules in words: the sum is told with its days, and its words never say more than was decided."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.course import BaselineSource, WrittenBaseline
from diary.analytics.criteria import Answer, Rule, Where, Why, before_treatment, burden, criteria, rules
from diary.analytics.interval import Level
from diary.analytics.outcome import outcome
from diary.terms.criteria import PUBLISHED
from diary.wording.burden import before_in_words, burden_in_words
from diary.wording.criteria import WHY, criteria_in_words
from diary.wording.numbers import beyond_in_words
from diary.wording.rules import ANSWER, NAME, SOURCE, WHERE, asks_in_words
from tests.analytics.ruled import FIRST, found_of, from_day, month, packed, scattered
from tests.analytics.rules_on_fingers import LONG

BEFORE = FIRST - timedelta(days=28)
SPACE = "\N{NO-BREAK SPACE}"


def told(found, rule: Rule):
    """One rule in words."""
    said = criteria_in_words(criteria(found, PUBLISHED), treated=bool(found.courses))
    return next(one for one in said if one.name == str(NAME[rule]))


def two_cycles(*headaches: int, **unlogged: int):
    months = [month(20), *map(month, headaches[:-1]), month(headaches[-1], **unlogged)]
    return found_of(from_day(BEFORE, *months), 84, today=FIRST + timedelta(days=167))


def test_every_rule_and_every_answer_has_its_words():
    assert set(NAME) == set(Rule)
    assert set(ANSWER) == set(Answer)
    assert set(WHERE) == set(Where)
    assert set(SOURCE) == set(Rule)
    assert set(WHY) == set(Why)
    assert all(asks_in_words(one) for one in rules(PUBLISHED))


def test_the_sum_is_told_with_its_days_its_line_and_its_interval():
    rule = told(two_cycles(12, 12, 12, 12, 12, 12), Rule.NICE_RESPONSE)
    assert (rule.kind, rule.answer) == ("met", "met, a close call")
    assert "by 30" in rule.asks
    weeks_9_12, _whole = rule.readings
    assert weeks_9_12.where == "Weeks 9 to 12 of cycle 2"
    (row,) = weeks_9_12.sums
    assert (row.label, row.dates) == ("Headache days", "21 Jul to 17 Aug 2025")
    assert (row.before, row.counted) == ("20, 28 of 28 known", "12, 28 of 28 known")
    assert row.line == f"14 or fewer (20 − 30{SPACE}%)"
    assert row.beyond.startswith("2 beyond (")
    assert row.beyond.endswith(" beyond)")
    assert row.answer == "met, a close call"


def test_the_line_of_hours_is_told_in_hours_with_its_interval():
    days = from_day(BEFORE, scattered(20, LONG), scattered(12))
    rule = told(found_of(days, today=FIRST + timedelta(days=27)), Rule.US_RENEWAL)
    row = rule.readings[0].sums[1]
    assert (row.label, row.counted) == ("Hours of headache", "72, 28 of 28 known")
    assert (row.line, row.beyond) == ("60 or fewer (160 − 100)", "12 short (93 short to 58 beyond)")
    assert row.answer == "not met, a close call"


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (Rule.RESPONSE_50, f"10 or fewer (20 − 50{SPACE}%)"),
        (Rule.US_RENEWAL, "13 or fewer (20 − 7)"),
        (Rule.NICE_START, "15 or more"),
        (Rule.NICE_STOP_DAYS, "fewer than 15"),
    ],
)
def test_a_line_is_told_as_arithmetic(rule, line):
    assert told(two_cycles(12, 12, 12, 12, 12, 12), rule).readings[0].sums[0].line == line


def test_twice_the_clear_days_are_told_as_a_product():
    assert (
        told(two_cycles(12, 12, 12, 12, 12, 12), Rule.HULL).readings[0].sums[2].line == "16 or more (2 × 8)"
    )


def test_days_not_known_are_told_with_the_least_and_the_most():
    row = told(two_cycles(9, 9, 9, 9, 9, 9, unlogged=4), Rule.RESPONSE_50).readings[0].sums[0]
    assert row.counted == "10.5 (9 to 13), 24 of 28 known"
    assert row.answer == "days not known could decide it"


def test_what_cannot_fall_from_nothing_says_so():
    found = found_of(from_day(BEFORE, month(0), month(3)), today=FIRST + timedelta(days=27))
    row = told(found, Rule.RESPONSE_30).readings[0].sums[0]
    assert row.answer == "none before, so there is no share of it"


def test_a_count_is_not_printed_as_on_a_line_that_it_misses():
    days = from_day(BEFORE, *map(month, (19, 20, 20, 20, 13, 13, 14)))
    row = told(found_of(days, 84, today=FIRST + timedelta(days=167)), Rule.NICE_RESPONSE).readings[1].sums[0]
    assert (row.counted, row.line) == ("13.33, 84 of 84 known", f"13.3 or fewer (19 − 30{SPACE}%)")
    assert row.answer.startswith("not met")


def test_what_is_printed_adds_up():
    found = found_of(from_day(BEFORE, month(23, unlogged=1), month(10)), today=FIRST + timedelta(days=27))
    row = told(found, Rule.HULL).readings[0].sums[2]
    assert (row.before, row.line) == ("4.15 (4 to 5), 27 of 28 known", "8.3 or more (2 × 4.15)")


def test_what_is_to_come_says_when():
    found = found_of(from_day(BEFORE, month(20), month(12)), today=FIRST + timedelta(days=27))
    reading = told(found, Rule.NICE_STOP_DAYS).readings[0]
    assert reading.answer == "cannot be assessed: its days are complete on 25 May 2025"
    assert told(found, Rule.NICE_RESPONSE).readings[0].answer.endswith("its days are still to come")


def test_a_written_figure_says_that_it_was_not_counted():
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal("20.5"), None)
    days = from_day(FIRST, month(12))
    found = found_of(
        days,
        today=FIRST + timedelta(days=27),
        from_start=False,
        fixed=None,
        earlier=1,
        written=written,
    )
    row = told(found, Rule.RESPONSE_30).readings[0].sums[0]
    assert (row.before, row.beyond) == ("20.5, recalled", "2.4 beyond")


def test_months_of_thirty_days_are_told_where_they_differ():
    found = found_of(from_day(BEFORE, month(20), *[month(14)] * 3), today=FIRST + timedelta(days=83))
    assert "For months of 30 days, as in calendars: not met." in told(found, Rule.NICE_STOP_DAYS).notes
    assert not any("30 days" in note for note in told(found, Rule.EHF_STOP_DAYS).notes)


def test_what_no_diary_answers_is_named():
    notes = told(two_cycles(12, 12, 12, 12, 12, 12), Rule.NICE_START).notes
    recorded, unanswered, _source = notes
    assert recorded.startswith("Recorded: 0 other preventives that did not help enough")
    assert recorded.endswith("3 are asked for.")
    assert unanswered == "Not answered by a diary: whether days with acute medicines are in hand."


def test_no_change_is_no_percentage():
    assert told(two_cycles(20, 20, 20, 20, 20, 20), Rule.RESPONSE_30).figure == "no change"


def test_the_units_that_payers_ask_for_are_named():
    notes = told(two_cycles(12, 12, 12, 12, 12, 12), Rule.US_START).notes
    assert notes[1] == (
        "Not answered by a diary: whether 155 units at a time are planned, and no more than 400 in 84 days."
    )


def test_without_a_treatment_no_days_are_called_before_it():
    found = outcome(packed(from_day(FIRST, month(16))), [], FIRST + timedelta(days=27))
    wheres = {
        reading.where
        for rule in criteria_in_words(criteria(found, PUBLISHED), treated=False)
        for reading in rule.readings
    }
    assert wheres == {"The latest months of 28 days, as there was no treatment yet"}


def test_no_rule_calls_anybody_a_responder_or_a_failure():
    said = repr(criteria_in_words(criteria(two_cycles(20, 20, 20, 20, 20, 20), PUBLISHED), treated=True))
    for word in ("respon", "fail", "working", "effective"):
        assert word not in said.lower()


@given(st.fractions(-28, 28), st.floats(0, 12), st.floats(0, 12))
def test_a_count_beyond_its_line_is_never_said_to_be_on_it_or_short(margin, below, above):
    low, high = float(margin) - below, float(margin) + above
    said = beyond_in_words(float(margin), Level(float(margin), low, high))
    point, limits = said.split(" (", 1)
    assert ("beyond" in point) == (float(margin) > 1e-9)
    assert ("short" in point) == (float(margin) < -1e-9)
    holds_the_line = low <= 1e-9 and high >= -1e-9
    both_beyond = "short" not in limits and "on the line" not in limits
    both_short = "beyond" not in limits and "on the line" not in limits
    assert holds_the_line == (not both_beyond and not both_short)


def test_what_burden_is_left_is_told_with_its_band():
    found = found_of(from_day(FIRST, *[month(5)] * 3), today=FIRST + timedelta(days=83))
    said = burden_in_words(burden(found))
    assert "pain in the last three months: 5 per 28" in said
    assert "known of 84 of 84 days" in said
    assert said.endswith("Band of IHS 2025: 4 to 6; the interval reaches under 4, 4 to 6, over 6.")
    assert "cannot be told" in burden_in_words(burden(found_of({}, today=FIRST)))
    open_one = found_of(
        from_day(FIRST, month(3), month(4), month(4, unlogged=1)), today=FIRST + timedelta(days=83)
    )
    assert burden_in_words(burden(open_one)).endswith("which band of IHS 2025 that is.")


def test_three_months_before_are_told_beside_the_baseline():
    days = from_day(FIRST - timedelta(days=84), month(18), month(21), month(24, unlogged=1))
    said = before_in_words(before_treatment(found_of(days, today=date(2025, 3, 3)).courses[0]))
    assert said == (
        "In the three months before treatment that are in the diary: 21.3 per 28 on average, logged 83 of 84."
    )


@pytest.mark.parametrize(
    ("rule", "figure"),
    [
        (Rule.RESPONSE_50, f"−40{SPACE}%"),
        (Rule.NICE_RESPONSE, f"−40{SPACE}%"),
        (Rule.US_RENEWAL, "8 fewer"),
        (Rule.NICE_STOP_DAYS, "12 per 28"),
        (Rule.NICE_START, "20 per 28"),
        (Rule.EHF_START, ""),
    ],
)
def test_the_closed_row_says_what_a_rule_comes_to(rule, figure):
    assert told(two_cycles(12, 12, 12, 12, 12, 12), rule).figure == figure


def test_what_days_would_meet_is_told_apart_from_what_nobody_knows():
    assert told(two_cycles(12, 12, 12, 12, 12, 12), Rule.NICE_START).answer == "met as far as the diary tells"
    assert told(two_cycles(12, 12, 12, 12, 12, 12), Rule.US_START).answer == "cannot be assessed"
    assert told(two_cycles(12, 12, 12, 12, 12, 12), Rule.EHF_START).answer == "cannot be assessed"


def test_headaches_that_do_not_say_are_not_called_too_few_days():
    months = [month(20), [*["bare"] * 12, *["clear"] * 16]]
    found = found_of(from_day(BEFORE, *months), today=FIRST + timedelta(days=27))
    row = told(found, Rule.HULL).readings[0].sums[1]
    assert row.counted == "0 to 12, 16 of 28 known"
    assert row.answer == "fewer than 20 of 28 days are known"
    months = [month(20), [*["bare"] * 8, *["clear"] * 20]]
    found = found_of(from_day(BEFORE, *months), today=FIRST + timedelta(days=27))
    row = told(found, Rule.HULL).readings[0].sums[1]
    assert row.counted == "0 to 8, 20 of 28 known"
    assert row.answer == "too few of the headache days say it (5 of every 7 are needed)"
