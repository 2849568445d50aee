"""The bytes of a CSV file -> its rows, under our names of the columns. Nothing is guessed or repaired."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from diary.terms.refusals import FileRefusal

COLUMNS = ("patient", "date", "day", "headache", "hours", "severity", "medicines", "note")
"""What can be read of a row: a date, or a day counted from the treatment; headache; what else is there."""

MAX_BYTES = 50_000_000
_SEPARATORS = (",", ";", "\t")


class FileRefused(Exception):
    """The file as a whole cannot be read, or not like this; `about` completes the sentence of `reason`."""

    def __init__(self, reason: FileRefusal, **about: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


class Row(NamedTuple):
    """One row by our names; `cells` is None where it has another number of cells than the first line."""

    line: int
    cells: dict[str, str] | None


class Table(NamedTuple):
    """What the first line names, which of our columns are read from which of these, and the rows."""

    names: tuple[str, ...]
    read: dict[str, str]
    rows: Iterator[Row]


def columns_named(written: Iterable[str]) -> dict[str, str]:
    """Ours -> theirs, from "patient=id,day=time"; an empty name of theirs leaves ours unread."""
    named: dict[str, str] = {}
    for pair in (pair for one in written for pair in one.split(",")):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not equals or ours not in COLUMNS or ours in named:
            raise FileRefused("columns_unclear", pair=pair.strip(), ours=", ".join(COLUMNS))
        named[ours] = theirs
    return named


def read_table(content: bytes, named: Mapping[str, str]) -> Table:
    """The table in `content`, a CSV file with names in its first line. Raises FileRefused, also while
    rows are read."""
    records = _records(_text(content))
    _line, header = next(records, (1, []))
    names = [name.strip() for name in header]
    read = {ours: theirs for ours in COLUMNS if (theirs := named.get(ours, ours)) in names}
    _refuse_columns(names, named, read)
    places = {ours: names.index(theirs) for ours, theirs in read.items()}
    return Table(tuple(names), read, _rows(records, places, len(names)))


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise FileRefused("file_too_large", megabytes=MAX_BYTES // 1_000_000)
    if b"\0" in content:
        raise FileRefused("file_not_text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("file_not_utf8", line=content[: error.start].count(b"\n") + 1) from error
    if not text.strip():
        raise FileRefused("file_empty")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line it begins on."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begins, record
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused("file_not_csv", line=begins) from error


def _refuse_columns(names: list[str], named: Mapping[str, str], read: Mapping[str, str]) -> None:
    missing = [theirs for ours, theirs in named.items() if theirs and ours not in read]
    if "headache" not in read and not named.get("headache"):
        missing.append("headache")
    if missing:
        raise FileRefused("columns_missing", missing=", ".join(missing), there=", ".join(names))
    if ("date" in read) == ("day" in read):
        raise FileRefused("date_or_day", there=", ".join(names))
    twice = [theirs for theirs in read.values() if names.count(theirs) > 1]
    if twice or len(set(read.values())) < len(read):
        raise FileRefused("column_twice", there=", ".join(names))


def _rows(records: Iterator[tuple[int, list[str]]], places: Mapping[str, int], length: int) -> Iterator[Row]:
    for line, record in records:
        fits = len(record) == length
        yield Row(line, {ours: record[place].strip() for ours, place in places.items()} if fits else None)
