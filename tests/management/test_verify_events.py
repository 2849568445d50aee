"""An altered history shows to the operator who looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from diary.actions import (
    Change,
    Undo,
    Withdraw,
    change_preventive,
    change_start,
    change_treatment,
    fix_baseline_anew,
    record_preventive,
    record_treatment,
    restore_preventive,
    restore_treatment,
    set_zone,
    withdraw_preventive,
    withdraw_treatment,
    write_baseline,
)
from diary.models import Course, CourseRevision, Event
from diary.terms.preventives import PreventiveDocument, Taking
from diary.terms.treatments import CourseStart, Product, TreatmentDocument, WrittenFigure, WrittenSource
from tests.conftest import with_diary
from tests.databases import as_owner

DAY = date(2026, 3, 3)
OTHER = date(2026, 3, 4)
UID = UUID(int=7)
WITHDRAWN = UUID(int=8)
TAKEN, GONE = UUID(int=9), UUID(int=10)


@contextmanager
def tampering() -> Iterator[Any]:
    """What whoever owns the database can do, once the triggers are out of the way; taken back at the end."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            statements = [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
        else:
            cursor.execute("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
            statements = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for (table,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)
        yield cursor
        transaction.set_rollback(True)


@pytest.fixture
def pat(committed, log):
    """Pat's history: a headache corrected, a day withdrawn and one undone, treatments and a zone."""
    pat = with_diary("pat")
    log(pat, Change(DAY, {"headache": True, "note": "after the storm"}))
    log(pat, Change(DAY, {"severity": "mild", "hours": Decimal(3)}), Change(OTHER, {"headache": False}))
    log(pat, Change(date(2026, 3, 5), {"headache": True}))
    log(pat, Withdraw(OTHER), Undo(date(2026, 3, 5), 1))
    _treat(pat)
    _take(pat)
    set_zone(by=pat.user, patient=pat, zone="Europe/Kyiv")
    return pat


def _treat(pat):
    start = CourseStart(from_start=True, began=None, about=False, earlier=0)
    who = {"by": pat.user, "patient": pat}

    def session(uid, day, start=None):
        document = TreatmentDocument(day, Product.ONABOTULINUM, 155, "C1234")
        record_treatment(**who, uid=uid, treatment=document, operation=uuid4(), start=start)

    session(WITHDRAWN, date(2025, 1, 7), start)
    withdraw_treatment(**who, uid=WITHDRAWN, version=1, operation=uuid4())
    restore_treatment(**who, uid=WITHDRAWN, operation=uuid4())
    withdraw_treatment(**who, uid=WITHDRAWN, version=3, operation=uuid4())
    session(UID, date(2026, 1, 6), start)
    moved = TreatmentDocument(date(2026, 1, 7), Product.ONABOTULINUM, 195, None)
    change_treatment(**who, uid=UID, version=1, treatment=moved, operation=uuid4())
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(18), date(2025, 12, 1))
    write_baseline(**who, number=1, figure=figure, operation=uuid4())
    fix_baseline_anew(**who, number=1, reason="days were added", operation=uuid4())
    change_start(**who, number=1, start=start, operation=uuid4())


def _take(pat):
    """One preventive that was corrected, and one that was withdrawn and brought back and withdrawn."""
    who = {"by": pat.user, "patient": pat}
    tea = PreventiveDocument(
        name="Headache tea", taking=Taking.STOPPED, started=date(2025, 5, 3), dose="cups"
    )
    for uid in (TAKEN, GONE):
        record_preventive(**who, uid=uid, preventive=tea, operation=uuid4())
    corrected = replace(tea, started_about=True)
    change_preventive(**who, uid=TAKEN, version=1, preventive=corrected, operation=uuid4())
    withdraw_preventive(**who, uid=GONE, version=1, operation=uuid4())
    restore_preventive(**who, uid=GONE, operation=uuid4())
    withdraw_preventive(**who, uid=GONE, version=3, operation=uuid4())


@pytest.fixture
def verify(capsys):
    """What the command says: its lines, and the sentence it fails with, if it does."""

    def run():
        try:
            call_command("verify_events")
            failure = None
        except CommandError as error:
            failure = str(error)
        return capsys.readouterr().out.splitlines(), failure

    return run


def test_whole_chains_are_said_to_be_whole(pat, log, verify):
    log(with_diary("eve"), Change(DAY, {"headache": True}))
    assert verify() == (["2 chains of events, all whole"], None)


def test_a_course_of_before_earlier_ones_were_named_is_whole(pat, verify):
    Course.objects.filter(patient=pat).update(earlier_than=None, earlier_before=None)
    with tampering():
        for revision in CourseRevision.objects.filter(patient=pat, document__isnull=False):
            said = {
                name: value for name, value in revision.document.items() if not name.startswith("earlier_")
            }
            CourseRevision.objects.filter(pk=revision.pk).update(document=said)
        assert verify() == (["1 chains of events, all whole"], None)


def test_no_events_are_no_chains(db, verify):
    assert verify() == (["0 chains of events, all whole"], None)


def test_a_forged_event_is_found(pat, verify):
    last = Event.objects.filter(patient=pat).latest("sequence").sequence + 1
    Event.objects.create(
        patient=pat, sequence=last, verb="zone.seen", detail={}, at=timezone.now(), hash=b"forged"
    )
    assert verify() == (
        [f"patient {pat.pk}: the chain breaks at event {last}"],
        "1 chains of events, 1 broken.",
    )


# What is done to the tables, and what is found, in order; events and versions as `pat` made them.
TAMPERED = {
    "all events": (["DELETE FROM diary_event"], ["there is a history, and no event tells of it"]),
    "an event among others": (
        ["DELETE FROM diary_event WHERE sequence = 3"],
        [
            "the chain breaks at event 3",
            "no event tells of version 2 of 2026-03-03",
            "no event tells of version 1 of 2026-03-04",
        ],
    ),
    "what an event says": (
        ["UPDATE diary_event SET detail = '{}' WHERE sequence = 2"],
        ["the chain breaks at event 2", "something in the history cannot be read"],
    ),
    "a version": (
        ["DELETE FROM diary_revision WHERE date = '2026-03-03' AND version = 1"],
        ["event 2 tells of version 1 of 2026-03-03, which is gone", "version 1 of 2026-03-03 is missing"],
    ),
    "the last version, and the day set back": (
        [
            "DELETE FROM diary_revision WHERE date = '2026-03-03' AND version = 2",
            "UPDATE diary_day SET version = 1, severity = NULL, hours = NULL",
            "UPDATE diary_day SET note = (SELECT note FROM diary_revision WHERE date = '2026-03-03')",
        ],
        ["event 3 tells of version 2 of 2026-03-03, which is gone"],
    ),
    "who made a version": (
        ["UPDATE diary_revision SET by_id = by_id + 1 WHERE date = '2026-03-05' AND version = 1"],
        ["version 1 of 2026-03-05 is not what event 4 tells of"],
    ),
    "what the last version says": (
        ["UPDATE diary_revision SET document = '{\"headache\": true}' WHERE date = '2026-03-03'"],
        ["2026-03-03 is not what its last version says"],
    ),
    "the words of the last version": (
        ['UPDATE diary_revision SET document = \'{"headache": true, "severity": "awful"}\''],
        ["2026-03-03 cannot be read", "2026-03-04 is not", "2026-03-05 is not"],
    ),
    "a severity": (
        ["UPDATE diary_day SET severity = 'severe'"],
        ["2026-03-03 is not what its last version says"],
    ),
    "a note": (["UPDATE diary_day SET note = NULL"], ["2026-03-03 is not what its last version says"]),
    "a version's number": (
        ["UPDATE diary_day SET version = 7"],
        ["2026-03-03 is not what its last version says"],
    ),
    "when it was answered": (
        ["UPDATE diary_day SET provenance = 'same_day'"],
        ["2026-03-03 is not what its last version says"],
    ),
    "a medicine": (
        ["UPDATE diary_day SET intakes = '[{\"medicine\": 1}]'"],
        ["2026-03-03 cannot be read"],
    ),
    "a day": (["DELETE FROM diary_day"], ["2026-03-03 is not what its last version says"]),
    "a withdrawn day": (
        ["UPDATE diary_day SET date = '2026-03-04'"],
        ["2026-03-03 is not", "2026-03-04 is not what its last version says"],
    ),
    "a version of a treatment": (
        ["DELETE FROM diary_treatmentrevision WHERE uid = '{uid}' AND version = 1"],
        [
            f"event 10 tells of version 1 of treatment {UID}, which is gone",
            f"version 1 of treatment {UID} is missing",
        ],
    ),
    "units": (
        ["UPDATE diary_treatment SET units = 100"],
        [f"treatment {UID} is not what its last version says"],
    ),
    "a treatment": (
        ["DELETE FROM diary_treatment"],
        [f"treatment {UID} is not what its last version says"],
    ),
    "a version of a course": (
        ["DELETE FROM diary_courserevision WHERE version = 6"],
        ["event 12 tells of version 6 of course 1, which is gone", "version 6 of course 1 is missing"],
    ),
    "an opening of a course": (
        ["UPDATE diary_courserevision SET operation = '{uid}' WHERE version = 5"],
        ["no event tells of version 5 of course 1"],
    ),
    "a fixed baseline": (
        ["UPDATE diary_course SET fixed_counts = fixed_detail"],
        ["course 1 is not what its last version says"],
    ),
    "a number of a course": (
        ["UPDATE diary_course SET number = 2"],
        [
            f"treatment {UID} is not what its last version says",
            "course 1 is not what its last version says",
            "course 2 is not what its last version says",
        ],
    ),
    "a version of a preventive": (
        ["DELETE FROM diary_preventiverevision WHERE uid = '{taken}' AND version = 1"],
        [
            f"event 15 tells of version 1 of preventive {TAKEN}, which is gone",
            f"version 1 of preventive {TAKEN} is missing",
        ],
    ),
    "a date of a preventive": (
        ["UPDATE diary_preventive SET started = '2025-05-04'"],
        [f"preventive {TAKEN} is not what its last version says"],
    ),
    "what a preventive is called": (
        ["UPDATE diary_preventive SET name = dose"],
        [f"preventive {TAKEN} is not what its last version says"],
    ),
    "a preventive": (
        ["DELETE FROM diary_preventive"],
        [f"preventive {TAKEN} is not what its last version says"],
    ),
    "an agreement": (
        ['UPDATE diary_event SET detail = \'{"notice": "another"}\' WHERE sequence = 1'],
        ["the chain breaks at event 1", "no event tells of the agreement to notice"],
    ),
    "a time zone": (
        ["UPDATE diary_patient SET zone = 'Asia/Tokyo'"],
        ["the time zone is not the one that event 21 tells of"],
    ),
}


def test_what_was_tampered_with_is_found(pat, verify):
    uid, taken = (one.hex if connection.vendor == "sqlite" else str(one) for one in (UID, TAKEN))
    for what, (statements, expected) in TAMPERED.items():
        with tampering() as cursor:
            for statement in statements:
                cursor.execute(statement.replace("{uid}", uid).replace("{taken}", taken))
            lines, failure = verify()
        assert failure == "1 chains of events, 1 broken.", what
        found = [line.removeprefix(f"patient {pat.pk}: ") for line in lines]
        assert len(found) == len(expected), (what, found)
        assert all(map(str.startswith, found, expected)), (what, found)
    assert verify()[1] is None


def test_last_events_that_are_gone_show_by_the_versions_they_told_of(pat, verify):
    for last, untold in {
        4: "no event tells of version 1 of 2026-03-05",
        10: f"no event tells of version 1 of treatment {UID}",
        11: f"no event tells of version 2 of treatment {UID}",
        14: "no event tells of version 8 of course 1",
        17: f"no event tells of version 2 of preventive {TAKEN}",
    }.items():
        with tampering() as cursor:
            cursor.execute("DELETE FROM diary_event WHERE sequence >= %s", [last])
            assert f"patient {pat.pk}: {untold}" in verify()[0]


def test_a_patient_who_is_gone_shows_and_the_others_are_still_looked_at(pat, log, verify):
    eve = with_diary("eve")
    log(eve, Change(DAY, {"headache": True}))
    with tampering() as cursor:
        for table in ("revision", "day", "packeddiary", "processingconsent"):
            cursor.execute(f"DELETE FROM diary_{table} WHERE patient_id = %s", [eve.pk])
        cursor.execute("DELETE FROM diary_patient WHERE id = %s", [eve.pk])
        cursor.execute("UPDATE diary_patient SET zone = 'Asia/Tokyo'")
        lines, failure = verify()
    assert lines == [
        f"patient {pat.pk}: the time zone is not the one that event 21 tells of",
        f"patient {eve.pk}: the patient is gone, and the history is not",
    ]
    assert failure == "2 chains of events, 2 broken."
