"""What made-up people took: what real ones could have said, and something of everything."""

from datetime import date, timedelta

import pytest

from diary.analytics.preventives import tried
from diary.management.simulation import Start, cast, demo_person, simulated_diary, simulated_preventives
from diary.terms.preventives import Ended, Taking, refusals

SEED, TODAY = 28, date(2026, 3, 3)
PEOPLE = [*cast(SEED), demo_person("Demo", "demo@example.org")]


def told_by(person, today=TODAY):
    injected = [treatment.document.date for treatment in simulated_diary(person, today, SEED).treatments]
    return simulated_preventives(person, injected, today, SEED)


TOLD = {person.email: told_by(person) for person in PEOPLE}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_every_preventive_can_stand_and_moves_with_the_day(person):
    assert all(refusals(one, TODAY) == {} for one in TOLD[person.email])
    later = told_by(person, TODAY + timedelta(days=100))
    assert [one.started and one.started - timedelta(days=100) for one in later] == [
        one.started for one in TOLD[person.email]
    ]


def test_who_has_just_begun_has_told_nothing_and_everybody_else_has():
    assert TOLD[PEOPLE[0].email] == ()
    assert all(TOLD[person.email] for person in PEOPLE[1:])


def test_something_of_everything_is_told():
    every = [one for told in TOLD.values() for one in told]
    assert {one.taking for one in every} == set(Taking)
    assert {one.ended for one in every} == {None, *Ended}
    for name in ("started_about", "stopped_about", "dose", "name"):
        said = sum(bool(getattr(one, name)) for one in every)
        assert 0 < said < len(every), name
    assert any(one.taking is Taking.STOPPED and one.stopped is None for one in every)


def test_some_came_to_three_that_a_rule_counts_and_some_to_fewer():
    ended = [tried(TOLD[person.email], TODAY).ended for person in PEOPLE[2:]]
    assert {1, 2, 3, 4} <= set(ended)


def test_some_started_one_in_the_days_that_are_compared():
    inside = 0
    for person in PEOPLE:
        treatments = simulated_diary(person, TODAY, SEED).treatments
        if treatments and person.start is Start.FIRST_EVER:
            first = treatments[0].document.date - timedelta(days=28)
            inside += any(one.started and one.started >= first for one in TOLD[person.email])
    assert 0 < inside < 10
