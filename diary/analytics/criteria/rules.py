"""The rules as data: which questions, on which days (clinical reference, section 5).

They disagree with each other, and nothing here merges them.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from diary.analytics.criteria.sums import Asks, Line
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import CRYSTAL_CLEAR, FOUR_HOURS, HOURS, MIGRAINE, MODERATE_OR_SEVERE
from diary.terms.criteria import (
    AHS_PERCENT,
    CHRONIC_HEADACHE_DAYS,
    CHRONIC_MIGRAINE_DAYS,
    CHRONIC_MONTHS,
    EHF_HEADACHE_DAYS,
    EHF_MONTHS,
    EHF_PERCENT,
    HULL_PERCENT,
    HULL_TIMES,
    US_START_DAYS,
    US_START_MONTHS,
    ResponseDays,
    Thresholds,
)
from diary.terms.response import RESPONSE_PERCENTS


class Rule(StrEnum):
    """Whose rule, and what it is about; in the order in which they are shown."""

    RESPONSE_30 = "response_30"
    RESPONSE_50 = "response_50"
    RESPONSE_75 = "response_75"
    NICE_START = "nice_ta260_start"
    NICE_RESPONSE = "nice_ta260_response"
    NICE_STOP_DAYS = "nice_ta260_stop_days"
    EHF_START = "ehf_2018_start"
    EHF_RESPONSE = "ehf_2018_response"
    EHF_STOP_DAYS = "ehf_2018_stop_days"
    HULL = "hull"
    AHS = "ahs_2021"
    US_START = "us_payers_start"
    US_RENEWAL = "us_payers_renewal"
    CHRONIC_BEFORE = "ichd_3_chronic_before"
    CHRONIC_NOW = "ichd_3_chronic_now"


class Where(StrEnum):
    """Which days a rule is held against, and against which others where it compares."""

    LATEST_WINDOW = "latest_whole_window"
    LATEST_CYCLE = "whole_windows_of_its_cycle"
    MONTH_BEFORE = "month_before_treatment"
    MONTHS_BEFORE = "months_before_treatment"
    MONTHS_NOW = "latest_months"
    MONTHS_TREATED = "latest_months_under_treatment"
    WEEKS_9_12 = "weeks_9_12_of_cycle_2"
    WHOLE_CYCLE = "all_of_cycle_2"
    AROUND_EACH = "around_each_of_the_first_treatments"
    FIRST_WEEKS_OF_EACH = "first_weeks_of_the_first_cycles"
    FIRST_WEEKS = "weeks_1_4_of_the_latest_cycle"


class Elsewhere(StrEnum):
    """What a rule asks for besides, which no day of a diary answers."""

    PREVENTIVES = "preventives_tried"
    TWO_PREVENTIVES = "two_preventives_tried"
    CLASSES = "classes_of_preventives_for_8_weeks"
    UNITS = "units_planned"
    OVERUSE_MANAGED = "medication_overuse_managed"
    MIDAS = "midas"
    HIT_6 = "hit_6"


class Asked(NamedTuple):
    """One rule. It is met where all of its `lines` are, or any of them; with several `where` it is read in
    several ways. `months`: how many, adjacent ones, for the ways that speak of months."""

    rule: Rule
    where: tuple[Where, ...]
    lines: tuple[Line, ...]
    of_all: bool = True
    months: int = 1
    elsewhere: tuple[Elsewhere, ...] = ()


@lru_cache(maxsize=64)
def rules(thresholds: Thresholds) -> tuple[Asked, ...]:
    """All rules, with the numbers that a clinic may have set."""
    chronic = _at_least(CHRONIC_HEADACHE_DAYS, CHRONIC_MIGRAINE_DAYS)
    return (
        *(_response(percent) for percent in RESPONSE_PERCENTS),
        Asked(
            Rule.NICE_START,
            (Where.MONTH_BEFORE,),
            _at_least(thresholds.start_headache_days, thresholds.start_migraine_days),
            elsewhere=(Elsewhere.PREVENTIVES, Elsewhere.OVERUSE_MANAGED),
        ),
        Asked(
            Rule.NICE_RESPONSE,
            _RESPONSE_DAYS[thresholds.response_days],
            (Line(HEADACHE, Asks.FELL_PERCENT, thresholds.stop_percent),),
        ),
        Asked(
            Rule.NICE_STOP_DAYS,
            (Where.MONTHS_TREATED,),
            (Line(HEADACHE, Asks.UNDER, thresholds.stop_headache_days),),
            months=thresholds.stop_months,
        ),
        Asked(Rule.EHF_START, (Where.MONTH_BEFORE,), (), elsewhere=(Elsewhere.TWO_PREVENTIVES,)),
        Asked(
            Rule.EHF_RESPONSE,
            (Where.AROUND_EACH, Where.FIRST_WEEKS_OF_EACH),
            (Line(HEADACHE, Asks.FELL_PERCENT, EHF_PERCENT),),
            of_all=False,
        ),
        Asked(
            Rule.EHF_STOP_DAYS,
            (Where.MONTHS_TREATED,),
            (Line(HEADACHE, Asks.UNDER, EHF_HEADACHE_DAYS),),
            months=EHF_MONTHS,
        ),
        Asked(
            Rule.HULL,
            (Where.FIRST_WEEKS,),
            (
                Line(HEADACHE, Asks.FELL_PERCENT, HULL_PERCENT),
                Line(MIGRAINE, Asks.FELL_PERCENT, HULL_PERCENT),
                Line(CRYSTAL_CLEAR, Asks.TIMES, HULL_TIMES),
            ),
            of_all=False,
        ),
        Asked(
            Rule.AHS,
            (Where.WEEKS_9_12,),
            (
                Line(HEADACHE, Asks.FELL_PERCENT, AHS_PERCENT),
                Line(MODERATE_OR_SEVERE, Asks.FELL_PERCENT, AHS_PERCENT),
            ),
            of_all=False,
            elsewhere=(Elsewhere.MIDAS, Elsewhere.HIT_6),
        ),
        Asked(
            Rule.US_START,
            (Where.MONTHS_BEFORE,),
            (Line(FOUR_HOURS, Asks.AT_LEAST, US_START_DAYS),),
            months=US_START_MONTHS,
            elsewhere=(Elsewhere.CLASSES, Elsewhere.UNITS),
        ),
        Asked(
            Rule.US_RENEWAL,
            (Where.LATEST_WINDOW, Where.LATEST_CYCLE),
            (
                Line(HEADACHE, Asks.FELL_DAYS, thresholds.renewal_days),
                Line(HOURS, Asks.FELL_DAYS, thresholds.renewal_hours),
            ),
            of_all=False,
        ),
        Asked(Rule.CHRONIC_BEFORE, (Where.MONTHS_BEFORE,), chronic, months=CHRONIC_MONTHS),
        Asked(Rule.CHRONIC_NOW, (Where.MONTHS_NOW,), chronic, months=CHRONIC_MONTHS),
    )


_RESPONSE_DAYS = {
    ResponseDays.BOTH: (Where.WEEKS_9_12, Where.WHOLE_CYCLE),
    ResponseDays.WEEKS_9_12: (Where.WEEKS_9_12,),
    ResponseDays.WHOLE_CYCLE: (Where.WHOLE_CYCLE,),
}


def _response(percent: int) -> Asked:
    where, line = (Where.LATEST_WINDOW, Where.LATEST_CYCLE), Line(HEADACHE, Asks.FELL_PERCENT, percent)
    return Asked(Rule(f"response_{percent}"), where, (line,))


def _at_least(headache: int, migraine: int) -> tuple[Line, Line]:
    return Line(HEADACHE, Asks.AT_LEAST, headache), Line(MIGRAINE, Asks.AT_LEAST, migraine)
