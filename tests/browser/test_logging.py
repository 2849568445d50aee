"""A day is logged in a real browser: by tap, by keyboard, offline, without JavaScript."""

import re
from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import expect

from diary.actions import Change
from diary.models import Revision
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Severity
from tests.conftest import with_diary


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
    expect(page.locator("#live")).to_contain_text("headache, severe, 4 hours or more.")
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
    expect(page.locator("#live")).to_contain_text("headache, severe, 2.5 hours in all, note.")
    expect(page.get_by_text("Change details: 2.5 hours in all, note")).to_be_visible()
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
    refused = page.get_by_role("alert").get_by_role("link")
    expect(refused).to_have_text("Hours in all: Hours of one day are more than 0 and at most 24.")
    hours = page.get_by_label("How many hours in all?")
    expect(hours).to_have_attribute("aria-invalid", "true")
    expect(hours).to_have_accessible_description(re.compile("at most 24"))
    refused.click()
    expect(hours).to_be_focused()
    expect(page.get_by_label("Note")).to_have_value("a long story")


def test_a_day_of_the_strip_is_one_tap_away(pat, log, open_as):
    log(pat, Change(pat.today() - timedelta(days=9), {"headache": False}))
    page = open_as(pat)
    yesterday = pat.today() - timedelta(days=1)
    page.locator(f'ol a[href="/days/{yesterday}/"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Did you have a headache yesterday?")
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    assert day_on(pat, yesterday).document.headache is False


def test_the_browsers_own_zone_decides_what_today_is(pat, open_as):
    page = open_as(pat, timezone_id="Pacific/Auckland")
    zone = page.locator("main form input[name=zone]").first
    expect(zone).to_have_value("Pacific/Auckland")


def larger(page, text: int) -> None:
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", f"{text}%")


@pytest.mark.looks
def test_nothing_runs_off_the_side(pat, log, open_as):
    log(pat, *(Change(pat.today() - timedelta(days=ago), {"headache": True}) for ago in range(1, 40, 2)))
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_label("Medicine 1", exact=True).fill("paracetamol")
    page.get_by_role("button", name="Save details").click()
    page.get_by_text("Change details").click()
    page.get_by_text("What came with it").click()
    for path in (None, "/calendar/", "/settings/"):
        if path:
            page.goto(path)
        for width, text in product((320, 390, 1280), (100, 200)):
            page.set_viewport_size({"width": width, "height": 800})
            larger(page, text)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width, text)


WIDER_THAN_THEIR_CELL = """() => [...document.querySelectorAll('.days li > *')]
    .filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"""


@pytest.mark.looks
@pytest.mark.parametrize("text", [100, 200])
def test_days_of_the_calendar_stay_within_their_cells(pat, log, open_as, text):
    log(pat, *(Change(pat.today() - timedelta(days=ago), {"headache": True}) for ago in range(40)))
    page = open_as(pat, viewport={"width": 320, "height": 640})
    for path in ("/", "/calendar/", f"/calendar/{pat.today() - timedelta(days=31):%Y-%m}/"):
        page.goto(path)
        larger(page, text)
        assert page.evaluate(WIDER_THAN_THEIR_CELL) == [], path


# A link within a sentence may be as high as its words; the cells of a week share the width.
TOO_SMALL = """() => [...document.querySelectorAll('main button, main summary, main a, main select, nav a')]
    .filter(e => e.checkVisibility() && !e.ariaHidden && getComputedStyle(e).display !== 'inline')
    .map(e => [e.innerText, e.getBoundingClientRect(), e.closest('.days') ? 24 : 44])
    .filter(([, box, wide]) => box.height < 44 || box.width < wide)
    .map(([text, box]) => `${text}: ${box.width}x${box.height}`)"""


@pytest.mark.looks
def test_what_is_tapped_is_large_enough_for_a_thumb(pat, log, open_as):
    def too_small():
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 800})
            yield from page.evaluate(TOO_SMALL)

    log(pat, *(Change(pat.today() - timedelta(days=ago), {"headache": True}) for ago in range(2, 40)))
    page = open_as(pat, timezone_id="Asia/Tokyo")
    for path in ("/", "/calendar/", "/settings/", "/account/email/", "/account/sessions/"):
        page.goto(path)
        assert list(too_small()) == [], path
    page.goto("/")
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_label("How many hours in all?").fill("25")
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert list(too_small()) == []


@pytest.mark.looks
def test_save_is_in_reach_wherever_one_is_in_the_details(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    expect(page.get_by_role("button", name="Save details")).to_be_in_viewport(ratio=1)
    page.get_by_label("Note").focus()
    expect(page.get_by_role("button", name="Save details")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("On one side of the head?")).to_be_hidden()


def test_medicines_are_numbered_and_a_wrong_one_is_shown(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_label("Medicine 1", exact=True).fill("paracetamol")
    page.get_by_role("button", name="Add a medicine").click()
    second = page.get_by_label("Medicine 2", exact=True)
    expect(second).to_be_focused()
    second.fill("tea")
    page.get_by_label("Doses of medicine 2").fill("1")
    page.get_by_role("button", name="Save details").click()
    expect(page.get_by_role("alert")).to_contain_text("Medicines: This medicine is not in the list.")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(second).to_have_accessible_description(re.compile("not in the list"))


def test_a_tap_above_leaves_what_is_chosen_below(pat, open_as):
    page = open_as(pat)
    page.locator("summary", has_text="Headache").first.click()
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("Add details").click()
    page.get_by_text("What came with it").click()
    sick = page.get_by_role("group", name="Feeling sick").get_by_role("radio", name="Yes")
    sick.check()
    page.get_by_role("group", name="4 hours or more").get_by_role("button", name="Yes").click()
    expect(page.locator("#live")).to_contain_text("4 hours or more.")
    expect(sick).to_be_visible()
    expect(sick).to_be_checked()


def test_what_was_saved_is_said_once(pat, open_as):
    page = open_as(pat)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator(".saved")).to_be_visible()
    assert "saved" not in page.url
    page.reload()
    expect(page.locator(".saved")).to_be_hidden()


def test_yesterday_is_one_tap_away(pat, open_as):
    page = open_as(pat)
    expect(page.get_by_text("Your days will appear here.")).to_be_visible()
    page.get_by_role("link", name="Yesterday: not logged").click()
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    page.goto("/")
    expect(page.get_by_role("link", name="Yesterday: clear")).to_be_visible()


def test_a_headache_that_came_after_all_asks_at_once_how_bad(pat, open_as):
    yesterday = pat.today() - timedelta(days=1)
    page = open_as(pat, f"/days/{yesterday}/?more")
    page.get_by_role("button", name="Moderate").click()
    expect(page.locator("#live")).to_contain_text("headache, moderate.")


def test_going_back_after_logging_out_shows_nothing(pat, open_as):
    page = open_as(pat)
    page.get_by_role("button", name="No headache").click()
    expect(page.locator("#live")).to_contain_text("Saved.")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/**")
    if page.get_by_role("main").get_by_role("button", name="Log out").is_visible():
        page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/login/**")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("headache")


@pytest.mark.parametrize("tap", ["Yes", "Not sure"])
def test_without_javascript_a_tap_saves_what_is_typed_too(pat, log, open_as, tap):
    log(pat, Change(pat.today(), {"headache": True}))
    page = open_as(pat, java_script_enabled=False)
    page.get_by_text("Add details").click()
    page.get_by_label("Note").fill("after the storm")
    page.get_by_role("group", name="4 hours or more").get_by_role("button", name=tap).click()
    expect(page.locator(".saved")).to_contain_text("note.")
    assert day_on(pat, pat.today()).document.note == "after the storm"
    assert day_on(pat, pat.today()).document.four_hours is not None


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_enter_key_in_the_details_taps_nothing(pat, log, open_as, script):
    log(pat, Change(pat.today(), {"headache": True}))
    page = open_as(pat, java_script_enabled=script)
    page.get_by_text("Add details").click()
    page.get_by_label("How many hours in all?").fill("2.5")
    page.get_by_label("How many hours in all?").press("Enter")
    expect(page.locator(".saved")).to_contain_text("headache, 2.5 hours in all.")
    assert day_on(pat, pat.today()).document.four_hours is None


def test_that_the_clocks_differ_is_said_after_the_answers(log, open_as, address):
    ada = with_diary("ada", zone="America/New_York")
    page = open_as(ada, timezone_id="Asia/Tokyo")
    expect(page.get_by_text("goes by the time zone “New York”")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("No headache")
