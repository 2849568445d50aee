"""Where a change stands beside the published averages: of its interval, never of its point alone.

With some 10 days either way for one window, any fall from 0 to 16 is compatible with all four
averages; TOO_UNCERTAIN is the usual answer. No place says which treatment a change is due to.
"""

from enum import StrEnum

from diary.analytics.interval import Fall
from diary.terms.documented import BOTOX, PLACEBO


class Place(StrEnum):
    """Where the whole interval lies on the line of days fewer."""

    BELOW_PLACEBO = "smaller_than_the_placebo_average"
    AT_PLACEBO = "about_the_placebo_average"
    BETWEEN = "between_the_two_averages"
    AT_BOTOX = "about_the_botox_average"
    ABOVE_BOTOX = "larger_than_the_botox_average"
    TOO_UNCERTAIN = "too_uncertain_to_tell"


def place(interval: Fall) -> Place:
    """The one place that holds the whole interval; TOO_UNCERTAIN where it reaches into another."""
    for where, low, high in _PLACES:
        if low <= interval.low and interval.high <= high:
            return where
    return Place.TOO_UNCERTAIN


_EDGES = [float(edge) for edge in (PLACEBO.low, PLACEBO.high, BOTOX.low, BOTOX.high)]
_PLACES = list(
    zip(
        [Place.BELOW_PLACEBO, Place.AT_PLACEBO, Place.BETWEEN, Place.AT_BOTOX, Place.ABOVE_BOTOX],
        [float("-inf"), *_EDGES],
        [*_EDGES, float("inf")],
        strict=True,
    )
)
