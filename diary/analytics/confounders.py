"""Other preventives started or stopped in the days that a course compares.

They may have changed the count, as may chance and the treatment: nothing here says which did.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from diary.analytics.preventives import when_started, when_stopped
from diary.analytics.windows import Span
from diary.terms.preventives import PreventiveDocument, When


class Happened(StrEnum):
    """What happened with a preventive."""

    STARTED = "started"
    STOPPED = "stopped"


class Confounder(NamedTuple):
    """A preventive that was started or stopped in the days compared, or may have been.

    `when` None: nobody knows. `is_inside`: it surely was, whatever room its date leaves.
    """

    called: str
    happened: Happened
    when: When | None
    is_inside: bool


def confounders(preventives: Iterable[PreventiveDocument], compared: Span) -> tuple[Confounder, ...]:
    """Each start and each stop that lies, or may lie, within `compared`; those with a date first, in
    order of time, then those nobody knows the date of."""
    found = [one for document in preventives for one in _of(document, compared)]
    return tuple(sorted(found, key=lambda one: one.when.day if one.when else date.max))


def _of(document: PreventiveDocument, compared: Span) -> Iterator[Confounder]:
    for happened, when, room in (
        (Happened.STARTED, document.start, when_started(document)),
        (Happened.STOPPED, document.stop, when_stopped(document)),
    ):
        if room.meets(compared.first, compared.last):
            yield Confounder(document.called, happened, when, room.lies_in(compared.first, compared.last))
