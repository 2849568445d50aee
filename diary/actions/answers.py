"""What can be answered about one date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """Change the named fields only; `version` None: whatever the date says now."""

    date: date
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A form as it was drawn from `version`: of the named fields, change those that it changed.

    What was changed elsewhere in the meantime stays; a field that both changed is a Conflict.
    What a tap `said` that sent the form along holds whatever the date says.
    """

    date: date
    values: Mapping[str, Any]
    version: int
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replace:
    """Replace the whole document: what is not named becomes "not answered"."""

    date: date
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Make the date not logged again."""

    date: date
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the change that made `version`, as long as it is the last one."""

    date: date
    version: int


Answer = Change | Edit | Replace | Withdraw | Undo
