"""Two people, or two phones, answer the same date: what each of them changed.

`None` as a document is a date that is not logged: it answers nothing.
"""

from collections.abc import Mapping
from typing import Any

from diary.terms.day_document import DayDocument


def changes(values: Mapping[str, Any], before: DayDocument | None) -> dict[str, Any]:
    """Those of `values` that the date did not say already when they were given."""
    return {name: value for name, value in values.items() if value != _said(before, name)}


def contested(
    changed: Mapping[str, Any], before: DayDocument | None, now: DayDocument | None
) -> dict[str, Any]:
    """What the date says now in fields that were changed here and, to something else, elsewhere."""
    return {
        name: _said(now, name)
        for name, value in changed.items()
        if _said(now, name) not in (value, _said(before, name))
    }


def rebased(values: Mapping[str, Any], before: DayDocument | None, now: DayDocument | None) -> dict[str, Any]:
    """`values` as given today: what they changed, and in their other fields what the date says now."""
    return {name: _said(now, name) for name in values} | changes(values, before)


def _said(document: DayDocument | None, name: str) -> Any:
    return getattr(document, name, None)
