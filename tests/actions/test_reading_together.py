"""A clinician reads while Pat stops sharing: one of the two comes first, and the trace says which."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from diary.access import NoSuchPatient
from diary.actions import end_membership, let_in, reading, reading_list, revoke, set_zone
from diary.models import Event, Grant, Membership
from diary.queries.events import broken_link
from diary.queries.locks import hold
from diary.terms.clinics import Read
from tests.conftest import clinic_called, clinician, with_diary

PATIENCE = 30


@pytest.fixture
def consulting(committed):
    """Pat, who let in the clinic where Doc works, and Doc."""
    pat, clinic = with_diary("pat"), clinic_called("Quiet Room")
    let_in(by=pat.user, patient=pat, clinic=clinic)
    return pat, clinician("doc", clinic)


def in_a_thread(pool, work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(run)


def verbs(patient):
    return list(Event.objects.filter(patient=patient).order_by("sequence").values_list("verb", flat=True))


@pytest.mark.parametrize("door", ["page", "list"])
@pytest.mark.parametrize("ending", ["grant", "membership"])
def test_what_ends_a_read_waits_for_the_read_in_flight(consulting, door, ending):
    pat, doc = consulting
    inside, ended = threading.Event(), threading.Event()

    def end():
        inside.wait(PATIENCE)
        if ending == "grant":
            revoke(by=pat.user, grant=Grant.objects.get())
        else:
            end_membership(by=None, membership=Membership.objects.get(user=doc))
        ended.set()

    if door == "list":
        with reading_list(doc):
            pass  # recorded already today: what is held now is the grants alone
    with ThreadPoolExecutor(1) as pool:
        ends = in_a_thread(pool, end)
        opened = reading(doc, pat.code, what=Read.MONTH) if door == "page" else reading_list(doc)
        with opened:
            inside.set()
            # Whoever ends it has begun, and has to wait.
            assert not ended.wait(0.5)
        ends.result(PATIENCE)
    with pytest.raises(NoSuchPatient), reading(doc, pat.code, what=Read.MONTH):
        pass
    assert verbs(pat)[:3] == ["diary.opened", "clinic.let_in", "diary.read"]
    assert broken_link(pat.pk) is None


def test_a_read_that_waited_for_the_end_finds_nothing(consulting):
    pat, doc = consulting
    if connection.vendor == "sqlite":
        return  # a transaction that writes keeps everybody else out from its first statement on
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold(pat)  # as `revoke` does, but slower

            def read():
                with reading(doc, pat.code, what=Read.MONTH):
                    return "shown"

            waiting = in_a_thread(pool, read)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
            Grant.objects.update(revoked_at=pat.local_now(), revoked_by=pat.user)
        with pytest.raises(NoSuchPatient):
            waiting.result(PATIENCE)
    assert "diary.read" not in verbs(pat)


def test_many_readers_and_a_writer_leave_one_whole_chain(consulting):
    pat, doc = consulting
    eve = with_diary("eve")
    clinic = Membership.objects.get(user=doc).clinic
    let_in(by=eve.user, patient=eve, clinic=clinic)
    others = [clinician(f"doc-{number}", clinic) for number in range(3)]

    def look(reader):
        for patient in (pat, eve, pat):
            with reading(reader, patient.code, what=Read.DAY):
                pass
            with reading_list(reader):
                pass

    def write():
        for zone in ("Europe/London", "Europe/Kyiv") * 3:
            set_zone(by=pat.user, patient=pat, zone=zone)

    with ThreadPoolExecutor(6) as pool:
        work = [in_a_thread(pool, lambda reader=reader: look(reader)) for reader in (doc, doc, *others)]
        for done in [*work, in_a_thread(pool, write)]:
            done.result(PATIENCE)
    for patient, reads in ((pat, 10), (eve, 5)):
        assert broken_link(patient.pk) is None
        told = Event.objects.filter(patient=patient, verb="diary.read").values_list("detail", flat=True)
        assert sum(detail["what"] == "day" for detail in told) == reads
    # Two windows of Doc's and three colleagues: each reader is told of once.
    listed = Event.objects.filter(patient=eve, verb="diary.read", detail__what="list")
    assert sorted(listed.values_list("by_id", flat=True)) == sorted(one.pk for one in (doc, *others))


def test_a_grant_given_from_two_phones_at_once_is_one(committed):
    pat, clinic = with_diary("pat"), clinic_called("Quiet Room")
    together = threading.Barrier(4)

    def send():
        connection.ensure_connection()
        together.wait(PATIENCE)
        return let_in(by=pat.user, patient=pat, clinic=clinic).pk

    with ThreadPoolExecutor(4) as pool:
        work = [in_a_thread(pool, send) for _ in range(4)]
        assert len({done.result(PATIENCE) for done in work}) == 1
    assert Grant.objects.count() == 1
    assert verbs(pat) == ["diary.opened", "clinic.let_in"]
