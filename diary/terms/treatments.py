"""One treatment as a document, how its course began, and what either may say.

`None` is "not answered" or "not known". Units of different products are not interchangeable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.refusals import Refusal, Refusals


class Product(StrEnum):
    """Botulinum toxins by their generic names."""

    ONABOTULINUM = "onabotulinumtoxina"  # Botox
    ABOBOTULINUM = "abobotulinumtoxina"  # Dysport
    INCOBOTULINUM = "incobotulinumtoxina"  # Xeomin
    OTHER = "other"


USUAL_UNITS = 155
"""31 injections of 5 units over seven muscle areas (US prescribing information; section 7)."""

PAUSE_DAYS = 4 * DAYS_PER_MONTH
"""From the last treatment of a course to the first of the next: 12 weeks of treatment, then the 28 days
that the next one is compared with. Days on treatment are never a baseline."""

MAX_UNITS = 1500  # no medical limit: units of other products are smaller
MAX_LOT = 40
MAX_EARLIER = 200
_LOT = re.compile(r"[\w ./#-]+")


@dataclass(frozen=True, slots=True)
class TreatmentDocument:
    """One injection session on one date."""

    date: date
    product: Product = Product.ONABOTULINUM
    units: int | None = USUAL_UNITS
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class CourseStart:
    """How a course stands to its first recorded treatment.

    `from_start`: that was the course's first. Otherwise `began` is the date of the first, if known
    (`about`: roughly), and `earlier` how many came before the recorded ones, if known; it stays what was
    said when some of those are recorded too.
    """

    from_start: bool
    began: date | None = None
    about: bool = False
    earlier: int | None = None

    def __post_init__(self) -> None:
        if self.from_start and self.earlier is None:
            object.__setattr__(self, "earlier", 0)


class WrittenSource(StrEnum):
    """Where a baseline that is not from this diary was taken from."""

    LETTER = "letter"
    PAPER_DIARY = "paper_diary"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """Headache days per 28 before treatment as somebody wrote down or recalls, and when that was said."""

    source: WrittenSource
    days: Decimal
    dated: date | None = None


def refusals(treatment: TreatmentDocument, start: CourseStart | None, today: date) -> Refusals:
    """Every reason why a treatment, and how its course began, cannot stand; empty when they can."""
    return dict([*_of_treatment(treatment, today), *(_of_start(start, treatment.date) if start else ())])


def figure_refusals(figure: WrittenFigure, today: date) -> Refusals:
    """Every reason why a written baseline cannot stand."""
    refused: Refusals = {}
    if not (figure.days.is_finite() and 0 <= figure.days <= DAYS_PER_MONTH):
        refused["days"] = "month_days_range"
    if figure.dated is not None and not EARLIEST_DAY <= figure.dated <= today:
        refused["dated"] = "date_future" if figure.dated > today else "date_too_early"
    return refused


def start_refusals(start: CourseStart, first: date) -> Refusals:
    """Every reason why a course whose first recorded treatment is on `first` cannot have begun so."""
    return dict(_of_start(start, first))


def _of_treatment(treatment: TreatmentDocument, today: date) -> Iterator[tuple[str, Refusal]]:
    if treatment.date > today:
        yield "date", "date_future"
    elif treatment.date < EARLIEST_DAY:
        yield "date", "date_too_early"
    if treatment.units is not None and not 1 <= treatment.units <= MAX_UNITS:
        yield "units", "units_range"
    if treatment.lot is not None and not (len(treatment.lot) <= MAX_LOT and _LOT.fullmatch(treatment.lot)):
        yield "lot", "lot_invalid"


def _of_start(start: CourseStart, first: date) -> Iterator[tuple[str, Refusal]]:
    if start.from_start:
        if start.began is not None or start.earlier:
            yield "from_start", "first_and_earlier"
        return
    if start.began is not None and start.began >= first:
        yield "began", "began_not_before"
    elif start.began is not None and start.began < EARLIEST_DAY:
        yield "began", "date_too_early"
    if start.earlier is not None and not 1 <= start.earlier <= MAX_EARLIER:
        yield "earlier", "earlier_range"
