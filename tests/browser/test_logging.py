"""A day is logged in a real browser: by tap, by keyboard, offline, without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from diary.models import Revision
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Severity


def test_one_tap_says_no_headache_and_it_is_announced(pat, open_as):
    page = open_as(pat)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    expect(page.locator("#live")).to_contain_text("no headache.")
    assert day_on(pat, pat.today()).document.headache is False


def test_two_taps_say_headache_and_its_severity_and_a_third_four_hours(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    expect(page.locator("#live")).to_contain_text("headache, severe.")
    page.get_by_role("group", name="4 hours or more").get_by_role("button", name="Yes").click()
    expect(page.get_by_role("button", name="Yes", exact=True).first).to_have_attribute("aria-pressed", "true")
    document = day_on(pat, pat.today()).document
    assert (document.severity, document.four_hours) == (Severity.SEVERE, FourHours.YES)


def test_undo_takes_the_tap_back(pat, open_as):
    page = open_as(pat)
    page.get_by_role("button", name="No headache").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#live")).to_contain_text("Undone.")
    assert day_on(pat, pat.today()).document is None


def test_the_keyboard_alone_is_enough(pat, open_as):
    page = open_as(pat)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("No headache")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Saved.")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_without_a_connection_nothing_is_lost_and_nothing_is_saved_twice(pat, open_as):
    page = open_as(pat)
    page.context.set_offline(True)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Not saved: no connection.")
    page.context.set_offline(False)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    assert Revision.objects.filter(patient=pat).count() == 1


def test_an_answer_that_was_lost_on_the_way_back_is_saved_once(pat, open_as):
    page = open_as(pat)
    lost = []

    def lose(route):
        # The server saved it; the phone never heard.
        if not lost:
            lost.append(page.context.request.fetch(route.request, max_redirects=0))
            route.abort()
        else:
            route.continue_()

    page.route("**/days/**", lose)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Not saved: no connection.")
    assert Revision.objects.filter(patient=pat).count() == 1
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    assert Revision.objects.filter(patient=pat).count() == 1


def test_everything_works_without_javascript(pat, open_as):
    page = open_as(pat, java_script_enabled=False)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Moderate").click()
    expect(page.get_by_text("headache, moderate.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert day_on(pat, pat.today()).document is None


def test_details_are_typed_and_kept(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_label("How many hours in all?").fill("2.5")
    page.get_by_label("Note").fill("after the storm")
    page.get_by_role("button", name="Save details").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    document = day_on(pat, pat.today()).document
    assert (float(document.hours), document.note, document.nausea) == (2.5, "after the storm", None)


def test_a_refused_answer_stays_on_the_page_with_its_reason(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_label("How many hours in all?").fill("25")
    page.get_by_label("Note").fill("a long story")
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_text("Hours of one day are more than 0 and at most 24.").first).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("a long story")


def test_a_day_of_the_strip_is_one_tap_away(pat, open_as):
    page = open_as(pat)
    yesterday = pat.today() - timedelta(days=1)
    page.locator(f'ol a[href="/days/{yesterday}/"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Did you have a headache that day?")
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    assert day_on(pat, yesterday).document.headache is False


def test_the_browsers_own_zone_decides_what_today_is(pat, open_as):
    page = open_as(pat, timezone_id="Pacific/Auckland")
    zone = page.locator("main form input[name=zone]").first
    expect(zone).to_have_value("Pacific/Auckland")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_side(pat, open_as, width):
    page = open_as(pat, viewport={"width": width, "height": 800})
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    for path in (None, "/calendar/", "/settings/"):
        if path:
            page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_tapped_is_large_enough_for_a_thumb(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    small = """() => [...document.querySelectorAll('main button, main summary, main ol a, nav a, nav button')]
        .filter(e => e.checkVisibility())
        .map(e => [e.innerText, e.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([text, box]) => `${text}: ${box.width}x${box.height}`)"""
    assert page.evaluate(small) == []


def test_going_back_after_logging_out_shows_nothing(pat, open_as):
    page = open_as(pat)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/**")
    if page.get_by_role("main").get_by_role("button", name="Log out").is_visible():
        page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/login/**")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("headache")
