"""Headache days by week since the injection, as bars on a line of weeks; pure geometry, like `still`."""

from collections.abc import Sequence
from typing import NamedTuple

from diary.analytics.since_injection import WeekSince
from diary.charts.still import BOTTOM, LEFT, RIGHT, TOP, Mark, box
from diary.terms.since_injection import WEEK, WEEKS_SHOWN

UNIT = (BOTTOM - TOP) / WEEK
"""The height of a day of 7."""

STEP = (RIGHT - LEFT) / WEEKS_SHOWN
"""The width of a week."""

PLANNED_WEEKS = 12


class StillWeeks(NamedTuple):
    """The picture: paths in SVG's own language, and labels. `spread`: one standard deviation either way
    between cycles, cut at 0 and 7; `planned`: where week 12 ends."""

    bars: str
    spread: str
    planned: float
    days: tuple[Mark, ...]
    weeks: tuple[Mark, ...]


def still_weeks(weeks: Sequence[WeekSince]) -> StillWeeks:
    """The picture of `weeks`, in rising order."""
    return StillWeeks(
        bars="".join(_bar(one) for one in weeks),
        spread="".join(_spread(one) for one in weeks),
        planned=_x(PLANNED_WEEKS + 1),
        days=_DAYS,
        weeks=_WEEKS,
    )


def _bar(one: WeekSince) -> str:
    return box(_x(one.week) + STEP * 0.1, STEP * 0.8, BOTTOM, UNIT * one.mean)


def _spread(one: WeekSince) -> str:
    if not one.spread:
        return ""
    low, high = max(0.0, one.mean - one.spread), min(float(WEEK), one.mean + one.spread)
    return f"M{_x(one.week) + STEP / 2:.1f} {_y(low):.1f}V{_y(high):.1f}"


def _x(week: int) -> float:
    """Where a week, counted from 1, begins."""
    return round(LEFT + STEP * (week - 1), 1)


def _y(days: float) -> float:
    return round(BOTTOM - UNIT * days, 1)


_DAYS = tuple(Mark(LEFT - 4, _y(days), str(days)) for days in range(WEEK + 1))
_WEEKS = tuple(
    Mark(round(_x(week) + STEP / 2, 1), BOTTOM + 18, str(week)) for week in range(1, WEEKS_SHOWN + 1)
)
