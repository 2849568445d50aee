"""Dates in words, short."""

import datetime

from django.utils.formats import date_format

from diary.analytics.windows import Span
from diary.wording.kept import gettext as _
from diary.wording.kept import kept


@kept
def short_date(day: datetime.date) -> str:
    """“3 Mar 2026”."""
    # Translators: a date format, see Django's "date" filter.
    return date_format(day, _("j M Y"))


@kept
def year_in_words(day: datetime.date) -> str:
    """“2026”."""
    # Translators: a date format, see Django's "date" filter.
    return date_format(day, _("Y"))


@kept
def span_in_words(span: Span) -> str:
    """“3 Mar to 30 Mar 2026”; with both years where they differ, and one date where it is one."""
    if span.first == span.last:
        return short_date(span.first)
    first = _date_in_the_year(span.first) if span.first.year == span.last.year else short_date(span.first)
    return _("%(first)s to %(last)s") % {"first": first, "last": short_date(span.last)}


def _date_in_the_year(day: datetime.date) -> str:
    # Translators: a date format, see Django's "date" filter; the year is said after it.
    return date_format(day, _("j M"))
