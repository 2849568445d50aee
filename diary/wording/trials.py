"""The published averages, and how a change lies to them, in words: context, and never a verdict."""

from collections.abc import Iterable

from django.utils.functional import Promise

from diary.analytics.outcome import NoBand, WindowOutcome
from diary.analytics.placing import Differs, Place
from diary.terms.documented import BOTOX, PLACEBO, DocumentedRange
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import days_in_words

NO_BAND: dict[NoBand, Promise] = {
    NoBand.NO_BASELINE: gettext_lazy(
        "Without days from before the treatment there is nothing to set beside the trials."
    ),
    NoBand.BASELINE_UNDER_15: gettext_lazy(
        "The trials were of people with headache of 4 hours or more on 15 days a month or more, so their "
        "averages say nothing about a beginning below that."
    ),
    NoBand.DAILY: gettext_lazy(
        "With headache on nearly every day at the beginning, headache days can hardly show a change; how "
        "bad the days are and how long they last tell more."
    ),
}
PLACE: dict[Place, Promise] = {
    Place.BELOW_PLACEBO: gettext_lazy("smaller than the placebo average"),
    Place.AT_PLACEBO: gettext_lazy("about the placebo average"),
    Place.BETWEEN: gettext_lazy("between the two averages"),
    Place.AT_BOTOX: gettext_lazy("about the Botox average"),
    Place.ABOVE_BOTOX: gettext_lazy("larger than the Botox average"),
    Place.BELOW_BOTOX: gettext_lazy(
        "smaller than the Botox average, and too uncertain to tell apart from the placebo average"
    ),
    Place.ABOVE_PLACEBO: gettext_lazy(
        "larger than the placebo average, and too uncertain to tell apart from the Botox average"
    ),
    Place.TOO_UNCERTAIN: gettext_lazy("too uncertain to tell apart from either average"),
}


@kept
def range_in_words(documented: DocumentedRange) -> str:
    """“7.8 and 9.2”: the averages of two trials, never a span of people."""
    low, high = days_in_words(float(documented.low)), days_in_words(float(documented.high))
    return _("%(low)s and %(high)s") % {"low": low, "high": high}


@kept
def trials_in_words() -> str:
    """What the documented averages are, and what they are not."""
    return _(
        "On average people given Botox had %(botox)s fewer headache days a month in two trials, people "
        "given placebo %(placebo)s fewer. Single people vary far more than these averages differ, so this "
        "cannot tell which one a change is due to."
    ) % {"botox": range_in_words(BOTOX), "placebo": range_in_words(PLACEBO)}


def as_the_trials_in_words(change: str, window: str) -> str:
    """The change that the placing is about, where it is not the one that the page leads with, and in which
    window."""
    return _("Counted as the trials did, in %(window)s: %(change)s") % {"window": window, "change": change}


@kept
def placing_in_words(place: Place) -> str:
    """Where a change stands beside the averages."""
    return _("Beside the averages, this change is %(place)s.") % {"place": PLACE[place]}


def differences_in_words(differs: Iterable[Differs], window: WindowOutcome) -> list[str]:
    """In what this comparison is not like the trials' own."""
    return [_weeks(window.weeks) if one is Differs.WEEKS else str(_DIFFERS[one]) for one in differs]


_DIFFERS: dict[Differs, Promise] = {
    Differs.LENGTH: gettext_lazy(
        "The trials counted days of 4 hours or more; these are headache days of any length."
    ),
    Differs.SHORT: gettext_lazy("The trials counted 28 days; this window has fewer."),
    Differs.OTHER_DAYS: gettext_lazy(
        "The trials compared with the 28 days just before the first treatment; these are other ones."
    ),
    Differs.PEOPLE: gettext_lazy(
        "The trials were of people with 15 such days or more; here nobody was left out for having fewer."
    ),
    Differs.BASELINE: gettext_lazy("The trials counted the days before treatment in a diary."),
}


def _weeks(weeks: tuple[int, int] | None) -> str:
    if weeks is None:
        return _("The trials looked at weeks 21 to 24 after the first treatment.")
    return _(
        "The trials looked at weeks 21 to 24 after the first treatment; this window begins in week %(first)s."
    ) % {"first": weeks[0]}


@kept
def source_in_words(documented: DocumentedRange) -> str:
    """Where the averages are from."""
    return _(
        "%(source)s: weeks %(first)s to %(last)s, days of 4 hours or more, %(botox)s people given Botox and "
        "%(placebo)s given placebo."
    ) % {
        "source": documented.source,
        "first": documented.weeks[0],
        "last": documented.weeks[1],
        "botox": sum(BOTOX.participants),
        "placebo": sum(PLACEBO.participants),
    }
