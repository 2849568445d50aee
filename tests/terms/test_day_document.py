"""What a day may say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from diary.terms.answers import FourHours, Severity
from diary.terms.day_document import PAIN_FIELDS, DayDocument, Intake, is_text, merged, refusals
from tests.days import documents, headache_days

HEADACHE, CLEAR = DayDocument(headache=True), DayDocument(headache=False)


@given(documents)
def test_a_day_that_makes_sense_is_not_refused(day):
    assert refusals(day) == {}


def test_somebody_has_to_say_first_whether_it_was_a_headache():
    assert refusals(merged(None, {"severity": Severity.MILD})) == {"headache": "headache_missing"}


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"hours": Decimal(25)}, {"hours": "hours_range"}),
        ({"hours": Decimal("24.25")}, {"hours": "hours_range"}),
        ({"hours": Decimal(0)}, {"hours": "hours_range"}),
        ({"hours": Decimal(-1)}, {"hours": "hours_range"}),
        ({"hours": Decimal("NaN")}, {"hours": "hours_range"}),
        ({"hours": Decimal("Infinity")}, {"hours": "hours_range"}),
        ({"hours": Decimal("1.3")}, {"hours": "hours_step"}),
        ({"hours": Decimal("3.75"), "four_hours": FourHours.YES}, {"hours": "hours_under_four"}),
        ({"hours": Decimal(4), "four_hours": FourHours.YES}, {}),
        # Five hours in two stretches are no four hours without a break.
        ({"hours": Decimal(5), "four_hours": FourHours.NO}, {}),
        ({"hours": Decimal(24)}, {}),
        ({"intakes": (Intake("morning tea"),)}, {"intakes": "medicine_unknown"}),
        ({"intakes": (Intake("codeine"), Intake("codeine", 2))}, {"intakes": "medicine_twice"}),
        ({"intakes": (Intake("codeine", 0),)}, {"intakes": "doses_range"}),
        ({"intakes": (Intake("codeine", 51),)}, {"intakes": "doses_range"}),
        ({"intakes": (Intake("codeine", 50),)}, {}),
        ({"intakes": (Intake("codeine"),) * 21}, {"intakes": "too_many_medicines"}),
        ({"note": "x" * 2001}, {"note": "note_too_long"}),
        ({"note": "x" * 2000}, {}),
        ({"note": "a\0b"}, {"note": "not_text"}),
    ],
)
def test_what_cannot_stand_on_a_headache_day(said, refused):
    assert refusals(replace(HEADACHE, **said)) == refused


@given(headache_days())
def test_pain_without_a_headache_is_refused_field_by_field(day):
    said = {name for name in PAIN_FIELDS if getattr(day, name) is not None}
    assert refusals(replace(day, headache=False)) == dict.fromkeys(said, "without_headache")


@given(documents)
def test_no_headache_over_a_headache_clears_the_pain_and_nothing_else(day):
    after = merged(day, {"headache": False})
    assert all(getattr(after, name) is None for name in PAIN_FIELDS)
    assert (after.intakes, after.menstruation, after.note) == (day.intakes, day.menstruation, day.note)


def test_no_headache_with_a_severity_is_a_contradiction_not_a_correction():
    after = merged(HEADACHE, {"headache": False, "severity": Severity.SEVERE})
    assert refusals(after) == {"severity": "without_headache"}


@given(documents)
def test_a_change_leaves_what_it_does_not_name(day):
    assert merged(day, {"menstruation": True}) == replace(day, menstruation=True)


def test_text_that_no_database_keeps():
    assert not is_text("a\0")
    assert not is_text("\ufffd")
    assert not is_text("\ud800")
    assert is_text("Kopfweh, 头痛, 🤕\n\tsecond line")
