"""Other preventives are found by what people call them, and refused where two answers cannot both be."""

from datetime import date

import pytest
from hypothesis import given

from diary.terms.preventives import (
    ABOUT_DAYS,
    PREVENTIVES,
    Ended,
    PreventiveClass,
    PreventiveDocument,
    When,
    preventive_like,
    preventive_named,
    refusals,
)
from tests.preventives import NEVER, NOW, STOPPED, preventives

TODAY = date(2026, 6, 30)
MAY, JUNE = date(2026, 5, 3), date(2026, 6, 3)


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Topamax", "topiramate", PreventiveClass.ANTICONVULSANT),
        (" TOPIRAMATE 50 mg tablets", "topiramate", PreventiveClass.ANTICONVULSANT),
        ("Topamax Sprinkle", "topiramate", PreventiveClass.ANTICONVULSANT),
        ("Inderal LA", "propranolol", PreventiveClass.BETA_BLOCKER),
        ("propranolol hydrochloride 80mg modified-release capsules", "propranolol", None),
        ("Efexor XL", "venlafaxine", PreventiveClass.OTHER_ANTIDEPRESSANT),
        ("sodium valproate", "valproate", PreventiveClass.ANTICONVULSANT),
        ("divalproex sodium ER", "valproate", PreventiveClass.ANTICONVULSANT),
        ("Amias", "candesartan", PreventiveClass.ARB_OR_ACE_INHIBITOR),
        ("Aimovig 140 mg pen", "erenumab", PreventiveClass.CGRP_ANTIBODY),
        ("Qulipta", "atogepant", PreventiveClass.GEPANT),
        ("Vitamin B2", "riboflavin", PreventiveClass.OTHER),
        ("coenzyme q10", "coenzyme Q10", PreventiveClass.OTHER),
    ],
)
def test_a_preventive_is_found_by_generic_or_brand(name, code, kind):
    found = preventive_named(name)
    assert found.code == code
    assert kind in (None, found.preventive_class)


def test_an_unknown_name_is_not_guessed_but_a_slip_is_near_one():
    assert preventive_named("topiramat") is None
    assert preventive_like("topiramat") == "topiramate"
    assert preventive_like("headache tea") is None


def test_no_name_means_two_preventives_and_every_code_can_be_kept():
    names = [name.casefold() for one in PREVENTIVES.values() for name in (one.code, *one.brands)]
    assert len(names) == len(set(names))
    assert all(len(code) <= 40 for code in PREVENTIVES)


def test_the_class_of_a_listed_one_is_known_and_of_another_only_if_said():
    assert PreventiveDocument("timolol").preventive_class is PreventiveClass.BETA_BLOCKER
    assert PreventiveDocument(name="tea").preventive_class is None
    said = PreventiveDocument(name="tea", named_class=PreventiveClass.OTHER)
    assert said.preventive_class is PreventiveClass.OTHER


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, {"drug": "preventive_unnamed"}),
        ({"name": "  "}, {"drug": "preventive_unnamed"}),
        ({"name": "x" * 61}, {"drug": "preventive_name_too_long"}),
        ({"name": "tea\0"}, {"drug": "not_text"}),
        ({"drug": "soap"}, {"drug": "not_a_choice"}),
        ({"drug": "topiramate", "name": "tea"}, {"drug": "not_a_choice"}),
        ({"drug": "topiramate", "named_class": PreventiveClass.OTHER}, {"drug": "not_a_choice"}),
        ({"name": "tea", "dose": "x" * 61}, {"dose": "dose_too_long"}),
        ({"name": "tea", "dose": "\ufffd"}, {"dose": "not_text"}),
        ({"name": "tea", "started": date(2026, 7, 1)}, {"started": "date_future"}),
        ({"name": "tea", "started": date(1989, 12, 31)}, {"started": "preventive_too_early"}),
        ({"name": "tea", "started_about": True}, {"started": "about_no_date"}),
        ({"name": "tea", "taking": STOPPED, "stopped_about": True}, {"stopped": "about_no_date"}),
        ({"name": "tea", "taking": STOPPED, "stopped": date(2026, 7, 1)}, {"stopped": "date_future"}),
        (
            {"name": "tea", "taking": STOPPED, "started": JUNE, "stopped": MAY},
            {"stopped": "stopped_before_started"},
        ),
        ({"name": "tea", "stopped": MAY}, {"taking": "not_stopped"}),
        ({"name": "tea", "taking": NOW, "stopped": MAY}, {"taking": "not_stopped"}),
        ({"name": "tea", "taking": NOW, "ended": Ended.OTHER}, {"taking": "not_stopped"}),
        ({"name": "tea", "taking": NEVER, "started": MAY}, {"taking": "never_taken"}),
        ({"name": "tea", "taking": NEVER, "stopped": MAY}, {"taking": "never_taken"}),
        ({"name": "tea", "taking": NEVER, "dose": "a cup"}, {"taking": "never_taken"}),
        ({"name": "tea", "taking": NEVER, "ended": Ended.NOT_ENOUGH}, {"taking": "never_taken"}),
    ],
)
def test_what_cannot_be_is_refused(said, refused):
    assert refusals(PreventiveDocument(**said), TODAY) == refused


@pytest.mark.parametrize(
    "said",
    [
        {"drug": "topiramate"},
        {"name": "x" * 60, "dose": "y" * 60},
        {"drug": "topiramate", "taking": STOPPED},
        {"drug": "topiramate", "taking": STOPPED, "started": MAY, "stopped": MAY},
        {"drug": "topiramate", "taking": NOW, "started": TODAY},
        {"drug": "topiramate", "taking": NEVER, "ended": Ended.NOT_SUITABLE},
        {"drug": "topiramate", "started": date(1990, 1, 1)},
    ],
)
def test_what_is_left_unsaid_is_no_mistake(said):
    assert refusals(PreventiveDocument(**said), TODAY) == {}


@given(preventives())
def test_whatever_goes_together_stands(document):
    assert refusals(document, TODAY) == {}


def test_about_is_four_weeks_either_way_and_a_date_is_itself():
    assert (When(MAY).earliest, When(MAY).latest) == (MAY, MAY)
    about = When(MAY, about=True)
    assert ((MAY - about.earliest).days, (about.latest - MAY).days) == (ABOUT_DAYS, ABOUT_DAYS) == (28, 28)
