"""A course as a figure for Plotly: the same windows as the still picture, to point at and zoom into.

A plain dict, because building it with plotly's own classes takes fifty times as long; a test holds
it to those classes. Labels are finished sentences; no markup in any of them.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import CourseOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
from diary.charts.still import FullDays, before_per_28, points
from diary.terms.documented import BOTOX, PLACEBO
from diary.terms.month import DAYS_PER_MONTH

_DAY = 24 * 3600 * 1000
"""Milliseconds: the unit of a bar's width on an axis of dates."""


def explore(course: CourseOutcome, words: Mapping[str, str], told: Mapping[Span, str]) -> dict[str, Any]:
    """The figure: `words` names its parts, `told` says of each window what it is.

    Windows with too few days logged are drawn hollow, from the least to the most they can be.
    """
    all_points = points(course)
    before = all_points[: len(all_points) - len(course.counted.windows.cuts)]
    enough = [point for point in all_points[len(before) :] if point[1].scaled is not None]
    sparse = [point for point in all_points if point[1].scaled is None]
    filled = []
    if before and before[0][1].scaled is not None:
        filled.append(_filled(before, words["before"], told) | {"meta": "before"})
    full = _filled(enough, words["enough"], told)
    hollow = _bars(sparse, told) | {
        "name": words["sparse"],
        "base": [tally.bounds[0] for _, tally in sparse],
        "y": [tally.bounds[1] - tally.bounds[0] for _, tally in sparse],
        "marker": {"color": "rgba(0,0,0,0)"},
    }
    layout: dict[str, Any] = {
        "barmode": "overlay",
        "showlegend": True,
        "legend": {"orientation": "h", "y": -0.2},
        "yaxis": {"title": {"text": words["days"]}, "range": [0, DAYS_PER_MONTH], "dtick": 7},
        "xaxis": {"type": "date"},
        "shapes": [*_injections(course), *_bands(course), *_baseline(course, words["baseline"])],
        "margin": {"t": 20, "r": 10},
    }
    return {"data": [*filled, full, *([hollow] if sparse else [])], "layout": layout}


def _filled(
    windows: Sequence[tuple[Span, Tally | FullDays]], name: str, told: Mapping[Span, str]
) -> dict[str, Any]:
    """Bars of what was counted, with lines from the least to the most it can be."""
    counted = [(tally.scaled or 0.0, *tally.bounds) for _, tally in windows]
    return _bars(windows, told) | {
        "name": name,
        "y": [scaled for scaled, _, _ in counted],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - scaled for scaled, _, high in counted],
            "arrayminus": [scaled - low for scaled, low, _ in counted],
            "width": 0,
        },
        "marker": {},
    }


def _bars(windows: Sequence[tuple[Span, Tally | FullDays]], told: Mapping[Span, str]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [_middle(span) for span, _ in windows],
        "width": [span.days * _DAY * 0.8 for span, _ in windows],
        "text": [told.get(span, "") for span, _ in windows],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _middle(span: Span) -> str:
    # Half days matter to the eye: a bar of 28 days is centred between its 14th and 15th.
    first = span.first + timedelta(days=span.days // 2)
    return f"{first.isoformat()}T{'12:00' if span.days % 2 else '00:00'}"


def _injections(course: CourseOutcome) -> list[dict[str, Any]]:
    return [
        _line(cycle.cycle.injected.isoformat(), cycle.cycle.injected.isoformat(), 0, 1, "dot")
        | {"yref": "paper"}
        for cycle in course.cycles
    ]


def _baseline(course: CourseOutcome, name: str) -> list[dict[str, Any]]:
    before = before_per_28(course)
    if before is None:
        return []
    label = {"text": name, "textposition": "end", "yanchor": "bottom"}
    return [_line(0, 1, before, before, "dash") | {"xref": "paper", "label": label}]


def _bands(course: CourseOutcome) -> list[dict[str, Any]]:
    if course.no_band is not None:
        return []
    before = course.baseline.rates[HEADACHE].per_month
    return [
        {
            "type": "rect",
            "name": documented.arm,
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": max(0.0, before - float(documented.high)),
            "y1": max(0.0, before - float(documented.low)),
            "line": {"width": 0},
            "opacity": 0.3,
            "layer": "below",
            "fillcolor": "gray",
        }
        for documented in (PLACEBO, BOTOX)
    ]


def _line(x0: Any, x1: Any, y0: float, y1: float, dash: str) -> dict[str, Any]:
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": {"width": 1.5, "dash": dash}}
