"""Signing up in a real browser: the time zone is the device's, or the person is asked for it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessible import findings


def test_the_device_tells_its_zone_and_nobody_is_asked(open_as):
    page = open_as(None, "/account/signup/", timezone_id="America/New_York")
    expect(page.get_by_label("Time zone of the diary")).to_be_hidden()
    expect(page.locator("[name=zone]")).to_have_value("America/New_York")


def test_a_zone_that_is_not_in_the_list_is_asked_about(open_as):
    page = open_as(None, "/account/signup/", timezone_id="Etc/GMT+5")
    expect(page.get_by_label("Time zone of the diary")).to_be_visible()
    expect(page.locator("[name=zone] option:checked")).to_have_text("Choose one")


@pytest.mark.looks
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_javascript_the_zone_is_chosen(open_as, viewport):
    page = open_as(None, "/account/signup/", java_script_enabled=False, viewport=viewport)
    zone = page.get_by_label("Time zone of the diary")
    expect(zone).to_be_visible()
    zone.select_option("New York")
    expect(zone).to_have_value("America/New_York")


@pytest.mark.looks
def test_the_choice_of_a_zone_is_accessible(open_as):
    assert findings(open_as(None, "/account/signup/", timezone_id="Etc/GMT+5")) == []


@pytest.mark.looks
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_refusal_has_the_focus_and_leads_to_its_fields(open_as, script, viewport):
    page = open_as(None, "/account/signup/", java_script_enabled=script, viewport=viewport)
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("I agree").check()
    if not script:
        page.get_by_label("Time zone of the diary").select_option("New York")
    page.get_by_role("button", name="Open the diary").click()
    expect(page).to_have_title("Error: Open a diary - Headache diary")
    refused = page.get_by_role("alert")
    expect(refused).to_be_focused()
    (reason,) = refused.get_by_role("link").all()
    expect(reason).to_contain_text("Password: This password is too short.")
    reason.click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()


@pytest.mark.looks
def test_a_refusal_is_accessible(open_as):
    page = open_as(None, "/account/signup/")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Open the diary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert findings(page) == []
