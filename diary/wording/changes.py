"""Changes in sentences: "since", never "caused by"; percent first, the interval always."""

from django.utils.functional import Promise

from diary.analytics.baseline import Baseline
from diary.analytics.change import Change
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS, MODERATE_OR_SEVERE
from diary.analytics.outcome import CycleOutcome
from diary.analytics.tally import Tally
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy
from diary.wording.numbers import (
    days_in_words,
    fewer_in_words,
    is_no_change,
    limits_in_words,
    percent_and_fewer_in_words,
    percent_in_words,
    rate_in_words,
)
from diary.wording.outcome import SOURCE, cycle_in_words


def change_in_words(change: Change, baseline: Baseline, tally: Tally, measure: str = HEADACHE) -> str:
    """“Headache days fell 40 %: from 20 to 12 per 28 (8 fewer; 95 % interval 4 more to 18 fewer;
    logged 28 and 27 of 28).”"""
    words = {
        "percent": percent_in_words(change),
        "before": _before(change, baseline),
        "after": days_in_words(change.after.per_month),
        "about": _about(change, baseline, tally, measure),
    }
    fell, rose, same, from_none = _CHANGES[measure]
    if is_no_change(change):
        return str(same) % words
    if change.percent is None:
        return str(from_none) % words
    return str(fell if change.days > 0 else rose) % words


# Fell, rose, stayed, rose from nothing.
_CHANGES: dict[str, tuple[Promise, Promise, Promise, Promise]] = {
    HEADACHE: (
        gettext_lazy(
            "Headache days fell %(percent)s\xa0%%: from %(before)s to %(after)s per 28 (%(about)s)."
        ),
        gettext_lazy(
            "Headache days rose %(percent)s\xa0%%: from %(before)s to %(after)s per 28 (%(about)s)."
        ),
        gettext_lazy("Headache days did not change: %(after)s per 28 (%(about)s)."),
        gettext_lazy("Headache days rose from none to %(after)s per 28 (%(about)s)."),
    ),
    FOUR_HOURS: (
        gettext_lazy(
            "Days of 4 hours or more fell %(percent)s\xa0%%: from %(before)s to %(after)s per 28 (%(about)s)."
        ),
        gettext_lazy(
            "Days of 4 hours or more rose %(percent)s\xa0%%: from %(before)s to %(after)s per 28 (%(about)s)."
        ),
        gettext_lazy("Days of 4 hours or more did not change: %(after)s per 28 (%(about)s)."),
        gettext_lazy("Days of 4 hours or more rose from none to %(after)s per 28 (%(about)s)."),
    ),
    MODERATE_OR_SEVERE: (
        gettext_lazy(
            "Days of moderate or severe pain fell %(percent)s\xa0%%: from %(before)s to %(after)s per 28 "
            "(%(about)s)."
        ),
        gettext_lazy(
            "Days of moderate or severe pain rose %(percent)s\xa0%%: from %(before)s to %(after)s per 28 "
            "(%(about)s)."
        ),
        gettext_lazy("Days of moderate or severe pain did not change: %(after)s per 28 (%(about)s)."),
        gettext_lazy("Days of moderate or severe pain rose from none to %(after)s per 28 (%(about)s)."),
    ),
}


def _before(change: Change, baseline: Baseline) -> str:
    """As it was counted; a figure as it was written."""
    if baseline.source is BaselineSource.DIARY:
        return days_in_words(change.before.per_month)
    return rate_in_words(change.before)


def _about(change: Change, baseline: Baseline, tally: Tally, measure: str) -> str:
    """What stands in brackets: the days, the interval, how much was logged."""
    interval = change.interval
    before = baseline.tallies.get(measure)
    if interval is None or before is None:
        source = str(SOURCE[baseline.source]) if baseline.source else ""
        words = {"fewer": fewer_in_words(change), "source": source, "logged": tally.known}
        return _(
            "%(fewer)s; no interval, because the baseline is %(source)s; logged %(logged)s of %(days)s"
        ) % (words | {"days": tally.expected})
    said = _LOGGED if measure == HEADACHE else _KNOWN
    return str(said) % {
        "fewer": fewer_in_words(change),
        "limits": limits_in_words(interval),
        "before": before.known,
        "after": tally.known,
        "days": tally.expected,
    }


_LOGGED: Promise = gettext_lazy(
    "%(fewer)s; 95\xa0%% interval %(limits)s; logged %(before)s of 28 and %(after)s of %(days)s"
)
_KNOWN: Promise = gettext_lazy(
    "%(fewer)s; 95\xa0%% interval %(limits)s; known of %(before)s of 28 and %(after)s of %(days)s"
)


def cycle_change_in_words(cycle: CycleOutcome, source: BaselineSource | None, measure: str = HEADACHE) -> str:
    """The windows of a cycle that have enough days logged, together beside the baseline; empty where there
    is only one, of which it was said."""
    windows = [window for window in cycle.windows if window.tallies[measure].is_enough]
    if len(windows) < 2:
        return ""
    change = cycle.changes[measure]
    words = {
        "cycle": cycle_in_words(cycle),
        "after": days_in_words(change.after.per_month),
        "change": _of_cycle(change, source),
        "windows": len(windows),
    }
    return str(_TOGETHER if measure == HEADACHE else _TOGETHER_OF_KNOWN) % words


# Of one window alone it was said.
_TOGETHER: Promise = gettext_lazy(
    "The %(windows)s windows of %(cycle)s with enough days logged together: %(after)s per 28 on average "
    "(%(change)s)."
)
_TOGETHER_OF_KNOWN: Promise = gettext_lazy(
    "The %(windows)s windows of %(cycle)s of which enough days are known together: %(after)s per 28 on "
    "average (%(change)s)."
)


def _of_cycle(change: Change, source: BaselineSource | None) -> str:
    """With its interval, or why it has none."""
    words = {"fewer": percent_and_fewer_in_words(change), "source": str(SOURCE[source]) if source else ""}
    if change.interval is None:
        return _("%(fewer)s; no interval, because the baseline is %(source)s") % words
    words["limits"] = limits_in_words(change.interval)
    return _("%(fewer)s; 95\xa0%% interval %(limits)s") % words


def variation_in_words(change: Change) -> str:
    """What an interval that holds 0 means, and what a fall by itself can be; said of a whole cycle, because
    of many windows one is soon beyond what is ordinary."""
    interval = change.interval
    if interval is None:
        return _("One person's months differ by themselves; without an interval this cannot be told apart.")
    if interval.low <= 0 <= interval.high:
        return _(
            "The interval includes no change: one person's months differ this much by themselves. "
            "It does not mean that nothing has changed."
        )
    return _("The change is beyond what one person's months usually differ by themselves. %(regression)s") % {
        "regression": REGRESSION
    }


REGRESSION: Promise = gettext_lazy(
    "People often start a treatment in a bad spell. In one trial, people with 15 headache days a month or "
    "more who went on with usual care had 3.0 headache days fewer 3 months later and 3.5 fewer after 12."
)
