"""Daily headache in words: headache days can hardly show a change, so how bad and how long it was leads."""

from django.utils.functional import Promise

from diary.analytics.diary import HEADACHE
from diary.analytics.measures import MODERATE_OR_SEVERE
from diary.analytics.outcome import CourseOutcome, NoBand, WindowOutcome
from diary.analytics.tally import Hours, Tally
from diary.wording.hours import hours_change_in_words, hours_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy
from diary.wording.numbers import of_in_words
from diary.wording.windows import count_in_words


def leading_in_words(course: CourseOutcome) -> str:
    """What leads where it is no change in days of moderate or severe pain: how many there were, and hours.
    Empty where it is such a change, where neither is known, and where headache was not daily."""
    is_told = course.lead != HEADACHE and course.compared == course.lead
    if course.no_band is not NoBand.DAILY or is_told or course.newest is None:
        return ""
    _cycle, window = course.newest
    told = [one for one in (_severe_in_words(course, window), _hours_in_words(course, window)) if one]
    if not told:
        return ""
    is_compared = course.hours_change(window) is not None
    return " ".join(told if is_compared else [*told, str(_NOT_COMPARED)])


_NOT_COMPARED: Promise = gettext_lazy(
    "Nothing like it is known of the days before treatment to compare it with."
)


def daily_in_words(course: CourseOutcome) -> str:
    """That headache days cannot show this person's change, and what is shown instead; empty for others."""
    if course.no_band is not NoBand.DAILY:
        return ""
    if course.newest is None or leading_in_words(course):
        return str(_DAILY)
    if course.lead == HEADACHE:
        return str(_NOT_KNOWN)
    _cycle, window = course.newest
    return f"{_DAILY} {_hours_in_words(course, window)}".rstrip()


_DAILY: Promise = gettext_lazy(
    "With headache on nearly every day before treatment, headache days can hardly show a change. How bad "
    "the days are and how long they last tell more."
)
_NOT_KNOWN: Promise = gettext_lazy(
    "With headache on nearly every day before treatment, headache days can hardly show a change. How bad the "
    "pain was is not known of enough days to show that instead, nor is how long it lasted."
)


def _severe_in_words(course: CourseOutcome, window: WindowOutcome) -> str:
    """How many days were bad since, where it is not known of the days before."""
    if course.lead != MODERATE_OR_SEVERE:
        return ""
    severe = window.tallies[MODERATE_OR_SEVERE]
    return _("Days of moderate or severe pain per 28: %(count)s (known of %(known)s).") % {
        "count": count_in_words(severe),
        "known": of_in_words(severe.known, severe.expected),
    }


def _hours_in_words(course: CourseOutcome, window: WindowOutcome) -> str:
    """From how many hours to how many, or how many there are, where enough days say so."""
    now, change = window.hours, course.hours_change(window)
    if change is not None:
        return hours_change_in_words(change)
    if now.scaled is None:
        return ""
    return _("Hours of headache per 28 days: %(hours)s (known of %(known)s).") % {
        "hours": hours_in_words(now),
        "known": of_in_words(now.known, now.expected),
    }


def lately_in_words(severe: Tally, hours: Hours) -> str:
    """What leads in a list, of somebody whose headache was daily before treatment: their last 28 days."""
    return _(
        "Headache on nearly every day before treatment, so headache days can hardly show a change. In the "
        "last 28 days moderate or severe pain on %(severe)s days, known of %(known)s of 28; hours of "
        "headache: %(hours)s, known of %(hours_known)s of 28."
    ) % {
        "severe": count_in_words(severe),
        "known": severe.known,
        "hours": hours_in_words(hours),
        "hours_known": hours.known,
    }
