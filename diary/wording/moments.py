"""A moment in words: by the diary's own clock, and by which clock that is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from diary.wording.kept import gettext as _


def moment_in_words(moment: datetime, zone: str) -> str:
    """“3 March 2026, 19:05 (Europe/London)”."""
    # Translators: a date format, see Django's "date" filter.
    words = date_format(moment.astimezone(ZoneInfo(zone)), _("j F Y, H:i"))
    return _("%(moment)s (%(zone)s)") % {"moment": words, "zone": zone}
