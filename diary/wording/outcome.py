"""The outcome in sentences: change "since", never "caused by"; percent first, the interval always."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import ngettext, pgettext_lazy

from diary.analytics.baseline import Baseline
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS, HOURS, MODERATE_OR_SEVERE
from diary.analytics.outcome import CourseOutcome, CycleOutcome, WindowOutcome
from diary.analytics.tally import Tally
from diary.analytics.windows import Cut, Weeks
from diary.terms.month import DAYS_PER_MONTH, ENOUGH_DAYS
from diary.wording.dates import short_date, span_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import days_in_words, rate_in_words

WEEKS: dict[Weeks, Promise] = {
    Weeks.FIRST: gettext_lazy("weeks 1 to 4"),
    Weeks.SECOND: gettext_lazy("weeks 5 to 8"),
    Weeks.THIRD: gettext_lazy("weeks 9 to 12"),
}
SOURCE: dict[BaselineSource, Promise] = {
    BaselineSource.DIARY: pgettext_lazy("baseline", "from this diary"),
    BaselineSource.DOCUMENTED: pgettext_lazy("baseline", "from a letter or a paper diary"),
    BaselineSource.RECALLED: pgettext_lazy("baseline", "recalled"),
}


def source_in_words(source: BaselineSource, dated: date | None = None) -> str:
    """Where a baseline comes from, and of a figure from which date, where that is known."""
    if dated is None:
        return str(SOURCE[source])
    # Translators: "recalled, dated 3 Feb 2026": a figure from before treatment, and its date.
    return _("%(source)s, dated %(date)s") % {"source": SOURCE[source], "date": short_date(dated)}


def figure_in_words(days: str, source: BaselineSource | None) -> str:
    """“20, recalled”: a figure that stands in for days that were not counted here."""
    if source is None:
        return days
    # Translators: "20, recalled": headache days, and where that figure is from.
    return _("%(days)s, %(source)s") % {"days": days, "source": SOURCE[source]}


LACKING: dict[NoBaseline, Promise] = {
    NoBaseline.ON_TREATMENT: gettext_lazy(
        "Treated before the diary began, so there are no untreated days to compare with. "
        "A letter or a paper diary that says how many headache days a month there were before can stand in."
    ),
    NoBaseline.TOO_FEW_DAYS: gettext_lazy(
        "Not enough days were logged in the 28 days before the first treatment to compare with (20 are "
        "needed). A letter or a paper diary that says how many headache days there were can stand in."
    ),
    NoBaseline.FIRST_MOVED: gettext_lazy(
        "An earlier treatment was recorded since, so some of the days of comparison are on treatment. "
        "They can be compared with again once the baseline is fixed anew."
    ),
    NoBaseline.UNREADABLE: gettext_lazy(
        "The days of comparison were damaged where they are stored and cannot be read. "
        "There is something to compare with again once the baseline is fixed anew."
    ),
}
CUT: dict[Cut, Promise] = {
    Cut.NEXT_INJECTION: gettext_lazy("cut short by the next treatment"),
    Cut.TODAY: gettext_lazy("not over yet"),
}


def cycle_in_words(cycle: CycleOutcome) -> str:
    """“cycle 3”; without a number where earlier treatments are not counted."""
    if cycle.number is None:
        return _("the cycle from %(date)s") % {"date": short_date(cycle.cycle.injected)}
    return _numbered(cycle.number)


@kept
def _numbered(cycle: int) -> str:
    return _("cycle %(number)s") % {"number": cycle}


def place_in_words(cycle: CycleOutcome, window: WindowOutcome) -> str:
    """“Weeks 9 to 12 of cycle 2, 26 May 2026 to 22 Jun 2026”, and why it is shorter, if it is."""
    words = {
        "weeks": WEEKS[window.window.weeks],
        "cycle": cycle_in_words(cycle),
        "dates": span_in_words(window.window.span),
    }
    said = _("%(weeks)s of %(cycle)s, %(dates)s") % words
    if window.window.cut is None:
        return said
    return _("%(window)s (%(cut)s)") % {"window": said, "cut": CUT[window.window.cut]}


PER_28: dict[str, Promise] = {
    HEADACHE: gettext_lazy("Headache days per 28"),
    FOUR_HOURS: gettext_lazy("4 hours or more, per 28"),
    MODERATE_OR_SEVERE: gettext_lazy("Days of moderate or severe pain per 28"),
    HOURS: gettext_lazy("Hours of headache per 28 days"),
}
"""What a table shows, by the measure that leads."""

DRAWN: dict[str, Promise] = {
    **PER_28,
    HOURS: gettext_lazy("Hours of headache per 28 days, as days of 24 hours"),
}
"""What a picture shows, which has a scale of days."""


@kept
def picture_in_words(measure: str, cycles: int, windows: int, enough: int) -> str:
    """What the picture shows, for those who do not see it; the table below says the same."""
    around = ngettext("%(cycles)s treatment", "%(cycles)s treatments", cycles) % {"cycles": cycles}
    shown = ngettext(
        "%(what)s in %(windows)s window around %(treatments)s",
        "%(what)s in %(windows)s windows around %(treatments)s",
        windows,
    ) % {"what": DRAWN[measure], "windows": windows, "treatments": around}
    said = _PICTURE if measure == HEADACHE else _PICTURE_OF_KNOWN
    return str(said) % {"shown": shown, "enough": enough}


_PICTURE: Promise = gettext_lazy(
    "%(shown)s; %(enough)s with 20 days or more logged. The table below says the same."
)
_PICTURE_OF_KNOWN: Promise = gettext_lazy(
    "%(shown)s; %(enough)s in which it is known of 20 days or more. The table below says the same."
)


def baseline_in_words(baseline: Baseline, course: CourseOutcome) -> str:
    """What everything is compared with."""
    measure = course.compared
    rate = baseline.rates.get(measure)
    if rate is None:
        return str(LACKING[baseline.lacking]) if baseline.lacking else ""
    if baseline.source is BaselineSource.DIARY and baseline.span is not None:
        tally = baseline.tallies[measure]
        compared = _COMPARED if measure == HEADACHE else _COMPARED_SEVERE
        return str(compared) % {
            "dates": span_in_words(baseline.span),
            "days": days_in_words(rate.per_month),
            "logged": tally.known,
        }
    said = _("Compared with %(days)s headache days a month before treatment, %(source)s.") % {
        "days": rate_in_words(rate),
        "source": source_in_words(baseline.source, baseline.dated) if baseline.source else "",
    }
    if course.course.from_start:
        return said
    return _("Treated before the diary began. %(compared)s") % {"compared": said}


_COMPARED: Promise = gettext_lazy(
    "Compared with %(dates)s, before the treatment began: %(days)s per 28, logged %(logged)s of 28."
)
_COMPARED_SEVERE: Promise = gettext_lazy(
    "Compared with %(dates)s, before the treatment began: %(days)s days of moderate or severe pain per 28, "
    "known of %(logged)s of 28."
)


def fixed_in_words(baseline: Baseline, first: date) -> str:
    """That the fixed days are not those before the treatment that is the first now, or that the diary says
    something else of them now, or that they cannot be read; empty when none is so."""
    if baseline.are_unreadable and baseline.source is not None:
        return _(
            "The days that were fixed before treatment were damaged where they are stored. The figure stands "
            "in for them until the baseline is fixed anew."
        )
    if baseline.source is BaselineSource.DIARY and not baseline.is_before(first):
        return _(
            "The baseline was fixed before another first treatment: it is not of the 28 days before %(date)s."
        ) % {"date": short_date(first)}
    if not baseline.has_changed:
        return ""
    fixed, now = baseline.tallies[HEADACHE], baseline.now[HEADACHE]
    words = {"fixed": fixed.days, "known": fixed.known, "now": now.days, "known_now": now.known}
    if fixed == now:
        return _("The baseline is fixed; details of its days were changed since.")
    return (
        _(
            "The baseline is fixed as %(fixed)s (%(known)s of 28 logged); the diary now says %(now)s "
            "(%(known_now)s of 28)."
        )
        % words
    )


def point_in_words(label: str, measure: str, tally: Tally) -> str:
    """What the figure says of one bar."""
    words = {"label": label, "known": tally.known, "expected": tally.expected}
    is_logged = measure == HEADACHE
    if tally.scaled is None:
        return str(_SPARSE if is_logged else _SPARSE_OF_KNOWN) % (words | {"needed": ENOUGH_DAYS})
    words |= {"days": days_in_words(tally.scaled), "month": DAYS_PER_MONTH}
    return str(_POINT if is_logged else _POINT_OF_KNOWN) % words


_SPARSE: Promise = gettext_lazy(
    "%(label)s: not enough days logged (%(known)s of %(expected)s; %(needed)s needed)"
)
_SPARSE_OF_KNOWN: Promise = gettext_lazy(
    "%(label)s: not enough days known (%(known)s of %(expected)s; %(needed)s needed)"
)
_POINT: Promise = gettext_lazy("%(label)s: %(days)s per %(month)s, logged %(known)s of %(expected)s")
_POINT_OF_KNOWN: Promise = gettext_lazy(
    "%(label)s: %(days)s per %(month)s, known of %(known)s of %(expected)s"
)


FIGURE_WORDS: Mapping[str, Promise] = {
    "before": gettext_lazy("before treatment"),
    "enough": gettext_lazy("20 days or more known"),
    "sparse": gettext_lazy("too few days known: from the least to the most it can be"),
}
