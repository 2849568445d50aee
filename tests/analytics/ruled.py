"""A patient under treatment whose days are kinds of days, for tests of the rules."""

from datetime import date, timedelta
from decimal import Decimal

from diary.analytics.course import Course, FixedBaseline
from diary.analytics.criteria import Criterion, Rule, criteria
from diary.analytics.diary import Diary
from diary.analytics.outcome import Outcome, outcome
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.windows import baseline_span
from diary.terms.answers import Provenance, Severity
from diary.terms.criteria import PUBLISHED, Thresholds
from diary.terms.day_document import FEATURES, DayDocument
from tests.analytics.rules_on_fingers import BAD, BARE, CLEAR, EARLY, HARD, LONG, MILD

FIRST = date(2025, 3, 3)

SEVERE, TWO_HOURS = "severe", "two hours"
"""Severe pain, or pain of two hours, and nothing else was answered."""

NO_FEATURES = dict.fromkeys(FEATURES, False)
DOCUMENTS = {
    CLEAR: DayDocument(headache=False),
    EARLY: DayDocument(headache=False),
    BAD: DayDocument(
        headache=True,
        severity=Severity.SEVERE,
        hours=Decimal(6),
        **NO_FEATURES | {"one_sided": True, "nausea": True},
    ),
    HARD: DayDocument(headache=True, severity=Severity.SEVERE, hours=Decimal(5), **NO_FEATURES),
    MILD: DayDocument(headache=True, severity=Severity.MILD, hours=Decimal(2), **NO_FEATURES),
    LONG: DayDocument(headache=True, severity=Severity.MILD, hours=Decimal(8), **NO_FEATURES),
    BARE: DayDocument(headache=True),
    SEVERE: DayDocument(headache=True, severity=Severity.SEVERE),
    TWO_HOURS: DayDocument(headache=True, hours=Decimal(2)),
}


def packed(days: dict[date, str]) -> Diary:
    """The diary of these kinds of days, as it is stored."""
    said = {
        day: PackedDay(DOCUMENTS[kind], Provenance.EARLY if kind == EARLY else Provenance.SAME_DAY)
        for day, kind in days.items()
    }
    return Diary(recorded(None, COUNTS, said), recorded(None, DETAIL, said))


def month(bad: int = 0, hard: int = 0, mild: int = 0, unlogged: int = 0) -> list[str | None]:
    """So many days of each kind, and clear ones up to 28."""
    said = [BAD] * bad + [HARD] * hard + [MILD] * mild + [None] * unlogged
    return said + [CLEAR] * (28 - len(said))


def scattered(bad: int, kind: str = BAD) -> list[str]:
    """A month whose headache days are spread over it, so that one day tells little of the next."""
    return [kind if (index + 1) * bad // 28 > index * bad // 28 else CLEAR for index in range(28)]


def from_day(first: date, *months: list[str | None]) -> dict[date, str]:
    """Months one after the other, those not logged left out."""
    kinds = [kind for one in months for kind in one]
    return {first + timedelta(days=index): kind for index, kind in enumerate(kinds) if kind}


def found_of(days: dict[date, str], *gaps: int, today: date, **options: object) -> Outcome:
    """One course that begins at FIRST, with further injections so many days later each."""
    injections = [FIRST]
    for gap in gaps:
        injections.append(injections[-1] + timedelta(days=gap))
    fixed = FixedBaseline(baseline_span(FIRST), packed(days))
    course = Course(tuple(injections), **{"from_start": True, "fixed": fixed} | options)
    return outcome(packed(days), [course], today)


def rule_of(found: Outcome, rule: Rule, thresholds: Thresholds = PUBLISHED) -> Criterion:
    """One rule of all that are held against it."""
    return next(one for one in criteria(found, thresholds) if one.asked.rule is rule)
