"""Logging in and out, and what is changed in between: password, address, time zone, theme."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from diary.models import Patient, User
from diary.queries.notice import current_notice, notice_digest
from tests.flows.joining import PASSWORD, code_in
from tests.flows.pages import text

NEW_PASSWORD = "another horse, another staple"


def reset_code_in(mail) -> str:
    (code,) = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.body)
    return code


def later(**passed):
    return time_machine.travel(timezone.now() + timedelta(**passed))


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


def log_in(password, address="198.51.100.7"):
    entered = {"login": "new@example.org", "password": password}
    return Client(REMOTE_ADDR=address).post("/account/login/", entered)


TOO_MANY = "Too many wrong passwords were tried. Try again later, or set a new password"


def test_guessing_passwords_is_stopped_and_the_owner_is_not(joined):
    for _ in range(10):
        assert TOO_MANY not in log_in("wrong").content.decode()
    assert TOO_MANY in log_in("wrong").content.decode()
    assert TOO_MANY in log_in(PASSWORD).content.decode()
    assert log_in(PASSWORD, "203.0.113.9")["Location"] == "/"


def test_one_address_alone_does_not_come_to_the_limit_of_an_account(settings):
    limits = [rate.split("/") for rate in settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")]
    hourly = {per: int(count) for count, time, per in limits if time == "h"}
    assert hourly["key"] >= 4 * hourly["ip"]


def test_guessed_from_many_addresses_an_account_is_closed_until_its_owner_sets_a_new_password(
    joined, mailoutbox, settings
):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "10/m/ip,6/h/key"}
    for number in range(6):
        log_in("wrong", f"198.51.100.{number}")
    refused = log_in(PASSWORD, "203.0.113.9")
    assert TOO_MANY in refused.content.decode()
    assert 'href="/account/password/reset/"' in refused.content.decode()
    owner = Client(REMOTE_ADDR="203.0.113.9")
    owner.post("/account/password/reset/", {"email": "new@example.org"})
    owner.post("/account/password/reset/confirm/", {"code": reset_code_in(mailoutbox[-1])})
    owner.post("/account/password/reset/complete/", {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert log_in(NEW_PASSWORD, "203.0.113.9")["Location"] == "/"


# --- a forgotten password -------------------------------------------------------------------


def test_a_forgotten_password_is_set_anew_by_a_mailed_code(joined, mailoutbox):
    other = Client()
    other.post("/account/password/reset/", {"email": "new@example.org"})
    assert "headache" not in mailoutbox[-1].subject.lower()
    # As a person types it: in small letters, without the dash.
    code = reset_code_in(mailoutbox[-1]).replace("-", "").lower()
    other.post("/account/password/reset/confirm/", {"code": code})
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    done = other.post("/account/password/reset/complete/", form, follow=True)
    assert text(done).count("he password is changed") == 1
    other.post("/account/logout/")
    login = {"login": "new@example.org", "password": NEW_PASSWORD}
    assert other.post("/account/login/", login).status_code == 302


def test_the_code_for_a_forgotten_password_is_more_than_digits(joined, mailoutbox):
    codes = []
    for minute in range(4):
        with later(minutes=minute):
            Client().post("/account/password/reset/", {"email": "new@example.org"})
        codes.append(reset_code_in(mailoutbox[-1]))
    assert any(not code.replace("-", "").isdigit() for code in codes)
    assert not set("".join(codes)) & set("AEIOUYS25Z8B1L0") - set("BL")


def test_the_page_for_that_code_brings_up_letters_and_sends_another(joined, mailoutbox):
    other = Client()
    page = other.post("/account/password/reset/", {"email": "new@example.org"}, follow=True).content.decode()
    assert "Code of 8 letters and digits" in page
    assert 'inputmode="numeric"' not in page
    with later(minutes=1):
        other.post("/account/password/reset/", {"email": "new@example.org"})
    code = {"code": reset_code_in(mailoutbox[-1])}
    assert other.post("/account/password/reset/confirm/", code)["Location"].endswith("/complete/")


def test_a_day_has_so_many_codes_for_a_forgotten_password(joined, mailoutbox):
    began = timezone.now()
    sent = len(mailoutbox)
    for number in range(21):
        with time_machine.travel(began + timedelta(minutes=20 * number)):
            response = Client().post("/account/password/reset/", {"email": "New@example.org"})
    assert response.status_code == 429
    assert len(mailoutbox) == sent + 20
    with time_machine.travel(began + timedelta(hours=25)):
        response = Client().post("/account/password/reset/", {"email": "new@example.org"})
    assert response.status_code == 302


def test_a_code_for_a_forgotten_password_that_was_not_sent_is_said(joined, no_mail):
    response = Client().post("/account/password/reset/", {"email": "new@example.org"}, follow=True)
    assert "We could not send the mail to new@example.org" in response.content.decode()


# --- password and address -------------------------------------------------------------------


def test_changing_the_password_asks_for_the_old_one(joined):
    form = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    refused = joined.post("/account/password/change/", form)
    assert refused.status_code == 200
    assert "This is not your present password." in refused.content.decode()
    changed = joined.post("/account/password/change/", form | {"oldpassword": PASSWORD}, follow=True)
    assert changed.redirect_chain == [("/settings/", 302)]
    assert "The password is changed." in changed.content.decode()
    assert User.objects.get().check_password(NEW_PASSWORD)


def test_what_was_done_with_an_account_is_mailed_with_the_diarys_time(joined, mailoutbox):
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    with time_machine.travel(datetime(2026, 7, 3, 19, 5, tzinfo=UTC), tick=False):
        joined.post("/account/password/change/", form)
    assert "This was done on 3 July 2026, 22:05 (Europe/Kyiv), from 127.0.0.1." in mailoutbox[-1].body


def test_without_a_diary_it_is_utc_and_says_so(nils, as_, mailoutbox):
    nils.set_password(PASSWORD)
    nils.save(update_fields=["password"])
    EmailAddress.objects.create(user=nils, email=nils.email, verified=True, primary=True)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    with time_machine.travel(datetime(2026, 7, 3, 19, 5, tzinfo=UTC), tick=False):
        as_(nils).post("/account/password/change/", form)
    assert "This was done on 3 July 2026, 19:05 (UTC), from 127.0.0.1." in mailoutbox[-1].body


def test_a_password_is_changed_also_when_no_mail_can_be_sent(joined, no_mail):
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert joined.post("/account/password/change/", form).status_code == 302
    assert "The password is changed." in joined.get("/account/password/change/").content.decode()


def test_another_address_is_given_with_the_password_only(joined, mailoutbox):
    mailoutbox.clear()
    response = joined.post("/account/email/", {"email": "thief@example.org", "action_add": ""}, follow=True)
    ((to, _),) = response.redirect_chain
    assert to.startswith("/account/reauthenticate/")
    page = response.content.decode()
    assert "Give your password once more" in page
    assert not mailoutbox
    form = {"next": "/account/email/", "password": "wrong"}
    assert joined.post("/account/reauthenticate/", form).status_code == 200
    assert joined.get("/account/confirm-email/")["Location"] == "/account/email/"
    assert not mailoutbox
    assert User.objects.get().email == "new@example.org"


def test_with_the_password_the_address_is_changed(joined, mailoutbox):
    response = joined.post("/account/email/", {"email": "newer@example.org", "action_add": ""}, follow=True)
    assert 'name="next" value="/account/email/"' in response.content.decode()
    form = {"next": "/account/email/", "password": PASSWORD}
    response = joined.post("/account/reauthenticate/", form)
    assert response["Location"] == "/account/confirm-email/"
    page = joined.get("/account/confirm-email/").content.decode()
    assert "We have sent a code to newer@example.org" in page
    confirmed = joined.post("/account/confirm-email/", {"code": code_in(mailoutbox[-1])}, follow=True)
    assert "You now log in with newer@example.org." in confirmed.content.decode()
    assert User.objects.get().email == "newer@example.org"
    assert EmailAddress.objects.get().email == "newer@example.org"
    assert mailoutbox[-1].to == ["new@example.org"]
    # It was asked for just now; an hour later it is asked for again.
    with later(hours=1):
        response = joined.post("/account/email/", {"email": "third@example.org", "action_add": ""})
        assert response["Location"].startswith("/account/reauthenticate/")


def test_other_sessions_can_be_seen_and_ended(joined):
    other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"})
    other.post("/account/login/", {"login": "new@example.org", "password": PASSWORD})
    assert other.get("/").status_code == 200
    sessions = joined.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in sessions
    assert re.search(r"Since \d+ \w+ \d{4}, \d\d:\d\d \(Europe/Kyiv\), from 127.0.0.1", sessions)
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
    saved = client.post("/settings/", {"zone": "Europe/Kyiv"}, follow=True)
    assert saved.redirect_chain == [("/settings/?saved=zone", 302)]
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


@pytest.mark.parametrize(
    "elsewhere",
    ["foo", "today", "diary.web.days.today", "//evil.example/", "/\\evil.example", "https:evil", "", " /"],
)
def test_a_theme_leads_back_to_a_path_only(db, elsewhere):
    assert Client().post("/theme/", {"theme": "dim", "next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize("nowhere", ["/days/2026-03-03/undo/", "/nothing-here/"])
def test_a_theme_does_not_lead_to_where_no_page_is(db, nowhere):
    assert Client().post("/theme/", {"theme": "dim", "next": nowhere})["Location"] == "/"


def test_light_goes_down_at_one_tap_and_up_again(pat, as_):
    client = as_(pat)
    for value, pressed in (("dim", "false"), ("auto", "true")):
        shown = client.get("/calendar/").content.decode()
        assert f'<button form="dim" name="theme" value="{value}" aria-pressed="{pressed}">' in shown
        client.post("/theme/", {"theme": value, "next": "/calendar/"})


@pytest.mark.parametrize(
    ("kept", "comes_back"),
    [
        *(("dark", "dark"), ("light", "light"), ("auto", "auto"), ("dim", "auto"), ("dim.dim", "auto")),
        *(("dim.dark", "dark"), ("dim.<b>", "auto"), ("purple", "auto"), ("", "auto")),
    ],
)
def test_dim_remembers_the_theme_before_it(pat, as_, kept, comes_back):
    client = as_(pat)
    client.cookies["theme"] = kept
    client.post("/theme/", {"theme": "dim", "next": "/"})
    assert client.cookies["theme"].value == f"dim.{comes_back}"
    shown = client.get("/").content.decode()
    assert f'<button form="dim" name="theme" value="{comes_back}" aria-pressed="true">' in shown


def test_a_theme_leads_back_to_the_page(db):
    response = Client().post("/theme/", {"theme": "dim", "next": "/days/2026-03-03/?saved=1"})
    assert response["Location"] == "/days/2026-03-03/?saved=1"


@pytest.mark.parametrize("secure", [True, False])
def test_a_theme_does_not_lead_to_another_scheme(db, secure):
    form = {"theme": "dim", "next": "http://testserver/privacy/"}
    assert Client().post("/theme/", form, secure=secure)["Location"] == "/"


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
