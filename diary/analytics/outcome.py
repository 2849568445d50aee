"""What happened around each injection of one patient: windows, counts, change against the baseline.

Pure: packed days and injection dates in, named results out. Two measures throughout: headache days
of any length (as guidelines count), and days of 4 continuous hours or more (as the trials counted).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import prod
from typing import NamedTuple

from diary.analytics.change import Change, Rate
from diary.analytics.course import BaselineSource, Course, NoBaseline
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.interval import Before, Chain, lag_one
from diary.analytics.tally import Tally
from diary.analytics.windows import (
    PLANNED_DAYS,
    Cycle,
    Span,
    Window,
    are_weeks_21_24,
    baseline_span,
    cycles,
    weeks_since,
)
from diary.terms.documented import BASELINE_AT_LEAST, DAILY_FROM
from diary.terms.month import DAYS_PER_MONTH

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


class Changes(Mapping[str, Change]):
    """Changes since the baseline by measure, where both are there: of one window of a cycle, or of all
    its usable ones together (`place` None). Each is worked out when it is asked for."""

    __slots__ = ("_compared", "_here", "_place")

    def __init__(
        self, compared: "dict[str, _Compared]", here: "dict[str, _Counted]", place: int | None = None
    ) -> None:
        self._compared, self._here, self._place = compared, here, place

    def __getitem__(self, measure: str) -> Change:
        windows = self._here[measure].windows
        if self._place is not None:
            windows = windows[self._place : self._place + 1]
        change = self._compared[measure].to([one for _, one in windows if one is not None])
        if change is None:
            raise KeyError(measure)
        return change

    def __iter__(self) -> Iterator[str]:
        return (measure for measure in self._here if self.get(measure) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WindowOutcome(NamedTuple):
    """One window: its counts, and its changes since the baseline."""

    window: Window
    tallies: dict[str, Tally]
    changes: Changes
    weeks: tuple[int, int] | None  # since the course's first injection; None when that is not known
    is_weeks_21_24: bool


class CycleOutcome(NamedTuple):
    """One cycle: number within its course (None where earlier ones are not counted), its windows, the
    change of all its usable windows together, and the days past week 12."""

    number: int | None
    cycle: Cycle
    windows: tuple[WindowOutcome, ...]
    changes: Changes
    overdue: dict[str, Tally]


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


_WINDOWS = tuple((start, start + DAYS_PER_MONTH) for start in range(0, PLANNED_DAYS, DAYS_PER_MONTH))


def _course(diary: Diary, course: Course, last: date) -> CourseOutcome:
    found = cycles(course.injections, last)
    baseline = _baseline(diary, course)
    counted = {measure: [_counted(diary, measure, cycle) for cycle in found] for measure in MEASURES}
    compared = {
        measure: _Compared(measure, course, baseline.rates.get(measure), counted[measure])
        for measure in MEASURES
    }
    outcomes = tuple(_cycle(course, index, cycle, compared) for index, cycle in enumerate(found))
    return CourseOutcome(course, baseline, outcomes, _no_band(baseline))


class _Counted(NamedTuple):
    """One measure in one cycle: of each window its tally, and its chain if enough days are answered."""

    windows: list[tuple[Tally, Chain | None]]
    overdue: Tally | None


def _counted(diary: Diary, measure: str, cycle: Cycle) -> _Counted:
    bits = diary.bits(measure, Span(cycle.injected, cycle.last))
    windows = _WINDOWS[: len(cycle.windows)]
    if cycle.overdue is None:
        return _Counted(bits.counted(*windows), None)
    *counted, (overdue, _chain) = bits.counted(*windows, (PLANNED_DAYS, bits.days))
    return _Counted(counted, overdue)


class _Compared:
    """One measure of a course beside its baseline."""

    def __init__(self, measure: str, course: Course, rate: Rate | None, cycles: list[_Counted]) -> None:
        self.cycles = cycles
        self.rate = rate
        self.group: Before | None = None
        fixed = _fixed_chain(course, measure)
        if rate is not None and fixed is not None:
            chains = [one for cycle in cycles for _, one in cycle.windows if one is not None]
            self.group = Before([fixed], lag_one([fixed, *chains]))

    def to(self, usable: Sequence[Chain]) -> Change | None:
        """The change to the unweighted mean rate of windows; None without any, or without a baseline."""
        if self.rate is None or not usable:
            return None
        if len(usable) == 1:
            yes, known, _, _ = usable[0]
            return Change(self.rate, Rate(yes, known), self.group, usable)
        known = prod([one.known for one in usable])
        yes = sum([one.yes * (known // one.known) for one in usable])
        return Change(self.rate, Rate(yes, known * len(usable)), self.group, usable)


def _cycle(course: Course, index: int, cycle: Cycle, compared: dict[str, _Compared]) -> CycleOutcome:
    began = course.injections[0] if course.from_start else course.began
    here = {measure: beside.cycles[index] for measure, beside in compared.items()}
    windows = []
    for place, window in enumerate(cycle.windows):
        tallies = {measure: counted.windows[place][0] for measure, counted in here.items()}
        changes = Changes(compared, here, place)
        weeks = weeks_since(began, window.span) if began and not course.about else None
        trials_own = index == 1 and course.from_start and are_weeks_21_24(course.injections, 2, window.weeks)
        windows.append(WindowOutcome(window, tallies, changes, weeks, trials_own))
    overdue = {measure: counted.overdue for measure, counted in here.items() if counted.overdue is not None}
    number = None if course.earlier is None else course.earlier + index + 1
    return CycleOutcome(number, cycle, tuple(windows), Changes(compared, here), overdue)


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
    return course.fixed.diary.bits(measure, course.fixed.span).counted((0, DAYS_PER_MONTH))[0][1]


def _no_band(baseline: Baseline) -> NoBand | None:
    rate = baseline.rates.get(HEADACHE)
    if rate is None:
        return NoBand.NO_BASELINE
    if rate.days * DAYS_PER_MONTH < BASELINE_AT_LEAST * rate.of:
        return NoBand.BASELINE_UNDER_15
    return NoBand.DAILY if rate.days * DAYS_PER_MONTH >= DAILY_FROM * rate.of else None


def _tallies(diary: Diary, span: Span) -> dict[str, Tally]:
    return {measure: diary.bits(measure, span).tally() for measure in MEASURES}


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
