"""A course as a still picture: windows as bars on a line of time, and what they stand beside.

Pure geometry: results and finished labels in, numbers and paths out; a template draws them. Shapes
of one kind are one path, however many windows there are. Lengths are units of the picture.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import HOURS
from diary.analytics.outcome import CourseOutcome
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.terms.day_document import MAX_HOURS
from diary.terms.documented import BOTOX, PLACEBO, Arm
from diary.terms.month import DAYS_PER_MONTH

WIDTH, HEIGHT = 400, 260
LEFT, RIGHT, TOP, BOTTOM = 26, 392, 18, 226
UNIT = (BOTTOM - TOP) / DAYS_PER_MONTH
"""The height of a day of 28."""

GAP = 0.1
"""Of a window's width, left free on each side of its bar."""

FEW = 6
"""Of so many injections the dates are written, where they have room; of more, the years."""

CHARACTER = 7.5
"""The width of a label's character, rather too much than too little."""


class Mark(NamedTuple):
    """A label and where it stands."""

    x: float
    y: float
    text: str


class Band(NamedTuple):
    """Where an arm's two averages would put this patient: from `y` on, `height` down, cut at 0."""

    arm: Arm
    y: float
    height: float


class Still(NamedTuple):
    """The picture: paths in SVG's own language, and labels.

    `bars` are windows with enough days logged, `sparse` the span between the bounds of the others,
    `whiskers` the bounds of the former, `injections` their marks.
    """

    bars: str
    baseline_bar: str
    sparse: str
    whiskers: str
    injections: str
    baseline: float | None
    bands: list[Band]
    days: tuple[Mark, ...]
    dates: list[Mark]


_DAYS = tuple(
    Mark(LEFT - 4, round(BOTTOM - UNIT * days, 1), str(days)) for days in (0, 7, 14, 21, DAYS_PER_MONTH)
)


def box(x: float, width: float, foot: float, height: float) -> str:
    """A bar as a path, standing on `foot`; one of no height is still seen."""
    height = max(height, 1)
    return f"M{x:.1f} {foot - height:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z"


def dates_to_label(course: CourseOutcome) -> list[date]:
    """The dates that the picture labels: the injections, or with many of them the new years."""
    injections = course.course.injections
    if len(injections) <= FEW:
        return list(injections)
    span = shown(course)
    return [date(year, 1, 1) for year in range(span.first.year + 1, span.last.year + 1)]


def shown(course: CourseOutcome) -> Span:
    """The dates that the picture spans."""
    before = _before(course)
    first = before[0].first if before else course.cycles[0].cycle.injected
    return Span(first, course.cycles[-1].cycle.last)


def still(course: CourseOutcome, labels: Mapping[date, str]) -> Still:
    """The picture of `course`; `labels` are those of `dates_to_label`, in words."""
    scale = _Scale(shown(course))
    bars: list[str] = []
    sparse: list[str] = []
    whiskers: list[str] = []
    cuts, begins = course.counted.windows.cuts, scale.x(course.cycles[0].cycle.injected)
    for (start, days, _), tally in zip(cuts, _counts(course), strict=True):
        drawn = _drawn(tally, scale.width(days))
        bar, whisker = scale.window(begins + scale.unit * start, days, drawn)
        (bars if drawn.is_enough else sparse).append(bar)
        whiskers.append(whisker)
    return Still(
        bars="".join(bars),
        baseline_bar=_baseline_bar(course, scale, whiskers, sparse),
        sparse="".join(sparse),
        whiskers="".join(whiskers),
        injections="".join(scale.injection(cycle.cycle.injected) for cycle in course.cycles),
        baseline=_baseline(course, scale),
        bands=_bands(course, scale),
        days=_DAYS,
        dates=_dates(labels, scale),
    )


class _Scale:
    """Dates and days as places in the picture."""

    def __init__(self, span: Span) -> None:
        self._first = span.first.toordinal()
        self.unit = (RIGHT - LEFT) / max(span.days, DAYS_PER_MONTH)
        self._widths: dict[int, str] = {}

    def x(self, day: date) -> float:
        """Where a date begins."""
        return LEFT + (day.toordinal() - self._first) * self.unit

    def y(self, days: float) -> float:
        """The height of so many days of 28."""
        return BOTTOM - UNIT * days

    def width(self, days: int) -> str:
        """The width of a window's bar."""
        if days not in self._widths:
            self._widths[days] = f"{days * self.unit * (1 - 2 * GAP):.1f}"
        return self._widths[days]

    def window(self, first: float, days: int, drawn: "_Drawn") -> tuple[str, str]:
        """A window's bar, and the line in its middle, if it has one; `first`: where its first day begins."""
        width = days * self.unit
        whisker = drawn.whisker and f"M{first + width / 2:.1f} {drawn.whisker}"
        return f"M{first + GAP * width:.1f} {drawn.bar}", whisker

    def injection(self, day: date) -> str:
        """A triangle above the picture that points at the day."""
        return f"M{self.x(day) - 4:.1f} {TOP - 12}h8l-4 8z"


class _Drawn(NamedTuple):
    """What of a window's shapes is the same wherever it stands: the bar, and the line from the least to the
    most, empty where there is none."""

    is_enough: bool
    bar: str
    whisker: str


class FullDays(NamedTuple):
    """Hours as days of 24 hours each, so that they have the scale of days: per 28, and the least and the
    most."""

    scaled: float | None
    bounds: tuple[float, float]
    expected: int
    is_enough: bool


# The same counts come again and again, in every diary: what is written of them is kept.
@lru_cache(maxsize=4096)
def _drawn(tally: Tally | FullDays, width: str) -> _Drawn:
    is_enough, (least, most) = tally.is_enough, tally.bounds
    low, high = (least, most) if tally.scaled is None else (0, tally.scaled)
    bar = f"{BOTTOM - UNIT * high:.1f}h{width}v{max(UNIT * (high - low), 1):.1f}h-{width}z"
    whisker = f"{BOTTOM - UNIT * least:.1f}V{BOTTOM - UNIT * most:.1f}" if is_enough and least < most else ""
    return _Drawn(is_enough, bar, whisker)


def _dates(labels: Mapping[date, str], scale: _Scale) -> list[Mark]:
    """Each in the middle under its day; at the edge within it; the latest that leave each other room."""
    marks: list[Mark] = []
    end: float = WIDTH
    for day, text in sorted(labels.items(), reverse=True):
        half = len(text) * CHARACTER / 2
        x = min(max(scale.x(day), half), WIDTH - half)
        if x + half <= end:
            marks.append(Mark(round(x, 1), BOTTOM + 18, text))
            end = x - half - CHARACTER
    return marks[::-1]


def _baseline_bar(course: CourseOutcome, scale: _Scale, whiskers: list[str], sparse: list[str]) -> str:
    before = _before(course)
    if before is None:
        return ""
    span, tally = before
    drawn = _drawn(tally, scale.width(tally.expected))
    bar, whisker = scale.window(scale.x(span.first), tally.expected, drawn)
    whiskers.append(whisker)
    if drawn.is_enough:
        return bar
    sparse.append(bar)
    return ""


def _baseline(course: CourseOutcome, scale: _Scale) -> float | None:
    before = before_per_28(course)
    return None if before is None else round(scale.y(before), 1)


def before_per_28(course: CourseOutcome) -> float | None:
    """What the line of before stands at, on the scale of days; None where nothing is known."""
    if course.drawn == HOURS:
        hours = course.baseline.hours if course.baseline.source is BaselineSource.DIARY else None
        return None if hours is None else full_days(hours).scaled
    rate = course.baseline.rates.get(course.drawn)
    return None if rate is None else rate.per_month


def full_days(hours: Hours) -> FullDays:
    """So many days of 24 hours."""
    least, most = hours.bounds
    scaled = None if hours.scaled is None else hours.scaled / MAX_HOURS
    return FullDays(scaled, (least / MAX_HOURS, most / MAX_HOURS), hours.expected, hours.is_enough)


def _counts(course: CourseOutcome) -> Sequence[Tally | FullDays]:
    """What is drawn of each window."""
    if course.drawn != HOURS:
        return course.counted[course.drawn].tallies
    return [full_days(window.hours) for cycle in course.cycles for window in cycle.windows]


def _bands(course: CourseOutcome, scale: _Scale) -> list[Band]:
    if course.no_band is not None:
        return []
    before = course.baseline.rates[HEADACHE].per_month
    bands = []
    for documented in (PLACEBO, BOTOX):
        high, low = (max(0.0, before - float(fewer)) for fewer in (documented.low, documented.high))
        bands.append(Band(documented.arm, round(scale.y(high), 1), round(UNIT * (high - low), 1)))
    return bands


def _before(course: CourseOutcome) -> tuple[Span, Tally | FullDays] | None:
    """The fixed days before treatment; None where there are none, or some turned out to be treated."""
    span = course.baseline.span
    if span is None or not course.baseline.is_untreated(course.course.injections[0]):
        return None
    if course.drawn == HOURS:
        return None if course.baseline.hours is None else (span, full_days(course.baseline.hours))
    return span, course.baseline.tallies[course.drawn]


def points(course: CourseOutcome) -> Sequence[tuple[Span, Tally | FullDays]]:
    """The windows in order of time, baseline first, as both pictures show them."""
    before = _before(course)
    spans = [window.window.span for cycle in course.cycles for window in cycle.windows]
    windows = list(zip(spans, _counts(course), strict=True))
    return [before, *windows] if before else windows
