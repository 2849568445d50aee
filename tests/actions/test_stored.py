"""What the database itself holds: constraints, append-only tables, sealed notes, packed rows."""

import importlib
import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from diary.actions import Change, Refused, Replace, Withdraw
from diary.actions.database_refusals import refusal_by_constraint
from diary.actions.packing import rebuild_packed
from diary.analytics.packed import LAYOUTS
from diary.models import Day, Event, Notice, PackedDiary, Patient, ProcessingConsent, Revision
from diary.models.day import columns
from diary.models.sealed import CannotUnseal, SealedText, seal, unseal
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Severity
from diary.terms.day_document import DayDocument, Intake, refusals
from tests.conftest import with_diary
from tests.databases import ON_POSTGRESQL, as_owner, tables_with
from tests.days import as_values, documents

DAY = date(2026, 3, 3)
SEVERE = {"headache": True, "severity": Severity.SEVERE}


def insert(patient, document: DayDocument, day: date = DAY) -> Day:
    return Day.objects.create(
        patient=patient, date=day, version=1, source="page", provenance="late", **columns(document)
    )


@pytest.mark.parametrize(
    "document",
    [
        DayDocument(headache=False, severity=Severity.MILD),
        DayDocument(headache=False, hours=Decimal(3)),
        DayDocument(headache=False, aura=False),
        DayDocument(headache=True, hours=Decimal(25)),
        DayDocument(headache=True, hours=Decimal(0)),
        DayDocument(headache=True, hours=Decimal(3), four_hours=FourHours.YES),
    ],
)
def test_the_database_refuses_what_the_rules_refuse_in_the_same_words(pat, document):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        insert(pat, document)
    said_by_database = refusal_by_constraint(caught.value)
    assert set(said_by_database.values()) == set(refusals(document).values())


@settings(max_examples=30)
@given(documents)
def test_the_database_takes_what_the_rules_take(pat, document):
    insert(pat, document).delete()


def test_the_database_knows_only_the_words(pat):
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.create(
            patient=pat,
            date=DAY,
            version=1,
            headache=True,
            severity="awful",
            source="page",
            provenance="late",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(pat, DayDocument(headache=True), date(1989, 1, 1))


def test_a_refusal_of_the_database_alone_is_still_a_refusal(pat, log, monkeypatch):
    # The first wall is taken away; the second must hold, and say the same.
    verb = importlib.import_module("diary.actions.record_days")
    monkeypatch.setattr(verb, "refusals", lambda _: {})
    with pytest.raises(Refused) as caught:
        log(pat, Change(DAY, {"headache": False, "severity": Severity.MILD}))
    assert caught.value.reasons == {DAY: {"headache": "without_headache"}}


@pytest.mark.parametrize("model", [Revision, Event, Notice, ProcessingConsent])
def test_history_can_be_neither_changed_nor_deleted(pat, log, model):
    log(pat, Change(DAY, SEVERE))
    rows = model.objects.all()
    column = {"Notice": {"text": "forged"}}.get(model.__name__, {"patient": pat})
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**column)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    assert rows.exists()


@pytest.mark.parametrize("model", [Revision, Event, Notice, ProcessingConsent])
def test_history_can_not_be_replaced(pat, log, model):
    log(pat, Change(DAY, SEVERE))
    if connection.vendor != "sqlite":
        return  # REPLACE is SQLite's own
    table = model._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
    assert model.objects.exists()


def test_history_does_not_go_with_its_patient(pat, log):
    log(pat, Change(DAY, SEVERE))

    def delete_both() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM diary_patient WHERE id = %s", [pat.pk])
            cursor.execute("DELETE FROM diary_revision WHERE patient_id = %s", [pat.pk])

    with pytest.raises(DatabaseError):
        delete_both()
    assert Revision.objects.filter(patient=pat).exists()


def test_revisions_go_only_while_their_patient_is_being_erased(committed, log):
    pat, eve = with_diary("pat"), with_diary("eve")
    log(pat, Change(DAY, SEVERE))
    log(eve, Change(DAY, SEVERE))
    revisions = Revision.objects.filter(patient=pat)
    with as_owner():
        Patient.objects.filter(pk=pat.pk).update(erasing=True)
        revisions._raw_delete(revisions.db)
        assert not revisions.exists()
        for kept in (Event.objects.filter(patient=pat), Revision.objects.filter(patient=eve)):
            with pytest.raises(DatabaseError), transaction.atomic():
                kept._raw_delete(kept.db)


if ON_POSTGRESQL:

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE diary_patient SET erasing = TRUE",
            "UPDATE diary_patient SET id = id + 100",
            "DELETE FROM diary_patient",
            "DELETE FROM diary_revision",
            "DELETE FROM diary_treatmentrevision",
            "DELETE FROM diary_courserevision",
            "DELETE FROM diary_preventiverevision",
        ],
    )
    def test_whoever_serves_can_do_nothing_that_erases(pat, log, statement):
        log(pat, Change(DAY, SEVERE))
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)

    def test_a_temporary_table_does_not_stand_in_for_the_patients(committed, log):
        pat = with_diary("pat")
        log(pat, Change(DAY, SEVERE))
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE diary_patient AS SELECT id, TRUE AS erasing FROM diary_patient"
            )
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute("DELETE FROM diary_revision")


def test_a_note_is_nowhere_in_the_database_in_plain(pat, log):
    log(pat, Change(DAY, SEVERE | {"note": "after the storm"}))
    assert not tables_with(b"after the storm")


def test_a_repeated_save_leaves_no_answer_in_the_databases_own_log(pat, log):
    # PostgreSQL writes a statement that failed to its log, values included.
    answers = SEVERE | {"intakes": (Intake("tolfenamic acid", 47),)}
    operation = uuid4()
    for _ in range(2):
        log(pat, Change(DAY, answers), operation=operation)
    if connection.vendor == "postgresql":
        said = Path(os.environ["TEST_POSTGRESQL_LOG"]).read_text(errors="replace")
        assert "one_event_per_operation" in said
        assert "tolfenamic" not in said


def test_a_sealed_note_opens_only_for_its_patient_and_its_day(pat, eve):
    sealed = seal(pat.key, "after the storm", "day/2026-03-03")
    assert unseal(pat.key, sealed, "day/2026-03-03") == "after the storm"
    for key, place in [(eve.key, "day/2026-03-03"), (pat.key, "day/2026-03-04")]:
        with pytest.raises(CannotUnseal):
            unseal(key, sealed, place)


def test_a_note_moved_to_another_day_cannot_be_read(pat, log):
    log(pat, Change(DAY, SEVERE | {"note": "after the storm"}), Change(DAY - timedelta(days=1), SEVERE))
    moved = Day.objects.get(patient=pat, date=DAY).note
    Day.objects.filter(patient=pat, date=DAY - timedelta(days=1)).update(note=bytes(moved))
    with pytest.raises(CannotUnseal):
        day_on(pat, DAY - timedelta(days=1))


def test_an_operator_key_can_be_rotated(pat, settings):
    key, old = pat.key, settings.SEAL_KEYS
    del pat.key
    settings.SEAL_KEYS = ["new", *old]
    assert pat.key == key
    del pat.key
    settings.SEAL_KEYS = ["new"]
    with pytest.raises(CannotUnseal):
        _ = pat.key


def test_a_sealed_column_refuses_plain_text():
    with pytest.raises(TypeError, match="not text"):
        SealedText().get_prep_value("after the storm")


@settings(max_examples=20)
@given(
    st.lists(st.dictionaries(st.integers(0, 90), st.none() | documents, min_size=1, max_size=6), max_size=4)
)
def test_packed_rows_kept_in_step_are_those_made_anew(pat, log, batches):
    for batch in batches:
        logged = set(Day.objects.filter(patient=pat).values_list("date", flat=True))
        answers = []
        for index, document in batch.items():
            day = DAY - timedelta(days=index)
            if document is not None:
                answers.append(Replace(day, as_values(document)))
            elif day in logged:
                answers.append(Withdraw(day))
        if answers:
            log(pat, *answers)
    kept = packed_rows(pat)
    rebuild_packed(pat)
    anew = packed_rows(pat)
    for kind, row in anew.items():
        # A diary made anew has room for its days only; one kept in step may have room for withdrawn ones.
        assert set_bits(row) == set_bits(kept[kind]) if kind in kept else not set_bits(row)


def packed_rows(patient):
    return {row.kind: row for row in PackedDiary.objects.filter(patient=patient)}


def set_bits(row: PackedDiary) -> set:
    planes = LAYOUTS[row.kind].planes
    blob = bytes(row.blob)
    return {
        (name, row.origin + index)
        for place, name in enumerate(planes)
        for index in range(row.stride * 8)
        if blob[place * row.stride + index // 8] >> index % 8 & 1
    }


def test_packed_rows_of_older_rules_are_made_anew_by_the_next_answer(pat, log):
    log(pat, Change(DAY, SEVERE))
    PackedDiary.objects.filter(patient=pat).update(rules=0, blob=b"")
    log(pat, Change(DAY - timedelta(days=1), SEVERE))
    assert {bit for bit in set_bits(packed_rows(pat)["counts"]) if bit[0] == "headache"} == {
        ("headache", DAY.toordinal()),
        ("headache", DAY.toordinal() - 1),
    }


@pytest.mark.parametrize("damage", [{"blob": b"torn"}, {"stride": 16}, {"kind": "gone"}])
def test_packed_rows_that_cannot_be_read_are_made_anew_by_the_next_answer(pat, log, damage):
    log(pat, Change(DAY, SEVERE))
    PackedDiary.objects.filter(patient=pat, kind="detail").update(**damage)
    log(pat, Change(DAY - timedelta(days=1), {"headache": False}))
    rows = packed_rows(pat)
    assert rows.keys() == {"counts", "detail"}
    assert ("moderate_or_severe.yes", DAY.toordinal()) in set_bits(rows["detail"])


def test_a_diary_belongs_to_whoever_writes_it(pat, eve, log):
    log(pat, Change(DAY, SEVERE), by=pat.user)
    assert not Day.objects.filter(patient=eve).exists()
