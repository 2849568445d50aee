"""Numbers of the rules that specialists and payers apply (clinical reference, section 5).

The rules disagree, and are never merged into one verdict. Months are 28 days in a diary; a rule that
speaks of calendar months is decided for 30 as well, where that makes a difference.
"""

from enum import StrEnum
from typing import NamedTuple


class ResponseDays(StrEnum):
    """Which days of the cycle decide a response after two cycles: guidance does not say."""

    BOTH = "both"
    WEEKS_9_12 = "weeks_9_12"
    WHOLE_CYCLE = "whole_cycle"


class Thresholds(NamedTuple):
    """Numbers that commissioners and payers word differently, so that a clinic may set its own.

    The defaults: NICE TA260 (start, stop), and what US payers typically ask for at renewal.
    """

    start_headache_days: int = 15
    start_migraine_days: int = 8
    start_preventives: int = 3
    stop_percent: int = 30
    stop_headache_days: int = 15
    stop_months: int = 3
    response_days: ResponseDays = ResponseDays.BOTH
    renewal_days: int = 7
    renewal_hours: int = 100


PUBLISHED = Thresholds()

RESPONSE_CYCLE = 2
"""A response is decided after two cycles (NICE TA260), which is 6 months at one in 12 weeks (AHS 2021)."""

EHF_PERCENT = 30
EHF_CYCLES = (2, 3)
"""EHF 2018: less than 30 % fewer headache days is no response; after two or three cycles of that, stopping
is discussed."""

EHF_HEADACHE_DAYS, EHF_MONTHS = 10, 3
"""EHF 2018: under 10 headache days a month for three months, stopping is discussed."""

HULL_PERCENT = 50
HULL_TIMES = 2
"""Hull: half the headache or migraine days in the month after treatment, or headache-free days doubled."""

AHS_PERCENT = 50
"""AHS 2021: half the headache days, or half the days of moderate or severe pain, at 6 months."""

US_START_DAYS, US_START_MONTHS = 15, 3
"""What US payers typically ask for before: days of 4 hours or more a month, for so many months."""

US_START_PREVENTIVES, US_START_WEEKS = 2, 8
"""And preventives of different classes, so many weeks each."""

CHRONIC_HEADACHE_DAYS, CHRONIC_MIGRAINE_DAYS, CHRONIC_MONTHS = 15, 8, 4
"""ICHD-3 1.3: a month, for more than three months, which are four adjacent ones."""

MONTHS_BEFORE = 3
"""So many months of diary before the first treatment have their mean beside the baseline."""

BURDEN_MONTHS = 3
BURDEN_LINES = (4, 6)
"""IHS 2025, residual burden: none, under 4, 4 to 6, or over 6 days of migraine or of moderate or severe
pain a month, as a mean of three months."""
