"""CSV that says what the diary says, and that no spreadsheet runs."""

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.actions import write_baseline
from diary.queries.courses import recorded_courses
from diary.reports.tables import DAY_COLUMNS, NOTHING, cell, days_csv, preventives_csv, treatments_csv
from diary.terms.answers import Effect, FourHours, Provenance, Relief, Severity
from diary.terms.day_document import FIELDS, DayDocument, Intake
from diary.terms.preventives import Ended, PreventiveDocument
from diary.terms.recorded_day import RecordedDay
from diary.terms.treatments import CourseStart, WrittenFigure, WrittenSource
from tests.days import documents, provenances
from tests.preventives import NOW, STOPPED
from tests.treated import EVER, FIRST, months, treat

DAY = date(2026, 3, 3)
FORMULA = tuple("=+-@＝＋－＠")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def taken_off(text: str) -> str:
    """The text of a cell without its escapes."""
    return re.sub(r"""(^|(?<=[;,\t\r\n"]))'""", "", text)


hostile = st.text(st.sampled_from("=+-@\t\r\n;,\"'|＝－ a1"), max_size=12) | st.text(max_size=30)


@given(st.lists(hostile, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_no_cell_runs_as_a_formula_wherever_a_spreadsheet_parts_cells(texts, delimiter):
    written = io.StringIO()
    csv.writer(written).writerow([cell(text) for text in texts])
    for row in csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=delimiter):
        for found in row:
            assert not found.lstrip("\t\r\n").startswith(FORMULA)


@given(hostile)
def test_no_cell_begins_with_what_a_spreadsheet_takes_off(text):
    assert not cell(text).startswith(("\t", "\r", *FORMULA))


@given(hostile)
def test_taking_the_escapes_off_gives_the_text_back(text):
    assert taken_off(cell(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1+1", "'=1+1"), ("-5", "'-5"), ("'tis", "''tis"), ("a;=1", "a;'=1"), ("a = b, c", "a = b, c")],
)
def test_ordinary_text_stays_as_it_is(text, shown):
    assert cell(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (0, "0"), (False, "no"), (True, "yes"), (Decimal("24.00"), "24"), (Decimal("0.00"), "0")],
)
def test_zero_no_and_not_answered_are_three_things(value, shown):
    assert cell(value) == shown


@given(documents, provenances)
def test_a_day_reads_back_as_it_was_answered(document, provenance):
    (row,) = rows(days_csv([RecordedDay(DAY, 3, document, provenance)]))
    assert list(row) == list(DAY_COLUMNS)
    assert row["date"] == "2026-03-03"
    assert Provenance(row["answered"]) is provenance
    assert read_back(row) == document


def read_back(row: dict[str, str]) -> DayDocument:
    words = {"severity": Severity, "four_hours": FourHours, "effect": Effect, "hours": Decimal}
    values: dict[str, object] = {}
    for name in FIELDS:
        said = taken_off(row[name])
        if said == "":
            values[name] = None
        elif name == "intakes":
            values[name] = () if said == NOTHING else tuple(map(intake, said.split(" | ")))
        elif name == "note":
            values[name] = said
        else:
            values[name] = words[name](said) if name in words else {"yes": True, "no": False}[said]
    return DayDocument(**values)


def intake(said: str) -> Intake:
    medicine, *about = said.split("; ")
    told = dict(part.split(" ") for part in about)
    doses, relief = told.get("doses"), told.get("relief")
    return Intake(medicine, int(doses) if doses else None, Relief(relief) if relief else None)


def test_a_date_that_is_not_logged_has_no_row():
    withdrawn = RecordedDay(DAY, 2)
    logged = RecordedDay(DAY + timedelta(days=1), 1, DayDocument(False), Provenance.LATE)
    assert [row["date"] for row in rows(days_csv([withdrawn, logged]))] == ["2026-03-04"]
    assert days_csv([]).decode("utf-8-sig").strip() == ",".join(DAY_COLUMNS)


def test_treatments_come_with_what_is_known_of_their_course(pat, log):
    log(pat, *months(FIRST - timedelta(days=28), 20))
    treat(pat, start=EVER, lot="C1-2")
    treat(pat, FIRST + timedelta(days=84), units=None)
    first, second = rows(treatments_csv(recorded_courses(pat)))
    assert first == {
        "date": "2026-03-03",
        "product": "onabotulinumtoxina",
        "units": "155",
        "lot": "C1-2",
        "course": "1",
        "cycle": "1",
        "first_ever": "yes",
        "earlier_treatments": "0",
        "began": "",
        "began_is_about": "",
        "baseline_first_day": "2026-02-03",
        "baseline_headache_days": "20",
        "baseline_logged_days": "28",
        "other_baseline_days": "",
        "other_baseline_source": "",
        "other_baseline_dated": "",
    }
    assert (second["units"], second["lot"], second["cycle"]) == ("", "", "2")


def test_what_is_not_known_of_a_course_stays_empty(pat):
    treat(pat, start=CourseStart(from_start=False, earlier=None, began=date(2025, 1, 1), about=True))
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(0), date(2025, 1, 1))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    (row,) = rows(treatments_csv(recorded_courses(pat)))
    assert (row["cycle"], row["earlier_treatments"], row["first_ever"]) == ("", "", "no")
    assert (row["began"], row["began_is_about"]) == ("2025-01-01", "yes")
    assert (row["baseline_first_day"], row["baseline_headache_days"]) == ("", "")
    assert (row["other_baseline_days"], row["other_baseline_source"]) == ("0", "recalled")
    assert row["other_baseline_dated"] == "2025-01-01"


def test_the_next_course_has_its_own_number(pat, log):
    treat(pat, start=EVER)
    treat(pat, FIRST + timedelta(days=140), restart=True)
    numbers = [(row["course"], row["cycle"]) for row in rows(treatments_csv(recorded_courses(pat)))]
    assert numbers == [("1", "1"), ("2", "1")]


def test_a_preventive_says_what_is_known_and_leaves_the_rest_empty():
    stopped = PreventiveDocument(
        "topiramate",
        taking=STOPPED,
        started=DAY,
        started_about=True,
        stopped=DAY + timedelta(days=84),
        dose="=50 mg",
        ended=Ended.NOT_ENOUGH,
    )
    tea = PreventiveDocument(name="tea", taking=NOW)
    first, second, third = rows(
        preventives_csv([stopped, tea, PreventiveDocument("timolol")], DAY + timedelta(days=100))
    )
    assert first == {
        "drug": "topiramate",
        "class": "anticonvulsant",
        "taking": "stopped",
        "started": "2026-03-03",
        "started_is_about": "yes",
        "stopped": "2026-05-26",
        "stopped_is_about": "no",
        "weeks_at_least": "8",
        "weeks_at_most": "16",
        "highest_dose": "'=50 mg",
        "ended": "did_not_help_enough",
    }
    assert {name: value for name, value in second.items() if value} == {
        "drug": "tea",
        "taking": "now",
        "weeks_at_least": "0",
    }
    assert (third["class"], third["taking"]) == ("beta_blocker", "")
