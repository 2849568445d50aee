"""A diary is opened under a notice that was really shown."""

import pytest
from django.db import connection

from diary.actions import NoticeChanged, UnknownZone, open_diary, set_zone
from diary.models import Notice, Patient, ProcessingConsent
from diary.queries.notice import current_notice, notice_digest


def test_the_tick_keeps_the_notice_its_version_and_the_time(nils):
    notice = "What we do with your answers"
    patient = open_diary(by=nils, zone="Europe/Kyiv", notice=notice, agreed_to=notice_digest(notice))
    consent = ProcessingConsent.objects.get(patient=patient)
    assert consent.notice == Notice.objects.get(digest=notice_digest(notice), text=notice)
    assert consent.given_at is not None
    assert patient.zone == "Europe/Kyiv"


def test_opening_twice_is_opening_once(nils):
    notice = current_notice()
    first = open_diary(by=nils, zone="Europe/Kyiv", notice=notice, agreed_to=notice_digest(notice))
    again = open_diary(by=nils, zone="Europe/London", notice=notice, agreed_to=notice_digest(notice))
    assert first == again
    assert Patient.objects.get(user=nils).zone == "Europe/Kyiv"
    assert ProcessingConsent.objects.filter(patient=first).count() == 1


def test_agreeing_to_another_notice_than_is_shown_opens_nothing(nils):
    with pytest.raises(NoticeChanged):
        open_diary(by=nils, zone="Europe/Kyiv", notice="new text", agreed_to=notice_digest("old text"))
    assert not Patient.objects.filter(user=nils).exists()


def test_a_zone_that_does_not_exist_changes_nothing(pat):
    with pytest.raises(UnknownZone):
        set_zone(by=pat.user, patient=pat, zone="Mars/Olympus")
    pat.refresh_from_db()
    assert pat.zone == "Europe/London"


def test_patient_codes_are_long_and_differ(pat, eve):
    assert len(pat.code) == 17
    assert pat.code != eve.code


def test_tests_run_as_the_role_that_serves(db):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, False)
            cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'diary_day'")
            assert cursor.fetchone() != (connection.settings_dict["USER"],)
