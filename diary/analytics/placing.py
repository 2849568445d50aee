"""Where a change stands beside the published averages: of its interval, never of its point alone.

With some 10 days either way for one window, any fall from 0 to 16 is compatible with all four
averages; TOO_UNCERTAIN is the usual answer. No place says which treatment a change is due to.
"""

from enum import StrEnum

from diary.analytics.course import BaselineSource
from diary.analytics.interval import Fall
from diary.analytics.measures import FOUR_HOURS
from diary.analytics.outcome import CourseOutcome, WindowOutcome, comparable
from diary.terms.documented import BOTOX, PLACEBO


class Place(StrEnum):
    """Where the whole interval lies on the line of days fewer, or which of the averages it leaves open.

    Each average is of two trials: it is left open by an interval that reaches from one to the other, or to
    one of them.
    """

    BELOW_PLACEBO = "smaller_than_the_placebo_average"
    AT_PLACEBO = "about_the_placebo_average"
    BETWEEN = "between_the_two_averages"
    AT_BOTOX = "about_the_botox_average"
    ABOVE_BOTOX = "larger_than_the_botox_average"
    BELOW_BOTOX = "smaller_than_the_botox_average"
    ABOVE_PLACEBO = "larger_than_the_placebo_average"
    TOO_UNCERTAIN = "too_uncertain_to_tell"


class Differs(StrEnum):
    """In what a comparison is not the trials' own: headache days of any length, other weeks than 21 to 24
    after the first injection, a window of fewer than 28 days, a baseline that no diary counted, or one of
    other days than the 28 before the first injection. Of a cohort, too, that nobody was left out for having
    fewer than 15 such days; one person who has is placed beside nothing."""

    LENGTH = "days_of_any_length"
    WEEKS = "other_weeks"
    SHORT = "window_of_fewer_than_28_days"
    BASELINE = "baseline_not_from_a_diary"
    OTHER_DAYS = "baseline_of_other_days"
    PEOPLE = "people_not_chosen_by_15_days"


def place(interval: Fall) -> Place:
    """The one place that holds the whole interval; else what can be said of it all the same."""
    for where, low, high in _PLACES:
        if low <= interval.low and interval.high <= high:
            return where
    if interval.high < _BOTOX_LOW:
        return Place.BELOW_BOTOX
    return Place.ABOVE_PLACEBO if interval.low > _PLACEBO_HIGH else Place.TOO_UNCERTAIN


def differences(course: CourseOutcome, window: WindowOutcome) -> tuple[Differs, ...]:
    """In what the comparison of this window of `course` is not like the trials'."""
    baseline, is_counted = course.baseline, course.baseline.source is BaselineSource.DIARY
    found = {
        Differs.LENGTH: comparable(baseline, window) != FOUR_HOURS,
        Differs.WEEKS: not window.is_weeks_21_24,
        Differs.SHORT: window.window.cut is not None,
        Differs.BASELINE: not is_counted,
        Differs.OTHER_DAYS: is_counted and not baseline.is_before(course.course.injections[0]),
    }
    return tuple(one for one, is_so in found.items() if is_so)


_EDGES = [float(edge) for edge in (PLACEBO.low, PLACEBO.high, BOTOX.low, BOTOX.high)]
_, _PLACEBO_HIGH, _BOTOX_LOW, _ = _EDGES
_PLACES = list(
    zip(
        [Place.BELOW_PLACEBO, Place.AT_PLACEBO, Place.BETWEEN, Place.AT_BOTOX, Place.ABOVE_BOTOX],
        [float("-inf"), *_EDGES],
        [*_EDGES, float("inf")],
        strict=True,
    )
)
