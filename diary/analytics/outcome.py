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
from diary.analytics.diary import HEADACHE, Diary, cut
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


class Changes(Mapping[str, Change]):
    """Changes since the baseline by measure, where both are there, of some windows of a course together.
    Each is worked out when it is asked for."""

    __slots__ = ("_measured", "_windows")

    def __init__(self, measured: "dict[str, _Measured]", windows: slice) -> None:
        self._measured, self._windows = measured, windows

    def __getitem__(self, measure: str) -> Change:
        change = self._measured[measure].change(self._windows)
        if change is None:
            raise KeyError(measure)
        return change

    def __iter__(self) -> Iterator[str]:
        return (measure for measure in self._measured if self.get(measure) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class WindowOutcome(NamedTuple):
    """One window: its counts, and its changes since the baseline."""

    window: Window
    tallies: dict[str, Tally]
    changes: Changes
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


def _course(diary: Diary, course: Course, last: date) -> CourseOutcome:
    found = cycles(course.injections, last)
    baseline = _baseline(diary, course)
    within = Span(found[0].injected, found[-1].last)
    late = [cycle.overdue for cycle in found if cycle.overdue is not None]
    windows, overdue = cut([one.span for cycle in found for one in cycle.windows], within), cut(late, within)
    measured = {}
    for measure in MEASURES:
        bits, rate = diary.bits(measure, within), baseline.rates.get(measure)
        tallies, chains = bits.counted(windows)
        after_week_12 = dict(zip(late, bits.counted(overdue)[0], strict=True))
        fixed = _fixed_chain(course, measure)
        measured[measure] = _Measured(tallies, chains, after_week_12, rate, fixed)
    outcomes, place = [], 0
    for index, cycle in enumerate(found):
        outcomes.append(_cycle(course, index, cycle, measured, place))
        place += len(cycle.windows)
    return CourseOutcome(course, baseline, tuple(outcomes), _no_band(baseline))


class _Measured:
    """One measure of a course: of all its windows, in their order, tallies and chains, and the tallies of
    overdue days; beside the baseline's rate and chain, where there are any."""

    def __init__(
        self,
        tallies: list[Tally],
        chains: list[Chain],
        overdue: dict[Span, Tally],
        rate: Rate | None,
        fixed: Chain | None,
    ) -> None:
        self.tallies, self.overdue, self.rate = tallies, overdue, rate
        self.usable = [one if one.known >= ENOUGH_DAYS else None for one in chains]
        self.group: Before | None = None
        if rate is not None and fixed is not None:
            self.group = Before([fixed], lag_one([fixed, *filter(None, self.usable)]))

    def change(self, windows: slice) -> Change | None:
        """The change to the unweighted mean rate of these windows; None where none of them has enough
        days, or there is no baseline."""
        usable = list(filter(None, self.usable[windows]))
        if self.rate is None or not usable:
            return None
        if len(usable) == 1:
            yes, known, _, _ = usable[0]
            return Change(self.rate, Rate(yes, known), self.group, usable)
        known = prod([one.known for one in usable])
        yes = sum([one.yes * (known // one.known) for one in usable])
        return Change(self.rate, Rate(yes, known * len(usable)), self.group, usable)


def _cycle(
    course: Course, index: int, cycle: Cycle, measured: dict[str, _Measured], place: int
) -> CycleOutcome:
    """`place`: that of the cycle's first window among all of the course."""
    began = course.injections[0] if course.from_start else None if course.about else course.began
    windows = []
    for here, window in enumerate(cycle.windows, place):
        tallies = {measure: one.tallies[here] for measure, one in measured.items()}
        changes = Changes(measured, slice(here, here + 1))
        trials_own = index == 1 and course.from_start and are_weeks_21_24(course.injections, 2, window.weeks)
        windows.append(WindowOutcome(window, tallies, changes, began, trials_own))
    overdue = (
        {} if cycle.overdue is None else {name: one.overdue[cycle.overdue] for name, one in measured.items()}
    )
    number = None if course.earlier is None else course.earlier + index + 1
    together = Changes(measured, slice(place, place + len(windows)))
    return CycleOutcome(number, cycle, tuple(windows), together, overdue)


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
    if rate.days * DAYS_PER_MONTH < BASELINE_AT_LEAST * rate.of:
        return NoBand.BASELINE_UNDER_15
    return NoBand.DAILY if rate.days * DAYS_PER_MONTH >= DAILY_FROM * rate.of else None


def _tallies(diary: Diary, span: Span) -> dict[str, Tally]:
    return {measure: diary.bits(measure, span).tally() for measure in MEASURES}


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
