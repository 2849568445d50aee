"""Without the script a tap sends the details along: nothing typed there is lost, and a tap stays a tap."""

from datetime import date
from decimal import Decimal

import pytest

from diary.actions import Change, Withdraw
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Severity
from diary.terms.day_document import DayDocument, Intake
from tests.flows.pages import text
from tests.flows.test_elsewhere import form_of

TUESDAY = date(2026, 3, 3)
URL = "/days/2026-03-03/"
STOOD = {"headache": True, "severity": Severity.SEVERE, "hours": Decimal(5), "note": "before"}


pytestmark = pytest.mark.usefixtures("tuesday_evening")


@pytest.fixture
def form(page, pat, log):
    """The details of a day as they are drawn, to be sent along by a tap."""
    log(pat, Change(TUESDAY, STOOD))
    return form_of(page.get("/"))


def stands(pat):
    return day_on(pat, TUESDAY).document


def test_what_is_typed_is_saved_with_the_tap_and_undone_with_it(page, pat, form):
    response = page.send(URL, **form | {"four_hours": "yes", "note": "after the storm"})
    assert "Saved." in text(response)
    assert stands(pat) == DayDocument(**STOOD | {"four_hours": FourHours.YES, "note": "after the storm"})
    page.send(f"{URL}undo/", version="2")
    assert stands(pat) == DayDocument(**STOOD)


def test_no_headache_clears_what_was_left_alone(page, pat, form):
    said = text(page.send(URL, **form | {"headache": "no"}))
    assert "Removed: severe, 5 hours in all." in said
    assert stands(pat) == DayDocument(headache=False, note="before")


def test_a_refused_tap_keeps_all_that_was_typed(page, pat, form):
    typed = {"headache": "no", "note": "after the storm", "hours": "3", "medicine": ["aspirin"]}
    response = page.send(URL, **form | typed | {"doses": ["2"], "relief": [""]})
    assert response.status_code == 400
    assert "This belongs to a headache." in text(response)
    html = response.content.decode()
    assert "\nafter the storm</textarea>" in html
    assert 'value="3"' in html
    assert 'value="aspirin"' in html
    assert stands(pat) == DayDocument(**STOOD)


def test_a_tap_holds_whatever_was_said_elsewhere(page, pat, log, form):
    log(pat, Change(TUESDAY, {"severity": Severity.MILD, "intakes": (Intake("aspirin"),)}))
    page.send(URL, **form | {"headache": "severe"})
    assert stands(pat) == DayDocument(**STOOD | {"intakes": (Intake("aspirin"),)})


def test_a_tap_answers_a_day_that_was_withdrawn_elsewhere(page, pat, log, form):
    log(pat, Withdraw(TUESDAY))
    page.send(URL, **form | {"headache": "moderate"})
    assert stands(pat) == DayDocument(headache=True, severity=Severity.MODERATE)


def test_a_note_changed_on_both_sides_is_still_asked_about(page, pat, log, form):
    log(pat, Change(TUESDAY, {"note": "from the other phone"}))
    response = page.send(URL, **form | {"four_hours": "yes", "note": "from this one"})
    assert response.status_code == 409
    assert "It now says: from the other phone" in text(response)
    assert "from this one" in text(response)


def test_sent_twice_it_is_saved_once_and_another_tap_is_another_answer(page, pat, form):
    operation = {"operation": "6f1c1a52-4f0e-4e0e-8a3e-3d1f3a7b9c55"}
    for _ in range(2):
        page.send(URL, **form | operation | {"four_hours": "yes"})
    assert day_on(pat, TUESDAY).version == 2
    assert page.send(URL, **form | operation | {"four_hours": "not_sure"}).status_code == 409


def test_after_a_refusal_the_tap_is_asked_for_again(page, pat, form):
    response = page.send(URL, **form | {"headache": "mild", "hours": "5h"})
    assert response.status_code == 400
    assert "What you tapped is not saved either: tap it again" in text(response)
    assert stands(pat) == DayDocument(**STOOD)


def test_after_a_conflict_the_tap_is_asked_for_again(page, pat, form, log):
    log(pat, Change(TUESDAY, {"note": "elsewhere"}))
    response = page.send(URL, **form | {"headache": "mild", "note": "mine"})
    assert response.status_code == 409
    assert "Tap your answer again to keep both." in text(response)


# --- what was changed elsewhere while this form could not be read ---------------------------


def test_what_stands_elsewhere_is_told_beside_what_cannot_be_read(page, pat, form, log):
    log(pat, Change(TUESDAY, {"hours": Decimal(7)}))
    said = text(page.send(URL, **form | {"hours": "6h"}))
    assert "Give a number." in said
    assert "Give a number. It now says: 7 hours" in said


def test_medicines_added_elsewhere_are_not_taken_for_removed_ones(page, pat, form, log):
    log(pat, Change(TUESDAY, {"intakes": (Intake("aspirin", 2),)}))
    nameless = {"took": "something", "medicine": [""], "doses": [""], "relief": [""]}
    response = page.send(URL, **form | nameless)
    assert response.status_code == 400
    assert "aspirin" in text(response)
    again = form_of(response) | {"took": "something"}
    assert page.send(URL, **again).status_code == 400
    assert stands(pat).intakes == (Intake("aspirin", 2),)


def test_medicines_that_were_removed_elsewhere_can_be_cleared_here_too(page, pat, log):
    log(pat, Change(TUESDAY, STOOD | {"intakes": (Intake("aspirin", 2),)}))
    drawn = form_of(page.get("/")) | {"medicine": ["", ""], "doses": ["", ""], "relief": ["", ""]}
    log(pat, Change(TUESDAY, {"intakes": None}))
    refused = page.send(URL, **drawn | {"hours": "x"})
    assert refused.status_code == 400
    assert page.send(URL, **form_of(refused) | {"hours": "4"}).status_code == 200
    assert stands(pat).hours == 4
