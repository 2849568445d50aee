"""Other preventives as Pat records them: history, nothing twice, free words sealed."""

import importlib
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings

from diary.actions import (
    OperationReused,
    PreventiveRefused,
    change_preventive,
    record_preventive,
    restore_preventive,
    withdraw_preventive,
)
from diary.actions.database_refusals import refusal_by_constraint
from diary.models import Event, Preventive, PreventiveRevision
from diary.models.preventive import plain_columns, sealed_columns
from diary.models.sealed import CannotUnseal
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.events import broken_link
from diary.queries.preventives import preventive_versions, recorded_preventives, withdrawn_preventive
from diary.terms.preventives import Ended, PreventiveClass, PreventiveDocument, refusals
from tests.databases import tables_with
from tests.preventives import NEVER, NOW, STOPPED, anything, preventives, take

MAY = date(2026, 5, 3)
TEA = {"drug": None, "name": "the white one from the chemist", "dose": "two in the morning"}
pytestmark = pytest.mark.usefixtures("june")


def documents(patient) -> list[PreventiveDocument]:
    return [one.document for one in recorded_preventives(patient)]


def reasons(call, **said) -> dict:
    with pytest.raises(PreventiveRefused) as caught:
        call(**said)
    return caught.value.reasons


def test_what_is_recorded_is_read_back_whole(pat, eve):
    everything = {
        "taking": STOPPED,
        "started": date(2025, 1, 1),
        "started_about": True,
        "stopped": MAY,
        "stopped_about": True,
        "ended": Ended.NOT_TOLERATED,
    }
    take(pat, **everything, dose="50 mg twice a day")
    take(pat, **TEA, named_class=PreventiveClass.OTHER, taking=NOW)
    take(pat, "propranolol")
    tea, topiramate, propranolol = documents(pat)
    assert tea == PreventiveDocument(**TEA, named_class=PreventiveClass.OTHER, taking=NOW)
    assert topiramate == PreventiveDocument("topiramate", **everything, dose="50 mg twice a day")
    assert propranolol == PreventiveDocument("propranolol")
    assert documents(eve) == []


@settings(max_examples=20)
@given(preventives())
def test_whatever_stands_can_be_kept_and_is_kept_as_it_is(pat, document):
    uid = uuid4()
    who = {"by": pat.user, "patient": pat, "uid": uid}
    record_preventive(**who, preventive=document, operation=uuid4())
    assert documents(pat) == [document]
    assert [version.document for version in preventive_versions(pat, uid)] == [document]
    withdraw_preventive(**who, version=1, operation=uuid4())
    assert withdrawn_preventive(pat, uid) == document


def test_the_outcome_holds_them(pat):
    take(pat, taking=NOW, started=MAY)
    found = outcome_of(pat, recorded_courses(pat), pat.today())
    assert found.preventives == (PreventiveDocument("topiramate", taking=NOW, started=MAY),)


def test_what_cannot_be_is_refused_and_saves_nothing(pat):
    assert reasons(take, patient=pat, drug=None) == {"drug": "preventive_unnamed"}
    assert reasons(take, patient=pat, started=date(2026, 7, 1)) == {"started": "date_future"}
    assert not Preventive.objects.exists()
    assert not PreventiveRevision.objects.exists()
    assert not Event.objects.filter(verb__startswith="preventive").exists()


def test_tomorrow_is_today_where_they_say_they_are(pat):
    record_preventive(
        by=pat.user,
        patient=pat,
        uid=uuid4(),
        preventive=PreventiveDocument("topiramate", started=date(2026, 7, 1)),
        operation=uuid4(),
        zone="Pacific/Auckland",
    )
    assert len(documents(pat)) == 1


def test_the_same_operation_is_carried_out_once_and_another_body_is_refused(pat):
    again = {"uid": uuid4(), "operation": uuid4()}
    take(pat, **again)
    take(pat, **again)
    assert Preventive.objects.count() == PreventiveRevision.objects.count() == 1
    with pytest.raises(OperationReused):
        take(pat, "propranolol", **again)
    assert reasons(take, patient=pat, uid=again["uid"]) == {"uid": "changed_elsewhere"}


def test_the_same_drug_can_be_tried_twice(pat):
    take(pat, taking=STOPPED)
    take(pat, taking=NOW)
    assert len(documents(pat)) == 2


def test_a_correction_keeps_what_was_there_before(pat):
    uid = take(pat, **TEA)
    change = {"by": pat.user, "patient": pat, "uid": uid}
    corrected = PreventiveDocument("magnesium", taking=NOW)
    change_preventive(**change, version=1, preventive=corrected, operation=uuid4())
    assert documents(pat) == [corrected]
    assert withdrawn_preventive(pat, uid) is None
    there = {"uid": "preventive_missing"}
    assert reasons(restore_preventive, **change, operation=uuid4()) == there
    first, second = preventive_versions(pat, uid)
    assert first.document == PreventiveDocument(**TEA)
    assert second.document == corrected
    stale = {"version": 1, "preventive": PreventiveDocument("timolol"), "operation": uuid4()}
    assert reasons(change_preventive, **change, **stale) == {"version": "changed_elsewhere"}
    assert documents(pat) == [corrected]


def test_one_that_was_withdrawn_is_brought_back_as_it_was(pat):
    uid = take(pat, **TEA)
    who = {"by": pat.user, "patient": pat, "uid": uid}
    assert reasons(restore_preventive, **who, operation=uuid4()) == {"uid": "preventive_missing"}
    withdraw_preventive(**who, version=1, operation=uuid4())
    assert documents(pat) == []
    assert withdrawn_preventive(pat, uid) == PreventiveDocument(**TEA)
    missing = {"uid": "preventive_missing"}
    assert reasons(withdraw_preventive, **who, version=1, operation=uuid4()) == missing
    restore_preventive(**who, operation=uuid4())
    (back,) = recorded_preventives(pat)
    assert back == (uid, 3, PreventiveDocument(**TEA))
    assert withdrawn_preventive(pat, uid) is None
    assert reasons(restore_preventive, **who, operation=uuid4()) == missing


def test_every_change_leaves_a_whole_trace_without_health_data(pat):
    uid = take(pat, taking=STOPPED, ended=Ended.NOT_ENOUGH, dose="50 mg")
    who = {"by": pat.user, "patient": pat, "uid": uid}
    changed = PreventiveDocument("propranolol")
    change_preventive(**who, version=1, preventive=changed, operation=uuid4())
    withdraw_preventive(**who, version=2, operation=uuid4())
    restore_preventive(**who, operation=uuid4())
    assert broken_link(pat.pk) is None
    events = Event.objects.filter(patient=pat, verb__startswith="preventive.").order_by("sequence")
    assert [(event.verb, event.detail["version"]) for event in events] == [
        ("preventive.recorded", 1),
        ("preventive.changed", 2),
        ("preventive.withdrawn", 3),
        ("preventive.restored", 4),
    ]
    assert {name for event in events for name in event.detail} == {"uid", "version", "request"}


def test_history_can_only_be_added_to(pat):
    take(pat)
    table = "diary_preventiverevision"
    statements = [f"UPDATE {table} SET version = 7", f"DELETE FROM {table}"]
    if connection.vendor == "sqlite":
        statements.append(f"REPLACE INTO {table} SELECT * FROM {table}")
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_a_person_typed_is_nowhere_in_the_database_in_plain(pat):
    take(pat, **TEA)
    assert not tables_with(b"chemist") | tables_with(b"in the morning")
    # What is in the list is kept by its code, which says where to look.
    take(pat)
    assert tables_with(b"topiramate") == {"diary_preventive", "diary_preventiverevision"}


def test_sealed_words_moved_to_another_preventive_cannot_be_read(pat):
    first, second = take(pat, **TEA), take(pat, **TEA)
    moved = Preventive.objects.get(uid=first)
    Preventive.objects.filter(uid=second).update(name=bytes(moved.name))
    with pytest.raises(CannotUnseal):
        documents(pat)


def test_eve_has_no_part_in_it(pat, eve):
    uid = take(pat)
    who = {"by": eve.user, "patient": eve, "uid": uid, "operation": uuid4()}
    missing = {"uid": "preventive_missing"}
    assert reasons(withdraw_preventive, **who, version=1) == missing
    assert reasons(restore_preventive, **who) == missing
    assert reasons(change_preventive, **who, version=1, preventive=PreventiveDocument("timolol")) == missing
    assert len(documents(pat)) == 1


# --- the second wall --------------------------------------------------------------------------


def insert(patient, document) -> Preventive:
    uid = uuid4()
    sealed = sealed_columns(patient.key, uid, document)
    return Preventive.objects.create(patient=patient, uid=uid, version=1, **plain_columns(document), **sealed)


@settings(max_examples=200)
@given(anything)
def test_rules_and_database_refuse_the_same(pat, document):
    refused = refusals(document, pat.today())
    try:
        with transaction.atomic():
            insert(pat, document)
            transaction.set_rollback(True)
    except IntegrityError as error:
        # One constraint is named, of those that hold; a drug beside a name is the form's own mistake.
        said = set(refusal_by_constraint(error).items())
        allowed = set(refused.items()) | {("drug", "preventive_unnamed")}
        assert said <= allowed
    else:
        assert refused == {}


def test_the_database_knows_only_the_words(pat):
    for column in ("taking", "ended", "named_class"):
        said = {"taking": "stopped", column: "awful"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Preventive.objects.create(patient=pat, version=1, name=b"sealed", **said)


def test_a_refusal_of_the_database_alone_is_still_a_refusal(pat, monkeypatch):
    verb = importlib.import_module("diary.actions.preventives")
    monkeypatch.setattr(verb, "refusals", lambda *_: {})
    assert reasons(take, patient=pat, taking=NEVER, started=MAY) == {"taking": "never_taken"}
    assert reasons(take, patient=pat, taking=NOW, stopped=MAY) == {"taking": "not_stopped"}
