"""Numbers in words: rounded so that what is printed never says more than was decided."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from django.utils.formats import number_format
from django.utils.translation import ngettext

from diary.analytics.change import Change, Rate
from diary.analytics.interval import Fall, Level
from diary.terms.month import DAYS_PER_MONTH
from diary.wording.kept import gettext as _
from diary.wording.kept import kept

THRESHOLDS = (30, 50, 75)
"""Percents at which rules decide: no rounding reaches one that was not."""

_DUST = 1e-9
"""What floats add: a limit of 0.3 is stored as 0.29999..., and is to be printed as 0.3."""


def days_in_words(days: float) -> str:
    """Days per 28, whole where they are whole, else with one decimal."""
    return _tenths_in_words(_tenths(days))


def rate_in_words(rate: Rate) -> str:
    """A figure that somebody wrote down, with as many decimals as tell it from a whole day that it does not
    reach: “25.99” and not “26”."""
    exact = Fraction(rate.days * DAYS_PER_MONTH, rate.of)
    decimals = next((many for many in (1, 2) if round(exact, many) % 1 or exact % 1 == 0), 3)
    return exact_in_words(exact, decimals)


def fewer_in_words(change: Change) -> str:
    """“8 fewer”, “4 more”, “no change”: the change itself, to a tenth of a day."""
    return _signed_in_words(_tenths(change.days))


def is_no_change(change: Change) -> bool:
    """Whether nothing of the change is left in tenths of a day."""
    return _tenths(change.days) == 0


def percent_in_words(change: Change) -> str:
    """How many percent fewer or more, without its sign; with a decimal where a whole one would reach
    a threshold that the change does not."""
    exact = abs(change.percent or 0.0)
    whole = floor(exact + 0.5)
    if change.days > 0 and whole in THRESHOLDS and not change.is_at_least(whole):
        return _tenths_in_words(min(floor(exact * 10), 10 * whole - 1))
    return _tenths_in_words(10 * whole)


def percent_of(change: Change) -> str:
    """“−40 %”; from a baseline that is not 0."""
    sign = "−" if change.days > 0 else "+"
    return f"{sign}{percent_in_words(change)}\N{NO-BREAK SPACE}%"


def percent_and_fewer_in_words(change: Change) -> str:
    """“−40 %, 8 fewer”, or as much of it as there is."""
    if change.percent is None or is_no_change(change):
        return fewer_in_words(change)
    return f"{percent_of(change)}, {fewer_in_words(change)}"


def limits_in_words(interval: Fall) -> str:
    """“4 more to 18 fewer”: whole days, rounded outwards, but never onto or over no change."""
    return _limits_in_words(_outwards(interval.low, floor, -_DUST), _outwards(interval.high, ceil, _DUST))


def beyond_in_words(margin: float, interval: Level | None) -> str:
    """“2 beyond (8 short to 12 beyond)”: how far a count lies beyond its line, or short of it."""
    if interval is None:
        return _beyond(_nearly(margin))
    low, high = _outwards(interval.low, floor, -_DUST), _outwards(interval.high, ceil, _DUST)
    return _beyond_within(_nearly(margin), low, high)


def interval_in_words(low: float, high: float) -> str:
    """“8 to 21.1”: the limits of an interval of days, rounded outwards."""
    return _between_in_words(floor(low * 10 + _DUST), ceil(high * 10 - _DUST))


@kept
def exact_in_words(days: Fraction, decimals: int) -> str:
    """Days per 28 with so many decimals, or as many as it has."""
    said = Decimal(days.numerator) / Decimal(days.denominator)
    rounded = said.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(rounded.normalize() if rounded % 1 else rounded.to_integral_value())


@kept
def of_in_words(some: int, of: int) -> str:
    """“27 of 28”."""
    return _("%(some)s of %(of)s") % {"some": some, "of": of}


def between_in_words(low: float, high: float) -> str:
    """“8 to 21”: the least and the most."""
    return _between_in_words(_tenths(low), _tenths(high))


def within_in_words(days: float, low: float, high: float) -> str:
    """“12 (11 to 15)”: days per 28, and the least and the most they can be."""
    return _within_in_words(_tenths(days), _tenths(low), _tenths(high))


@kept
def known_in_words(days: str, known: int) -> str:
    """“12, 25 known”."""
    # Translators: “9 (8 to 12), 24 known”: a count, and of how many days it is known.
    return ngettext("%(days)s, %(known)s known", "%(days)s, %(known)s known", known) % {
        "days": days,
        "known": known,
    }


@kept
def _within_in_words(days: int, low: int, high: int) -> str:
    return _("%(days)s (%(low)s to %(high)s)") % {
        "days": _tenths_in_words(days),
        "low": _tenths_in_words(low),
        "high": _tenths_in_words(high),
    }


@kept
def _limits_in_words(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": _signed_in_words(low), "high": _signed_in_words(high)}


@kept
def _between_in_words(low: int, high: int) -> str:
    return _("%(low)s to %(high)s") % {"low": _tenths_in_words(low), "high": _tenths_in_words(high)}


@kept
def _tenths_in_words(tenths: int) -> str:
    whole, part = divmod(tenths, 10)
    return number_format(Decimal(tenths) / 10 if part else whole)


@kept
def _signed_in_words(tenths: float) -> str:
    """Of tenths of a day fewer; below 0 they are more."""
    if tenths == 0:
        return _("no change")
    said = {"days": _size_in_words(tenths)}
    return _("%(days)s fewer") % said if tenths > 0 else _("%(days)s more") % said


@kept
def _beyond_within(tenths: float, low: float, high: float) -> str:
    return _("%(margin)s (%(low)s to %(high)s)") % {
        "margin": _beyond(tenths),
        "low": _beyond(low),
        "high": _beyond(high),
    }


@kept
def _beyond(tenths: float) -> str:
    """Of tenths of a day beyond a line; below 0 they are short of it."""
    if tenths == 0:
        return _("on the line")
    said = {"days": _size_in_words(tenths)}
    return _("%(days)s beyond") % said if tenths > 0 else _("%(days)s short") % said


def _size_in_words(tenths: float) -> str:
    """However many they are; what lies between 0 and one is said to be so."""
    return _("less than 0.1") if abs(tenths) < 1 else _tenths_in_words(int(abs(tenths)))


def _nearly(days: float) -> float:
    """Tenths, of what is less than one half of one, so that it is not said to be none."""
    return _tenths(days) or 0.5 * _sign(days)


def _tenths(days: float) -> int:
    """Half a tenth is rounded away from 0."""
    return floor(days * 10 + 0.5) if days >= 0 else -floor(0.5 - days * 10)


def _outwards(limit: float, rounded: Callable[[float], int], dust: float) -> float:
    """Tenths: of a whole day where that keeps the limit's sign, else of a tenth, else half of one."""
    whole = rounded(limit - dust)
    if _sign(whole) == _sign(limit):
        return 10 * whole
    tenth = rounded(limit * 10 - dust)
    return tenth if _sign(tenth) == _sign(limit) else 0.5 * _sign(limit)


def _sign(number: float) -> int:
    return (number > _DUST) - (number < -_DUST)
