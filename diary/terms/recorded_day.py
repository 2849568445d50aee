"""A date as it stands in a diary."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diary.terms.answers import Provenance
from diary.terms.day_document import DayDocument


class DayState(StrEnum):
    """The three states of a day. Blank is never clear."""

    HEADACHE = "headache"
    CLEAR = "clear"
    NOT_LOGGED = "not_logged"


@dataclass(frozen=True, slots=True)
class RecordedDay:
    """A date, its version (0: never logged), its document and how soon it was answered.

    A date that is not logged has neither document nor provenance; it may have a version, from
    before it was withdrawn.
    """

    date: date
    version: int
    document: DayDocument | None = None
    provenance: Provenance | None = None

    @property
    def state(self) -> DayState:
        if self.document is None:
            return DayState.NOT_LOGGED
        return DayState.HEADACHE if self.document.headache else DayState.CLEAR
