"""Pat lets a clinic in, sees who looked, and stops it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from diary.actions import let_in, reading, revoke, set_name
from diary.models import Grant, Patient
from diary.terms.clinics import Read
from tests.conftest import clinic_called
from tests.flows.pages import text

EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


@pytest.fixture
def page(pat, as_):
    return as_(pat)


def test_nobody_sees_a_diary_at_first(page):
    said = text(page.get("/sharing/"))
    assert "Nobody but you can see your diary." in said
    assert "Nobody else has looked at your diary." in said
    assert 'href="/sharing/"' in page.get("/settings/").content.decode()


def test_the_clinics_name_is_shown_before_anything_is_shared(page, clinic):
    # As a person types it: in capitals, with dashes and blanks.
    typed = f" {clinic.code[:4].upper()}-{clinic.code[4:8]} {clinic.code[8:]}"
    said = text(page.post("/sharing/let-in/", {"clinic": typed}))
    assert "Let Quiet Room in?" in said
    assert not Grant.objects.exists()
    response = page.post("/sharing/let-in/", {"clinic": clinic.code, "months": "6"}, follow=True)
    assert "Saved. Quiet Room can read your diary." in text(response)
    assert "It can read your diary until 3 Sep 2026. It may not take copies away." in text(response)
    assert Grant.objects.get().may_export is False


def test_taking_copies_away_is_a_tick_of_its_own(page, clinic):
    form = {"clinic": clinic.code, "months": "12", "may_export": "on"}
    assert "It may take copies away." in text(page.post("/sharing/let-in/", form, follow=True))
    assert Grant.objects.get().may_export is True


@pytest.mark.parametrize("code", ["", "nonsense", "\0", "2" * 5000, "me"])
def test_an_unknown_code_gets_a_plain_error(page, clinic, code):
    response = page.post("/sharing/let-in/", {"clinic": code, "months": "12"})
    assert response.status_code == 400
    assert "There is no clinic with this code." in text(response)
    assert not Grant.objects.exists()


@pytest.mark.parametrize("months", ["", "5", "-3", "twelve", "１２", "9" * 100])
def test_a_period_that_is_not_offered_is_refused(page, clinic, months):
    response = page.post("/sharing/let-in/", {"clinic": clinic.code, "months": months})
    assert response.status_code == 400
    assert "This is not one of the choices." in text(response)
    assert not Grant.objects.exists()


def test_guessing_codes_is_stopped(page, clinic):
    with time_machine.travel(EVENING, tick=True):
        for _ in range(10):
            assert page.post("/sharing/let-in/", {"clinic": "nonsense"}).status_code == 400
        response = page.post("/sharing/let-in/", {"clinic": clinic.code})
    assert response.status_code == 429
    assert "Quiet Room" not in text(response)


def test_one_tap_stops_it_and_it_can_be_taken_up_again(page, pat, doc, as_):
    grant = Grant.objects.get()
    assert "nobody there can open your diary from that moment on" in text(page.get("/sharing/"))
    response = page.post("/sharing/stop/", {"grant": grant.pk}, follow=True)
    assert "Stopped. Quiet Room cannot open your diary any more." in text(response)
    assert "Quiet Room: from 3 Mar 2026, stopped on 3 Mar 2026" in text(response)
    assert as_(doc).get(f"/patients/{pat.code}/days/").status_code == 404
    again = page.post("/sharing/let-in/", {"clinic": grant.clinic.code})
    assert "Let Quiet Room in?" in text(again)


@pytest.mark.parametrize("grant", ["", "0", "-1", "x", "9" * 30, "²"])
def test_a_grant_that_is_not_there_cannot_be_stopped(page, doc, grant):
    assert page.post("/sharing/stop/", {"grant": grant}).status_code == 404


def test_nobody_stops_anothers_grant(as_, eve, doc):
    assert as_(eve).post("/sharing/stop/", {"grant": Grant.objects.get().pk}).status_code == 404
    assert Grant.objects.get().revoked_at is None


def test_a_mark_in_the_address_makes_nothing_up(page, pat, doc):
    number = Grant.objects.get().pk
    assert "Stopped." not in text(page.get(f"/sharing/?stopped={number}"))
    revoke(by=pat.user, grant=Grant.objects.get())
    assert "Saved." not in text(page.get(f"/sharing/?let_in={number}"))


def test_what_ran_out_and_what_was_changed_is_told_apart(page, pat, clinic, as_):
    let_in(by=pat.user, patient=pat, clinic=clinic, months=6)
    let_in(by=pat.user, patient=pat, clinic=clinic, months=3)
    assert "Quiet Room: from 3 Mar 2026, changed on 3 Mar 2026" in text(page.get("/sharing/"))
    with time_machine.travel(EVENING + timedelta(days=100), tick=False):
        said = text(as_(pat).get("/sharing/"))
    assert "Nobody but you can see your diary." in said
    assert "Quiet Room: from 3 Mar 2026, ran out after 3 Jun 2026" in said
    # Offered once, however often it was let in.
    assert said.count("Let Quiet Room in again") == 1


def test_a_made_up_clinic_is_called_so(page, pat, adm):
    clinic = clinic_called("Made Up Room")
    type(clinic).objects.filter(pk=clinic.pk).update(simulated=True)
    assert "Simulated: this clinic is made up." in text(
        page.post("/sharing/let-in/", {"clinic": clinic.code})
    )
    let_in(by=pat.user, patient=pat, clinic=clinic)
    assert "Simulated: this clinic is made up." in text(page.get("/sharing/"))


def test_who_looked_is_listed_by_fifties_in_the_patients_time(page, pat, doc):
    Patient.objects.filter(pk=pat.pk).update(zone="Europe/Kyiv")
    for number in range(51):
        later = time_machine.travel(EVENING + timedelta(minutes=number), tick=False)
        with later, reading(doc, pat.code, what=Read.MONTH if number else Read.LIST):
            pass
    newest = text(page.get("/sharing/"))
    assert newest.count("doc@example.org of Quiet Room A month of your calendar") == 50
    assert "3 March 2026, 21:50 (Europe/Kyiv): doc@example.org" in newest
    assert "You in the list of patients" not in newest
    assert "Older" in newest
    oldest = text(page.get("/sharing/?page=2"))
    assert "3 March 2026, 21:00 (Europe/Kyiv): doc@example.org" in oldest
    assert "You in the list of patients" in oldest
    assert "Older" not in oldest
    assert "There is nothing older." in text(page.get("/sharing/?page=3"))


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, "²"])
def test_a_page_that_is_none_is_the_first(page, number):
    assert page.get("/sharing/", {"page": number}).status_code == 200


# --- how the clinic sees Pat ----------------------------------------------------------------


def test_a_name_is_given_and_taken_back_in_settings(page, pat):
    response = page.post("/settings/name/", {"name": "Pat Example"}, follow=True)
    assert "Saved. A clinic that you let in sees you as Pat Example." in text(response)
    assert 'value="Pat Example"' in response.content.decode()
    response = page.post("/settings/name/", {"name": " "}, follow=True)
    assert "Saved. A clinic that you let in sees no name." in text(response)


def test_a_name_that_cannot_be_kept_says_why_and_is_still_there(page, pat):
    set_name(by=pat.user, patient=pat, name="Pat")
    response = page.post("/settings/name/", {"name": "x" * 81})
    assert response.status_code == 400
    assert "A name has at most 80 characters." in text(response)
    assert "x" * 81 in response.content.decode()
    assert Patient.objects.get(pk=pat.pk).display_name == "Pat"
