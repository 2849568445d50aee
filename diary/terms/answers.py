"""The words with which a day is answered. A missing answer is `None`, never one of these."""

from enum import StrEnum


class Severity(StrEnum):
    """Worst pain of the day, on the trials' four-point scale without its zero (none)."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class FourHours(StrEnum):
    """Did the headache last four hours or more without a break? The trials counted such days."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Effect(StrEnum):
    """What the headache did to the day, in own words; no published scale."""

    NONE = "none"
    LESS = "less"
    STOPPED = "stopped"


class Relief(StrEnum):
    """Whether an acute medicine helped."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Source(StrEnum):
    """By which door an answer came; SIMULATED: it was made up, as if it had been given on its day."""

    PAGE = "page"
    API = "api"
    IMPORT = "import"
    SIMULATED = "simulated"


class Provenance(StrEnum):
    """How soon after the day its headache question was answered.

    EARLY is "no headache" given before 18:00 of the day itself: clear so far. IMPORTED came with a
    file, and how soon it was answered there nobody knows.
    """

    EARLY = "early"
    SAME_DAY = "same_day"
    LATE = "late"
    BACKFILLED = "backfilled"
    IMPORTED = "imported"


EARLY_BEFORE_HOUR = 18
LATE_WITHIN_DAYS = 2
