"""The rules of one person, slowly: every count that unlogged days allow is tried, with fractions."""

from datetime import timedelta
from fractions import Fraction
from itertools import product

from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.interval import fall
from diary.analytics.windows import Cut, Weeks
from diary.terms.criteria import Answer

CANNOT = (Answer.CANNOT, False)


def always(found) -> Answer:
    """What holds of every possibility, or that it cannot be said."""
    met = set(found)
    if len(met) != 1:
        return Answer.CANNOT
    return Answer.MET if met.pop() else Answer.NOT_MET


def possible(tally) -> list[Fraction]:
    """Every count of a window of 28 days."""
    return [Fraction(days) for days in range(tally.days, tally.days + 28 - tally.known + 1)]


def possible_before(one, measure) -> list[Fraction]:
    """Every count of the baseline; a figure is what it is."""
    if one.baseline.source is BaselineSource.DIARY:
        return possible(one.baseline.tallies[measure])
    return [28 * Fraction(*one.baseline.rates[measure])]


def whole_window(one, nth, weeks, measure):
    """The window where it is whole and is compared; else None."""
    window = window_over(one, nth, weeks, measure)
    return window if window is not None and window.window.cut is None else None


def window_over(one, nth, weeks, measure):
    """The window where it is over, by the next injection too, and is compared; else None."""
    if one is None or nth >= len(one.cycles):
        return None
    for window in one.cycles[nth].windows:
        is_over = window.window.weeks is weeks and window.window.cut is not Cut.TODAY
        if is_over and measure in window.changes:
            return window
    return None


def response(one, windows, measure, percent):
    """Whether it is at least `percent` fewer in the mean of these windows; and whether it is a close call."""
    if None in windows or not one.baseline.rates[measure].days:
        return CANNOT
    least = sum(window.tallies[measure].days for window in windows)
    most = sum(possible(window.tallies[measure])[-1] for window in windows)
    means = [Fraction(days, len(windows)) for days in range(least, int(most) + 1)]
    before = possible_before(one, measure)
    verdict = always(100 * (was - now) >= percent * was for was, now in product(before, means))
    return told(verdict, one, windows, measure, weight=(100 - percent) / 100)


def renewal(one, window, measure, days=7):
    """Whether it is at least so many days fewer, and whether that is a close call."""
    if window is None:
        return CANNOT
    counts = product(possible_before(one, measure), possible(window.tallies[measure]))
    verdict = always(was - now >= days for was, now in counts)
    return told(verdict, one, [window], measure, line=days)


def told(verdict, one, windows, measure, weight=1.0, line=0):
    """The verdict, and whether the interval of what it is decided by holds its line."""
    counted = one.counted[measure]
    if verdict is Answer.CANNOT:
        return CANNOT
    if one.baseline.source is not BaselineSource.DIARY:
        return verdict, False
    (before,) = windows[0].changes[measure].group._chains
    after = [window.changes[measure].chains[0] for window in windows]
    _, low, high = fall([before], after, counted.correlation, weight)
    return verdict, low <= line <= high


def nice_response(one, percent=30):
    """At least so many percent fewer on weeks 9-12 of cycle 2, on all of it, and on both."""
    nth = [place for place, cycle in enumerate(one.cycles) if cycle.number == 2] if one else []
    if not nth:
        return CANNOT, CANNOT, CANNOT
    windows = [window_over(one, nth[0], weeks, HEADACHE) for weeks in Weeks]
    last = response(one, windows[-1:], HEADACHE, percent)
    whole = response(one, windows, HEADACHE, percent)
    if CANNOT in (last, whole):
        return last, whole, CANNOT
    close = last[1] or whole[1]
    return last, whole, (last[0] if last[0] is whole[0] else Answer.DEPENDS, close)


def months_under(person, line, months=3) -> Answer:
    """Whether every adjacent month up to today had fewer headache days than `line`."""
    each = []
    asked = person.today
    if not person.counts.counted("logged", asked, asked):
        asked -= timedelta(days=1)
    for month in range(months):
        last = asked - timedelta(days=28 * month)
        first = last - timedelta(days=27)
        logged = person.counts.counted("logged", first, last)
        days = person.counts.counted("headache", first, last)
        is_treated = person.injections and (first >= person.injections[0] or person.earlier != 0)
        is_treated = is_treated and (person.today - person.injections[-1]).days < 111
        # What is not known of a month could be anything.
        is_known = is_treated and logged >= 20
        each.append(range(days, days + 28 - logged + 1) if is_known else range(29))
    return always(all(days < line for days in counts) for counts in product(*each))
