"""What happened around each injection of one patient: windows, counts, change against the baseline.

Pure: packed days and injection dates in, named results out. Two measures throughout: headache days
of any length (as guidelines count), and days of 4 continuous hours or more (as the trials counted).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from math import prod
from typing import NamedTuple, TypeVar

from diary.analytics.change import Change, Rate
from diary.analytics.course import BaselineSource, Course, NoBaseline
from diary.analytics.diary import HEADACHE, Bits, Cut, Diary, cut
from diary.analytics.interval import Before, Chain, lag_one
from diary.analytics.tally import Tally
from diary.analytics.windows import (
    Cycle,
    Span,
    Window,
    are_weeks_21_24,
    baseline_span,
    cycles,
    weeks_since,
)
from diary.terms.documented import BASELINE_AT_LEAST, DAILY_FROM
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS

FOUR_HOURS = "four_hours"
MEASURES = (HEADACHE, FOUR_HOURS)
"""What is counted, by its flag."""


class Baseline(NamedTuple):
    """What a course's windows are compared with.

    `rates` lack a measure that too few days answer; all are missing where `lacking` says why.
    `tallies` are those fixed, `now` those of the same dates in the diary of today; both are there
    only where the course has untreated days before it.
    """

    source: BaselineSource | None
    lacking: NoBaseline | None
    span: Span | None
    rates: dict[str, Rate]
    tallies: dict[str, Tally]
    now: dict[str, Tally]

    @property
    def has_changed(self) -> bool:
        """Whether the diary says something else of these days than when they were fixed."""
        return self.tallies != self.now

    def is_before(self, injection: date) -> bool:
        """Whether the fixed days are the 28 just before `injection`."""
        return self.span == baseline_span(injection)


Found = TypeVar("Found")


class ByMeasure(Mapping[str, Found]):
    """What `of` finds of each measure, found when it is asked for; where it finds None, nothing is there."""

    __slots__ = ("_of",)

    def __init__(self, of: Callable[[str], Found | None]) -> None:
        self._of = of

    def __getitem__(self, measure: str) -> Found:
        found = self._of(measure)
        if found is None:
            raise KeyError(measure)
        return found

    def __iter__(self) -> Iterator[str]:
        return (measure for measure in MEASURES if self._of(measure) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WindowOutcome(NamedTuple):
    """One window: its counts, and its changes since the baseline."""

    window: Window
    tallies: dict[str, Tally]
    changes: Mapping[str, Change]
    began: date | None  # the course's first injection; None when its date is not known
    is_weeks_21_24: bool

    @property
    def weeks(self) -> tuple[int, int] | None:
        """The weeks since the course's first injection in which the window begins and ends."""
        return weeks_since(self.began, self.window.span) if self.began else None


class CycleOutcome(NamedTuple):
    """One cycle: number within its course (None where earlier ones are not counted), its windows, the
    change of all its usable windows together, and the days past week 12."""

    number: int | None
    cycle: Cycle
    windows: tuple[WindowOutcome, ...]
    changes: Mapping[str, Change]
    overdue: Mapping[str, Tally]


class NoBand(StrEnum):
    """Why the published averages are not drawn beside a course."""

    NO_BASELINE = "no_baseline"
    BASELINE_UNDER_15 = "baseline_under_15"
    DAILY = "daily_headache"


class CourseOutcome(NamedTuple):
    """One course; `no_band` is None where the published averages may be drawn."""

    course: Course
    baseline: Baseline
    cycles: tuple[CycleOutcome, ...]
    no_band: NoBand | None

    @property
    def latest(self) -> tuple[CycleOutcome, WindowOutcome] | None:
        """The last whole window with a change in headache days; a window still open only without one."""
        still_open = None
        for cycle in reversed(self.cycles):
            for window in reversed(cycle.windows):
                if HEADACHE not in window.changes:
                    continue
                if window.window.cut is None:
                    return cycle, window
                still_open = still_open or (cycle, window)
        return still_open


class Outcome(NamedTuple):
    """Every course of a patient, as of `today`."""

    today: date
    courses: tuple[CourseOutcome, ...]


def outcome(diary: Diary, courses: Sequence[Course], today: date) -> Outcome:
    """The outcome of `courses` in rising order, as the days of `diary` tell it.

    A course's last cycle ends the day before the next course begins. Raises InjectionsError.
    """
    ends = [_day_before(course.injections[0]) for course in courses[1:]]
    found = [
        _course(diary, course, min(last, today))
        for course, last in zip(courses, [*ends, today], strict=False)
    ]
    return Outcome(today, tuple(found))


def comparable(baseline: Baseline, window: WindowOutcome) -> str:
    """The measure to set beside the trials: 4 hours or more where known of both, else any headache."""
    both = FOUR_HOURS in baseline.rates and window.tallies[FOUR_HOURS].is_enough
    return FOUR_HOURS if both else HEADACHE


def _course(diary: Diary, course: Course, last: date) -> CourseOutcome:
    found = cycles(course.injections, last)
    baseline = _baseline(diary, course)
    within = Span(found[0].injected, found[-1].last)
    windows = cut([one.span for cycle in found for one in cycle.windows], within)
    measured = {
        measure: _Measured(
            diary.bits(measure, within),
            within,
            windows,
            baseline.rates.get(measure),
            _fixed_chain(course, measure),
        )
        for measure in MEASURES
    }
    outcomes, place = [], 0
    for index, cycle in enumerate(found):
        outcomes.append(_cycle(course, index, cycle, measured, place))
        place += len(cycle.windows)
    return CourseOutcome(course, baseline, tuple(outcomes), _no_band(baseline))


class _Measured:
    """One measure of a course: of all its windows, in their order, the tallies and the usable chains,
    beside the baseline's rate and chain, where there are any."""

    def __init__(
        self, bits: Bits, within: Span, windows: list[Cut], rate: Rate | None, fixed: Chain | None
    ) -> None:
        self._bits, self._within, self._rate = bits, within, rate
        self.tallies, chains = bits.counted(windows)
        self._usable = [one if one.known >= ENOUGH_DAYS else None for one in chains]
        self._group: Before | None = None
        if rate is not None and fixed is not None:
            self._group = Before([fixed], lag_one([fixed, *filter(None, self._usable)]))

    def overdue(self, span: Span) -> Tally:
        """The tally of days that belong to no window."""
        return self._bits.counted(cut([span], self._within))[0][0]

    def change(self, windows: slice) -> Change | None:
        """The change to the unweighted mean rate of these windows; None where none of them has enough
        days, or there is no baseline."""
        usable = list(filter(None, self._usable[windows]))
        if self._rate is None or not usable:
            return None
        if len(usable) == 1:
            yes, known, _, _ = usable[0]
            return Change(self._rate, Rate(yes, known), self._group, usable)
        known = prod([one.known for one in usable])
        yes = sum([one.yes * (known // one.known) for one in usable])
        return Change(self._rate, Rate(yes, known * len(usable)), self._group, usable)


def _cycle(
    course: Course, index: int, cycle: Cycle, measured: dict[str, _Measured], place: int
) -> CycleOutcome:
    """`place`: that of the cycle's first window among all of the course."""
    began = course.injections[0] if course.from_start else None if course.about else course.began
    windows = []
    for here, window in enumerate(cycle.windows, place):
        tallies = {measure: one.tallies[here] for measure, one in measured.items()}
        changes = ByMeasure(partial(_change, measured, slice(here, here + 1)))
        trials_own = index == 1 and course.from_start and are_weeks_21_24(course.injections, 2, window.weeks)
        windows.append(WindowOutcome(window, tallies, changes, began, trials_own))
    number = None if course.earlier is None else course.earlier + index + 1
    together = ByMeasure(partial(_change, measured, slice(place, place + len(windows))))
    overdue = ByMeasure(partial(_overdue, measured, cycle.overdue))
    return CycleOutcome(number, cycle, tuple(windows), together, overdue)


def _change(measured: dict[str, _Measured], windows: slice, measure: str) -> Change | None:
    return measured[measure].change(windows)


def _overdue(measured: dict[str, _Measured], span: Span | None, measure: str) -> Tally | None:
    return None if span is None else measured[measure].overdue(span)


def _baseline(diary: Diary, course: Course) -> Baseline:
    span, tallies, now = None, {}, {}
    if course.fixed is not None:
        span = course.fixed.span
        tallies, now = _tallies(course.fixed.diary, span), _tallies(diary, span)
        rates = {
            measure: Rate(tally.days, tally.known) for measure, tally in tallies.items() if tally.is_enough
        }
        if rates and course.injections[0] > span.last:
            return Baseline(BaselineSource.DIARY, None, span, rates, tallies, now)
    if course.written is not None:
        source, days, _ = course.written
        numerator, denominator = days.as_integer_ratio()
        rates = {HEADACHE: Rate(numerator, denominator * DAYS_PER_MONTH)}
        return Baseline(source, None, span, rates, tallies, now)
    lacking = NoBaseline.TOO_FEW_DAYS if course.from_start else NoBaseline.ON_TREATMENT
    if span is not None and course.injections[0] <= span.last:
        lacking = NoBaseline.FIRST_MOVED
    return Baseline(None, lacking, span, {}, tallies, now)


def _fixed_chain(course: Course, measure: str) -> Chain | None:
    """The baseline's days in their order; None where there are none, or too few are answered."""
    if course.fixed is None:
        return None
    span = course.fixed.span
    _tallies, (one,) = course.fixed.diary.bits(measure, span).counted(cut([span], span))
    return one if one.known >= ENOUGH_DAYS else None


def _no_band(baseline: Baseline) -> NoBand | None:
    rate = baseline.rates.get(HEADACHE)
    if rate is None:
        return NoBand.NO_BASELINE
    # The trials' people had 15 days of 4 hours or more, so these count where they are known.
    if _is_below(baseline.rates.get(FOUR_HOURS, rate), BASELINE_AT_LEAST):
        return NoBand.BASELINE_UNDER_15
    return None if _is_below(rate, DAILY_FROM) else NoBand.DAILY


def _is_below(rate: Rate, days: int) -> bool:
    return rate.days * DAYS_PER_MONTH < days * rate.of


def _tallies(diary: Diary, span: Span) -> dict[str, Tally]:
    return {measure: diary.bits(measure, span).tally() for measure in MEASURES}


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
