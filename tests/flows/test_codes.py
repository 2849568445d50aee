"""While a code is on its way: the page is found again, and asking too often or a wrong one loses nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from diary.models import Patient, User
from tests.flows.joining import PASSWORD, code_in, confirm, sign_up
from tests.flows.pages import text

CONFIRM = "/account/confirm-email/"
EMAIL = "/account/email/"
RESET = "/account/password/reset/"
BEGAN = "You began to open a diary. Enter the code that was mailed to new@example.org."
CHANGING = "You began to change your email address. Enter the code that was mailed to newer@example.org."
AGAIN = "No new code was sent: this was asked for too often. Use the last one, or try again later."
NOT_SENT = "No code was sent: this was asked for too often. Try again later."
WRONG = {"code": "000000"}


def later(**passed):
    return time_machine.travel(timezone.now() + timedelta(**passed))


def plain(response) -> str:
    """What a page says; a link in a sentence leaves no gap before its full stop."""
    return text(response).replace(" .", ".")


@pytest.fixture
def changing(joined, mailoutbox):
    """Somebody who gave another address and their password just now."""
    mailoutbox.clear()
    joined.post(EMAIL, {"email": "newer@example.org", "action_add": ""})
    joined.post("/account/reauthenticate/", {"next": EMAIL, "password": PASSWORD})
    return joined


# --- the page is found again ----------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/account/login/", "/account/signup/"])
def test_who_comes_back_while_a_code_is_awaited_is_led_to_it(db, path):
    client = Client()
    sign_up(client)
    response = client.get(path, follow=True)
    assert BEGAN in plain(response)
    assert f'<a href="{CONFIRM}">Enter the code</a>' in response.content.decode()
    assert "You began" not in plain(Client().get(path, follow=True))


def test_when_the_code_has_run_out_there_is_nothing_to_enter(db, mailoutbox):
    client = Client()
    sign_up(client)
    with later(minutes=16):
        assert "You began" not in plain(client.get("/account/login/"))
    other = Client()
    with later(minutes=1):
        sign_up(other)
        confirm(other, mailoutbox[-1])
        other.post("/account/logout/")
        assert "You began" not in plain(other.get("/account/login/"))


@pytest.mark.parametrize("path", [EMAIL, "/settings/"])
def test_a_change_of_address_that_waits_is_found_again(changing, mailoutbox, path):
    assert CHANGING in plain(changing.get(path))
    confirm(changing, mailoutbox[-1])
    assert "You began" not in plain(changing.get(path))


# --- asked for too often --------------------------------------------------------------------


def test_another_code_for_a_new_address_asked_for_at_once_leaves_the_last_one_good(changing, mailoutbox):
    response = changing.post(CONFIRM, {"action": "resend"}, follow=True)
    assert response.status_code == 200
    assert AGAIN in text(response)
    assert 'name="code"' in response.content.decode()
    (mail,) = mailoutbox
    # Saved for another reason in between, the session would keep a code that was never sent.
    changing.post(CONFIRM, WRONG)
    changing.post(CONFIRM, {"code": code_in(mail)})
    assert User.objects.get().email == "newer@example.org"


def test_a_little_later_another_code_comes(changing, mailoutbox):
    with later(seconds=30):
        response = changing.post(CONFIRM, {"action": "resend"}, follow=True)
        assert "No new code" not in text(response)
        assert len(mailoutbox) == 2
        changing.post(CONFIRM, {"code": code_in(mailoutbox[-1])})
    assert User.objects.get().email == "newer@example.org"


def test_the_same_new_address_given_twice_keeps_the_form(changing):
    response = changing.post(EMAIL, {"email": "newer@example.org", "action_add": ""})
    assert response.status_code == 429
    assert NOT_SENT in text(response)
    assert 'value="newer@example.org"' in response.content.decode()


def test_a_sign_up_sent_twice_is_one_whose_last_words_count(db, mailoutbox):
    client = Client()
    sign_up(client, password1="the first of two passwords", zone="Asia/Tokyo")
    response = client.get(sign_up(client)["Location"])
    assert AGAIN in text(response)
    (mail,) = mailoutbox
    confirm(client, mail)
    assert User.objects.get().check_password(PASSWORD)
    assert Patient.objects.get().zone == "Europe/Kyiv"


def test_a_sign_up_in_another_browser_at_once_keeps_the_form(db, mailoutbox):
    sign_up(Client())
    response = sign_up(Client())
    assert response.status_code == 429
    assert NOT_SENT in text(response)
    html = response.content.decode()
    assert 'value="New@Example.org"' in html
    assert "checked" in html
    assert len(mailoutbox) == 1


def test_a_forgotten_password_asked_about_too_often_keeps_the_form(joined):
    for _ in range(6):
        response = joined.post(RESET, {"email": "new@example.org"})
    assert response.status_code == 429
    assert NOT_SENT in text(response)
    assert 'value="new@example.org"' in response.content.decode()


def test_where_no_page_is_left_no_time_is_promised(db):
    for _ in range(31):
        response = Client().post("/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert response.status_code == 429
    assert "minutes" not in text(response)


# --- typed wrongly --------------------------------------------------------------------------


def test_three_wrong_codes_lead_back_to_where_another_is_asked_for(changing, mailoutbox):
    for _ in range(3):
        response = changing.post(CONFIRM, WRONG, follow=True)
    assert response.redirect_chain == [(EMAIL, 302)]
    assert "That was the wrong code too often. Ask for a new one." in text(response)
    again = changing.post(EMAIL, {"email": "newer@example.org", "action_add": ""})
    assert NOT_SENT in text(again)
    confirm(changing, mailoutbox[-1])
    assert User.objects.get().email == "new@example.org"


def test_three_wrong_codes_at_sign_up_keep_what_is_given_next(db):
    client = Client()
    sign_up(client)
    for _ in range(3):
        client.post(CONFIRM, WRONG)
    response = sign_up(client)
    assert NOT_SENT in text(response)
    assert 'value="New@Example.org"' in response.content.decode()


def test_three_wrong_codes_for_a_password_lead_back_to_where_another_is_asked_for(joined):
    other = Client()
    other.post(RESET, {"email": "new@example.org"})
    for _ in range(3):
        response = other.post("/account/password/reset/confirm/", WRONG, follow=True)
    assert response.redirect_chain == [(RESET, 302)]
    assert "That was the wrong code too often. Ask for a new one." in text(response)
