"""Daily headache in words: headache days can hardly show a change, so how bad and how long it was leads."""

from django.utils.functional import Promise

from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import MODERATE_OR_SEVERE
from diary.analytics.outcome import CourseOutcome, WindowOutcome
from diary.analytics.tally import Hours, Tally
from diary.wording.hours import hours_change_in_words, hours_within_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import days_in_words, of_in_words
from diary.wording.outcome import SOURCE
from diary.wording.windows import count_in_words


def leading_in_words(course: CourseOutcome) -> str:
    """What leads where it is no change in days of moderate or severe pain: how many there were, and hours.
    Empty where it is such a change, where neither is known, and where headache was not daily."""
    is_told = course.lead != HEADACHE and course.told == course.lead
    if not course.is_daily or is_told or course.newest is None:
        return ""
    _cycle, window = course.newest
    told = [one for one in (_severe_in_words(course, window), _hours_in_words(course, window)) if one]
    if not told:
        return ""
    is_known_before = MODERATE_OR_SEVERE in course.baseline.rates or course.hours_change(window) is not None
    return " ".join(told if is_known_before else [*told, str(_NOT_COMPARED)])


_NOT_COMPARED: Promise = gettext_lazy(
    "Too little of it is known of the days before treatment to compare it with."
)


def daily_in_words(course: CourseOutcome) -> str:
    """That headache days cannot show this person's change, and what is shown instead; empty for others."""
    if not course.is_daily:
        return ""
    said = str(_NEVER_STOPS if course.never_stops else _DAILY)
    if course.newest is None or leading_in_words(course):
        return f"{said} {_TELL_MORE}"
    if course.told == HEADACHE:
        return f"{said} {_NOT_KNOWN}"
    _cycle, window = course.newest
    return " ".join(filter(None, (said, str(_TELL_MORE), _hours_in_words(course, window), str(_ASSUMED))))


_DAILY: Promise = gettext_lazy(
    "With headache on nearly every day before treatment, headache days can hardly show a change."
)
_NEVER_STOPS: Promise = gettext_lazy(
    "With headache on every day that was logged since the treatment, headache days can hardly show a change."
)
_TELL_MORE: Promise = gettext_lazy("How bad the days are and how long they last tell more.")
_NOT_KNOWN: Promise = gettext_lazy(
    "How bad the pain was is not known of enough of the newest days to show that instead, nor is how long it "
    "lasted."
)
_ASSUMED: Promise = gettext_lazy(
    "The 95\xa0% intervals are made for headache days; for bad days they assume the same."
)


def _severe_in_words(course: CourseOutcome, window: WindowOutcome) -> str:
    """How many days were bad, as far as it is known, and before treatment, where that is."""
    severe = window.tallies[MODERATE_OR_SEVERE]
    if course.lead != MODERATE_OR_SEVERE or not severe.known:
        return ""
    words = {"count": count_in_words(severe), "known": of_in_words(severe.known, severe.expected)}
    before = course.baseline.rates.get(MODERATE_OR_SEVERE)
    if before is None:
        return _("Days of moderate or severe pain per 28: %(count)s (known of %(known)s).") % words
    words["before"] = days_in_words(before.per_month)
    return (
        _(
            "Days of moderate or severe pain per 28: %(count)s (known of %(known)s); before treatment "
            "%(before)s."
        )
        % words
    )


def _hours_in_words(course: CourseOutcome, window: WindowOutcome) -> str:
    """From how many hours to how many, or how many there are, where enough days say so."""
    now, change = window.hours, course.hours_change(window)
    if change is not None:
        return hours_change_in_words(change)
    if now.scaled is None:
        return ""
    return _("Hours of headache per 28 days: %(hours)s (known of %(known)s).") % {
        "hours": hours_within_in_words(now),
        "known": of_in_words(now.known, now.expected),
    }


def lately_in_words(source: BaselineSource | None, severe: Tally, hours: Hours) -> str:
    """What leads in a list, of somebody whose headache is daily: their last 28 days. `source`: where it is
    from that it was so before treatment; None: it never stops."""
    why = str(_NEVER_STOPS) if source is None else _daily_in_list(source)
    told = _(
        "From the last 28 days, per 28: moderate or severe pain on %(severe)s days, known of %(known)s of "
        "28; hours of headache %(hours)s, known of %(hours_known)s of 28."
    ) % {
        "severe": count_in_words(severe),
        "known": severe.known,
        "hours": hours_within_in_words(hours),
        "hours_known": hours.known,
    }
    return f"{why} {told}"


@kept
def _daily_in_list(source: BaselineSource) -> str:
    if source is BaselineSource.DIARY:
        return str(_DAILY)
    return _(
        "With headache on nearly every day before treatment, %(source)s, headache days can hardly show a "
        "change."
    ) % {"source": SOURCE[source]}
