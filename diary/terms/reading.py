"""Foreign values -> the fields of a day document. One reader for the page, the API and imports.

Values come as JSON has them: true and false, numbers, text, lists, and null for "not answered". A form has
text only; what it types as a number is made one by `typed_number` and `typed_count`.
Reading says what a value is; whether it can stand is for `day_document.refusals`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from diary.terms.answers import Effect, FourHours, Relief, Severity
from diary.terms.day_document import FEATURES, FIELDS, Intake, is_text, refusals_of
from diary.terms.medicines import medicine_named
from diary.terms.refusals import Refusal, Refusals

_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_YEARS = range(1970, 2200)
"""Of a client's clock, which may be wrong, but not by more."""
_MOST_REFUSALS = len(FIELDS) + 4
"""After so many the rest is not read: whoever sends thousands of unknown fields is told of some."""


class Unreadable(ValueError):
    """A value that is not what its field takes; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def read_values(raw: Mapping[str, object]) -> tuple[dict[str, Any], Refusals]:
    """The named fields of a day document, and why the others cannot be read."""
    values: dict[str, Any] = {}
    refused: Refusals = {}
    for name, value in raw.items():
        try:
            values[name] = _read(name, value)
        except Unreadable as error:
            refused[name] = error.refusal
            if len(refused) > _MOST_REFUSALS:
                break
    return values, refused


def all_refusals(values: Mapping[str, Any], unreadable: Refusals) -> Refusals:
    """With why some values cannot be read, also why the others cannot stand: nobody is told one by one."""
    return refusals_of(values) | unreadable if unreadable else {}


def read_date(value: object) -> date:
    """A date from its ISO form only: 2026-03-03."""
    try:
        read = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        read = None
    # Python reads other ISO forms too, such as 2026-W10-2.
    if read is None or read.isoformat() != value:
        raise Unreadable("date_invalid")
    return read


def read_operation(value: object) -> UUID:
    """A client-made id of a change."""
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise Unreadable("operation_missing") from None


def read_moment(value: object) -> datetime | None:
    """A moment in ISO form with its offset from UTC, as UTC; None stays None."""
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        read = None
    # The years first: at the edge of the calendar a moment has no place in UTC.
    if read is None or read.tzinfo is None or read.year not in _YEARS:
        raise Unreadable("moment_invalid")
    return read.astimezone(UTC)


def read_version(value: object) -> int | None:
    """The version a change was made for; None stays None."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise Unreadable("version_invalid")


def typed_number(text: str) -> Decimal | str:
    """A number as people type it into a form, such as 5,5; any other text as it is, to be refused."""
    written = text.strip().replace(",", ".")
    return Decimal(written) if _NUMBER.fullmatch(written) else text


def typed_count(text: str) -> int | str | None:
    """A whole number as a form or a header has it; any other text as it is, to be refused; None for none."""
    written = text.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else text or None


def _read(name: str, value: object) -> Any:
    if name not in _READERS:
        raise Unreadable("unknown_field")
    if value is None:
        if name == "headache":
            raise Unreadable("headache_missing")
        return None
    return _READERS[name](value)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("not_yes_or_no")
    return value


def _one_of(words: type[StrEnum]) -> Callable[[object], StrEnum]:
    by_word = {word.value: word for word in words}

    def read(value: object) -> StrEnum:
        word = by_word.get(value) if isinstance(value, str) else None
        if word is None:
            raise Unreadable("not_a_choice")
        return word

    return read


def _number(value: object) -> Decimal:
    # True and false are written as words, which are no numbers.
    written = str(value) if isinstance(value, int | float | Decimal) else ""
    if not _NUMBER.fullmatch(written):
        raise Unreadable("not_a_number")
    # 1.5 and 1.50 are one answer; adding 0 writes 2E+1 out again.
    return Decimal(written).normalize() + 0


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not is_text(value):
        raise Unreadable("not_text")
    return value.replace("\r\n", "\n").strip() or None


def _intakes(value: object) -> tuple[Intake, ...]:
    if not isinstance(value, list | tuple):
        raise Unreadable("not_a_list")
    return tuple(_intake(entry) for entry in value)


def _intake(entry: object) -> Intake:
    if not isinstance(entry, Mapping):
        raise Unreadable("not_a_list")
    if entry.keys() - set(Intake._fields):
        raise Unreadable("unknown_field")
    name, doses, relief = (entry.get(field) for field in Intake._fields)
    medicine = medicine_named(name) if isinstance(name, str) else None
    if medicine is None:
        raise Unreadable("medicine_unknown")
    return Intake(medicine.code, _doses(doses), None if relief is None else _RELIEF(relief))


def _doses(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Unreadable("doses_range")


_RELIEF: Any = _one_of(Relief)

_READERS: dict[str, Callable[[object], Any]] = {
    "headache": _yes_or_no,
    "severity": _one_of(Severity),
    "four_hours": _one_of(FourHours),
    "hours": _number,
    **dict.fromkeys(FEATURES, _yes_or_no),
    "effect": _one_of(Effect),
    "intakes": _intakes,
    "menstruation": _yes_or_no,
    "note": _text,
}
