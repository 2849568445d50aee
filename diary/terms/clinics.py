"""Who works in a clinic, and how a patient lets one in."""

from calendar import monthrange
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What somebody does in a clinic. An admin sees who works there, and no diary."""

    CLINICIAN = "clinician"
    INJECTOR = "injector"
    ADMIN = "admin"


READ_DIARIES = (Role.CLINICIAN, Role.INJECTOR)
"""Who of a clinic reads the diaries it was let into."""

SET_NUMBERS = (Role.CLINICIAN, Role.ADMIN)
"""Who of a clinic sets its numbers for the rules; an injector decides nothing, and sees them."""


DIARY_READ = "diary.read"
"""The verb of the event that somebody else looked at a diary."""


class Read(StrEnum):
    """What of a diary somebody else looked at."""

    LIST = "list"
    MONTH = "month"
    DAY = "day"
    RANGE = "range"
    OUTCOME = "outcome"
    # Taken away as a file; the patient lets a clinic do that apart.
    REPORT = "report.pdf"
    DAYS_FILE = "days.csv"
    TREATMENTS_FILE = "treatments.csv"
    PREVENTIVES_FILE = "preventives.csv"


PERIODS = (3, 6, 12)
"""For how many months of the calendar a clinic can be let in: consent is asked for again each year."""

DEFAULT_PERIOD = 12

MAX_NAME = 80
"""Characters of a name, a clinic's or a person's."""


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last one where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
