"""Many write at once, to the same diary too: nobody is refused, nothing is lost, nothing is torn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

from django.db import connection

from diary.actions import Change, record_days
from diary.actions.packing import rebuild_packed
from diary.models import Day, Event, PackedDiary, Revision
from diary.queries.events import broken_link
from diary.terms.answers import Source
from tests.conftest import with_diary

WRITERS, EACH = 8, 12


def test_writers_at_the_same_time(committed):
    patients = [with_diary("pat"), with_diary("eve")]

    def write(number: int) -> None:
        patient = patients[number % 2]
        try:
            for index in range(EACH):
                record_days(
                    by=patient.user,
                    patient=patient,
                    # Four writers share a diary, and every third date with each other.
                    answers=[
                        Change(patient.today() - timedelta(days=index * 3 + number % 3), {"headache": True})
                    ],
                    source=Source.API,
                    operation=uuid4(),
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    assert Revision.objects.count() == WRITERS * EACH
    assert Event.objects.filter(verb="days.recorded").count() == WRITERS * EACH
    for patient in patients:
        assert broken_link(patient.pk) is None
        kept = dict(PackedDiary.objects.filter(patient=patient).values_list("kind", "blob"))
        rebuild_packed(patient)
        assert dict(PackedDiary.objects.filter(patient=patient).values_list("kind", "blob")) == kept
        versions = dict(Day.objects.filter(patient=patient).values_list("date", "version"))
        for date, version in versions.items():
            made = Revision.objects.filter(patient=patient, date=date).values_list("version", flat=True)
            assert sorted(made) == list(range(1, version + 1))


def test_one_operation_sent_from_two_places_at_once_is_carried_out_once(committed):
    pat, operation = with_diary("pat"), uuid4()
    day = pat.today()

    def send(_: int) -> bool:
        try:
            return record_days(
                by=pat.user,
                patient=pat,
                answers=[Change(day, {"headache": True})],
                source=Source.API,
                operation=operation,
            ).replayed
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        replayed = sorted(pool.map(send, range(4)))
    assert replayed == [False, True, True, True]
    assert Revision.objects.count() == 1
