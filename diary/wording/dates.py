"""Dates in words, short."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from diary.analytics.windows import Span
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
    """“3 Mar 2026 to 30 Mar 2026”."""
    return _("%(first)s to %(last)s") % {"first": short_date(span.first), "last": short_date(span.last)}
