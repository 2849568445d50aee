"""The 4 weeks before and after each treatment in words."""

from typing import NamedTuple

from django.utils.functional import Promise

from diary.analytics.around import Around
from diary.analytics.course import BaselineSource
from diary.analytics.tally import Tally
from diary.terms.month import DAYS_PER_MONTH
from diary.wording.dates import short_date
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy
from diary.wording.windows import change_of, known_count_in_words

NOTE: Promise = gettext_lazy(
    "The European Headache Federation compares so. From the second treatment on, the four weeks before are "
    "treated weeks, too: it is the effect of treating again, not of treatment."
)


class AroundRow(NamedTuple):
    """One treatment: headache days per 28 before it and after it, and the change."""

    treated: str
    before: str
    after: str
    change: str


def around_rows(found: tuple[Around, ...]) -> list[AroundRow]:
    """A row for each."""
    return [AroundRow(_treated(one), _count(one.before), _count(one.after), _change(one)) for one in found]


def _treated(one: Around) -> str:
    if not one.is_again:
        return short_date(one.injected)
    # Translators: "3 Mar 2026, treated again": a treatment that is not the first.
    return _("%(date)s, treated again") % {"date": short_date(one.injected)}


def _count(tally: Tally) -> str:
    """The count, of how many days it is known, and how many of these are only clear so far."""
    count = known_count_in_words(tally)
    if not tally.so_far:
        return count
    return _("%(count)s, %(days)s clear so far") % {"count": count, "days": tally.so_far}


def _change(one: Around) -> str:
    """The change, or why there is none."""
    if one.change is not None:
        return change_of(one.change, BaselineSource.DIARY)
    if one.after.expected < DAYS_PER_MONTH:
        return _("not compared: fewer than 28 days since")
    return _("not compared: too few days logged (20 of 28 are needed)")
