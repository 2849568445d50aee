"""What rules ask for besides days: preventives that are recorded count, and missing ones fail nobody."""

from datetime import timedelta

import pytest

from diary.analytics.criteria import Answer, Elsewhere, Rule
from diary.analytics.outcome import outcome
from diary.terms.criteria import PUBLISHED
from diary.terms.preventives import Ended, PreventiveDocument, Taking
from tests.analytics.ruled import FIRST, from_day, month, packed, rule_of
from tests.analytics.test_criteria import BEFORE, after_two_cycles


def ended(drug: str, reason: Ended, on=BEFORE) -> PreventiveDocument:
    return PreventiveDocument(
        drug, taking=Taking.STOPPED, started=on - timedelta(days=56), stopped=on, ended=reason
    )


THREE = (
    ended("topiramate", Ended.NOT_ENOUGH),
    ended("propranolol", Ended.NOT_TOLERATED),
    ended("amitriptyline", Ended.NOT_SUITABLE),
)


@pytest.mark.parametrize(("recorded", "is_met"), [(THREE, True), (THREE[:2], None), ((), None)])
def test_preventives_that_came_to_nothing_are_counted_where_a_rule_asks(recorded, is_met):
    found = after_two_cycles(*[14] * 6)._replace(preventives=recorded)
    preventives, overuse = rule_of(found, Rule.NICE_START).besides
    assert (preventives.is_met, preventives.recorded, preventives.needed) == (is_met, len(recorded), 3)
    assert (overuse.is_met, overuse.recorded) == (None, None)
    # Nobody says here whether overuse is managed, so the rule stays open.
    assert rule_of(found, Rule.NICE_START).answer is Answer.CANNOT


def test_preventives_that_ended_after_the_first_treatment_were_not_tried_before_it():
    late = ended("topiramate", Ended.NOT_ENOUGH, on=FIRST + timedelta(days=28))
    found = after_two_cycles(*[14] * 6)._replace(preventives=(*THREE[1:], late))
    assert rule_of(found, Rule.NICE_START).besides[0].recorded == 2
    untreated = outcome(packed(from_day(BEFORE, month(16))), [], FIRST - timedelta(days=1), THREE)
    assert rule_of(untreated, Rule.NICE_START).besides[0].is_met is True


def test_payers_classes_are_counted_and_doses_not_judged():
    found = after_two_cycles(*[14] * 6)._replace(preventives=THREE)
    classes, units = rule_of(found, Rule.US_START).besides
    assert (units.part, units.is_met, units.recorded) == (Elsewhere.UNITS, None, None)
    assert (classes.part, classes.is_met) == (Elsewhere.CLASSES, None)
    assert (classes.recorded, classes.needed, classes.perhaps) == (3, 2, 0)


def test_a_clinic_may_ask_for_fewer_preventives():
    found = after_two_cycles(*[14] * 6)._replace(preventives=THREE[:2])
    own = PUBLISHED._replace(start_preventives=2)
    assert rule_of(found, Rule.NICE_START, own).besides[0].is_met is True
