"""Dates in words, short."""

import datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diary.analytics.windows import Span


def short_date(day: datetime.date) -> str:
    """“3 Mar 2026”."""
    return _short_date(day, get_language() or "")


def span_in_words(span: Span) -> str:
    """“3 Mar 2026 to 30 Mar 2026”."""
    return _("%(first)s to %(last)s") % {"first": short_date(span.first), "last": short_date(span.last)}


# A date says nothing of anybody: ten years of them, in a few languages.
@lru_cache(maxsize=16384)
def _short_date(day: datetime.date, language: str) -> str:
    # Translators: a date format, see Django's "date" filter.
    return date_format(day, _("j M Y"))
