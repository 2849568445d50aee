"""Numbers of the rules that specialists and payers apply (clinical reference, section 5).

The rules disagree, and are never merged into one verdict. Months are 28 days in a diary; a rule that
speaks of calendar months is decided for 30 as well, where that makes a difference.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from diary.terms.month import DAYS_PER_MONTH
from diary.terms.refusals import Refusal, Refusals


class Answer(StrEnum):
    """What a rule comes to."""

    MET = "met"
    NOT_MET = "not_met"
    DEPENDS = "depends_on_the_window"
    CANNOT = "cannot_be_assessed"


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


class ThresholdsError(ValueError):
    """Numbers of rules that cannot be; `threshold_refusals` tells which."""


class Allowed(NamedTuple):
    """The least and the most that a clinic may set, and why anything else is refused."""

    low: int
    high: int
    refusal: Refusal


_DAYS = Allowed(1, DAYS_PER_MONTH, "rule_days_range")
ALLOWED: dict[str, Allowed] = {
    "start_headache_days": _DAYS,
    "start_migraine_days": _DAYS,
    "start_preventives": Allowed(0, 10, "rule_preventives_range"),
    # Everybody falls by 0, and by 100 only who has none left.
    "stop_percent": Allowed(1, 99, "rule_percent_range"),
    "stop_headache_days": _DAYS,
    "stop_months": Allowed(1, 6, "rule_months_range"),
    "renewal_days": _DAYS,
    "renewal_hours": Allowed(1, DAYS_PER_MONTH * 24, "rule_hours_range"),
}
"""What can be set in each number; `response_days` is a word."""


def threshold_refusals(numbers: Mapping[str, Any]) -> Refusals:
    """Every reason why `numbers`, by the fields of Thresholds, cannot stand; empty when they can."""
    refused: Refusals = dict.fromkeys(numbers.keys() - set(Thresholds._fields), "unknown_field")
    for field, allowed in ALLOWED.items():
        number: Any = numbers.get(field)
        # To Python True is a 1.
        is_whole = isinstance(number, int) and not isinstance(number, bool)
        if not (is_whole and allowed.low <= number <= allowed.high):
            refused[field] = allowed.refusal
    if numbers.get("response_days") not in list(ResponseDays):
        refused["response_days"] = "not_a_choice"
    return refused


def checked_thresholds(thresholds: Thresholds) -> Thresholds:
    """`thresholds`; ThresholdsError where they cannot stand."""
    refused = threshold_refusals(thresholds._asdict())
    if refused:
        raise ThresholdsError(f"No rule has such a number: {', '.join(refused)}.")
    return thresholds


RESPONSE_CYCLE = 2
"""A response is decided after two cycles (NICE TA260), which is 6 months at one in 12 weeks (AHS 2021)."""

EHF_PREVENTIVES = 2
"""EHF 2018: two to three other preventives tried before."""

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

US_UNITS, US_MOST_UNITS, US_UNITS_DAYS = 155, 400, 84
"""And so many units at a time, and no more than so many in so many days over all indications."""

CHRONIC_HEADACHE_DAYS, CHRONIC_MIGRAINE_DAYS, CHRONIC_MONTHS = 15, 8, 4
"""ICHD-3 1.3: a month, for more than three months, which are four adjacent ones."""

MONTHS_BEFORE = 3
"""So many months of diary before the first treatment have their mean beside the baseline."""

BURDEN_MONTHS = 3
BURDEN_LINES = (4, 6)
"""IHS 2025, residual burden: none, under 4, 4 to 6, or over 6 days of migraine or of moderate or severe
pain a month, as a mean of three months."""
