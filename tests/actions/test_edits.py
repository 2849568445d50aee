"""A form drawn from an older version changes what it changed, and nothing that it did not know of."""

from datetime import date
from uuid import uuid4

import pytest

from diary.actions import Change, Conflict, Edit, Refused, Withdraw
from diary.queries.days import day_on
from diary.terms.answers import Severity
from diary.terms.day_document import DayDocument

DAY = date(2026, 3, 3)
SEVERE = {"headache": True, "severity": Severity.SEVERE}
FORM = {"note": None, "menstruation": None, "aura": None}


def test_an_edit_changes_what_it_changed_and_keeps_the_rest(pat, log):
    log(pat, Change(DAY, SEVERE))
    log(pat, Change(DAY, {"note": "elsewhere"}))
    log(pat, Edit(DAY, FORM | {"aura": True}, version=1))
    assert day_on(pat, DAY).document == DayDocument(
        headache=True, severity=Severity.SEVERE, note="elsewhere", aura=True
    )


def test_an_edit_takes_an_answer_back(pat, log):
    log(pat, Change(DAY, SEVERE | {"note": "here", "aura": True}))
    log(pat, Change(DAY, {"menstruation": True}))
    log(pat, Edit(DAY, FORM | {"aura": True}, version=1))
    assert day_on(pat, DAY).document == DayDocument(
        headache=True, severity=Severity.SEVERE, aura=True, menstruation=True
    )


def test_a_field_that_both_changed_is_a_conflict_and_changes_nothing(pat, log):
    log(pat, Change(DAY, SEVERE))
    log(pat, Change(DAY, {"note": "elsewhere"}))
    with pytest.raises(Conflict):
        log(pat, Edit(DAY, FORM | {"note": "here", "aura": True}, version=1))
    assert day_on(pat, DAY).version == 2


@pytest.mark.parametrize("version", [3, 99])
def test_a_version_that_is_not_there_yet_is_a_conflict(pat, log, version):
    log(pat, Change(DAY, SEVERE))
    with pytest.raises(Conflict):
        log(pat, Edit(DAY, FORM, version=version))


def test_a_withdrawn_day_is_not_brought_back(pat, log):
    log(pat, Change(DAY, SEVERE))
    log(pat, Withdraw(DAY))
    with pytest.raises(Conflict):
        log(pat, Edit(DAY, FORM | {"note": "here"}, version=1))
    with pytest.raises(Refused):
        log(pat, Edit(DAY, FORM | {"note": "here"}, version=2))


def test_an_edit_that_changes_nothing_says_the_same_again(pat, log):
    log(pat, Change(DAY, SEVERE | {"note": "here"}))
    log(pat, Edit(DAY, FORM | {"note": "here"}, version=1))
    assert (day_on(pat, DAY).version, day_on(pat, DAY).document.note) == (2, "here")


def test_an_edit_sent_twice_is_carried_out_once(pat, log):
    operation = uuid4()
    log(pat, Change(DAY, SEVERE))
    first = log(pat, Edit(DAY, FORM | {"note": "here"}, version=1), operation=operation)
    again = log(pat, Edit(DAY, FORM | {"note": "here"}, version=1), operation=operation)
    assert again.replayed
    assert again.days == first.days
