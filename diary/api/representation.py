"""A day as the API says it; `description` tells OpenAPI the same."""

from typing import Any

from diary.terms.day_document import FIELDS
from diary.terms.recorded_day import RecordedDay


def day_as_json(day: RecordedDay) -> dict[str, Any]:
    """The whole document; null is "not answered"."""
    said: dict[str, Any] = dict.fromkeys(FIELDS)
    if day.document is not None:
        said = {name: getattr(day.document, name) for name in FIELDS}
        if day.document.hours is not None:
            said["hours"] = float(day.document.hours)
        if day.document.intakes is not None:
            said["intakes"] = [intake._asdict() for intake in day.document.intakes]
    return day_in_brief(day) | {"provenance": day.provenance} | said


def day_in_brief(day: RecordedDay) -> dict[str, Any]:
    """Which version a date has now, and its state."""
    return {"date": day.date.isoformat(), "version": day.version, "state": day.state}
