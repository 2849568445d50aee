"""The outcome counted again, slowly: date by date, with fractions, from the answers alone."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple


class Answered(NamedTuple):
    """What a logged day says; a date that is missing is not logged."""

    headache: bool
    four_hours: bool | None
    so_far: bool


def dates(first: date, last: date) -> list[date]:
    days = []
    while first <= last:
        days.append(first)
        first += timedelta(days=1)
    return days


def window_dates(injections: list[date], today: date) -> list[list[list[date]]]:
    """For each injection, the dates of its three windows, those that have not come left out."""
    found = []
    for index, injected in enumerate(injections):
        end = injections[index + 1] if index + 1 < len(injections) else today + timedelta(days=1)
        cycle = [day for day in dates(injected, today) if day < end]
        numbered = {day: (day - injected).days + 1 for day in cycle}
        found.append(
            [
                [day for day in cycle if first <= numbered[day] <= last]
                for first, last in ((1, 28), (29, 56), (57, 84), (85, 10**6))
            ]
        )
    return found


def tally(days: list[date], diary: dict[date, Answered], measure: str) -> tuple[int, ...]:
    """Days with it, known, logged, expected, asked, clear so far, those with it that are so only so far,
    and those certain or excluded though it is not known of them: none, of flags that follow from no other."""
    logged = [diary[day] for day in days if day in diary]
    known = [one for one in logged if getattr(one, measure) is not None]
    return (
        sum(getattr(one, measure) for one in known),
        len(known),
        len(logged),
        len(days),
        len(asked(logged, measure)),
        sum(one.so_far for one in known),
        *(0, 0, 0),
    )


def asked(logged: list[Answered], measure: str) -> list[Answered]:
    """The days to which the question belongs."""
    return [one for one in logged if one.headache] if measure == "four_hours" else logged


def weeks_of(injections, today: date) -> list[list[date]]:
    """The whole weeks of the first cycle."""
    ends = (injections[1] - timedelta(days=1)) if len(injections) > 1 else today
    days = dates(injections[0], ends)
    return [days[start : start + 7] for start in range(0, len(days) - 6, 7)]


def per_month(days: list[date], diary: dict[date, Answered], measure: str) -> Fraction | None:
    """Days per 28; None with fewer than 20 answered, or fewer than 20 of 28 of those asked."""
    count, known, *_ = tally(days, diary, measure)
    questions = asked([diary[day] for day in days if day in diary], measure)
    answered = sum(getattr(one, measure) is not None for one in questions)
    is_answered = not questions or Fraction(answered, len(questions)) >= Fraction(20, 28)
    return Fraction(28 * count, known) if known >= 20 and is_answered else None


def switches(days: list[date], diary: dict[date, Answered], measure: str) -> tuple[int, int]:
    """How many of the neighbouring answered days differ, and how many there are."""
    differ = pairs = 0
    for one, other in pairwise(days):
        if one in diary and other in diary:
            a, b = getattr(diary[one], measure), getattr(diary[other], measure)
            if a is not None and b is not None:
                pairs += 1
                differ += a != b
    return differ, pairs
