"""Numbers in words: rounded so that what is printed never says more than was decided."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from diary.analytics.change import Change
from diary.analytics.interval import Fall

THRESHOLDS = (30, 50, 75)
"""Percents at which rules decide: no rounding reaches one that was not."""


def days_in_words(days: float) -> str:
    """Days per 28, whole where they are whole, else with one decimal."""
    rounded = _rounded(days)
    return number_format(int(rounded) if rounded == int(rounded) else rounded)


def percent_in_words(change: Change) -> str:
    """How many percent fewer or more, without its sign; with a decimal where a whole one would reach
    a threshold that the change does not."""
    exact = abs(change.percent or 0.0)
    whole = int(Decimal(exact).quantize(Decimal(1), ROUND_HALF_UP))
    if change.days > 0 and whole in THRESHOLDS and not change.is_at_least(whole):
        return number_format(Decimal(exact).quantize(Decimal("0.1"), ROUND_FLOOR))
    return number_format(whole)


def limits_in_words(interval: Fall) -> str:
    """“4 more to 18 fewer”: whole days, rounded outwards, but never onto or over no change."""
    low, high = _outwards(interval.low, ROUND_FLOOR), _outwards(interval.high, ROUND_CEILING)
    return _("%(low)s to %(high)s") % {"low": signed_in_words(low), "high": signed_in_words(high)}


def signed_in_words(days: Decimal) -> str:
    """“8 fewer”, “4 more”, “no change”."""
    if days == 0:
        return _("no change")
    said = {"days": days_in_words(float(abs(days)))}
    return _("%(days)s fewer") % said if days > 0 else _("%(days)s more") % said


def fewer_in_words(change: Change) -> str:
    """“8 fewer”: the change itself, to a tenth of a day."""
    return signed_in_words(_rounded(change.days))


def _outwards(limit: float, rounding: str) -> Decimal:
    exact = Decimal(limit)
    for step in (Decimal(1), Decimal("0.1"), Decimal("0.01")):
        rounded = exact.quantize(step, rounding)
        if (rounded > 0) == (exact > 0) and (rounded < 0) == (exact < 0):
            return rounded
    return exact


def _rounded(days: float) -> Decimal:
    return Decimal(days).quantize(Decimal("0.1"), ROUND_HALF_UP)
