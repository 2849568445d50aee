"""The numbers of the rules in words: what each asks, what was published, and who set what when."""

from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from diary.queries.thresholds import ThresholdVersion
from diary.terms.criteria import PUBLISHED, ResponseDays, Thresholds
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy
from diary.wording.moments import moment_in_words

CLOCK = "UTC"
"""A clinic has no time zone of its own."""

NUMBER: dict[str, Promise] = {
    "start_headache_days": gettext_lazy("Headache days a month, at least"),
    "start_migraine_days": gettext_lazy("Migraine days among them, at least"),
    "start_preventives": gettext_lazy("Preventives tried before, at least"),
    "stop_percent": gettext_lazy("After two cycles, headache days fell by at least so many percent"),
    "response_days": gettext_lazy("The days that decide this"),
    "stop_headache_days": gettext_lazy("Stopping is discussed at headache days a month fewer than"),
    "stop_months": gettext_lazy("For so many months in a row"),
    "renewal_days": gettext_lazy("Headache days a month fell by at least"),
    "renewal_hours": gettext_lazy("Or headache hours a month fell by at least"),
}
RESPONSE_DAYS: dict[ResponseDays, Promise] = {
    ResponseDays.BOTH: pgettext_lazy("days that decide a response", "Both, and it is said where they differ"),
    ResponseDays.WEEKS_9_12: pgettext_lazy("days that decide a response", "Weeks 9 to 12 of cycle 2"),
    ResponseDays.WHOLE_CYCLE: pgettext_lazy("days that decide a response", "All of cycle 2"),
}


class Group(NamedTuple):
    """Numbers of one rule."""

    title: Promise
    fields: tuple[str, ...]


GROUPS = (
    Group(
        gettext_lazy("Starting (NICE TA260)"),
        ("start_headache_days", "start_migraine_days", "start_preventives"),
    ),
    Group(
        gettext_lazy("Going on or stopping (NICE TA260)"),
        ("stop_percent", "response_days", "stop_headache_days", "stop_months"),
    ),
    Group(gettext_lazy("Renewal (payers in the US)"), ("renewal_days", "renewal_hours")),
)
"""The numbers in the order in which they are shown."""


class ChangeInWords(NamedTuple):
    """One change of a clinic's numbers: when and by whom, and what became of which number."""

    heading: str
    what: list[str]


def number_in_words(field: str, thresholds: Thresholds) -> str:
    """One number of these: “15”, “Weeks 9 to 12 of cycle 2”."""
    value = getattr(thresholds, field)
    return str(RESPONSE_DAYS[value]) if field == "response_days" else number_format(value)


def beside_in_words(field: str, standing: Thresholds, *, differs: bool) -> str:
    """What stands beside a number: what was published, and what counts now where something else was typed."""
    words = {"published": number_in_words(field, PUBLISHED), "now": number_in_words(field, standing)}
    said = str(_BESIDE.get(field, _PUBLISHED)) % words
    return _("%(said)s Counts now: %(now)s.") % (words | {"said": said}) if differs else said


_PUBLISHED: Promise = gettext_lazy("As published: %(published)s.")
_TYPICAL: Promise = gettext_lazy("Typically asked for: %(published)s.")
_BESIDE: dict[str, Promise] = {
    "response_days": gettext_lazy("Guidance does not say. If nothing is chosen: %(published)s."),
    "renewal_days": _TYPICAL,
    "renewal_hours": _TYPICAL,
}


def change_in_words(version: ThresholdVersion, before: Thresholds) -> ChangeInWords:
    """What was changed from `before`."""
    if version.as_published:
        return ChangeInWords(_heading(version), [_("As published again.")])
    changed = [
        _("%(number)s: %(now)s (before: %(before)s)")
        % {
            "number": NUMBER[field],
            "now": number_in_words(field, version.thresholds),
            "before": number_in_words(field, before),
        }
        for group in GROUPS
        for field in group.fields
        if getattr(version.thresholds, field) != getattr(before, field)
    ]
    return ChangeInWords(_heading(version), changed)


def _heading(version: ThresholdVersion) -> str:
    words = {"moment": moment_in_words(version.at, CLOCK), "by": version.by}
    if version.by is not None:
        return _("%(moment)s: %(by)s") % words
    if version.by_operator:
        return _("%(moment)s: whoever runs this server") % words
    return _("%(moment)s: somebody whose account is gone") % words
