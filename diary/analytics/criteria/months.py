"""Means of three adjacent months: what burden is left, and what there was before treatment."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from diary.analytics.criteria.days import Treated, Untreated
from diary.analytics.criteria.rules import Where
from diary.analytics.criteria.sides import Side, Why, joined
from diary.analytics.criteria.sums import CALENDAR_MONTH
from diary.analytics.diary import HEADACHE
from diary.analytics.interval import Level, level
from diary.analytics.measures import BURDEN
from diary.analytics.outcome import CourseOutcome, Outcome
from diary.terms.criteria import BURDEN_LINES, BURDEN_MONTHS, MONTHS_BEFORE
from diary.terms.month import DAYS_PER_MONTH


class Band(StrEnum):
    """Days a month of migraine or of moderate or severe pain (IHS 2025)."""

    NONE = "none"
    UNDER_4 = "under_4"
    FROM_4_TO_6 = "from_4_to_6"
    OVER_6 = "over_6"


class Burden(NamedTuple):
    """The burden that is left, as the mean of three months that end on the day asked about.

    `days` per 28, with the 95 % interval, which there is none of where only the count is certain; `within`:
    every band into which the interval reaches. `band` and `in_30`, that of months of 30 days, are None where
    days not known could decide it, and all of them where too few are known (`why`).
    """

    side: Side
    days: Fraction | None
    interval: Level | None
    band: Band | None
    in_30: Band | None
    within: tuple[Band, ...]
    why: Why | None


def burden(found: Outcome) -> Burden:
    """The residual burden of a patient, treated or not: IHS 2025 (clinical reference, section 5)."""
    asked = found.asked
    days = Treated(found.courses[-1], asked) if found.courses else Untreated(found.diary, asked)
    side = joined(days.months(BURDEN, BURDEN_MONTHS))
    if side.why is not None:
        return _as_far_as_certain(side)
    interval = level(side.chains, days.correlation(BURDEN))
    reached = [_band(Fraction(limit)) for limit in (interval.low, interval.high)]
    bands = list(Band)
    within = tuple(bands[bands.index(reached[0]) : bands.index(reached[1]) + 1])
    band, in_30 = _decided(side, DAYS_PER_MONTH), _decided(side, CALENDAR_MONTH)
    why = Why.UNLOGGED_DECIDE if band is None else None
    return Burden(side, side.rate, interval, band, in_30, within, why)


def _as_far_as_certain(side: Side) -> Burden:
    """Where days that answer everything are too few, or unlike the others: what is certain all the same."""
    if side.lacking is not None or not side.counts or side.bounds[0] != side.bounds[1]:
        return Burden(side, None, None, None, None, (), side.why)
    band = _decided(side, DAYS_PER_MONTH)
    days = Fraction(side.bounds[0])
    return Burden(side, days, None, band, _decided(side, CALENDAR_MONTH), (band,) if band else (), None)


def before_treatment(course: CourseOutcome) -> Side | None:
    """Headache days of the three months before the first treatment, the last of them as fixed; None where
    one of them has too few days logged."""
    treated = Treated(course, course.cycles[-1].cycle.last)
    side = joined([month for _, month in treated.pairs(Where.MONTHS_BEFORE, HEADACHE, MONTHS_BEFORE)])
    return side if side.why is None else None


def _decided(side: Side, month: int) -> Band | None:
    """The band that holds whatever was on the days not known."""
    bands = {_band(Fraction(days * month) / DAYS_PER_MONTH) for days in side.bounds}
    return bands.pop() if len(bands) == 1 else None


def _band(days: Fraction) -> Band:
    low, high = BURDEN_LINES
    if not days:
        return Band.NONE
    if days < low:
        return Band.UNDER_4
    return Band.FROM_4_TO_6 if days <= high else Band.OVER_6
