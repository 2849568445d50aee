"""Whatever is planted in an exception, an argument or an address, it is not in a log line."""

import io
import json
import logging
import sys

import pytest
from django.test import RequestFactory

from project.logs import ALLOWED, AllowedFields

PLANTED = "thunderclap headache"


@pytest.fixture
def logged():
    """Log through our formatter; the lines come back parsed, and as they were written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(AllowedFields())
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.INFO)

    def lines():
        written = out.getvalue()
        assert "thunderclap" not in written
        return [json.loads(line) for line in written.splitlines()]

    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_an_argument_is_left_out_and_its_template_stays(logged):
    logging.getLogger("django.db").warning("slow: %s", PLANTED)
    (line,) = logged()
    assert line["message"] == "slow: %s"


def test_a_ready_made_message_of_a_library_is_left_out(logged):
    logging.getLogger("gunicorn.error").warning(f"Invalid request: {PLANTED}")
    (line,) = logged()
    assert "message" not in line
    assert line["logger"] == "gunicorn.error"


def test_what_gunicorn_says_of_its_own_life_is_told_in_full(logged):
    log = logging.getLogger("gunicorn.error")
    log.info("Listening at: %s (%s)", "http://127.0.0.1:8000", 4711)
    log.error("WORKER TIMEOUT (pid:%s)", 4712)
    told = [line["message"] for line in logged()]
    assert told == ["Listening at: http://127.0.0.1:8000 (4711)", "WORKER TIMEOUT (pid:4712)"]


def test_what_gunicorn_says_of_a_request_is_not(logged):
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/?q={PLANTED}")
    logging.getLogger("another").info("Listening at: %s (%s)", PLANTED, 4711)
    assert [line["message"] for line in logged()] == ["Error handling request %s", "Listening at: %s (%s)"]


def test_of_an_exception_its_class_and_places_stay_and_its_text_goes(logged):
    try:
        try:
            raise ValueError(PLANTED)
        except ValueError as cause:
            raise RuntimeError(f"row refused: {PLANTED}") from cause
    except RuntimeError:
        logging.getLogger("diary.requests").exception("failed")
    (line,) = logged()
    assert line["message"] == "failed"
    assert line["exception"]["class"] == "builtins.RuntimeError"
    assert line["exception"]["places"][-1].startswith("tests/management/test_logs.py:")


def test_fields_that_are_not_listed_go(logged):
    logging.getLogger("diary.requests").info("answered", extra={"note": PLANTED, "route": "day", "count": 3})
    (line,) = logged()
    assert line.keys() <= {"time", "level", "logger", "message"} | ALLOWED.keys()
    assert (line["route"], line["count"]) == ("day", 3)


def test_a_listed_field_of_another_kind_goes(logged):
    request = RequestFactory().get("/days/2026-03-03/", {"note": "thunderclap"})
    logging.getLogger("django.request").error(
        "failed: %s", "x", extra={"request": request, "route": [PLANTED]}
    )
    (line,) = logged()
    assert line.keys() == {"time", "level", "logger", "message"}


def test_addresses_bodies_and_hosts_of_requests_are_not_logged(logged, pat, as_):
    browser = as_(pat)
    browser.get("/days/2026-03-03/?q=thunderclap")
    browser.get("/thunderclap/")
    browser.get("/privacy/", headers={"host": "thunderclap.example.org"})
    browser.post("/days/2026-03-03/", {"headache": "thunderclap", "note": PLANTED})
    browser.generic(
        "PUT", "/api/v1/patients/me/days/2026-03-03", b'{"note": "thunderclap"', "application/json"
    )
    routes = {line.get("route") for line in logged()}
    assert {"day", "api-day"} <= routes


def test_what_django_refuses_is_logged_with_its_status(logged, client, db):
    client.get("/privacy/", headers={"host": "thunderclap.example.org"})
    assert {400} <= {line.get("status") for line in logged()}


def test_no_place_names_this_machine(logged):
    try:
        json.loads("{")
    except ValueError:
        logging.getLogger("diary.requests").error("failed", exc_info=sys.exc_info())
    (line,) = logged()
    assert all(not place.startswith("/") for place in line["exception"]["places"])
