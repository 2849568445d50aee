"""What is known of a course of treatments, as the outcome is computed from it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from diary.analytics.diary import Diary
from diary.analytics.windows import Span


class BaselineSource(StrEnum):
    """Where a baseline comes from; all but the first are somebody's figure, and get no interval."""

    DIARY = "diary"
    DOCUMENTED = "documented"
    RECALLED = "recalled"


class NoBaseline(StrEnum):
    """Why there is nothing to compare with.

    FIRST_MOVED: the first injection was moved into the fixed days, so some of them are on treatment.
    UNREADABLE: the fixed days were damaged where they are stored.
    """

    ON_TREATMENT = "on_treatment"
    TOO_FEW_DAYS = "too_few_days_logged"
    FIRST_MOVED = "first_treatment_moved"
    UNREADABLE = "fixed_days_unreadable"


class BaselineError(ValueError):
    """A baseline that cannot be: a figure outside 0 to 28, or fixed days that are not 28."""


class FixedBaseline(NamedTuple):
    """The 28 dates before a course's first injection, and the diary of them as it stood when fixed."""

    span: Span
    diary: Diary


class WrittenBaseline(NamedTuple):
    """Headache days per 28 before treatment, from a letter, a paper diary, or memory; `dated`: when."""

    source: BaselineSource
    days: Decimal
    dated: date | None


class Course(NamedTuple):
    """A run of injections with one baseline.

    `from_start`: the first recorded injection is the course's first, so the days before it are
    untreated. Otherwise `began` is the date of the first, if known (`about`: roughly), and `earlier`
    how many came before the diary, if known, of which `of_earlier` are recorded since. `fixed` None where
    none were fixed, or where they `are_unreadable`.
    """

    injections: tuple[date, ...]
    from_start: bool
    began: date | None = None
    about: bool = False
    earlier: int | None = 0
    of_earlier: int = 0
    fixed: FixedBaseline | None = None
    written: WrittenBaseline | None = None
    are_unreadable: bool = False

    @property
    def known_start(self) -> date | None:
        """The date of its first injection, where that is known; what is said of it cannot be where it is no
        earlier than the first one here, of a course that had others before."""
        first = self.injections[0]
        if self.from_start:
            return first
        return self.began if self.began is not None and self.began < first else None

    def number(self, index: int) -> int | None:
        """Which injection of the course the one at `index` is, from 1; None where nobody knows."""
        return None if self.earlier is None else max(self.earlier - self.of_earlier, 0) + index + 1
