"""Hours of headache in words, and from how many to how many they went."""

from django.utils.functional import Promise
from django.utils.translation import ngettext

from diary.analytics.change import Change, HoursChange, Rate
from diary.analytics.tally import Hours
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import (
    days_in_words,
    known_in_words,
    limits_in_words,
    of_in_words,
    percent_in_words,
    within_in_words,
)


def hours_in_words(hours: Hours) -> str:
    """“96” per 28 days, or where too few days say how long, “at least 40”."""
    if hours.scaled is not None:
        return days_in_words(hours.scaled)
    return _("at least %(hours)s") % {"hours": days_in_words(hours.total)}


def hours_within_in_words(hours: Hours) -> str:
    """“96 (88 to 136)”: with the least and the most it can be, whatever was on days that do not say."""
    low, high = hours.bounds
    if hours.scaled is None or low == high:
        return hours_in_words(hours)
    return within_in_words(hours.scaled, low, high)


def known_hours_in_words(hours: Hours) -> str:
    """The same, and of how many days it is known where not of all."""
    said = hours_within_in_words(hours)
    return said if hours.known == hours.expected else known_in_words(said, hours.known)


def hours_point_in_words(label: str, hours: Hours) -> str:
    """What a figure says of one bar of hours."""
    if hours.scaled is None:
        return f"{label}: {hours_in_own_days(hours)}"
    return _("%(label)s: %(hours)s hours per 28 days, known of %(known)s") % {
        "label": label,
        "hours": hours_within_in_words(hours),
        "known": of_in_words(hours.known, hours.expected),
    }


def hours_in_own_days(hours: Hours) -> str:
    """“60 in 9 days”: of days that are no month; “at least 60” where not all of them say."""
    said = days_in_words(hours.total)
    if hours.known < hours.expected:
        said = _("at least %(hours)s") % {"hours": said}
    return ngettext("%(hours)s in %(days)s day", "%(hours)s in %(days)s days", hours.expected) % {
        "hours": said,
        "days": hours.expected,
    }


def hours_change_in_words(change: HoursChange) -> str:
    """“Hours of headache fell 50 %: from 560 to 280 per 28 days (280 hours fewer; 95 % interval 120 fewer to
    380 fewer; known of 28 of 28 and 28 of 28).”"""
    before, after = change.before, change.after
    words = {
        "percent": percent_in_words(_rates(change)),
        "before": hours_in_words(before),
        "now": hours_in_words(after),
        "fewer": hours_fewer_in_words(round(change.hours)),
        "limits": limits_in_words(change.interval),
        "known_before": of_in_words(before.known, before.expected),
        "known": of_in_words(after.known, after.expected),
    }
    if change.percent is None or not round(change.hours):
        return str(_SAME) % words
    return str(_FELL if change.hours > 0 else _ROSE) % words


def hours_fewer_of(change: HoursChange) -> str:
    """“280 hours fewer (120 fewer to 380 fewer)”."""
    return f"{hours_fewer_in_words(round(change.hours))} ({limits_in_words(change.interval)})"


_FELL: Promise = gettext_lazy(
    "Hours of headache fell %(percent)s\xa0%%: from %(before)s to %(now)s per 28 days (%(fewer)s; 95\xa0%% "
    "interval %(limits)s; known of %(known_before)s and %(known)s)."
)
_ROSE: Promise = gettext_lazy(
    "Hours of headache rose %(percent)s\xa0%%: from %(before)s to %(now)s per 28 days (%(fewer)s; 95\xa0%% "
    "interval %(limits)s; known of %(known_before)s and %(known)s)."
)
_SAME: Promise = gettext_lazy(
    "Hours of headache went from %(before)s to %(now)s per 28 days (%(fewer)s; 95\xa0%% interval %(limits)s; "
    "known of %(known_before)s and %(known)s)."
)


def _rates(change: HoursChange) -> Change:
    """The same in quarters of an hour, which are whole: a day says no less."""
    before, after = (Rate(round(one.total * 4), one.known * 4) for one in (change.before, change.after))
    return Change(before, after, None, ())


@kept
def hours_fewer_in_words(fewer: int) -> str:
    """“80 hours fewer”; below 0 they are more."""
    if fewer == 0:
        return _("no change")
    many = abs(fewer)
    words = {"hours": days_in_words(many)}
    if fewer > 0:
        return ngettext("%(hours)s hour fewer", "%(hours)s hours fewer", many) % words
    return ngettext("%(hours)s hour more", "%(hours)s hours more", many) % words
