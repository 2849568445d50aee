"""The 95 % interval of hours of headache, which are counted as days of L hours each.

Hours a day are 0 on clear days. With M their mean, they vary by M (L - M), exactly, where L is the mean of
their squares over M: the length of the day on which an hour of headache lies, on average over these hours.
With P = M / L that is L^2 P (1 - P): hours vary as days of L hours would, of which there is a share P. So
their interval is L times that of P (`analytics.interval`), with the correlation and the drift of headache
days, the latter now of days of L hours.

L is one for all windows that are compared, the largest of their own: few headaches often look alike by
chance, and would make their window seem surer than it is. As it is no smaller than a window's own, P is at
most 1. But a longer day is possible, up to 24 hours, so the limits are cut off there, and not at 1: daily
headache that lasts as long every day may still get longer.

All of this is derived, not cited; how often it holds the truth is in `docs/methods.md`, with an example.
"""

from collections.abc import Sequence

from diary.analytics.interval import Level, Yes, contrast
from diary.analytics.tally import Hours
from diary.terms.day_document import MAX_HOURS


def contrast_of_hours(
    before: Sequence[Hours] | None, after: Sequence[Hours], correlation: float, weight: float = 1.0
) -> Level:
    """`interval.contrast` of hours per 28 days; `correlation` is that of headache days."""
    each = hours_a_day([*(before or ()), *after])
    was = None if before is None else _as_days(before, each)
    days = contrast(was, _as_days(after, each), correlation, weight, MAX_HOURS / each)
    return Level(*[each * limit for limit in days])


def hours_a_day(windows: Sequence[Hours]) -> float:
    """L: the hours of the days that are counted; 24, which is the most, where no hour was said."""
    return max((one.squares / one.total for one in windows if one.total), default=float(MAX_HOURS))


def _as_days(windows: Sequence[Hours], each: float) -> list[Yes]:
    """The windows' hours as days of `each` hours; of neighbours nothing, because the correlation is given."""
    return [(one.total / each, one.known, 0, 0) for one in windows]
