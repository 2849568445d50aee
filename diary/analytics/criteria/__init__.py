"""The rules that specialists and payers apply, each held against a diary by itself."""

from diary.analytics.criteria.besides import Besides
from diary.analytics.criteria.judging import Criterion, Reading, criteria
from diary.analytics.criteria.months import Band, Burden, before_treatment, burden
from diary.analytics.criteria.rules import Asked, Elsewhere, Rule, Where, rules
from diary.analytics.criteria.sides import Count, Exact, Side, Why, shortage
from diary.analytics.criteria.sums import Asks, Line, Sum
from diary.terms.criteria import Answer

__all__ = [
    "Answer",
    "Asked",
    "Asks",
    "Band",
    "Besides",
    "Burden",
    "Count",
    "Criterion",
    "Elsewhere",
    "Exact",
    "Line",
    "Reading",
    "Rule",
    "Side",
    "Sum",
    "Where",
    "Why",
    "before_treatment",
    "burden",
    "criteria",
    "rules",
    "shortage",
]
