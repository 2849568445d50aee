"""What a verb answers: the days as they stand now, or why nothing was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from diary.terms.recorded_day import RecordedDay
from diary.terms.refusals import Refusals


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one operation made of its dates; `replayed` when it had been carried out before."""

    days: tuple[RecordedDay, ...]
    replayed: bool = False


class Refused(Exception):
    """An answer cannot stand. Nothing was changed. `reasons`: date -> field -> refusal."""

    def __init__(self, reasons: Mapping[date, Refusals]) -> None:
        super().__init__("An answer was refused.")
        self.reasons = dict(reasons)


class Conflict(Exception):
    """A date has another version than the answer was made for. Nothing was changed."""

    def __init__(self, days: tuple[RecordedDay, ...]) -> None:
        super().__init__("A day was changed in the meantime.")
        self.days = days


class OperationReused(Exception):
    """This operation id was used before, for another request. Nothing was changed."""


class VersionMissing(Exception):
    """The request must say which version it was made for, and does not. Nothing was changed."""
