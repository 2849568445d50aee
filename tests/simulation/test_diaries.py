"""The made-up clinic holds every story it should, and nothing that a real diary could not."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

from diary.management.simulation import Sharing, Start, cast, demo_person, simulated_diary
from diary.management.simulation.cast import (
    DAILY,
    JOINED_LATER,
    NAMES,
    OF_THESE_COPIES,
    OVERUSE,
    RESTARTED,
    SHARED,
    SPARSE,
)
from diary.management.simulation.said import is_logged
from diary.terms.answers import FourHours
from diary.terms.day_document import DayDocument, merged, refusals
from diary.terms.treatments import refusals as treatment_refusals

SEED, TODAY = 28, date(2026, 3, 3)
PEOPLE = cast(SEED)
DEMO = demo_person("Demo", "demo@example.org")
DIARIES = {person.email: simulated_diary(person, TODAY, SEED) for person in [*PEOPLE, DEMO]}
everybody = pytest.mark.parametrize("person", [*PEOPLE, DEMO], ids=lambda person: person.email)


def documents(person) -> dict[date, DayDocument]:
    return {day: merged(None, values) for day, values in DIARIES[person.email].days.items()}


def share(person, first, days, had=lambda one: one.headache) -> float | None:
    """The share of logged days of a span."""
    found = [one for day, one in documents(person).items() if 0 <= (day - first).days < days]
    return fmean(had(one) for one in found) if len(found) >= 20 else None


def test_the_clinic_has_as_many_of_each_as_is_said():
    assert len(PEOPLE) == len(NAMES) == len({person.email for person in PEOPLE}) == 40
    starts = Counter(person.start for person in PEOPLE)
    assert starts[Start.KNOWN] + starts[Start.ABOUT] + starts[Start.UNKNOWN] == JOINED_LATER
    assert min(starts.values()) >= 2
    sharing = Counter(person.sharing for person in PEOPLE)
    assert sharing[Sharing.READING] + sharing[Sharing.COPIES] == SHARED
    assert (sharing[Sharing.COPIES], sharing[Sharing.REVOKED], sharing[Sharing.EXPIRED]) == (
        OF_THESE_COPIES,
        1,
        1,
    )
    assert sharing[Sharing.NOT] > 8
    assert sum(person.pause_after is not None for person in PEOPLE) == RESTARTED
    assert sum(0 < person.logs < 0.8 for person in PEOPLE) == SPARSE
    assert sum(person.rate > 0.96 for person in PEOPLE) == DAILY
    assert sum(person.takes_anyway > 0.1 for person in PEOPLE) == OVERUSE
    assert {person.cycles for person in PEOPLE} == set(range(7))


def test_one_is_new_and_empty_and_one_is_not_treated():
    new, untreated = PEOPLE[:2]
    assert DIARIES[new.email] == ({}, ())
    assert DIARIES[untreated.email].treatments == ()
    assert len(DIARIES[untreated.email].days) > 28
    assert all(
        diary.treatments for email, diary in DIARIES.items() if email not in (new.email, untreated.email)
    )


@everybody
def test_every_answer_can_stand_and_today_is_left_to_be_logged(person):
    said = documents(person)
    assert all(refusals(document) == {} for document in said.values())
    assert all(day < TODAY for day in said)
    assert list(said) == sorted(said)


@everybody
def test_every_treatment_can_stand_and_the_first_says_how_its_course_began(person):
    treatments = DIARIES[person.email].treatments
    for treatment in treatments:
        assert treatment_refusals(treatment.document, treatment.start, TODAY) == {}
    gaps = [(later.document.date - one.document.date).days for one, later in pairwise(treatments)]
    assert all(gap >= 84 for gap in gaps)
    begins = [index for index, treatment in enumerate(treatments) if treatment.start is not None]
    assert begins == ([0, 3] if person.pause_after else [0] * bool(treatments))


@everybody
def test_the_same_person_is_the_same_before_every_today(person):
    later = TODAY + timedelta(days=100)
    moved = simulated_diary(person, later, SEED)
    assert {day - timedelta(days=100): said for day, said in moved.days.items()} == DIARIES[person.email].days
    assert simulated_diary(person, TODAY, SEED) == DIARIES[person.email]


def test_another_seed_makes_other_people():
    assert cast(SEED) == PEOPLE
    assert cast(SEED + 1) != PEOPLE


def test_most_are_injected_late_by_a_week_or_more_at_least_once():
    # 79 % of real patients have an interval over 13 weeks; here only those with several count.
    several = [person for person in PEOPLE if person.cycles >= 4]
    late = []
    for person in several:
        days = [treatment.document.date for treatment in DIARIES[person.email].treatments]
        late.append(any((later - one).days > 91 for one, later in pairwise(days)))
    assert 0.3 < fmean(late) < 0.95


def test_those_whom_it_helps_have_fewer_headaches_after_and_those_whom_it_does_not_have_not():
    helped, not_helped = [], []
    for person in PEOPLE:
        treatments = DIARIES[person.email].treatments
        if person.start is not Start.FIRST_EVER or person.pause_after or not treatments:
            continue
        first = treatments[0].document.date
        before = share(person, first - timedelta(days=28), 28)
        after = share(person, first + timedelta(days=28), 28)
        if before is None or after is None or person.responds_from > 1:
            continue
        (helped if person.rate - person.treated > 0.2 else not_helped).append(28 * (before - after))
    assert len(helped) >= 5
    assert fmean(helped) > 5
    assert not_helped == [] or fmean(not_helped) < 4


def test_clear_days_are_forgotten_three_times_as_often():
    person, chance = DEMO, Random(5)
    many = 40_000
    forgotten = [
        1 - fmean(is_logged(chance, person, headache=headache) for _ in range(many))
        for headache in (True, False)
    ]
    assert forgotten[1] / forgotten[0] == pytest.approx(3, abs=0.3)
    assert forgotten[0] == pytest.approx(1 - person.logs, abs=0.005)


def test_who_takes_too_much_takes_it_on_most_days_and_the_others_do_not():
    for person in PEOPLE:
        taken = [one.intakes for one in documents(person).values() if one.intakes is not None]
        if len(taken) < 28:
            continue
        days_a_month = 28 * fmean(bool(one) for one in taken)
        assert (days_a_month > 11) if person.takes_anyway > 0.1 else (days_a_month < 17), person.email


def test_everything_that_can_be_answered_is_answered_by_somebody_and_left_by_somebody():
    every = [document for person in PEOPLE for document in documents(person).values()]
    for name in (
        "severity",
        "four_hours",
        "hours",
        "nausea",
        "aura",
        "effect",
        "intakes",
        "menstruation",
        "note",
    ):
        said = fmean(getattr(document, name) is not None for document in every)
        assert 0.005 < said < 0.95, name
    assert any(document.four_hours is FourHours.NOT_SURE for document in every)
    assert any(document.intakes == () for document in every)
    assert {document.menstruation for document in every} == {True, False, None}


def test_the_demo_person_has_something_to_show():
    assert [treatment.start is not None for treatment in DIARIES[DEMO.email].treatments] == [
        True,
        False,
        False,
    ]
    first = DIARIES[DEMO.email].treatments[0].document.date
    assert share(DEMO, first - timedelta(days=28), 28) - share(DEMO, first + timedelta(days=28), 200) > 0.2
