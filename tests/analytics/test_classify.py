"""A day's flags: yes, no, or not answered."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.classify import (
    both,
    counts_flags,
    criterion_c,
    criterion_d,
    detail_flags,
    either,
    four_hours,
    migraine,
    moderate_or_severe,
    negation,
    probable_migraine,
    took,
)
from diary.terms.answers import FourHours, Relief, Severity
from diary.terms.day_document import FEATURES, DayDocument, Intake
from diary.terms.medicines import MedicineClass
from tests.days import clear_days, headache_days

HEADACHE = DayDocument(headache=True)


@given(clear_days)
def test_a_clear_day_answers_every_pain_flag_with_no(day):
    assert counts_flags(day) == (False,)
    assert detail_flags(day)[:3] == (False, False, False)


def test_a_bare_headache_day_answers_nothing_else():
    assert set(counts_flags(HEADACHE) + detail_flags(HEADACHE)) == {None}


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ({"four_hours": FourHours.YES}, True),
        ({"four_hours": FourHours.NO}, False),
        ({"four_hours": FourHours.NOT_SURE}, None),
        ({"hours": Decimal("3.75")}, False),
        ({"hours": Decimal(4)}, True),
        ({"four_hours": FourHours.NOT_SURE, "hours": Decimal(2)}, False),
        ({"four_hours": FourHours.NO, "hours": Decimal(6)}, False),
    ],
)
def test_four_hours(said, flag):
    assert four_hours(replace(HEADACHE, **said)) is flag


def test_moderate_or_severe():
    flags = [moderate_or_severe(replace(HEADACHE, severity=word)) for word in (None, *Severity)]
    assert flags == [None, False, True, True]


def test_a_textbook_migraine_day():
    day = replace(HEADACHE, one_sided=True, severity=Severity.SEVERE, nausea=True)
    assert (migraine(day), probable_migraine(day)) == (True, False)


def test_one_criterion_short_is_probable():
    day = replace(
        HEADACHE, one_sided=True, pulsating=True, nausea=False, light_sensitivity=True,
        sound_sensitivity=False, aura=False, believed_migraine=False,
    )  # fmt: skip
    assert (criterion_c(day), criterion_d(day)) == (True, False)
    assert (migraine(day), probable_migraine(day)) == (False, True)


def test_aura_alone_makes_a_migraine_day():
    assert migraine(replace(HEADACHE, aura=True)) is True


@pytest.mark.parametrize(
    ("medicine", "relief", "flag"),
    [
        ("sumatriptan", Relief.YES, True),
        ("sumatriptan", Relief.PARTLY, True),
        ("ergotamine", Relief.YES, True),
        ("sumatriptan", Relief.NO, None),
        ("sumatriptan", None, None),
        ("paracetamol", Relief.YES, None),
    ],
)
def test_believed_migraine_counts_when_a_triptan_or_ergot_helped(medicine, relief, flag):
    day = replace(HEADACHE, believed_migraine=True, intakes=(Intake(medicine, 1, relief),))
    assert migraine(day) is flag


def _possible(day: DayDocument, classify) -> bool | None:
    """Slow twin: answer every open question in every way; decided only if all ways agree."""
    severities = [day.severity] if day.severity else list(Severity)
    choices = [[getattr(day, name)] if getattr(day, name) is not None else [True, False] for name in FEATURES]
    intakes = [day.intakes] if day.intakes is not None else [(), (Intake("sumatriptan", 1, Relief.YES),)]
    results = {
        classify(replace(day, severity=severity, intakes=taken, **dict(zip(FEATURES, answers, strict=True))))
        for severity in severities
        for taken in intakes
        for answers in product(*choices)
    }
    return results.pop() if len(results) == 1 else None


@given(
    st.lists(st.sampled_from([True, False, None]), min_size=8, max_size=8),
    st.none() | st.sampled_from(Severity),
)
def test_migraine_is_decided_just_when_no_missing_answer_could_change_it(answers, severity):
    day = replace(HEADACHE, severity=severity, intakes=(), **dict(zip(FEATURES, answers, strict=True)))
    assert migraine(day) is _possible(day, migraine)


@given(headache_days())
def test_no_day_is_both_migraine_and_probable(day):
    assert not (migraine(day) and probable_migraine(day))


def test_medicines_by_class_and_any():
    day = replace(HEADACHE, intakes=(Intake("codeine"),))
    assert took(day) is took(day, MedicineClass.OPIOID) is True
    assert took(day, MedicineClass.TRIPTAN) is False
    assert took(replace(HEADACHE, intakes=())) is False
    assert took(HEADACHE) is None


def test_three_valued_logic():
    assert [both(a, b) for a, b in product([True, False, None], repeat=2)] == [
        True, False, None, False, False, False, None, False, None,
    ]  # fmt: skip
    assert [either(a, b) for a, b in product([True, False, None], repeat=2)] == [
        True, True, True, True, False, None, True, None, None,
    ]  # fmt: skip
    assert [negation(a) for a in (True, False, None)] == [False, True, None]
