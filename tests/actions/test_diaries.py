"""A diary is opened under a notice that was really shown."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from diary.actions import (
    AddressTaken,
    Agreement,
    NoticeChanged,
    UnknownZone,
    open_account,
    open_diary,
    set_zone,
)
from diary.models import Notice, Patient, ProcessingConsent, User
from diary.queries.notice import current_notice, notice_digest

TICKED_AT = datetime(2026, 3, 3, 19, tzinfo=UTC)


def ticked(notice: str) -> Agreement:
    return Agreement(notice_digest(notice), TICKED_AT)


def test_the_tick_keeps_the_notice_its_version_and_the_time(nils):
    notice = "What we do with your answers"
    patient = open_diary(by=nils, zone="Europe/Kyiv", notice=notice, agreement=ticked(notice))
    consent = ProcessingConsent.objects.get(patient=patient)
    assert consent.notice == Notice.objects.get(digest=notice_digest(notice), text=notice)
    assert consent.given_at == TICKED_AT
    assert patient.zone == "Europe/Kyiv"


def test_opening_twice_is_opening_once(nils):
    notice = current_notice()
    first = open_diary(by=nils, zone="Europe/Kyiv", notice=notice, agreement=ticked(notice))
    again = open_diary(by=nils, zone="Europe/London", notice=notice, agreement=ticked(notice))
    assert first == again
    assert Patient.objects.get(user=nils).zone == "Europe/Kyiv"
    assert ProcessingConsent.objects.filter(patient=first).count() == 1


def test_agreeing_to_another_notice_than_is_shown_opens_nothing(nils):
    with pytest.raises(NoticeChanged):
        open_diary(by=nils, zone="Europe/Kyiv", notice="new text", agreement=ticked("old text"))
    assert not Patient.objects.filter(user=nils).exists()


def test_an_account_its_address_and_its_diary_are_opened_at_once(db):
    notice = current_notice()
    user = open_account(
        email="New@example.org", password="hash", zone="Europe/Kyiv", notice=notice, agreement=ticked(notice)
    )
    assert EmailAddress.objects.get(user=user).verified
    assert user.patient.processing_consents.get().given_at == TICKED_AT


def test_an_address_has_one_account(nils):
    notice = current_notice()
    with pytest.raises(AddressTaken):
        open_account(
            email=nils.email, password="hash", zone="Europe/Kyiv", notice=notice, agreement=ticked(notice)
        )
    assert User.objects.count() == 1
    assert not Patient.objects.exists()


def test_an_account_under_an_older_notice_has_no_diary_yet(db):
    user = open_account(
        email="new@example.org", password="hash", zone="Europe/Kyiv", notice="new", agreement=ticked("old")
    )
    assert not Patient.objects.filter(user=user).exists()


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
