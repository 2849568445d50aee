"""Rows of a table -> days to be answered, person by person, and why others cannot stand."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from diary.imports.table import FileRefused, Row, Table
from diary.terms.clinics import MAX_NAME
from diary.terms.day_document import DayDocument, is_text, merged, refusals
from diary.terms.month import EARLIEST_DAY
from diary.terms.reading import Unreadable, read_date, read_values, typed_number
from diary.terms.refusals import Refusals

_YES_OR_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}
_NOTHING = ("none", "nothing")
_DAY = re.compile(r"-?[0-9]{1,5}")


class DayRow(NamedTuple):
    """A row that can stand: whose day it is ("" where the file does not say), and what it says."""

    line: int
    patient: str
    date: date
    document: DayDocument


class RefusedRow(NamedTuple):
    """A row that cannot stand: why, by our names of the columns."""

    line: int
    reasons: Refusals


class FileOfDays(NamedTuple):
    """What a file says: the days of each person in their order, or the rows that are refused.

    `column` is ours for when a row was: "date" or "day". `digest` tells apart files, and the ways in which
    one file can be read.
    """

    people: dict[str, list[DayRow]]
    refused: list[RefusedRow]
    column: str
    digest: str


def read_days(content: bytes, table: Table, day_zero: date | None, today: date) -> FileOfDays:
    """The days of `table`, which is `content` read; days relative to the treatment hang on `day_zero`.

    Raises FileRefused.
    """
    if "day" in table.read and day_zero is None:
        raise FileRefused("treatment_date_missing")
    found = [_read(row, day_zero, today) for row in table.rows]
    if not found:
        raise FileRefused("file_empty")
    column = _date_column(table.read)
    refused = [row for row in found if isinstance(row, RefusedRow)]
    people: dict[str, list[DayRow]] = {}
    seen: set[tuple[str, date]] = set()
    for row in (row for row in found if isinstance(row, DayRow)):
        if (row.patient, row.date) in seen:
            refused.append(RefusedRow(row.line, {column: "date_twice"}))
        seen.add((row.patient, row.date))
        people.setdefault(row.patient, []).append(row)
    for days in people.values():
        days.sort(key=lambda row: row.date)
    refused.sort(key=lambda row: row.line)
    return FileOfDays(people, refused, column, _digest(content, table.read, day_zero))


def _digest(content: bytes, read: Mapping[str, str], day_zero: date | None) -> str:
    asked = json.dumps([sorted(read.items()), str(day_zero)]).encode()
    return hashlib.sha256(hashlib.sha256(content).digest() + asked).hexdigest()


def _read(row: Row, day_zero: date | None, today: date) -> DayRow | RefusedRow:
    if row.cells is None:
        return RefusedRow(row.line, {"row": "row_length"})
    # One name, however its letters are put together.
    patient = unicodedata.normalize("NFC", row.cells.get("patient", ""))
    reasons = _patient_refusals(row.cells)
    try:
        day = _date(row.cells, day_zero, today)
    except Unreadable as error:
        day = None
        reasons[_date_column(row.cells)] = error.refusal
    document, unfit = _document(row.cells)
    reasons |= {"medicines" if name == "intakes" else name: refusal for name, refusal in unfit.items()}
    if reasons or day is None or document is None:
        return RefusedRow(row.line, reasons)
    return DayRow(row.line, patient, day, document)


def _patient_refusals(cells: Mapping[str, str]) -> Refusals:
    if "patient" not in cells:
        return {}
    fits = 0 < len(cells["patient"]) <= MAX_NAME and is_text(cells["patient"])
    return {} if fits else {"patient": "patient_invalid"}


def _date_column(columns: Collection[str]) -> str:
    return "date" if "date" in columns else "day"


def _date(cells: Mapping[str, str], day_zero: date | None, today: date) -> date:
    if "date" in cells:
        day = read_date(cells["date"])
    elif day_zero is None or not _DAY.fullmatch(cells["day"]):
        raise Unreadable("day_invalid")
    else:
        day = day_zero + timedelta(days=int(cells["day"]))
    if not EARLIEST_DAY <= day <= today:
        raise Unreadable("date_future" if day > today else "date_too_early")
    return day


def _document(cells: Mapping[str, str]) -> tuple[DayDocument | None, Refusals]:
    values, unreadable = read_values(_values(cells))
    if unreadable:
        return None, unreadable
    document = merged(None, values)
    return document, refusals(document)


def _values(cells: Mapping[str, str]) -> dict[str, object]:
    """The answers of a row as `terms.reading` takes them; an empty cell is not answered."""
    said: dict[str, Any] = {
        "headache": _YES_OR_NO.get(cells["headache"].casefold(), cells["headache"] or None)
    }
    hours = cells.get("hours", "")
    said["hours"] = typed_number(hours) if hours else None
    said["note"] = cells.get("note") or None
    said["severity"] = cells.get("severity", "").casefold() or None
    said["intakes"] = _intakes(cells.get("medicines", ""))
    if said["headache"] is False:
        # Files say "no headache" in these columns too; that is the same answer, not one more.
        if said["hours"] == 0:
            said["hours"] = None
        if said["severity"] in ("none", "0"):
            said["severity"] = None
    return said


def _intakes(cell: str) -> list[dict[str, object]] | None:
    """Medicines by their names, parted by ";"; "none" is the answer "took nothing"."""
    if not cell:
        return None
    if cell.casefold() in _NOTHING:
        return []
    return [{"medicine": name} for part in cell.split(";") if (name := part.strip())]
