"""The windows of every course as CSV: the numbers of the page and the API, one row a window."""

from collections.abc import Iterator, Mapping

from diary.analytics.change import Change
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS, MEASURES
from diary.analytics.outcome import CourseOutcome, CycleOutcome, Outcome
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.queries.courses import RecordedCourse
from diary.reports.tables import file_of

OTHERS = tuple(measure for measure in MEASURES if measure not in (HEADACHE, FOUR_HOURS))
"""What is counted beside headache days and days of 4 hours or more."""

_PER_28 = ("per_28", "least_per_28", "most_per_28")
_PER_28_OF_HOURS = tuple(f"hours_{what}" for what in _PER_28)
WINDOW_COLUMNS = (
    *("course", "cycle", "injected", "window", "first_day", "last_day", "cut_short"),
    *("days", "logged", "clear_so_far"),
    *("headache_days", "headache_per_28", "headache_least_per_28", "headache_most_per_28"),
    *("four_hours_days", "four_hours_known", "four_hours_per_28"),
    *("four_hours_least_per_28", "four_hours_most_per_28"),
    *("fewer_per_28", "fewer_percent", "interval_95_low", "interval_95_high", "compared_with"),
    *("hours", "hours_known", *_PER_28_OF_HOURS),
    *(f"{measure}_{what}" for measure in OTHERS for what in ("days", "known", *_PER_28)),
)
BEFORE, OVERDUE, TOGETHER = "before", "after_week_12", "windows_together"


def windows_csv(recorded: list[RecordedCourse], found: Outcome) -> bytes:
    """A row for each window, for the days before treatment and after week 12, and for the change of all
    windows of a cycle together that have enough days logged; `compared_with`: where the figure from before
    is from. Numbers per 28 days and percents are rounded to three decimals."""
    both = zip(recorded, found.courses, strict=True)
    return file_of(WINDOW_COLUMNS, (row for one, course in both for row in _course(one.number, course)))


def _course(number: int, course: CourseOutcome) -> Iterator[list[object]]:
    span, tallies = course.baseline.span, course.baseline.tallies
    if span is not None and course.baseline.is_untreated(course.course.injections[0]):
        yield [
            number,
            None,
            None,
            *_row(BEFORE, span, None, tallies, None, None),
            *_others(course.baseline.hours, tallies),
        ]
    for cycle in course.cycles:
        for row in _cycle(cycle, course.baseline.source):
            yield [number, cycle.number, cycle.cycle.injected, *row]


def _cycle(cycle: CycleOutcome, source: BaselineSource | None) -> Iterator[list[object]]:
    for window in cycle.windows:
        tallies, change = window.tallies, window.changes.get(HEADACHE)
        weeks, span, cut = window.window
        yield [*_row(weeks, span, cut, tallies, change, source), *_others(window.hours, tallies)]
    if (late := cycle.cycle.overdue) is not None:
        hours = cycle.counted.hours(late)
        yield [*_row(OVERDUE, late, None, cycle.overdue, None, None), *_others(hours, cycle.overdue)]
    change = cycle.changes.get(HEADACHE)
    if change is not None:
        used = [one for one in cycle.windows if one.tallies[HEADACHE].is_enough]
        first, last = used[0].window.span.first, used[-1].window.span.last
        days = sum(one.tallies[HEADACHE].expected for one in used)
        logged = sum(one.tallies[HEADACHE].known for one in used)
        yield [
            TOGETHER,
            first,
            last,
            None,
            days,
            logged,
            *[None] * 10,
            *_change(change, source),
            *[None] * (5 + 5 * len(OTHERS)),
        ]


def _row(
    window: str,
    span: Span,
    cut: str | None,
    tallies: Mapping[str, Tally],
    change: Change | None,
    source: BaselineSource | None,
) -> list[object]:
    headache, four_hours = tallies[HEADACHE], tallies[FOUR_HOURS]
    return [
        *(window, span.first, span.last, cut, headache.expected, headache.known, headache.so_far),
        *(headache.days, *_per_month(headache)),
        *(four_hours.days, four_hours.known, *_per_month(four_hours)),
        *(_change(change, source) if change is not None else [None] * 5),
    ]


def _others(hours: Hours | None, tallies: Mapping[str, Tally]) -> Iterator[object]:
    yield from (None,) * 5 if hours is None else (hours.total, hours.known, *_per_month(hours))
    for measure in OTHERS:
        tally = tallies[measure]
        yield from (tally.days, tally.known, *_per_month(tally))


def _per_month(tally: Tally | Hours) -> tuple[float | None, ...]:
    """Scaled where enough days are known; the least and the most always."""
    return _rounded(tally.scaled), *map(_rounded, tally.bounds)


def _change(change: Change, source: BaselineSource | None) -> list[object]:
    interval = change.interval
    limits = (None, None) if interval is None else (interval.low, interval.high)
    return [*map(_rounded, (change.days, change.percent, *limits)), source]


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
