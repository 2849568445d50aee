"""While a code is on its way: the page is found again, and asking too often or a wrong one loses nothing."""

import re
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
RESET_CODE = "/account/password/reset/confirm/"
BEGAN = "You began to open a diary. Enter the code that was mailed to new@example.org."
CHANGING = "You began to change your email address. Enter the code that was mailed to newer@example.org."
AGAIN = "No new code was sent: this was asked for too often. Use the last one, or try again in "
NOT_SENT = "No code was sent: this was asked for too often. Try again in "
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


@pytest.mark.parametrize(
    ("passed", "wait"),
    [(0, "in 10 seconds."), (2.5, "in 8 seconds."), (9, "in 1 second.")],
)
def test_it_is_said_how_long_to_wait(db, passed, wait):
    now = timezone.now()
    client = Client()
    with time_machine.travel(now, tick=False):
        sign_up(client)
    with time_machine.travel(now + timedelta(seconds=passed), tick=False):
        assert wait in text(client.post(CONFIRM, {"action": "resend"}, follow=True))
        assert wait in text(sign_up(Client()))


def test_of_the_limits_that_hold_the_longest_is_told(joined, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password": "1/10s/key,2/m/key"}
    now = timezone.now()
    for passed, sentence in [
        (0, "We have sent"),
        (1, "in 9 seconds."),
        (20, "We have sent"),
        (21, "in 39 seconds."),
    ]:
        with time_machine.travel(now + timedelta(seconds=passed), tick=False):
            assert sentence in text(joined.post(RESET, {"email": "new@example.org"}, follow=True))


def test_a_wait_of_hours_is_not_counted_in_seconds(joined, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password": "1/d/key"}
    for sentence in ("We have sent", "Try again later."):
        assert sentence in text(joined.post(RESET, {"email": "new@example.org"}, follow=True))


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


# --- many at once ---------------------------------------------------------------------------


class Racing:
    """A browser whose requests all read the session as it was before any of them was answered."""

    def __init__(self, client):
        self.client, self.kept = client, dict(client.session.items())

    def post(self, path, data):
        session = self.client.session
        session.clear()
        session.update(self.kept)
        session.save()
        return self.client.post(path, data)


def test_codes_guessed_at_once_are_counted_one_by_one_at_sign_up(db, mailoutbox):
    client = Client()
    sign_up(client)
    racing = Racing(client)
    answers = [racing.post(CONFIRM, WRONG) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 302]
    answer = racing.post(CONFIRM, {"code": code_in(mailoutbox[-1])})
    assert answer["Location"] == "/account/signup/"
    assert not User.objects.exists()


def test_a_further_code_is_not_three_further_guesses(db, mailoutbox):
    client = Client()
    sign_up(client)
    racing = Racing(client)
    for _ in range(3):
        racing.post(CONFIRM, WRONG)
    with later(minutes=1):
        racing.post(CONFIRM, {"action": "resend"})
        assert len(mailoutbox) == 2
        client.post(CONFIRM, {"code": code_in(mailoutbox[-1])})
    assert not User.objects.exists()


def test_codes_guessed_at_once_are_counted_one_by_one_for_another_address(changing, mailoutbox):
    racing = Racing(changing)
    answers = [racing.post(CONFIRM, WRONG) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 302]
    assert racing.post(CONFIRM, {"code": code_in(mailoutbox[-1])})["Location"] == EMAIL
    assert User.objects.get().email == "new@example.org"


def test_codes_guessed_at_once_are_counted_one_by_one_for_a_password(joined, mailoutbox):
    other = Client()
    other.post(RESET, {"email": "new@example.org"})
    racing = Racing(other)
    for _ in range(4):
        answer = racing.post(RESET_CODE, WRONG)
    assert answer["Location"] == RESET
    right = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mailoutbox[-1].body, re.MULTILINE)[0]
    assert racing.post(RESET_CODE, {"code": right})["Location"] == RESET


def test_the_tries_of_one_sign_up_are_not_those_of_another(db, mailoutbox):
    stranger, client = Client(), Client()
    sign_up(stranger, email="eve@example.org")
    sign_up(client)
    for _ in range(4):
        stranger.post(CONFIRM, WRONG)
    confirm(client, mailoutbox[-1])
    assert User.objects.get().email == "new@example.org"
