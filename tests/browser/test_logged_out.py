"""Logged out elsewhere while something is typed: it is saved after all, and only in the diary it is for."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from diary.actions import Change
from diary.queries.days import day_on
from tests.browser.test_accessible import findings
from tests.conftest import with_diary

PASSWORD = "rain-on-a-tin-roof"


def give_password(patient):
    patient.user.set_password(PASSWORD)
    patient.user.save(update_fields=["password"])
    EmailAddress.objects.create(user=patient.user, email=patient.user.email, verified=True, primary=True)


def log_in(tab, patient):
    tab.get_by_label("Email address").fill(patient.user.email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(tab.get_by_role("link", name="Today")).to_be_visible()


@pytest.fixture(params=[{"name": "sessionid"}, {}], ids=["session", "all cookies"])
def typed(request, pat, log, open_as):
    """A page with a note that is not saved yet, and whose session is gone, or all that the browser kept."""
    log(pat, Change(pat.today(), {"headache": True}))
    give_password(pat)
    page = open_as(pat)
    page.get_by_text("Add details").click()
    page.get_by_label("Note").fill("after the storm")
    page.context.clear_cookies(**request.param)
    return page


def way_to_log_in(page):
    """The tab that the message leads to."""
    page.get_by_role("button", name="Save details").click()
    expect(page.locator("#live")).to_contain_text(
        "Not saved: you were logged out. What you typed is still here"
    )
    with page.context.expect_page() as opened:
        page.locator("#live").get_by_role("link", name="log in in a new tab").click()
    return opened.value


def test_what_was_typed_is_saved_after_logging_in_in_another_tab(pat, typed):
    log_in(way_to_log_in(typed), pat)
    typed.get_by_role("button", name="Save details").click()
    expect(typed.locator(".saved")).to_contain_text("note.")
    assert day_on(pat, pat.today()).document.note == "after the storm"


def test_it_is_not_saved_for_somebody_else_who_logged_in(pat, log, typed):
    eve = with_diary("eve")
    give_password(eve)
    log(eve, Change(eve.today(), {"headache": True}))
    log_in(way_to_log_in(typed), eve)
    typed.get_by_role("button", name="Save details").click()
    expect(typed.locator("#live")).to_contain_text("Not saved: somebody else is logged in now")
    expect(typed.get_by_label("Note")).to_have_value("after the storm")
    assert day_on(eve, eve.today()).document.note is None
    assert day_on(pat, pat.today()).document.note is None


def test_the_message_is_accessible(typed):
    typed.get_by_role("button", name="Save details").click()
    expect(typed.locator("#live")).to_contain_text("logged out")
    assert findings(typed) == []
