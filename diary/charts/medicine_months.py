"""Medicine days of the last months as bars, with the lines of the rule; pure geometry, like `still`."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from diary.analytics.overuse import MedicineMonth, line_of
from diary.charts.still import BOTTOM, LEFT, RIGHT, TOP, Mark, box
from diary.terms.overuse import MONTH

UNIT = (BOTTOM - TOP) / MONTH.days
"""The height of a day of 30."""


_DAYS = tuple(Mark(LEFT - 4, round(BOTTOM - UNIT * days, 1), str(days)) for days in (0, 10, 15, 20, 30))


class StillMonths(NamedTuple):
    """One class: the picture's paths in SVG's own language, and labels; `line` is where its line lies, if it
    has one. `open` are bars from the days counted to the most it can be."""

    bars: str
    open: str
    line: float | None
    days: tuple[Mark, ...]
    dates: list[Mark]


def still_months(months: Sequence[MedicineMonth], what: str, labels: Mapping[int, str]) -> StillMonths:
    """The picture of `what` in `months`, in rising order; `labels`: by place, what is written under some."""
    step = (RIGHT - LEFT) / len(months)
    bars, hollow = [], []
    for place, month in enumerate(months):
        days = month.counted(what)
        x, inner = LEFT + step * (place + 0.1), step * 0.8
        # What is not counted is no 0, of which a bar is still seen.
        if days is not None:
            bars.append(box(x, inner, BOTTOM, UNIT * days))
        if month.known < MONTH.days:
            hollow.append(box(x, inner, BOTTOM - UNIT * (days or 0), UNIT * (MONTH.days - month.known)))
    line = line_of(what)
    return StillMonths(
        bars="".join(bars),
        open="".join(hollow),
        line=None if line is None else round(BOTTOM - UNIT * line, 1),
        days=_DAYS,
        dates=[
            Mark(round(LEFT + step * (place + 0.5), 1), BOTTOM + 18, text) for place, text in labels.items()
        ],
    )
