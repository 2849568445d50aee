"""A program outside a browser, as the README tells it to log in and write."""

from http.cookies import SimpleCookie
from uuid import uuid4

from django.test import Client

from tests.flows.joining import PASSWORD

REFERER = {"referer": "https://testserver/"}


def token_set_by(response) -> str:
    cookies = SimpleCookie(response.cookies.output(header=""))
    assert cookies["csrftoken"]["httponly"]
    return cookies["csrftoken"].value


def test_the_token_is_in_the_header_that_sets_the_cookie(pat):
    pat.user.set_password(PASSWORD)
    pat.user.save(update_fields=["password"])
    pat.user.emailaddress_set.create(email=pat.user.email, verified=True, primary=True)
    program = Client(enforce_csrf_checks=True)
    token = token_set_by(program.get("/account/login/", secure=True))
    form = {"login": pat.user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    logged_in = program.post("/account/login/", form, secure=True, headers=REFERER)
    headers = {"X-CSRFToken": token_set_by(logged_in), "Idempotency-Key": str(uuid4()), "If-Match": '"0"'}
    path, body = "/api/v1/patients/me/days/2026-03-03", {"headache": True}
    without_referer = program.put(path, body, "application/json", secure=True, headers=headers)
    assert without_referer.status_code == 403
    written = program.put(path, body, "application/json", secure=True, headers=headers | REFERER)
    assert written.status_code == 200
