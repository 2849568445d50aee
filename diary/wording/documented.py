"""What else was published, one source at a time, beside the change that the page leads with."""

from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from diary.terms.documented import OTHER_SOURCES, Arm, Cited, Group
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy

ARM: dict[Arm, Promise] = {
    Arm.BOTOX: pgettext_lazy("given", "Botox"),
    Arm.PLACEBO: pgettext_lazy("given", "Placebo"),
    Arm.PLACEBO_THEN_BOTOX: pgettext_lazy("given", "Placebo, then Botox"),
    Arm.USUAL_CARE: pgettext_lazy("given", "Usual care"),
}

NOTE: Promise = gettext_lazy(
    "Each source stands for itself: people, weeks and ways of counting differ. All are averages of groups, "
    "and single people vary far more. Without a group given something else, nobody knows how much would have "
    "changed anyway."
)


class GroupRow(NamedTuple):
    """One group: what it was given, when, how many fewer days a month, how many people."""

    arm: str
    week: str
    fewer: str
    people: str


class SourceInWords(NamedTuple):
    """One publication; `note` says what is to be known of it, and may be empty."""

    source: str
    rows: list[GroupRow]
    note: str


def sources_in_words() -> list[SourceInWords]:
    """Every other source, each by itself."""
    return [
        SourceInWords(one.source, [_row(group) for group in one.groups], _note(one)) for one in OTHER_SOURCES
    ]


def _row(group: Group) -> GroupRow:
    fewer = number_format(group.fewer)
    if group.interval is not None:
        low, high = map(number_format, group.interval)
        fewer = _("%(fewer)s (95\xa0%% interval %(low)s to %(high)s)") % {
            "fewer": fewer,
            "low": low,
            "high": high,
        }
    people = "" if group.participants is None else number_format(group.participants)
    return GroupRow(str(ARM[group.arm]), str(group.week), fewer, people)


def _note(source: Cited) -> str:
    """That nobody was given something else; that the figures are second-hand."""
    arms = {group.arm for group in source.groups}
    notes = []
    if Arm.PLACEBO not in arms and Arm.USUAL_CARE not in arms:
        notes.append(_("Nobody was given something else to compare with."))
    if not source.seen:
        notes.append(_("Quoted second-hand; not checked at the source."))
    return " ".join(notes)
