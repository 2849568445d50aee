"""Sharing in a real browser: Pat lets the clinic in, Doc looks, Pat sees it and stops it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from diary.actions import Change, add_member, let_in
from diary.terms.clinics import Role
from tests.browser.conftest import PHONE
from tests.browser.test_logging import TOO_SMALL, WIDER_THAN_THEIR_CELL, larger
from tests.conftest import clinic_called, clinician


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_clinic_is_let_in_looks_and_is_stopped(pat, log, open_as, scripts):
    clinic = clinic_called("Quiet Room")
    doc = clinician("doc", clinic)
    log(pat, Change(pat.today(), {"headache": True}))
    page = open_as(pat, "/settings/", java_script_enabled=scripts)
    page.get_by_label("How your clinic sees you").fill("Pat Example")
    page.get_by_role("button", name="Save name").click()
    page.get_by_role("link", name="Who can see my diary").click()
    page.get_by_role("link", name="Let a clinic in").click()
    page.get_by_label("Code of the clinic").fill(clinic.code.upper())
    page.get_by_role("button", name="Show the clinic").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Let Quiet Room in?")
    page.get_by_role("radio", name="6 months").check()
    page.get_by_role("button", name="Let this clinic in").click()
    expect(page.get_by_text("Saved. Quiet Room can read your diary.")).to_be_visible()

    theirs = open_as(doc, java_script_enabled=scripts)
    theirs.get_by_role("link", name="Pat Example").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Pat Example")
    theirs.get_by_role("link", name="Calendar").click()
    expect(theirs.get_by_role("img", name="headache")).to_have_count(1)
    assert theirs.locator(".days a").count() == 0

    page.reload()
    expect(page.get_by_text("doc@example.org of Quiet Room").first).to_be_visible()
    page.get_by_role("button", name="Stop sharing with Quiet Room").click()
    expect(page.get_by_text("Stopped. Quiet Room cannot open your diary any more.")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("There is nothing here.")


@pytest.mark.looks
@pytest.mark.parametrize("width", [320, 390])
def test_what_is_tapped_is_large_enough_and_fits(pat, log, open_as, width):
    clinic = clinic_called("Quiet Room for People Who Have Many Headaches")
    doc, adm = clinician("doc", clinic), clinic.memberships.get(role="admin").user
    let_in(by=pat.user, patient=pat, clinic=clinic)
    log(pat, *(Change(pat.today() - timedelta(days=ago), {"headache": True}) for ago in range(40)))
    viewport = {"width": width, "height": 800}
    for person, paths in (
        (doc, ["/clinic/", f"/patients/{pat.code}/days/"]),
        (adm, ["/clinic/members/", "/clinic/rules/"]),
        (pat, ["/sharing/", "/sharing/let-in/", "/settings/"]),
    ):
        page = open_as(person, viewport=viewport)
        for path in paths:
            page.goto(path)
            assert page.evaluate(TOO_SMALL) == [], path
            assert page.evaluate(WIDER_THAN_THEIR_CELL) == [], path
            larger(page, 200)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.looks
def test_the_bar_of_somebody_who_works_in_a_clinic_too_is_one_row(pat, open_as):
    clinic = clinic_called("Quiet Room")
    add_member(by=None, clinic=clinic, user=pat.user, role=Role.INJECTOR)
    for width in (360, PHONE["width"]):
        page = open_as(pat, viewport={"width": width, "height": 800})
        tops = page.locator("nav.pages > :is(a, button)").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top)"
        )
        assert (len(tops), len(set(tops))) == (6, 1)
