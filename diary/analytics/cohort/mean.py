"""The mean change of a group of people, with the interval of the mean.

It tells how the group did on average, and how far that might be off had other people of the same
kind been in it. It does not tell what one person may expect: people vary far more than their mean.
"""

from math import sqrt
from typing import NamedTuple

from diary.terms.month import DAYS_PER_MONTH

Z = 1.959964
"""Of a two-sided 95 % interval: the normal distribution's quantile at .975."""


class MeanChange(NamedTuple):
    """The mean of `persons` changes, in days fewer per 28; below 0 is a rise. No interval for one person."""

    persons: int
    days: float
    interval: tuple[float, float] | None


def mean_change(persons: int, total: float, squares: float) -> MeanChange | None:
    """The mean of changes of days per 28, one a person, from their sum and that of their squares.

    Its 95 % interval is mean -+ t s / sqrt(n), where s is the standard deviation of the persons'
    changes (divided by n - 1) and t Student's quantile at .975 with n - 1 degrees of freedom,
    clipped to 28 days either way. Persons are taken as independent; their changes need not be
    normal once there are some dozens. None of nobody.
    """
    if not persons:
        return None
    mean = total / persons
    if persons == 1:
        return MeanChange(1, mean, None)
    # No change is over 28 days, so the difference of these sums loses nothing that could be seen.
    variance = max(0.0, squares - total * mean) / (persons - 1)
    half = student(persons - 1) * sqrt(variance / persons)
    most = float(DAYS_PER_MONTH)
    return MeanChange(persons, mean, (max(-most, mean - half), min(most, mean + half)))


def student(freedom: int) -> float:
    """Student's t at .975: exact for 1 and 2 degrees of freedom, else to .006 or better.

    The expansion about the normal quantile is Abramowitz & Stegun 26.7.5.
    """
    if freedom == 1:
        return 12.706205
    if freedom == 2:
        return 4.302653
    return Z + sum(term / freedom**power for power, term in enumerate(_TERMS, start=1))


_TERMS = (
    (Z**3 + Z) / 4,
    (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
    (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
)
