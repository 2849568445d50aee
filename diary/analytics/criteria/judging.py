"""Every rule held against one course: met, not met, or why that cannot be assessed.

Three answers combine as they must: one sum that fails decides "all of them" whatever the others are,
one that holds decides "any of them"; else what is not known leaves the rule open.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from diary.analytics.criteria.besides import Besides, besides
from diary.analytics.criteria.days import Days, Treated, Untreated
from diary.analytics.criteria.rules import Asked, Elsewhere, Rule, Where, rules
from diary.analytics.criteria.sides import Why
from diary.analytics.criteria.sums import Sum, summed
from diary.analytics.outcome import Outcome
from diary.terms.criteria import Answer, Thresholds, checked_thresholds


class Reading(NamedTuple):
    """One way to read a rule: its sums on some days, and what no day answers (`elsewhere`: met or not
    known)."""

    where: Where
    of_all: bool
    sums: tuple[Sum, ...]
    elsewhere: tuple[bool | None, ...]

    @property
    def is_met(self) -> bool | None:
        """None where it cannot be assessed."""
        return self._together(one.is_met for one in self.sums)

    @property
    def in_30(self) -> bool | None:
        """The answer for months of 30 days."""
        return self._together(one.in_30 for one in self.sums)

    @property
    def is_close(self) -> bool:
        """Whether the answer hangs on sums whose interval holds their line."""
        if self.is_met is None:
            return False
        return self._together(None if one.is_close else one.is_met for one in self.sums) is None

    @property
    def why(self) -> Why | None:
        """Why it cannot be assessed: the first reason that there is."""
        if self.is_met is not None:
            return None
        return next((one.why for one in self.sums if one.why is not None), Why.NOT_KEPT)

    def _together(self, sums: Iterable[bool | None]) -> bool | None:
        answers = {*sums, *self.elsewhere}
        if (not self.of_all) in answers:
            return not self.of_all
        return None if None in answers else self.of_all


class Criterion(NamedTuple):
    """One rule, as it was asked, its readings, and what it asks for besides."""

    asked: Asked
    readings: tuple[Reading, ...]
    besides: tuple[Besides, ...]

    @property
    def answer(self) -> Answer:
        """CANNOT where one of its readings cannot be assessed: it might say otherwise."""
        return _answer([reading.is_met for reading in self.readings])

    @property
    def diary_part(self) -> Answer:
        """The answer of what days say, where a rule asks for more than days."""
        if not self.asked.lines:
            return Answer.CANNOT
        return _answer([reading._replace(elsewhere=()).is_met for reading in self.readings])

    @property
    def in_30(self) -> Answer:
        """The answer for months of 30 days, as calendars have them."""
        return _answer([reading.in_30 for reading in self.readings])

    @property
    def is_close(self) -> bool:
        """Whether the answer is a close call."""
        return self.answer is not Answer.CANNOT and any(reading.is_close for reading in self.readings)


def criteria(found: Outcome, thresholds: Thresholds) -> tuple[Criterion, ...]:
    """Every rule held against the latest course of `found`, with the numbers of `thresholds`; before any
    treatment those that ask about the days before one. Raises ThresholdsError."""
    checked_thresholds(thresholds)
    parts = besides(found, thresholds)
    if not found.courses:
        untreated = Untreated(found.diary, found.asked)
        return tuple(_judged(rule, untreated, parts) for rule in rules(thresholds) if rule.rule in _BEFORE)
    treated = Treated(found.courses[-1], found.asked)
    return tuple(_judged(rule, treated, parts) for rule in rules(thresholds))


_BEFORE = (Rule.NICE_START, Rule.EHF_START, Rule.US_START, Rule.CHRONIC_NOW)
"""Rules about somebody who has had no treatment."""


def _judged(asked: Asked, days: Days, parts: Mapping[Elsewhere, Besides]) -> Criterion:
    asked_besides = tuple(parts[part] for part in asked.elsewhere)
    elsewhere = tuple(part.is_met for part in asked_besides)
    readings: list[Reading] = []
    for where in asked.where:
        sums = _sums(asked, days, where)
        # The only whole window of a cycle and all of them are the same days.
        is_counted = any(one.after.counts for one in sums)
        if not (is_counted and any(sums == other.sums for other in readings)):
            readings.append(Reading(where, asked.of_all, sums, elsewhere))
    return Criterion(asked, tuple(readings), asked_besides)


def _sums(asked: Asked, days: Days, where: Where) -> tuple[Sum, ...]:
    """The sums of one reading, month by month where it has several."""
    by_line: list[list[Sum]] = [
        [
            summed(line, before, after, days.correlation(line.measure))
            for before, after in days.pairs(where, line.measure, asked.months)
        ]
        for line in asked.lines
    ]
    return tuple(one for together in zip(*by_line, strict=True) for one in together)


def _answer(readings: Sequence[bool | None]) -> Answer:
    if None in readings:
        return Answer.CANNOT
    if len(set(readings)) > 1:
        return Answer.DEPENDS
    return Answer.MET if readings[0] else Answer.NOT_MET
