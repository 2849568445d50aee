"""What a file says is read as it stands, and what cannot stand is told by line, column and reason."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.imports import COLUMNS, MAX_BYTES, FileRefused, columns_named, read_days, read_table
from diary.terms.answers import Severity
from diary.terms.day_document import DayDocument, Intake
from diary.terms.medicines import MEDICINES
from diary.terms.refusals import FILE_REFUSALS
from diary.wording.refusals import OF_FILES, file_in_words, row_in_words
from tests.days import documents

TREATED = date(2026, 3, 3)
TODAY = date(2026, 6, 30)


def read(text, *named, day_zero=TREATED, today=TODAY):
    content = text if isinstance(text, bytes) else text.encode()
    return read_days(content, read_table(content, columns_named(named)), day_zero, today)


def days_of(text, *named, **options):
    """Person -> date -> document, where nothing is refused."""
    found = read(text, *named, **options)
    assert not found.refused
    return {name: {row.date: row.document for row in rows} for name, rows in found.people.items()}


def refused(text, *named, **options):
    return [(row.line, row.reasons) for row in read(text, *named, **options).refused]


def why(text, *named, **options):
    with pytest.raises(FileRefused) as caught:
        read(text, *named, **options)
    assert file_in_words(caught.value.reason, caught.value.about)
    return caught.value.reason


def test_day_0_is_the_day_of_the_treatment():
    found = days_of("id,time,airq,headache\n7,-1,9,yes\n7,0,10,no\n7,1,3,yes\n", "patient=id,day=time")
    assert found == {
        "7": {
            date(2026, 3, 2): DayDocument(True),
            date(2026, 3, 3): DayDocument(False),
            date(2026, 3, 4): DayDocument(True),
        }
    }


def test_everything_that_can_be_said():
    found = days_of(
        "date,headache,hours,severity,medicines,note\n"
        '2026-03-02,Yes,"5,5",Severe,Imigran 50 mg; paracetamol,"after\nthe storm"\n'
        "2026-03-03,no,0,none,none,\n"
    )
    assert found[""] == {
        date(2026, 3, 2): DayDocument(
            True,
            severity=Severity.SEVERE,
            hours=Decimal("5.5"),
            intakes=(Intake("sumatriptan"), Intake("paracetamol")),
            note="after\nthe storm",
        ),
        date(2026, 3, 3): DayDocument(False, intakes=()),
    }


def test_an_empty_cell_is_not_answered():
    (document,) = days_of("date,headache,hours,severity,medicines,note\n2026-03-02,yes,,,,\n")[""].values()
    assert document == DayDocument(True)


def test_days_of_one_person_are_put_in_their_order_wherever_they_stand():
    people = read("patient,day,headache\n1,5,yes\n2,0,no\n1,-3,no\n").people
    assert [row.line for row in people["1"]] == [4, 2]
    assert list(people) == ["1", "2"]


def test_semicolons_a_byte_order_mark_and_blank_lines_are_what_spreadsheets_write():
    text = "\ufeffday;headache\r\n0;yes\r\n\r\n;\r\n1;no\r\n"
    assert len(days_of(text)[""]) == 2


def test_a_column_can_be_left_unread():
    found = days_of("day,headache,note\n0,yes,for office use\n", "note=")
    assert found[""][TREATED].note is None
    assert "note" not in read_table(b"day,headache,note,airq\n", {"note": ""}).read


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        ("1,2026-03-02,maybe,,,,", {"headache": "not_yes_or_no"}),
        ("1,2026-03-02,,,,,", {"headache": "headache_missing"}),
        ("1,2026-13-02,yes,,,,", {"date": "date_invalid"}),
        ("1,3.3.2026,yes,,,,", {"date": "date_invalid"}),
        ("1,,yes,,,,", {"date": "date_invalid"}),
        ("1,2026-07-01,yes,,,,", {"date": "date_future"}),
        ("1,1989-12-31,yes,,,,", {"date": "date_too_early"}),
        (",2026-03-02,yes,,,,", {"patient": "patient_invalid"}),
        (f"{'x' * 81},2026-03-02,yes,,,,", {"patient": "patient_invalid"}),
        ("1,2026-03-02,yes,25,,,", {"hours": "hours_range"}),
        ("1,2026-03-02,yes,some,,,", {"hours": "not_a_number"}),
        ("1,2026-03-02,yes,,awful,,", {"severity": "not_a_choice"}),
        ("1,2026-03-02,yes,,none,,", {"severity": "not_a_choice"}),
        ("1,2026-03-02,yes,,,smarties,", {"medicines": "medicine_unknown"}),
        ("1,2026-03-02,yes,,,aspirin; Aspirin,", {"medicines": "medicine_twice"}),
        ("1,2026-03-02,no,3,,,", {"hours": "without_headache"}),
        ("1,2026-03-02,no,,mild,,", {"severity": "without_headache"}),
        (f"1,2026-03-02,yes,,,,{'x' * 2001}", {"note": "note_too_long"}),
        ("1,2026-03-02,yes", {"row": "row_length"}),
        ("1,2026-03-02,yes,,,,,", {"row": "row_length"}),
        ("1,2026-13-02,maybe,,,,", {"date": "date_invalid", "headache": "not_yes_or_no"}),
    ],
)
def test_what_cannot_stand_is_refused_in_the_words_of_the_page(row, reasons):
    text = f"patient,date,headache,hours,severity,medicines,note\n1,2026-01-01,no,,,,\n{row}\n"
    assert refused(text) == [(3, reasons)]
    assert all(line.startswith("Line 3, ") for line in row_in_words(3, reasons))


@pytest.mark.parametrize("day", ["", "one", "1.5", "+1", "9999999", "¹"])
def test_a_day_is_a_whole_number(day):
    assert refused(f"day,headache\n{day},yes\n") == [(2, {"day": "day_invalid"})]


def test_a_day_counted_past_today_has_not_come():
    assert refused("day,headache\n119,no\n120,no\n") == [(3, {"day": "date_future"})]


def test_one_date_stands_there_once_for_each_person():
    text = "patient,day,headache\n1,0,yes\n2,0,yes\n1,0,no\n"
    assert refused(text) == [(4, {"day": "date_twice"})]


def test_a_line_is_counted_as_an_editor_counts_it():
    text = 'date,headache,note\n2026-03-01,yes,"two\nlines"\n\n2026-03-02,maybe,\n'
    assert refused(text) == [(5, {"headache": "not_yes_or_no"})]


@pytest.mark.parametrize(
    ("text", "named", "reason"),
    [
        ("", [], "file_empty"),
        (" \n\n", [], "file_empty"),
        ("date,headache\n", [], "file_empty"),
        (b"date,headache\n2026-03-01,\0yes\n", [], "file_not_text"),
        ("date,headache\n2026-03-01,yes\n".encode("utf-16"), [], "file_not_text"),
        (b"date,headache,note\n2026-03-01,yes,caf\xe9\n", [], "file_not_utf8"),
        ('date,headache,note\n2026-03-01,yes,"open\n', [], "file_not_csv"),
        ("date,headache\n2026-03-01,yes\n", ["colour=date"], "columns_unclear"),
        ("date,headache\n2026-03-01,yes\n", ["date"], "columns_unclear"),
        ("date,headache\n2026-03-01,yes\n", ["date=date", "date=day"], "columns_unclear"),
        ("date,headache\n2026-03-01,yes\n", ["patient=id"], "columns_missing"),
        ("date,pain\n2026-03-01,yes\n", [], "columns_missing"),
        ("date,headache\n2026-03-01,yes\n", ["headache="], "columns_missing"),
        ("when,headache\n2026-03-01,yes\n", [], "date_or_day"),
        ("date,day,headache\n2026-03-01,0,yes\n", [], "date_or_day"),
        ("date,headache,headache\n2026-03-01,yes,no\n", [], "column_twice"),
        ("date,headache\n2026-03-01,yes\n", ["note=headache"], "column_twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(text, named, reason):
    assert why(text, *named) == reason


def test_relative_days_need_the_treatment_they_are_relative_to():
    assert why("day,headache\n0,yes\n", day_zero=None) == "treatment_date_missing"
    assert days_of("date,headache\n2026-03-01,yes\n", day_zero=None)


def test_a_file_is_at_most_as_large_as_is_said():
    with pytest.raises(FileRefused) as caught:
        read_table(b" " * (MAX_BYTES + 1), {})
    assert caught.value.reason == "file_too_large"


def test_every_way_of_reading_a_file_is_an_import_of_its_own():
    text = "a,b,headache\n0,1,yes\n"
    one, other = read(text, "day=a"), read(text, "day=b")
    later = read(text, "day=a", day_zero=date(2026, 3, 4))
    assert len({one.digest, other.digest, later.digest, read(text + "\n", "day=a").digest}) == 4
    assert one.digest == read(text, "day=a").digest


def test_every_reason_has_its_sentence():
    assert set(OF_FILES) == set(FILE_REFUSALS)


def written(document: DayDocument) -> dict[str, str]:
    """The document as a row, by our names of the columns."""
    medicines = "" if document.intakes is None else "; ".join(one.medicine for one in document.intakes)
    return {
        "headache": "yes" if document.headache else "no",
        "hours": str(document.hours or ""),
        "severity": document.severity or "",
        "medicines": "none" if document.intakes == () else medicines,
        "note": (document.note or "").replace('"', '""'),
    }


@given(st.lists(documents, min_size=1, max_size=5))
def test_what_a_file_can_say_comes_back_word_for_word(said):
    columns = ["date", *COLUMNS[3:]]
    lines = [",".join(columns)]
    for number, document in enumerate(said):
        row = {"date": f"2026-03-{number + 1:02}"} | written(document)
        lines.append(",".join(f'"{row[name]}"' for name in columns))
    found = days_of("\n".join(lines))[""]
    for document, back in zip(said, found.values(), strict=True):
        assert written(back) == written(document)
        assert back.intakes is None or all(one.medicine in MEDICINES for one in back.intakes)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_nothing_breaks(content):
    for start in (b"", b"date,headache\n", b"day,headache,note\n"):
        with suppress(FileRefused):
            read(start + content)
