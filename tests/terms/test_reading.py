"""Foreign values are read strictly: page, API and imports alike."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.terms.answers import Relief, Severity
from diary.terms.day_document import FIELDS, Intake
from diary.terms.reading import (
    Unreadable,
    read_date,
    read_moment,
    read_operation,
    read_values,
    read_version,
    typed_count,
    typed_number,
)
from diary.terms.refusals import REFUSALS

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def test_a_day_as_json_says_it():
    values, refused = read_values(
        {
            "headache": True,
            "severity": "severe",
            "hours": 2.5,
            "aura": False,
            "nausea": None,
            "note": "  two lines\r\nof text ",
            "intakes": [{"medicine": "Imigran", "doses": 2, "relief": "partly"}, {"medicine": "codeine"}],
        }
    )
    assert refused == {}
    assert values == {
        "headache": True,
        "severity": Severity.SEVERE,
        "hours": Decimal("2.5"),
        "aura": False,
        "nausea": None,
        "note": "two lines\nof text",
        "intakes": (Intake("sumatriptan", 2, Relief.PARTLY), Intake("codeine")),
    }


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("headache", None, "headache_missing"),
        ("headache", "yes", "not_yes_or_no"),
        ("headache", 1, "not_yes_or_no"),
        ("aura", "maybe", "not_yes_or_no"),
        ("severity", "awful", "not_a_choice"),
        ("severity", 3, "not_a_choice"),
        ("severity", "", "not_a_choice"),
        ("four_hours", True, "not_a_choice"),
        ("hours", True, "not_a_number"),
        ("hours", "many", "not_a_number"),
        ("hours", "5", "not_a_number"),
        ("hours", "5,5", "not_a_number"),
        ("hours", float("nan"), "not_a_number"),
        ("hours", "NaN", "not_a_number"),
        ("hours", float("inf"), "not_a_number"),
        ("hours", "1" * 30, "not_a_number"),
        ("hours", "2_4", "not_a_number"),
        ("hours", "\N{ARABIC-INDIC DIGIT FOUR}", "not_a_number"),
        ("hours", [1], "not_a_number"),
        ("note", 5, "not_text"),
        ("note", "a\0", "not_text"),
        ("note", "\ud800", "not_text"),
        ("intakes", "codeine", "not_a_list"),
        ("intakes", ["codeine"], "not_a_list"),
        ("intakes", [{"medicine": "tea"}], "medicine_unknown"),
        ("intakes", [{"doses": 1}], "medicine_unknown"),
        ("intakes", [{"medicine": "codeine", "doses": 1.5}], "doses_range"),
        ("intakes", [{"medicine": "codeine", "doses": True}], "doses_range"),
        ("intakes", [{"medicine": "codeine", "doses": "1"}], "doses_range"),
        ("intakes", [{"medicine": "codeine", "relief": "much"}], "not_a_choice"),
        ("intakes", [{"medicine": "codeine", "strength": 1}], "unknown_field"),
        ("headach", True, "unknown_field"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(name, value, refusal):
    assert read_values({name: value}) == ({}, {name: refusal})


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(), json_values, max_size=8))
def test_any_json_is_read_or_refused_and_never_breaks_the_reader(raw):
    values, refused = read_values(raw)
    assert values.keys() | refused.keys() <= raw.keys()
    assert not values.keys() & refused.keys()
    assert set(refused.values()) <= set(REFUSALS)


@pytest.mark.parametrize(
    ("text", "number"),
    [(" 1.25 ", Decimal("1.25")), ("2,5", Decimal("2.5")), ("many", "many"), ("", ""), ("2_4", "2_4")],
)
def test_a_number_that_is_typed_is_a_number(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *((" 12 ", 12), ("0", 0), ("1.5", "1.5"), ("-1", "-1"), ("", None), ("1" * 10, "1" * 10)),
        ("\N{ARABIC-INDIC DIGIT FOUR}", "\N{ARABIC-INDIC DIGIT FOUR}"),
    ],
)
def test_a_count_that_is_typed_is_a_count(text, count):
    assert typed_count(text) == count


def test_twenty_hours_are_written_as_twenty():
    assert str(read_values({"hours": typed_number("20.0")})[0]["hours"]) == "20"


@pytest.mark.parametrize("value", ["2026-2-3", "20260203", "2026-02-30", "2026-W05-2", 20260203, None, ""])
def test_a_date_has_one_form(value):
    with pytest.raises(Unreadable) as caught:
        read_date(value)
    assert caught.value.refusal == "date_invalid"


def test_a_date_an_operation_and_a_version():
    assert read_date("2026-03-03") == date(2026, 3, 3)
    assert read_operation("6f1c1a52-4f0e-4e0e-8a3e-3d1f3a7b9c55") == UUID("6f1c1a524f0e4e0e8a3e3d1f3a7b9c55")
    assert [read_version(value) for value in (None, 0, 3)] == [None, 0, 3]


@pytest.mark.parametrize("value", [-1, True, "x", 1.0, "4"])
def test_a_version_is_a_count(value):
    with pytest.raises(Unreadable, match="version_invalid"):
        read_version(value)


@pytest.mark.parametrize("value", ["", None, 5, "not-a-uuid"])
def test_an_operation_is_a_uuid(value):
    with pytest.raises(Unreadable, match="operation_missing"):
        read_operation(value)


def test_a_moment_is_read_as_utc():
    assert read_moment(None) is None
    assert read_moment("2026-03-03T19:00:00+01:00") == datetime(2026, 3, 3, 18, tzinfo=UTC)
    assert read_moment("2026-03-03T19:00:00+01:00").tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        *("", 5, "soon", "2026-03-03T19:00:00", "2026-03-03"),
        *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_moment_needs_its_offset_and_a_year_that_a_clock_can_show(value):
    with pytest.raises(Unreadable, match="moment_invalid"):
        read_moment(value)
