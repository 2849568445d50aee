"""From an e-mail address to today's question; and what signing up does not tell or do."""

import json
import logging
import re
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from diary.models import Event, Notice, Patient, ProcessingConsent, User
from diary.queries.notice import current_notice, notice_digest
from diary.web.zones import _drawn as zones_drawn
from project.logs import AllowedFields
from tests.flows.joining import PASSWORD, code_in, confirm, sign_up

KNOWN, UNKNOWN = "new@example.org", "nobody@example.org"
CONFIRM = "/account/confirm-email/"


def later(**passed):
    return time_machine.travel(timezone.now() + timedelta(**passed))


def nothing_kept() -> bool:
    kept = (User, EmailAddress, Patient, ProcessingConsent, Notice, Event)
    return not any(model.objects.exists() for model in kept)


def test_signing_up_leads_to_todays_question(db, mailoutbox):
    client = Client()
    response = sign_up(client)
    assert response["Location"] == CONFIRM
    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "headache" not in mail.subject.lower()
    assert code_in(mail) not in mail.subject
    response = confirm(client, mail, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert "Did you have a headache today?" in response.content.decode()
    patient = Patient.objects.get(user__email="new@example.org")
    assert patient.zone == "Europe/Kyiv"
    consent = ProcessingConsent.objects.get(patient=patient)
    assert consent.notice.text == current_notice()
    assert EmailAddress.objects.get(user=patient.user, primary=True, verified=True).email == "new@example.org"
    other = Client()
    assert other.post("/account/login/", {"login": KNOWN, "password": PASSWORD})["Location"] == "/"


def test_without_the_tick_there_is_no_account(db, mailoutbox):
    response = sign_up(Client(), agree=None)
    assert response.status_code == 200
    assert "Without your agreement" in response.content.decode()
    assert nothing_kept()
    assert not mailoutbox


def test_a_notice_that_changed_while_it_was_read_is_shown_again(db, mailoutbox):
    response = sign_up(Client(), agreed_to="0" * 64)
    assert "The notice has changed" in response.content.decode()
    assert notice_digest(current_notice()) in response.content.decode()
    assert nothing_kept()
    assert not mailoutbox


def test_a_notice_that_changed_before_the_code_came_back_is_asked_about_anew(
    db, mailoutbox, settings, tmp_path
):
    client = Client()
    sign_up(client)
    settings.PRIVACY_NOTICE_FILE = str(tmp_path / "notice.txt")
    (tmp_path / "notice.txt").write_text("Another notice.")
    response = confirm(client, mailoutbox[-1], follow=True)
    assert response.redirect_chain[-1][0] == "/start/"
    assert "Another notice." in response.content.decode()
    assert not Patient.objects.exists()
    assert not ProcessingConsent.objects.exists()


@pytest.mark.parametrize("zone", ["", "Nowhere/Land"])
def test_who_names_no_zone_is_asked_for_it_and_gets_none_unasked(db, mailoutbox, zone):
    client = Client()
    response = sign_up(client, zone=zone, email="new@example.org")
    assert response.status_code == 200
    asked = response.content.decode().split('<select id="id_zone"')[1].split("</select>")[0]
    assert "aria-invalid" in asked
    assert " selected" not in asked
    assert 'value="new@example.org"' in response.content.decode()
    assert not mailoutbox


def test_the_zone_that_was_chosen_stays_in_a_refused_form(db):
    asked = sign_up(Client(), agree=None).content.decode().split('<select id="id_zone"')[1]
    assert '<option value="Europe/Kyiv" selected>Kyiv</option>' in asked


@pytest.mark.parametrize("password", ["short", "password123456", "new@example.org"])
def test_a_weak_password_is_refused(db, password, mailoutbox):
    assert sign_up(Client(), password1=password).status_code == 200
    assert not mailoutbox


def test_how_long_a_password_is_to_be_is_said_as_it_is_asked_for(db, settings):
    assert "At least 10 characters" in Client().get("/account/signup/").content.decode()
    name = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": name, "OPTIONS": {"min_length": 14}}]
    assert "At least 14 characters" in Client().get("/account/signup/").content.decode()


# --- nothing before the code ----------------------------------------------------------------


def test_nothing_is_opened_before_the_address_is_confirmed(db, mailoutbox):
    client = Client()
    sign_up(client)
    assert client.get("/")["Location"].startswith("/account/login/")
    assert client.post(CONFIRM, {"code": "000000"}).status_code == 200
    assert nothing_kept()
    # Once it has run out, what was given is gone with the session.
    assert PASSWORD not in str(client.session.items())
    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=16)
    with later(minutes=16):
        assert confirm(client, mailoutbox[-1])["Location"] == "/account/login/"
        assert nothing_kept()


def test_nobody_agrees_or_chooses_a_password_in_anothers_name(db, mailoutbox):
    stranger, owner = Client(), Client()
    sign_up(stranger, password1="a stranger's password", zone="Asia/Tokyo")
    with later(minutes=1):
        sign_up(owner)
        confirm(owner, mailoutbox[-1])
        assert owner.get("/").status_code == 200
        # The stranger's code has not been typed; even with it there would be no second account.
        response = confirm(stranger, mailoutbox[0])
        assert response.status_code == 200
        assert stranger.get("/").status_code == 302
        login = {"login": KNOWN, "password": "a stranger's password"}
        assert stranger.post("/account/login/", login).status_code == 200
    assert Patient.objects.get().zone == "Europe/Kyiv"
    assert User.objects.get().check_password(PASSWORD)


def test_a_code_is_guessed_three_times_and_then_it_is_worth_nothing(db, mailoutbox):
    client = Client()
    sign_up(client)
    wrong = {"code": "000000"}
    assert client.post(CONFIRM, wrong).status_code == 200
    assert client.post(CONFIRM, wrong).status_code == 200
    response = client.post(CONFIRM, wrong, follow=True)
    assert response.redirect_chain[-1][0] == "/account/signup/"
    assert "the wrong code too often" in response.content.decode()
    confirm(client, mailoutbox[-1])
    assert nothing_kept()


def test_a_day_has_so_many_codes_for_an_address(db, mailoutbox):
    began = timezone.now()
    for minute in range(21):
        with time_machine.travel(began + timedelta(minutes=minute)):
            response = sign_up(Client())
    assert response.status_code == 429
    assert len(mailoutbox) == 20


def test_a_mistyped_address_is_corrected(db, mailoutbox):
    client = Client()
    sign_up(client, email="nwe@example.org")
    page = client.get(CONFIRM).content.decode()
    assert re.search(r'href="/account/signup/">\s*Use another email address', page)
    assert client.get("/account/signup/").status_code == 200
    sign_up(client)
    confirm(client, mailoutbox[-1])
    assert User.objects.get().email == "new@example.org"


def test_logging_in_ends_a_sign_up(joined):
    client = Client()
    sign_up(client, email=UNKNOWN)
    client.post("/account/login/", {"login": KNOWN, "password": PASSWORD})
    assert "signing_up" not in client.session
    assert client.session.get_expiry_age() > timedelta(days=80).total_seconds()


# --- whether somebody has an account --------------------------------------------------------


def seen(response, email):
    """What a browser is shown, but for the address and the tokens."""
    headers = {
        name: value for name, value in response.headers.items() if name not in ("Content-Length", "Expires")
    }
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    return response.status_code, headers, body.replace(email, "…"), sorted(response.cookies)


def visit(email, began) -> list:
    """Everything that can be asked for while a code is awaited."""
    client = Client()
    answers = []
    steps = [
        lambda: sign_up(client, email=email),
        lambda: client.get(CONFIRM),
        lambda: client.post(CONFIRM, {"action": "resend"}),
        lambda: client.post(CONFIRM, {"action": "resend"}),
        lambda: client.get(CONFIRM),
        lambda: client.post(CONFIRM, {"action": "resend"}),
        lambda: client.get(CONFIRM),
        lambda: client.post(CONFIRM, {"action": "change", "email": "third@example.org"}),
        lambda: client.get("/account/login/"),
        lambda: Client().post("/account/login/", {"login": email, "password": "another password"}),
        lambda: client.post(CONFIRM, {"code": ""}),
        lambda: client.post(CONFIRM, {"code": "000000"}),
        lambda: client.get("/account/signup/"),
        lambda: sign_up(client, email=email),
        lambda: sign_up(client, email=email),
        lambda: client.get(CONFIRM),
    ]
    for number, step in enumerate(steps):
        with time_machine.travel(began + number * timedelta(seconds=30), tick=False):
            answers.append(seen(step(), email))
    return answers


def test_no_page_tells_whether_somebody_has_an_account(joined, mailoutbox):
    began = timezone.now() + timedelta(hours=1)
    known, unknown = visit(KNOWN, began), visit(UNKNOWN, began)
    assert known == unknown
    assert known[1][0] == 200
    assert User.objects.count() == 1
    to = [mail.to[0] for mail in mailoutbox[1:]]
    assert to.count(KNOWN) == to.count(UNKNOWN) == 5
    assert not any(re.search(r"\b\d{6}\b", mail.body) for mail in mailoutbox[1:] if mail.to[0] == KNOWN)


def test_logging_in_after_signing_up_does_not_tell_it_either(joined):
    answers = []
    for email in (KNOWN, UNKNOWN):
        sign_up(Client(), email=email, password1="a stranger's password")
        login = {"login": email, "password": "a stranger's password"}
        answers.append(seen(Client().post("/account/login/", login), email))
    assert answers[0] == answers[1]


def test_signing_up_does_the_same_work_for_every_address(joined):
    work = []
    hashing = mock.patch.object(hashers.MD5PasswordHasher, "encode", return_value="hash")
    for email in (KNOWN, UNKNOWN):
        cache.clear()
        with CaptureQueriesContext(connection) as asked, hashing as hashed:
            sign_up(Client(), email=email)
        assert hashed.call_count == 1
        work.append([re.match(r"\w+(?: INTO| FROM)?", query["sql"])[0] for query in asked])
    assert work[0] == work[1]


# --- when mail cannot be sent ---------------------------------------------------------------


def test_a_code_that_could_not_be_sent_is_said_and_sent_again(db, settings, no_mail, mailoutbox):
    client = Client()
    locmem = "django.core.mail.backends.locmem.EmailBackend"
    response = sign_up(client)
    assert response["Location"] == CONFIRM
    page = client.get(CONFIRM).content.decode()
    assert "We could not send the mail to new@example.org" in page
    assert "We have sent a code" not in page
    assert "Send a new code" in page
    settings.EMAIL_BACKEND = locmem
    with later(minutes=1):
        response = client.post(CONFIRM, {"action": "resend"}, follow=True)
        assert "We have sent a code to new@example.org" in response.content.decode()
        assert confirm(client, mailoutbox[-1])["Location"] == "/"


def test_asking_again_at_once_is_answered_calmly(db):
    client = Client()
    sign_up(client)
    response = client.post(CONFIRM, {"action": "resend"}, follow=True)
    assert "No new code was sent: this was asked for too often." in response.content.decode()


def test_mail_that_is_not_sent_is_logged_without_an_address(db, no_mail, caplog):
    with caplog.at_level(logging.ERROR, logger="diary.mail"):
        sign_up(Client())
    (record,) = caplog.records
    line = AllowedFields().format(record)
    assert json.loads(line)["message"] == "mail not sent"
    assert "ConnectionRefusedError" in line
    assert "example.org" not in line


def test_what_is_posted_as_a_zone_is_kept_nowhere(db):
    before = zones_drawn.cache_info().currsize
    for number in range(3):
        sign_up(Client(), email="", zone=f"{number}" * 1000)
    assert zones_drawn.cache_info().currsize <= before + 1
