"""How long other preventives were taken, and how many came to nothing: what rules for starting ask.

A date that is only about right, or not known, leaves room; what the room allows is told apart from what
is certain.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from diary.terms.preventives import TRIED_DAYS, Ended, PreventiveClass, PreventiveDocument, Taking

COUNTED = (Ended.NOT_ENOUGH, Ended.NOT_TOLERATED, Ended.NOT_SUITABLE)
"""What NICE TA260 counts: did not help enough, was not tolerated, or was not suitable."""


class Range(NamedTuple):
    """From `first` to `last`; None: nobody knows how early, or how late."""

    first: date | None
    last: date | None

    def lies_in(self, first: date, last: date) -> bool:
        """Whether the whole range lies between these days."""
        return self.first is not None and self.last is not None and first <= self.first and self.last <= last

    def meets(self, first: date, last: date) -> bool:
        """Whether any day of the range may lie between these."""
        return not (
            (self.first is not None and self.first > last) or (self.last is not None and self.last < first)
        )


NOT_AT_ALL = Range(date.max, date.min)
"""Meets nothing and lies nowhere: of what did not happen."""


class DaysAt(NamedTuple):
    """Days at a preventive, at least and at most; `most` None: nobody knows."""

    least: int
    most: int | None


class Tried(NamedTuple):
    """The preventives tried by a day. A drug counts once, however often it was taken.

    `ended`: the drugs that by then did not help enough, were not tolerated or not suitable, and by which of
    these reasons; a drug may have several. `perhaps_ended`: those that may have ended so by then, if dates
    that are not known allow it. `for_8_weeks`: the classes of which one was taken for eight
    weeks or more; `perhaps_8_weeks`: those of which the dates that are known allow it. What is not
    known to be of a class is in neither. Whether a dose was high enough nothing here can tell.
    """

    ended: int
    perhaps_ended: int
    by_reason: dict[Ended, int]
    for_8_weeks: tuple[PreventiveClass, ...]
    perhaps_8_weeks: tuple[PreventiveClass, ...]


def when_started(document: PreventiveDocument) -> Range:
    """The days on which it may have been started."""
    if document.taking is Taking.NEVER:
        return NOT_AT_ALL
    if document.start is not None:
        return Range(document.start.earliest, document.start.latest)
    return Range(None, document.stop.latest if document.stop else None)


def when_stopped(document: PreventiveDocument) -> Range:
    """The days on which it may have been stopped; of what nobody said is still taken, too."""
    if document.taking in (Taking.NEVER, Taking.NOW):
        return NOT_AT_ALL
    if document.stop is not None:
        return Range(document.stop.earliest, document.stop.latest)
    return Range(document.start.earliest if document.start else None, None)


def days_at(document: PreventiveDocument, today: date) -> DaysAt:
    """How many days it was taken by `today`."""
    if document.taking is Taking.NEVER:
        return DaysAt(0, 0)
    first, is_now = when_started(document).first, document.taking is Taking.NOW
    last = today if is_now else _earlier(when_stopped(document).last, today)
    most = None if first is None else max((last - first).days, 0)
    if document.start is None or (document.stop is None and not is_now):
        return DaysAt(0, most)
    until = _earlier(document.stop.earliest if document.stop else None, today)
    return DaysAt(max((until - document.start.latest).days, 0), most)


def tried(preventives: Iterable[PreventiveDocument], today: date) -> Tried:
    """What was tried by `today`; what may have ended later is told apart."""
    by_reason: dict[Ended, set[str]] = {reason: set() for reason in COUNTED}
    surely, perhaps, may_have_ended = set(), set(), set()
    for one in preventives:
        if one.ended in by_reason:
            name = normalize("NFC", one.called).casefold()
            if _has_ended(one, today):
                by_reason[one.ended].add(name)
            elif when_stopped(one).meets(date.min, today):
                may_have_ended.add(name)
        if one.preventive_class is not None:
            least, most = days_at(one, today)
            if least >= TRIED_DAYS:
                surely.add(one.preventive_class)
            if most is None or most >= TRIED_DAYS:
                perhaps.add(one.preventive_class)
    ended = set().union(*by_reason.values())
    return Tried(
        ended=len(ended),
        perhaps_ended=len(may_have_ended - ended),
        by_reason={reason: len(drugs) for reason, drugs in by_reason.items()},
        for_8_weeks=tuple(one for one in PreventiveClass if one in surely),
        perhaps_8_weeks=tuple(one for one in PreventiveClass if one in perhaps - surely),
    )


def _has_ended(document: PreventiveDocument, today: date) -> bool:
    """Whether it surely had by `today`; what was ruled out before the first dose counts at any time."""
    if document.taking is Taking.NEVER:
        return True
    last = when_stopped(document).last
    return last is not None and last <= today


def _earlier(day: date | None, today: date) -> date:
    return today if day is None else min(day, today)
