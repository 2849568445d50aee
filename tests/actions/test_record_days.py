"""Days are written whole, once, by whoever says so, and nothing is overwritten without history."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given, settings

from diary.actions import (
    Change,
    Conflict,
    OperationReused,
    Refused,
    Replace,
    Undo,
    VersionMissing,
    Withdraw,
)
from diary.models import Day, Event, PackedDiary, Revision
from diary.queries.days import day_on
from diary.terms.answers import Provenance, Severity, Source
from diary.terms.day_document import DayDocument, Intake
from tests.days import as_values, documents

TUESDAY = date(2026, 3, 3)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)

CLEAR = {"headache": False}
SEVERE = {"headache": True, "severity": Severity.SEVERE}


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def test_a_tap_is_a_day_a_revision_and_an_event(pat, log):
    recorded = log(pat, Change(TUESDAY, SEVERE))
    (day,) = recorded.days
    assert (day.version, day.document) == (1, DayDocument(headache=True, severity=Severity.SEVERE))
    assert day == day_on(pat, TUESDAY)
    assert Revision.objects.get(patient=pat).version == 1
    event = Event.objects.get(patient=pat, verb="days.recorded")
    assert event.by_id == pat.user_id
    assert event.detail == {"versions": {"2026-03-03": 1}, "source": "page"}


@settings(max_examples=40)
@given(documents)
def test_what_was_said_comes_back_word_for_word(pat, log, document):
    log(pat, Replace(TUESDAY, as_values(document)))
    assert day_on(pat, TUESDAY).document == document


def test_a_change_names_fields_and_leaves_the_others(pat, log):
    log(pat, Change(TUESDAY, SEVERE | {"note": "after the storm"}))
    log(pat, Change(TUESDAY, {"hours": Decimal("2.5")}))
    document = day_on(pat, TUESDAY).document
    assert (document.note, document.severity, document.hours) == (
        "after the storm",
        Severity.SEVERE,
        Decimal("2.5"),
    )


def test_a_replacement_forgets_what_it_does_not_name(pat, log):
    log(pat, Change(TUESDAY, SEVERE | {"note": "after the storm"}))
    log(pat, Replace(TUESDAY, {"headache": True}))
    assert day_on(pat, TUESDAY).document == DayDocument(headache=True)


def test_the_same_operation_again_answers_the_same_and_changes_nothing(pat, log):
    operation = uuid4()
    first = log(pat, Change(TUESDAY, SEVERE), operation=operation)
    log(pat, Change(TUESDAY, CLEAR))
    again = log(pat, Change(TUESDAY, SEVERE), operation=operation)
    assert again.replayed
    assert again.days == first.days
    assert day_on(pat, TUESDAY).document == DayDocument(headache=False)
    assert Revision.objects.filter(patient=pat).count() == 2


def test_an_operation_id_is_not_used_for_something_else(pat, log):
    operation = uuid4()
    log(pat, Change(TUESDAY, SEVERE), operation=operation)
    with pytest.raises(OperationReused):
        log(pat, Change(TUESDAY, CLEAR), operation=operation)
    with pytest.raises(OperationReused):
        log(pat, Change(TUESDAY - timedelta(days=1), SEVERE), operation=operation)
    assert day_on(pat, TUESDAY).version == 1


def test_two_people_may_happen_to_make_the_same_operation_id(pat, eve, log):
    operation = uuid4()
    log(pat, Change(TUESDAY, SEVERE), operation=operation)
    log(eve, Change(TUESDAY, CLEAR), operation=operation)
    assert day_on(eve, TUESDAY).document == DayDocument(headache=False)


def test_an_answer_made_for_an_older_version_is_not_written_over_a_newer_one(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Change(TUESDAY, CLEAR))
    with pytest.raises(Conflict) as caught:
        log(pat, Change(TUESDAY, SEVERE, version=1))
    (now,) = caught.value.days
    assert (now.version, now.document) == (2, DayDocument(headache=False))
    assert day_on(pat, TUESDAY) == now


def test_a_known_operation_is_answered_before_its_version_is_compared(pat, log):
    operation = uuid4()
    first = log(pat, Change(TUESDAY, SEVERE, version=0), operation=operation, needs_versions=True)
    again = log(pat, Change(TUESDAY, SEVERE, version=0), operation=operation, needs_versions=True)
    assert again.days == first.days
    with pytest.raises(VersionMissing):
        log(pat, Change(TUESDAY, CLEAR), needs_versions=True)


def test_a_withdrawn_day_is_not_logged_and_its_versions_go_on(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Withdraw(TUESDAY, version=1))
    assert (day_on(pat, TUESDAY).document, day_on(pat, TUESDAY).version) == (None, 2)
    log(pat, Change(TUESDAY, CLEAR, version=2))
    assert day_on(pat, TUESDAY).version == 3
    versions = Revision.objects.filter(patient=pat).order_by("version").values_list("version", "document")
    assert [(version, document is None) for version, document in versions] == [
        (1, False),
        (2, True),
        (3, False),
    ]


def test_what_is_not_logged_cannot_be_withdrawn(pat, log):
    with pytest.raises(Refused) as caught:
        log(pat, Withdraw(TUESDAY))
    assert caught.value.reasons == {TUESDAY: {"date": "not_logged"}}


def test_undo_brings_back_what_no_headache_cleared(pat, log):
    before = log(pat, Change(TUESDAY, SEVERE | {"aura": True, "note": "flicker"})).days[0]
    log(pat, Change(TUESDAY, CLEAR))
    after = log(pat, Undo(TUESDAY, 2)).days[0]
    assert (after.version, after.document, after.provenance) == (3, before.document, before.provenance)


def test_undo_of_the_first_answer_is_not_logged(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Undo(TUESDAY, 1))
    assert day_on(pat, TUESDAY).document is None


def test_undo_of_a_withdrawal_brings_the_day_back(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Withdraw(TUESDAY))
    assert log(pat, Undo(TUESDAY, 2)).days[0].document == DayDocument(headache=True, severity=Severity.SEVERE)


def test_undo_never_takes_back_a_later_change(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Change(TUESDAY, CLEAR))
    with pytest.raises(Conflict):
        log(pat, Undo(TUESDAY, 1))


def test_a_batch_is_written_whole_or_not_at_all(pat, log):
    good = [Change(TUESDAY - timedelta(days=index), CLEAR) for index in range(1, 10)]
    with pytest.raises(Refused) as caught:
        log(pat, *good, Change(TUESDAY, {"headache": False, "severity": Severity.MILD}))
    assert caught.value.reasons == {TUESDAY: {"severity": "without_headache"}}
    assert not Day.objects.filter(patient=pat).exists()
    assert not Revision.objects.filter(patient=pat).exists()
    assert not PackedDiary.objects.filter(patient=pat).exists()
    recorded = log(pat, *good)
    assert [day.version for day in recorded.days] == [1] * 9
    assert Event.objects.filter(patient=pat, verb="days.recorded").count() == 1


def test_every_reason_of_a_batch_is_told_at_once(pat, log):
    with pytest.raises(Refused) as caught:
        log(
            pat,
            Change(TUESDAY, {"headache": True, "hours": Decimal(25)}),
            Change(TUESDAY - timedelta(days=1), {"severity": Severity.MILD}),
        )
    assert caught.value.reasons == {
        TUESDAY: {"hours": "hours_range"},
        TUESDAY - timedelta(days=1): {"headache": "headache_missing"},
    }


@pytest.mark.parametrize(
    ("day", "zone", "refusal"),
    [
        (date(2026, 3, 4), None, "date_future"),
        # 19:00 in London is Wednesday morning in Auckland, and still Tuesday in Honolulu.
        (date(2026, 3, 4), "Pacific/Auckland", None),
        (date(2026, 3, 5), "Pacific/Auckland", "date_future"),
        (date(2026, 3, 4), "Pacific/Honolulu", "date_future"),
        (date(1989, 12, 31), None, "date_too_early"),
        (date(1990, 1, 1), None, None),
    ],
)
def test_the_future_is_decided_where_the_patient_says_they_are(pat, log, day, zone, refusal):
    if refusal is None:
        assert log(pat, Change(day, CLEAR), zone=zone).days[0].version == 1
    else:
        with pytest.raises(Refused) as caught:
            log(pat, Change(day, CLEAR), zone=zone)
        assert caught.value.reasons == {day: {"date": refusal}}


def test_an_unknown_zone_is_refused(pat, log):
    with pytest.raises(Refused) as caught:
        log(pat, Change(TUESDAY, CLEAR), zone="Mars/Olympus")
    assert caught.value.reasons == {TUESDAY: {"zone": "zone_unknown"}}


def test_one_date_stands_in_a_batch_once(pat, log):
    with pytest.raises(Refused) as caught:
        log(pat, Change(TUESDAY, CLEAR), Change(TUESDAY, SEVERE))
    assert caught.value.reasons == {TUESDAY: {"date": "date_twice"}}


@pytest.mark.parametrize(
    ("moment", "values", "provenance"),
    [
        (NOON, CLEAR, Provenance.EARLY),
        (NOON, SEVERE, Provenance.SAME_DAY),
        (EVENING, CLEAR, Provenance.SAME_DAY),
        (EVENING + timedelta(days=1), CLEAR, Provenance.LATE),
        (EVENING + timedelta(days=2), CLEAR, Provenance.LATE),
        (EVENING + timedelta(days=3), CLEAR, Provenance.BACKFILLED),
    ],
)
def test_how_soon_a_day_was_answered(pat, log, moment, values, provenance):
    with time_machine.travel(moment, tick=False):
        assert log(pat, Change(TUESDAY, values)).days[0].provenance is provenance


def test_clear_so_far_is_confirmed_by_saying_it_again_in_the_evening(pat, log):
    with time_machine.travel(NOON, tick=False):
        log(pat, Change(TUESDAY, CLEAR))
    log(pat, Change(TUESDAY, {"menstruation": True}))
    assert day_on(pat, TUESDAY).provenance is Provenance.EARLY
    log(pat, Change(TUESDAY, CLEAR))
    assert day_on(pat, TUESDAY).provenance is Provenance.SAME_DAY


def test_a_timely_answer_stays_timely_when_something_else_is_added_weeks_later(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    with time_machine.travel(EVENING + timedelta(days=20), tick=False):
        log(pat, Change(TUESDAY, {"headache": True, "note": "found my paper diary"}))
        assert day_on(pat, TUESDAY).provenance is Provenance.SAME_DAY
        log(pat, Change(TUESDAY, CLEAR))
        assert day_on(pat, TUESDAY).provenance is Provenance.BACKFILLED


def test_the_evening_is_the_evening_of_the_diarys_own_clock(pat, log):
    # 19:00 in London is the morning of Wednesday in Auckland.
    assert log(pat, Change(TUESDAY, CLEAR), zone="Pacific/Auckland").days[0].provenance is Provenance.SAME_DAY
    wednesday = log(pat, Change(date(2026, 3, 4), CLEAR), zone="Pacific/Auckland").days[0]
    assert wednesday.provenance is Provenance.EARLY


def test_the_source_and_the_place_are_kept_in_the_revision(pat, log):
    log(pat, Change(TUESDAY, CLEAR), source=Source.API, zone="Europe/Kyiv", client_time=NOON)
    revision = Revision.objects.get(patient=pat)
    assert (revision.source, revision.client_zone, revision.client_time) == ("api", "Europe/Kyiv", NOON)
    assert revision.received_at == EVENING


def test_an_imported_day_says_so_and_that_the_operator_brought_it(pat, log):
    (day,) = log(pat, Change(TUESDAY, CLEAR), by=None, source=Source.IMPORT).days
    assert day.provenance is Provenance.IMPORTED
    revision = Revision.objects.get(patient=pat)
    assert (revision.source, revision.by_id, revision.provenance) == ("import", None, "imported")
    assert Event.objects.get(patient=pat, verb="days.recorded").by_id is None


def test_what_a_person_answered_in_time_stays_timely_when_a_file_says_the_same(pat, log):
    log(pat, Change(TUESDAY, SEVERE))
    log(pat, Change(TUESDAY, SEVERE), by=None, source=Source.IMPORT)
    assert day_on(pat, TUESDAY).provenance is Provenance.SAME_DAY


def test_medicines_keep_nothing_taken_apart_from_not_answered(pat, log):
    log(pat, Change(TUESDAY, SEVERE | {"intakes": ()}))
    assert day_on(pat, TUESDAY).document.intakes == ()
    log(pat, Change(TUESDAY, {"intakes": (Intake("sumatriptan", 1),)}))
    assert day_on(pat, TUESDAY).document.intakes == (Intake("sumatriptan", 1),)
    log(pat, Change(TUESDAY, {"intakes": None}))
    assert day_on(pat, TUESDAY).document.intakes is None
