"""The 4 weeks before and after each treatment in words."""

from typing import NamedTuple

from django.utils.functional import Promise

from diary.analytics.around import Around
from diary.analytics.course import BaselineSource
from diary.wording.dates import short_date
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
    return [
        AroundRow(
            short_date(one.injected),
            known_count_in_words(one.before),
            known_count_in_words(one.after),
            change_of(one.change, BaselineSource.DIARY) if one.change is not None else "",
        )
        for one in found
    ]
