"""A date that was logged where it had come already: it stays reachable by a clock where it has not."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from diary.actions import Change, Refused, Undo, Withdraw
from diary.models import Patient
from diary.queries.days import day_on
from diary.terms.answers import Severity
from tests.flows.pages import text

WEDNESDAY = date(2026, 3, 4)
URL = "/days/2026-03-04/"
EAST = "Pacific/Auckland"
API = "/api/v1/patients/me/days/2026-03-04"


pytestmark = pytest.mark.usefixtures("tuesday_evening")


@pytest.fixture
def logged(page):
    """Pat's browser, in which Wednesday was logged in Auckland."""
    page.send(URL, headache="mild", zone=EAST)
    return page


def test_it_is_shown_with_its_answer_and_its_form(logged):
    shown = logged.get(URL)
    assert "Headache, mild" in text(shown)
    assert "has not come yet" not in text(shown)
    assert "4 hours or more without a break?" in text(shown)
    assert "Save details" in text(shown)
    assert "Make this day not logged" in text(shown)


def test_it_is_corrected_undone_and_withdrawn_by_a_clock_further_west(logged, pat):
    logged.send(URL, headache="severe")
    assert day_on(pat, WEDNESDAY).document.severity is Severity.SEVERE
    saved = logged.send(URL, version="2", note="by the sea")
    assert "Saved. Wednesday 4 March, headache, severe, note." in text(saved)
    assert "Undo" in text(saved)
    undone = logged.send(f"{URL}undo/", version="3")
    assert "Undone. Wednesday 4 March, headache, severe." in text(undone)
    assert "Withdrawn." in text(logged.send(f"{URL}withdraw/"))
    assert day_on(pat, WEDNESDAY).document is None


def test_a_withdrawal_of_it_can_be_undone(logged, pat):
    assert "Undo" in text(logged.send(f"{URL}withdraw/"))
    logged.send(f"{URL}undo/", version="2")
    assert day_on(pat, WEDNESDAY).document.severity is Severity.MILD


def test_programs_reach_it_too(logged):
    headers = {"If-Match": '"1"', "Idempotency-Key": "6f1c1a52-4f0e-4e0e-8a3e-3d1f3a7b9c55"}
    assert logged.delete(API, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "answer", [Change(WEDNESDAY, {"headache": True}), Withdraw(WEDNESDAY), Undo(WEDNESDAY, 0)]
)
def test_what_nobody_logged_has_not_come(pat, log, answer):
    with pytest.raises(Refused) as refused:
        log(pat, answer)
    assert refused.value.reasons == {WEDNESDAY: {"date": "date_future"}}


def test_no_headache_said_there_in_the_morning_is_not_asked_about_before_its_evening(page):
    page.send(URL, headache="no", zone=EAST)
    assert "No headache to the end of" not in text(page.get(URL))


def test_the_calendar_shows_and_counts_it(logged):
    shown = logged.get("/calendar/")
    assert f'href="{URL}"' in shown.content.decode()
    assert "/days/2026-03-05/" not in shown.content.decode()
    assert "Headache 1, clear 0, logged 1 of 4 days." in text(shown)


def test_so_does_the_calendar_of_a_month_that_has_begun_there_only(page):
    with time_machine.travel(datetime(2026, 3, 31, 19, tzinfo=UTC), tick=False):
        assert page.get("/calendar/2026-04/").status_code == 404
        assert "/calendar/2026-04/" not in page.get("/calendar/").content.decode()
        page.send("/days/2026-04-01/", headache="no", zone=EAST)
        april = page.get("/calendar/2026-04/")
        assert re.search("Headache 0, clear 1, logged 1 of 1 days?", text(april))
        assert "/calendar/2026-04/" in page.get("/calendar/").content.decode()
        assert page.get("/calendar/2026-05/").status_code == 404


def test_two_dates_ahead_is_as_far_as_clocks_go(page, pat):
    Patient.objects.filter(pk=pat.pk).update(zone="Pacific/Pago_Pago")
    with time_machine.travel(datetime(2026, 3, 31, 10, 30, tzinfo=UTC), tick=False):
        page.send("/days/2026-04-01/", headache="no", zone="Pacific/Kiritimati")
        assert "Headache 0, clear 1, logged 1 of 1 day" in text(page.get("/calendar/2026-04/"))


def test_details_drawn_again_for_a_withdrawn_day_name_its_version(page, pat):
    page.send("/days/2026-03-03/", headache="mild")
    page.send("/days/2026-03-03/withdraw/")
    refused = page.send("/days/2026-03-03/", note="typed", hours="many")
    assert refused.status_code == 400
    assert 'name="version" value="2"' in refused.content.decode()
