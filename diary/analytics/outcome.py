"""What happened around each injection of one patient: windows, counts, change against the baseline.

Pure: packed days and injection dates in, named results out. Headache days of any length are what
guidelines count, days of 4 continuous hours or more what the trials counted; each of the other
measures is counted when somebody asks for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from diary.analytics.baseline import Baseline, baseline_chain, baseline_of, is_daily
from diary.analytics.change import Change, HoursChange
from diary.analytics.course import BaselineSource, Course
from diary.analytics.diary import HEADACHE, Cut, Diary, Spans
from diary.analytics.measured import ByMeasure, Measured
from diary.analytics.measures import FOUR_HOURS, HOURS, MODERATE_OR_SEVERE, bits_of
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import (
    PLANNED_DAYS,
    Cycle,
    InjectionsError,
    Span,
    Window,
    are_weeks_21_24,
    checked_today,
    cycles,
    weeks_since,
)
from diary.terms.documented import BASELINE_AT_LEAST
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS
from diary.terms.preventives import PreventiveDocument


class Counted(dict[str, Measured]):
    """The measures of a course, each counted in all its `windows` when it is first asked for."""

    def __init__(self, diary: Diary, course: Course, baseline: Baseline, found: Sequence[Cycle]) -> None:
        self.diary, self.course, self._baseline = diary, course, baseline
        self._within = Span(found[0].injected, found[-1].last)
        self.windows = Spans(_cuts(found))

    def hours(self, span: Span) -> Hours:
        """The hours of headache in `span`."""
        return self.diary.hours(span)

    def __missing__(self, measure: str) -> Measured:
        self[measure] = measured = Measured(
            bits_of(self.diary, measure, self._within),
            self._within,
            self.windows,
            self._baseline.rates.get(measure),
            baseline_chain(self.course, self._baseline, measure),
        )
        return measured


def _cuts(found: Sequence[Cycle]) -> list[Cut]:
    """Where the windows of all cycles lie among the days of the course."""
    first, cuts = found[0].injected.toordinal(), []
    for cycle in found:
        start = cycle.injected.toordinal() - first
        for days in cycle.lengths:
            cuts.append((start, days, (1 << days) - 1))
            start += days
    return cuts


class WindowOutcome(NamedTuple):
    """One window, the `place`-th of its course; `began` is the course's first injection, None when its
    date is not known."""

    window: Window
    place: int
    counted: Counted
    began: date | None
    is_weeks_21_24: bool

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """Its counts, by measure."""
        return ByMeasure(lambda measure: self.counted[measure].tallies[self.place])

    @property
    def changes(self) -> Mapping[str, Change]:
        """Its changes since the baseline, by measure."""
        here = slice(self.place, self.place + 1)
        return ByMeasure(lambda measure: self.counted[measure].change(here))

    @property
    def hours(self) -> Hours:
        """Its hours of headache."""
        return self.counted.hours(self.window.span)

    @property
    def weeks(self) -> tuple[int, int] | None:
        """The weeks since the course's first injection in which the window begins and ends."""
        return weeks_since(self.began, self.window.span) if self.began else None


class CycleOutcome(NamedTuple):
    """One cycle, the `nth` of its course from 0, whose first window is the `place`-th."""

    nth: int
    cycle: Cycle
    place: int
    counted: Counted

    @property
    def number(self) -> int | None:
        """Its number within the course, earlier ones included; None where these are not counted."""
        return self.counted.course.number(self.nth)

    @property
    def windows(self) -> tuple[WindowOutcome, ...]:
        """Its windows, made when they are asked for: a page shows those of the latest cycles only."""
        course, counted = self.counted.course, self.counted
        began = None if course.about and not course.from_start else course.known_start
        is_second = self.nth == 1 and course.from_start
        return tuple(
            WindowOutcome(
                window,
                place,
                counted,
                began,
                is_second and are_weeks_21_24(course.injections, 2, window.weeks),
            )
            for place, window in enumerate(self.cycle.windows, self.place)
        )

    @property
    def changes(self) -> Mapping[str, Change]:
        """The change of all its usable windows together, by measure."""
        these = slice(self.place, self.place + len(self.cycle.lengths))
        return ByMeasure(lambda measure: self.counted[measure].change(these))

    @property
    def overdue(self) -> Mapping[str, Tally]:
        """The counts of the days past week 12, by measure; empty where there are none."""
        span = self.cycle.overdue
        return ByMeasure(lambda measure: self.counted[measure].over(span) if span else None)


def never_stops(diary: Diary, span: Span) -> bool:
    """Whether 20 days of `span` or more are logged, and all of these are headache days."""
    headache = diary.bits(HEADACHE, span)
    return headache.yes == headache.known and headache.known.bit_count() >= ENOUGH_DAYS


class NoBand(StrEnum):
    """Why the published averages are not drawn beside a course."""

    NO_BASELINE = "no_baseline"
    BASELINE_UNDER_15 = "baseline_under_15"
    DAILY = "daily_headache"


@dataclass(frozen=True)
class CourseOutcome:
    """One course; `no_band` is None where the published averages may be drawn. `preventives`: the other
    ones that the patient takes or took. `treated_until`: the last of week 12 of the course before, if there
    was one: days up to it are no untreated ones."""

    course: Course
    baseline: Baseline
    cycles: tuple[CycleOutcome, ...]
    no_band: NoBand | None
    counted: Counted
    preventives: tuple[PreventiveDocument, ...] = ()
    treated_until: date | None = None

    def windows(self, measure: str) -> list[tuple[Window, Tally]]:
        """Every window of the course in order of time, with its counts of `measure`."""
        windows = [window for cycle in self.cycles for window in cycle.cycle.windows]
        return list(zip(windows, self.counted[measure].tallies, strict=True))

    @cached_property
    def never_stops(self) -> bool:
        """Whether there is nothing to compare with, and headache on every day that was logged since the first
        injection: pain that never stops, of which headache days tell nothing."""
        if HEADACHE in self.baseline.rates or not self.counted[HEADACHE].enough:
            return False
        return never_stops(
            self.counted.diary, Span(self.cycles[0].cycle.injected, self.cycles[-1].cycle.last)
        )

    @property
    def is_daily(self) -> bool:
        """Whether headache days can hardly show this course's change: headache was daily before it, or never
        stops."""
        return self.no_band is NoBand.DAILY or self.never_stops

    @cached_property
    def lead(self) -> str:
        """The measure that tells most of this course: headache days; but where headache is daily, days of
        moderate or severe pain, if enough is known of them in any window, or before and of any day of the
        newest one, or while no window is known yet. Nobody needs to have told them before: then they are a
        count without a change."""
        if not self.is_daily:
            return HEADACHE
        severe, is_told = self.counted[MODERATE_OR_SEVERE], MODERATE_OR_SEVERE in self.baseline.rates
        if is_told and self.newest is not None:
            is_told = severe.tallies[self.newest[1].place].known > 0
        return MODERATE_OR_SEVERE if severe.enough or is_told else HEADACHE

    @cached_property
    def newest(self) -> tuple[CycleOutcome, WindowOutcome] | None:
        """The last whole window of which enough days are logged; a window that is not whole only without
        one."""
        still_open, is_enough = None, self.counted[HEADACHE].is_enough
        for cycle in reversed(self.cycles):
            for window in reversed(cycle.windows):
                if not is_enough[window.place]:
                    continue
                if window.window.cut is None:
                    return cycle, window
                still_open = still_open or (cycle, window)
        return still_open

    @property
    def latest(self) -> tuple[CycleOutcome, WindowOutcome] | None:
        """The newest window where it has a change: where there is something to compare with."""
        return self.newest if HEADACHE in self.baseline.rates else None

    @property
    def compared(self) -> str:
        """The measure whose changes are told: what leads, where it was known before, else headache days."""
        return self.lead if self.lead in self.baseline.rates else HEADACHE

    @property
    def told(self) -> str:
        """The measure whose change to the newest window is told: the same, where enough of that says it."""
        is_told = self.newest is not None and self.counted[self.compared].is_enough[self.newest[1].place]
        return self.compared if is_told else HEADACHE

    @cached_property
    def drawn(self) -> str:
        """The measure that a picture shows: what leads; HOURS where headache is daily and nobody says how bad
        it was, but how long."""
        if not self.is_daily or self.lead != HEADACHE or self.newest is None:
            return self.lead
        return HOURS if self.newest[1].hours.is_enough else self.lead

    def hours_change(self, window: WindowOutcome) -> HoursChange | None:
        """From the hours of the days compared with to those of `window`; None where too few days of either
        say how long, or the days before were not counted here."""
        before, after = self.baseline.hours, window.hours
        if self.baseline.source is not BaselineSource.DIARY or before is None:
            return None
        if before.scaled is None or after.scaled is None:
            return None
        return HoursChange(before, after, self.counted[HEADACHE].correlation)

    @property
    def like_for_like(self) -> tuple[CycleOutcome, WindowOutcome] | None:
        """The window to set beside the trials: their own, weeks 21-24, where it is whole and compared in days
        of 4 hours or more, else the latest; of daily headache, which is set beside none, always that."""
        own = self.cycles[1].windows[-1:] if len(self.cycles) > 1 and not self.is_daily else ()
        for window in own:
            is_compared = comparable(self.baseline, window) == FOUR_HOURS and FOUR_HOURS in window.changes
            if window.is_weeks_21_24 and window.window.cut is None and is_compared:
                return self.cycles[1], window
        return self.latest


class Outcome(NamedTuple):
    """Every course of a patient, as of `today`, the diary that tells it, and other preventives."""

    today: date
    courses: tuple[CourseOutcome, ...]
    diary: Diary
    preventives: tuple[PreventiveDocument, ...] = ()

    @property
    def asked(self) -> date:
        """The day on which months end: today once it is logged, until then the day before."""
        is_logged = self.diary.bits(HEADACHE, Span(self.today, self.today)).logged
        return self.today if is_logged else _day_before(self.today)


def outcome(
    diary: Diary, courses: Sequence[Course], today: date, preventives: Sequence[PreventiveDocument] = ()
) -> Outcome:
    """The outcome of `courses` in rising order, as the days of `diary` tell it.

    A course's last cycle ends the day before the next course begins. Raises InjectionsError, BaselineError
    and DateError.
    """
    _check(courses, checked_today(today))
    ends = [_day_before(course.injections[0]) for course in courses[1:]]
    others = tuple(preventives)
    planned = [date.fromordinal(one.injections[-1].toordinal() + PLANNED_DAYS - 1) for one in courses[:-1]]
    found = [
        _course(diary, course, min(last, today), others, until)
        for course, last, until in zip(courses, [*ends, today], [None, *planned], strict=False)
    ]
    return Outcome(today, tuple(found), diary, others)


def _check(courses: Sequence[Course], today: date) -> None:
    """InjectionsError where courses have no injections, or do not follow each other."""
    if not all(course.injections for course in courses):
        raise InjectionsError("A course has one injection at least.")
    if any(max(one.injections) >= later.injections[0] for one, later in pairwise(courses)):
        raise InjectionsError("Courses must follow each other.")
    if courses and max(courses[-1].injections) > today:
        raise InjectionsError("An injection lies in the future.")


def comparable(baseline: Baseline, window: WindowOutcome) -> str:
    """The measure to set beside the trials: 4 hours or more where known of both, else any headache."""
    both = FOUR_HOURS in baseline.rates and window.tallies[FOUR_HOURS].is_enough
    return FOUR_HOURS if both else HEADACHE


def _course(
    diary: Diary,
    course: Course,
    last: date,
    preventives: tuple[PreventiveDocument, ...],
    treated_until: date | None,
) -> CourseOutcome:
    found = cycles(course.injections, last)
    baseline = baseline_of(diary, course)
    counted = Counted(diary, course, baseline, found)
    outcomes, place = [], 0
    for index, cycle in enumerate(found):
        outcomes.append(CycleOutcome(index, cycle, place, counted))
        place += len(cycle.lengths)
    return CourseOutcome(
        course, baseline, tuple(outcomes), _no_band(baseline), counted, preventives, treated_until
    )


def _no_band(baseline: Baseline) -> NoBand | None:
    rate = baseline.rates.get(HEADACHE)
    if rate is None:
        return NoBand.NO_BASELINE
    if is_daily(baseline.rates):
        return NoBand.DAILY
    # The trials' people had 15 days of 4 hours or more, so these count where they are known.
    long = baseline.rates.get(FOUR_HOURS, rate)
    is_below = long.days * DAYS_PER_MONTH < BASELINE_AT_LEAST * long.of
    return NoBand.BASELINE_UNDER_15 if is_below else None


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
