"""The examples of the rules in `docs/methods.md`, worked out by the program."""

import re
from datetime import timedelta

import pytest

from diary.analytics.criteria import Answer, Band, Rule, Why, burden, rules
from diary.analytics.criteria.sums import CALENDAR_MONTH
from diary.terms.criteria import EHF_PREVENTIVES, PUBLISHED
from tests.analytics.methods import DOCUMENT
from tests.analytics.ruled import FIRST, found_of, from_day, month, rule_of, scattered
from tests.analytics.rules_on_fingers import BARE, CLEAR

BEFORE = FIRST - timedelta(days=28)


def test_every_number_of_the_examples_is_what_the_program_says():
    text = DOCUMENT.read_text().split("## The rules")[1].split("## The interval of")[0]
    said = {name: float(number) for name, number in re.findall(r"`([a-z0-9 ]+): (-?[0-9.]+)`", text)}
    found = found_of(
        from_day(BEFORE, scattered(20), *[scattered(12)] * 6), 84, today=FIRST + timedelta(days=167)
    )
    assert found.courses[0].counted["headache"].correlation == 0
    thirty, fifty = (
        rule_of(found, rule).readings[0].sums[0] for rule in (Rule.RESPONSE_30, Rule.RESPONSE_50)
    )
    assert thirty.is_met
    assert thirty.is_close
    assert fifty.is_met is False
    assert fifty.is_close
    left = burden(found_of(from_day(FIRST, *map(month, (6, 6, 7))), today=FIRST + timedelta(days=83)))
    assert left.band is Band.OVER_6
    assert said == pytest.approx(
        {
            "line of 30 percent": float(thirty.at),
            "beyond 30 percent": float(thirty.margin),
            "beyond 30 percent low": round(thirty.interval.low, 1),
            "beyond 30 percent high": round(thirty.interval.high, 1),
            "line of 50 percent": float(fifty.at),
            "short of 50 percent": -float(fifty.margin),
            "of 30": CALENDAR_MONTH * 14 / 28,
            "payers fewer": payers(12).margin + 7,
            "burden": round(float(left.days), 2),
        }
    )


def test_fourteen_of_27_known_days_leave_fewer_than_fifteen_open():
    days = from_day(BEFORE, month(20), month(14), month(14), month(14, unlogged=1))
    found = found_of(days, today=FIRST + timedelta(days=83))
    said = rule_of(found, Rule.NICE_STOP_DAYS).readings[0].sums[-1]
    assert (said.after.bounds, said.why, said.interval is not None) == ((14, 15), Why.UNLOGGED_DECIDE, True)


def payers(headaches):
    """The payers' line of headache days, from 20 to so many; nobody said how long any lasted."""
    days = from_day(BEFORE, [BARE] * 20 + [CLEAR] * 8, [BARE] * headaches + [CLEAR] * (28 - headaches))
    rule = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.US_RENEWAL)
    assert rule.answer is (Answer.MET if headaches == 12 else Answer.CANNOT)
    return rule.readings[0].sums[0]


def test_six_days_fewer_without_a_word_on_hours_cannot_be_assessed():
    assert payers(14).is_met is False


def test_the_numbers_of_the_table_are_those_of_the_rules():
    """Each row names the numbers of its rule's lines in order, and how many months where it has some."""
    table = DOCUMENT.read_text().split("| rule | its days |")[1].split("\n\n")[0]
    rows = [row.split("|")[1:4] for row in table.splitlines()[2:]]
    by_row = iter([(*_RESPONSES,), *[(one,) for one in Rule if one not in (*_RESPONSES, Rule.CHRONIC_NOW)]])
    asked = {one.rule: one for one in rules(PUBLISHED)}
    for (name, days, met), of_row in zip(rows, by_row, strict=True):
        lines = [line.number for rule in of_row for line in asked[rule].lines]
        said = [int(number) for number in re.findall(r"\d+", met.replace("twice", "2"))]
        if of_row == _RESPONSES:
            said = [int(number) for number in re.findall(r"\d+", name)]
        if of_row[0] is Rule.AHS:
            lines = lines[:1]  # both of its lines have one number
        if of_row[0] is Rule.EHF_START:
            lines = [EHF_PREVENTIVES]
        assert said[: len(lines)] == lines, name
        months = asked[of_row[0]].months
        assert months == 1 or f"{months} adjacent months" in days, name


_RESPONSES = (Rule.RESPONSE_30, Rule.RESPONSE_50, Rule.RESPONSE_75)


def test_every_rule_of_the_table_is_one_of_the_program():
    table = DOCUMENT.read_text().split("| rule | its days |")[1].split("\n\n")[0]
    rows = [row for row in table.splitlines() if row.startswith("|")][1:]
    # 30, 50 and 75 percent are one row, as are the chronic pattern before and now.
    assert len(rows) == len(Rule) - 3
