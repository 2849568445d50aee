"""What makes a comparison less certain than its interval says, in plain sentences."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import ngettext

from diary.analytics.confounders import Confounder, Happened
from diary.analytics.course import BaselineSource
from diary.analytics.uncertain import Uncertain
from diary.analytics.windows import Cut
from diary.wording.dates import short_date
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import between_in_words, days_in_words

LATE_SHARE = 4
"""From one day in so many answered later, it is said."""


def uncertain_in_words(found: Uncertain | None) -> list[str]:
    """A sentence for each thing; empty where there is none."""
    if found is None:
        return []
    said = []
    if found.so_far:
        said.append(_so_far(found.so_far))
    if found.logged_differs:
        said.append(_differs(found.logged_differs))
    if found.late * LATE_SHARE >= found.logged > 0:
        said.append(_late(found.late, found.logged))
    if found.imported:
        said.append(_imported(found.imported, found.logged))
    if found.source is BaselineSource.RECALLED:
        said.append(_("What is remembered is often less than what a diary counts."))
    if found.outside is not None:
        said.append(_outside(*found.outside))
    if found.cut is not None:
        said.append(str(_CUT[found.cut]))
    return [*said, *_confounders(found.confounders)]


def _confounders(found: Iterable[Confounder]) -> Iterator[str]:
    """What else changed in the days compared; never that it changed the count."""
    undated = []
    for one in found:
        if one.when is None:
            undated.append(one.called)
        else:
            words = {"name": capfirst(one.called), "date": short_date(one.when.day)}
            yield _happened(one, about=one.when.about) % words
    if undated:
        names = list(dict.fromkeys(undated))
        # Translators: a list of medicines follows.
        yield ngettext(
            "It is not known when this was started or stopped, perhaps in the days compared: %(names)s.",
            "It is not known when these were started or stopped, perhaps in the days compared: %(names)s.",
            len(names),
        ) % {"names": ", ".join(names)}


def _happened(one: Confounder, *, about: bool) -> str:
    if one.happened is Happened.STARTED:
        if not one.is_inside:
            return _("%(name)s was started about %(date)s, which may be inside the days compared.")
        if about:
            return _("%(name)s was started about %(date)s, inside the days compared.")
        return _("%(name)s was started on %(date)s, inside the days compared.")
    if not one.is_inside:
        return _("%(name)s was stopped about %(date)s, which may be inside the days compared.")
    if about:
        return _("%(name)s was stopped about %(date)s, inside the days compared.")
    return _("%(name)s was stopped on %(date)s, inside the days compared.")


@kept
def _so_far(days: int) -> str:
    return ngettext(
        "%(days)s of the days counted here is only clear so far: its evening was not confirmed.",
        "%(days)s of the days counted here are only clear so far: their evenings were not confirmed.",
        days,
    ) % {"days": days}


@kept
def _differs(days: int) -> str:
    """That the two sides are not known alike."""
    return _(
        "Before treatment and since differ by %(days)s of 28 days in how many are known. What is missing or "
        "left unanswered for a reason can look like a change."
    ) % {"days": days}


@kept
def _outside(least: float, most: float) -> str:
    allowed = days_in_words(least) if least == most else between_in_words(least, most)
    return _(
        "The figure from before treatment contradicts what is in the diary of the 28 days before it, which "
        "allows %(days)s headache days."
    ) % {"days": allowed}


_CUT: dict[Cut, Promise] = {
    Cut.TODAY: gettext_lazy("A window counted here is not over yet."),
    Cut.NEXT_INJECTION: gettext_lazy("A window counted here was cut short by the next treatment."),
}


@kept
def _late(late: int, logged: int) -> str:
    return ngettext(
        "%(late)s of %(logged)s day counted here was recorded after the day itself.",
        "%(late)s of %(logged)s days counted here were recorded after the day itself.",
        logged,
    ) % {"late": late, "logged": logged}


@kept
def _imported(imported: int, logged: int) -> str:
    return ngettext(
        "%(imported)s of %(logged)s day counted here came with a file.",
        "%(imported)s of %(logged)s days counted here came with a file.",
        logged,
    ) % {"imported": imported, "logged": logged}
