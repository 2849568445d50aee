"""Two devices in real browsers: what one of them typed never goes over what the other wrote unseen."""

import pytest
from playwright.sync_api import expect

from diary.actions import Change
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Severity

SEVERE = {"headache": True, "severity": Severity.SEVERE}


@pytest.fixture
def typing(pat, log, open_as):
    """A page on which a note is being typed, while the other phone writes one too."""

    def typing(**options):
        log(pat, Change(pat.today(), SEVERE))
        page = open_as(pat, **options)
        page.get_by_text("Add details").click()
        page.get_by_label("Note").fill("from this phone")
        page.get_by_label("How many hours in all?").fill("2.5")
        log(pat, Change(pat.today(), {"note": "from the other phone", "menstruation": True}))
        return page

    return typing


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_both_notes_are_seen_before_one_is_chosen(pat, typing, script):
    page = typing(java_script_enabled=script)
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_role("alert")).to_contain_text("Not saved: this day was changed elsewhere.")
    note = page.get_by_label("Note")
    expect(note).to_have_value("from this phone")
    expect(note).to_have_accessible_description("It now says: from the other phone")
    expect(page.get_by_role("group", name="Menstruation").get_by_label("Yes")).to_be_checked()
    expect(page.get_by_label("How many hours in all?")).to_have_value("2.5")
    assert day_on(pat, pat.today()).document.note == "from the other phone"
    page.get_by_label("Note").fill("from the other phone, and from this one")
    page.get_by_role("button", name="Save details").click()
    expect(page.locator(".saved")).to_contain_text("2.5 hours in all")
    document = day_on(pat, pat.today()).document
    assert (document.note, document.menstruation) == ("from the other phone, and from this one", True)


def test_a_tap_in_between_hides_nothing(pat, typing):
    page = typing()
    page.get_by_role("group", name="4 hours or more").get_by_role("button", name="Not sure").click()
    expect(page.locator("#live")).to_contain_text("4 hours or more: not sure")
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_role("alert")).to_contain_text("It now says: from the other phone")
    document = day_on(pat, pat.today()).document
    assert (document.note, document.four_hours) == ("from the other phone", FourHours.NOT_SURE)
