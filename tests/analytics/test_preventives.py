"""Weeks at a preventive and what came to nothing, beside counting it on fingers."""

from datetime import date, timedelta
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.preventives import days_at, tried
from diary.terms.preventives import Ended, PreventiveClass, PreventiveDocument
from tests.preventives import DAYS, NEVER, NOW, STOPPED, WORLD, preventives, when

TODAY = date(2026, 6, 30)
MAY = date(2026, 5, 3)


def taken(drug="topiramate", days=56, ended=None, **said):
    return PreventiveDocument(
        drug, taking=STOPPED, started=MAY - timedelta(days), stopped=MAY, ended=ended, **said
    )


def may_have_been(document, today):
    """Every (start, stop) that the answers allow, of dates that are known or about."""
    around = range(-28, 29)
    starts = [document.started + timedelta(index) for index in around]
    stops = [today] if document.taking is NOW else [document.stopped + timedelta(index) for index in around]
    starts = starts if document.started_about else [document.started]
    stops = stops if document.stopped_about or document.taking is NOW else [document.stopped]
    for start in starts:
        for stop in stops:
            if document.taking is NOW or start <= stop:
                yield start, stop


@given(preventives(), when)
def test_days_at_it_are_the_least_and_the_most_that_the_dates_allow(document, today):
    least, most = days_at(document, today)
    if document.taking is NEVER:
        assert (least, most) == (0, 0)
    elif document.started is None:
        assert (least, most) == (0, None)
    elif document.stopped is None and document.taking is not NOW:
        first = document.started - timedelta(28 if document.started_about else 0)
        assert (least, most) == (0, max((today - first).days, 0))
    else:
        lengths = [max((min(stop, today) - start).days, 0) for start, stop in may_have_been(document, today)]
        assert (least, most) == (min(lengths), max(lengths))


@given(st.lists(preventives(), max_size=6))
def test_what_is_certain_and_what_the_dates_allow_are_told_apart(documents):
    found = tried(documents, TODAY)
    assert not set(found.for_8_weeks) & set(found.perhaps_8_weeks)
    for one in documents:
        least, most = days_at(one, TODAY)
        kind = one.preventive_class
        if kind is not None and least >= 56:
            assert kind in found.for_8_weeks
        if kind is not None and (most is None or most >= 56):
            assert kind in (*found.for_8_weeks, *found.perhaps_8_weeks)
    wanted = {Ended.NOT_ENOUGH, Ended.NOT_TOLERATED, Ended.NOT_SUITABLE}
    # All dates are of before TODAY, so only a stop without a date may have been later.
    sure = [one for one in documents if one.taking is NEVER or one.stopped is not None]
    assert found.ended == names(one for one in sure if one.ended in wanted)
    assert found.ended + found.perhaps_ended == names(one for one in documents if one.ended in wanted)
    assert found.by_reason.keys() == wanted
    for reason, many in found.by_reason.items():
        assert many == names(one for one in sure if one.ended is reason)


def names(documents) -> int:
    return len({normalize("NFC", one.called).casefold() for one in documents})


@pytest.mark.parametrize(
    ("said", "ended", "perhaps"),
    [
        ({"started": MAY, "stopped": MAY + timedelta(20)}, 1, 0),
        ({"started": MAY, "stopped": TODAY - timedelta(10), "stopped_about": True}, 0, 1),
        ({"started": TODAY - timedelta(10)}, 0, 1),
        ({"started": TODAY + timedelta(1)}, 0, 0),
        ({"started": TODAY + timedelta(1), "stopped": TODAY + timedelta(30)}, 0, 0),
        ({}, 0, 1),
    ],
)
def test_only_what_surely_ended_by_then_is_counted(said, ended, perhaps):
    document = PreventiveDocument("topiramate", taking=STOPPED, ended=Ended.NOT_ENOUGH, **said)
    found = tried([document], TODAY)
    assert (found.ended, found.perhaps_ended) == (ended, perhaps)


def test_a_name_is_one_however_its_letters_are_put_together():
    both = [
        PreventiveDocument(None, name=name, taking=NEVER, ended=Ended.NOT_SUITABLE)
        for name in ("B\u00e9talol", "Be\u0301talol")
    ]
    assert tried(both, TODAY).ended == 1


def test_a_drug_tried_twice_is_one_drug_and_may_have_two_reasons():
    twice = [taken(ended=Ended.NOT_ENOUGH), taken(ended=Ended.NOT_TOLERATED)]
    found = tried([*twice, taken("propranolol", ended=Ended.NOT_ENOUGH)], TODAY)
    assert found.ended == 2
    assert found.by_reason == {Ended.NOT_ENOUGH: 2, Ended.NOT_TOLERATED: 1, Ended.NOT_SUITABLE: 0}


def test_another_reason_and_none_are_not_counted_and_one_never_taken_is():
    left = [taken(ended=Ended.OTHER), taken("timolol")]
    ruled_out = PreventiveDocument("propranolol", taking=NEVER, ended=Ended.NOT_SUITABLE)
    assert tried(left, TODAY).ended == 0
    assert tried([*left, ruled_out], TODAY).ended == 1


@pytest.mark.parametrize(("days", "for_8_weeks"), [(55, ()), (56, (PreventiveClass.ANTICONVULSANT,))])
def test_eight_weeks_are_fifty_six_days(days, for_8_weeks):
    assert tried([taken(days=days)], TODAY).for_8_weeks == for_8_weeks


def test_about_leaves_four_weeks_of_room_at_each_end():
    assert days_at(taken(days=84), TODAY) == (84, 84)
    assert days_at(taken(days=84, started_about=True), TODAY) == (56, 112)
    assert days_at(taken(days=84, started_about=True, stopped_about=True), TODAY) == (28, 140)


def test_two_short_tries_are_not_one_long_one_and_two_drugs_of_a_class_are_one_class():
    assert tried([taken(days=40), taken(days=40)], TODAY).for_8_weeks == ()
    both = tried([taken("propranolol"), taken("timolol"), taken()], TODAY)
    assert both.for_8_weeks == (PreventiveClass.BETA_BLOCKER, PreventiveClass.ANTICONVULSANT)


def test_unknown_dates_are_perhaps_and_an_unknown_class_is_none():
    perhaps = [PreventiveDocument("topiramate", taking=STOPPED), PreventiveDocument(name="tea", taking=NOW)]
    found = tried(perhaps, TODAY)
    assert (found.for_8_weeks, found.perhaps_8_weeks) == ((), (PreventiveClass.ANTICONVULSANT,))


def test_as_of_an_earlier_day_what_was_stopped_later_has_no_reason_yet():
    one = taken(ended=Ended.NOT_ENOUGH)
    assert tried([one], MAY - timedelta(1)).ended == 0
    assert tried([one], MAY).ended == 1
    assert tried([one], MAY - timedelta(1)).for_8_weeks == ()


def test_the_world_of_these_tests_is_wider_than_about():
    assert DAYS > 4 * 28
    assert WORLD < MAY
