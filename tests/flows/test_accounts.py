"""From an e-mail address to today's question, and back out."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from diary.models import Patient, ProcessingConsent, User
from diary.queries.notice import current_notice, notice_digest

PASSWORD = "correct horse battery staple"  # not a secret of anybody's


def sign_up(client, **changes):
    form = {
        "email": "New@Example.org",
        "password1": PASSWORD,
        "agree": "on",
        "agreed_to": notice_digest(current_notice()),
        "zone": "Europe/Kyiv",
    } | changes
    return client.post("/account/signup/", {name: value for name, value in form.items() if value is not None})


def code_in(mail) -> str:
    (code,) = re.findall(r"\b\d{6}\b", mail.body)
    return code


@pytest.fixture
def joined(db, mailoutbox):
    """A browser in which somebody has just signed up and confirmed their address."""
    client = Client()
    sign_up(client)
    client.post("/account/confirm-email/", {"code": code_in(mailoutbox[-1])})
    return client


def test_signing_up_leads_to_todays_question(db, mailoutbox):
    client = Client()
    response = sign_up(client)
    assert response["Location"] == "/account/confirm-email/"
    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "headache" not in mail.subject.lower()
    assert code_in(mail) not in mail.subject
    response = client.post("/account/confirm-email/", {"code": code_in(mail)}, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert "Did you have a headache today?" in response.content.decode()
    patient = Patient.objects.get(user__email="new@example.org")
    assert patient.zone == "Europe/Kyiv"
    consent = ProcessingConsent.objects.get(patient=patient)
    assert consent.notice.text == current_notice()


def test_without_the_tick_there_is_no_account(db):
    response = sign_up(Client(), agree=None)
    assert response.status_code == 200
    assert "Without your agreement" in response.content.decode()
    assert not User.objects.exists()


def test_a_notice_that_changed_while_it_was_read_is_shown_again(db):
    response = sign_up(Client(), agreed_to="0" * 64)
    assert "The notice has changed" in response.content.decode()
    assert notice_digest(current_notice()) in response.content.decode()
    assert not User.objects.exists()


def test_a_browser_without_a_zone_gets_one_that_can_be_changed(db):
    sign_up(Client(), zone="")
    assert Patient.objects.get().zone == "Europe/London"


def test_a_wrong_code_opens_nothing(db):
    client = Client()
    sign_up(client)
    response = client.post("/account/confirm-email/", {"code": "000000"})
    assert response.status_code == 200
    assert client.get("/")["Location"].startswith("/account/login/")
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_whether_somebody_has_an_account_is_not_told(db, joined, mailoutbox):
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        response = sign_up(Client())
    assert response["Location"] == "/account/confirm-email/"
    assert User.objects.count() == 1
    assert not re.search(r"\b\d{6}\b", mailoutbox[-1].body)


@pytest.mark.parametrize("password", ["short", "password123456", "new@example.org"])
def test_a_weak_password_is_refused(db, password):
    assert sign_up(Client(), password1=password).status_code == 200
    assert not User.objects.exists()


def test_logging_out_and_in_again(joined):
    assert joined.get("/").status_code == 200
    joined.post("/account/logout/")
    assert joined.get("/").status_code == 302
    response = joined.post("/account/login/", {"login": "NEW@example.org", "password": PASSWORD})
    assert response["Location"] == "/"
    assert joined.get("/").status_code == 200


def test_a_wrong_password_does_not_log_in(joined):
    other = Client()
    response = other.post("/account/login/", {"login": "new@example.org", "password": "wrong"})
    assert response.status_code == 200
    assert other.get("/").status_code == 302


def test_guessing_passwords_is_stopped(joined):
    other = Client()
    for _ in range(8):
        response = other.post("/account/login/", {"login": "new@example.org", "password": "wrong"})
    assert "Too many" in response.content.decode()
    response = other.post("/account/login/", {"login": "new@example.org", "password": PASSWORD})
    assert response.status_code == 200


def test_a_forgotten_password_is_set_anew_by_a_mailed_code(joined, mailoutbox):
    other = Client()
    other.post("/account/password/reset/", {"email": "new@example.org"})
    assert "headache" not in mailoutbox[-1].subject.lower()
    other.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[-1])})
    new = "another horse, another staple"
    other.post("/account/password/reset/complete/", {"password1": new, "password2": new})
    other.post("/account/logout/")
    assert other.post("/account/login/", {"login": "new@example.org", "password": new}).status_code == 302


def test_changing_the_password_asks_for_the_old_one(joined):
    new = "another horse, another staple"
    form = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert joined.post("/account/password/change/", form).status_code == 200
    assert joined.post("/account/password/change/", form | {"oldpassword": PASSWORD}).status_code == 302
    assert User.objects.get().check_password(new)


def test_other_sessions_can_be_seen_and_ended(joined):
    other = Client()
    other.post("/account/login/", {"login": "new@example.org", "password": PASSWORD})
    assert other.get("/").status_code == 200
    assert joined.get("/account/sessions/").status_code == 200
    joined.post("/account/sessions/")
    assert joined.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert Session.objects.count() == 1


def test_someone_without_a_diary_opens_one(nils, as_):
    client = as_(nils)
    assert client.get("/")["Location"] == "/start/"
    assert client.post("/start/", {"agreed_to": notice_digest(current_notice())}).status_code == 200
    form = {"agree": "on", "agreed_to": notice_digest(current_notice()), "zone": "Europe/Kyiv"}
    assert client.post("/start/", form)["Location"] == "/"
    assert Patient.objects.get(user=nils).zone == "Europe/Kyiv"


def test_the_time_zone_is_changed_in_settings(pat, as_):
    client = as_(pat)
    assert client.post("/settings/", {"zone": "Europe/Kyiv"}).status_code == 302
    pat.refresh_from_db()
    assert pat.zone == "Europe/Kyiv"
    response = client.post("/settings/", {"zone": "Mars/Olympus"})
    assert response.status_code == 400
    assert "This time zone is not known." in response.content.decode()


def test_a_theme_is_kept_and_never_leads_elsewhere(db):
    client = Client()
    response = client.post("/theme/", {"theme": "dim", "next": "https://evil.example/"})
    assert response["Location"] == "/"
    assert 'data-theme="dim"' in client.get("/account/login/").content.decode()
    client.post("/theme/", {"theme": "<script>", "next": "/"})
    assert 'data-theme="dim"' in client.get("/account/login/").content.decode()


def test_a_form_without_its_token_changes_nothing(pat):
    client = Client(enforce_csrf_checks=True)
    client.force_login(pat.user, backend="diary.access.backends.AccountBackend")
    response = client.post("/settings/", {"zone": "Europe/Kyiv"})
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()
    pat.refresh_from_db()
    assert pat.zone == "Europe/London"


def test_an_account_that_was_closed_sees_nothing(pat, as_):
    client = as_(pat)
    pat.user.is_active = False
    pat.user.save(update_fields=["is_active"])
    assert client.get("/").status_code == 302
