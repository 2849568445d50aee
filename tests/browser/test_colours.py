"""Light goes down at one tap, and nothing else changes: not what is typed, not what is said, not Undo."""

from itertools import product

import pytest
from playwright.sync_api import expect

from diary.actions import Change, open_simulated_diary
from diary.terms.answers import Severity
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.looks

DIM = "rgb(10, 7, 5)"


def background(page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def told(page, name) -> str | None:
    """What the browser is told of the page's colours."""
    tag = page.locator(f'meta[name="{name}"]')
    return tag.get_attribute("content") if tag.count() else None


def kept(page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "theme")


def dim(page):
    return page.get_by_role("button", name="Dim", exact=True)


@pytest.fixture
def asked(pat, log, open_as):
    """The page of a headache day, and a record of every page that was loaded after it."""
    log(pat, Change(pat.today(), {"headache": True, "severity": Severity.SEVERE}))
    page = open_as(pat, color_scheme="light")
    page.loaded = []
    page.on("load", lambda: page.loaded.append(page.url))
    return page


def test_light_goes_down_at_one_tap_and_comes_back(asked):
    bright = background(asked)
    dim(asked).click()
    expect(dim(asked)).to_have_attribute("aria-pressed", "true")
    assert background(asked) == DIM
    assert (told(asked, "color-scheme"), told(asked, "theme-color")) == ("dark", DIM)
    dim(asked).click()
    expect(dim(asked)).to_have_attribute("aria-pressed", "false")
    assert background(asked) == bright
    assert (told(asked, "color-scheme"), told(asked, "theme-color")) == ("light dark", None)
    assert asked.loaded == []


def test_what_is_typed_stays(asked):
    asked.get_by_text("Add details").click()
    note = asked.get_by_label("Note")
    note.fill("a long story")
    dim(asked).click()
    expect(dim(asked)).to_have_attribute("aria-pressed", "true")
    expect(note).to_have_value("a long story")
    assert asked.loaded == []


def test_a_refusal_and_its_values_stay(asked):
    asked.get_by_text("Add details").click()
    asked.get_by_label("How many hours in all?").fill("25")
    asked.get_by_role("button", name="Save details").click()
    expect(asked.get_by_role("alert")).to_be_visible()
    dim(asked).click()
    expect(dim(asked)).to_have_attribute("aria-pressed", "true")
    expect(asked.get_by_role("alert")).to_be_visible()
    expect(asked.get_by_label("How many hours in all?")).to_have_value("25")


def test_undo_stays(asked):
    asked.get_by_role("group", name="4 hours or more").get_by_role("button", name="Yes").click()
    expect(asked.locator(".saved")).to_be_visible()
    dim(asked).click()
    expect(dim(asked)).to_have_attribute("aria-pressed", "true")
    expect(asked.get_by_role("button", name="Undo")).to_be_visible()


def test_it_is_kept_for_the_next_page(asked):
    with asked.expect_response("**/theme/"):
        dim(asked).click()
    asked.goto("/calendar/")
    assert background(asked) == DIM
    expect(dim(asked)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_theme_before_it_comes_back(pat, open_as, script):
    page = open_as(pat, path="/settings/", color_scheme="light", java_script_enabled=script)

    def tap(button):
        with page.expect_response("**/theme/"):
            button.click()
        page.wait_for_load_state()

    for before, label in {"light": "Light", "dark": "Dark", "auto": "As the device"}.items():
        tap(page.get_by_role("button", name=label, exact=True))
        tap(dim(page))
        assert kept(page) == f"dim.{before}"
        page.goto("/calendar/")
        tap(dim(page))
        assert kept(page) == before
        expect(page.locator("html")).to_have_attribute("data-theme", before)
        page.goto("/settings/")
        expect(page.get_by_role("button", name=label, exact=True, pressed=True)).to_be_visible()


def test_the_settings_show_which_it_is_now(pat, open_as):
    page = open_as(pat, path="/settings/")
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.get_by_role("button", name="Dark", pressed=True)).to_be_visible()
    dim(page).click()
    expect(page.get_by_role("button", name="Dim, for the night", pressed=True)).to_be_visible()
    expect(page.get_by_role("button", name="Dark", pressed=False)).to_be_visible()
    page.get_by_role("button", name="Light", exact=True).click()
    expect(dim(page)).to_have_attribute("aria-pressed", "false")
    expect(dim(page)).to_have_attribute("value", "dim")


def test_who_signs_up_keeps_what_is_typed_too(open_as):
    page = open_as(path="/account/signup/")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_label("Email address")).to_have_value("new@example.org")


# --- the bar itself ---

ROWS = """() => [...document.querySelectorAll('.pages > *')]
    .map(one => one.getBoundingClientRect()).map(box => [box.top, box.width])"""


def test_the_bar_is_one_row_on_the_narrowest_phone(pat, open_as, address):
    page = open_as(pat, viewport={"width": 320, "height": 640})
    for theme, path in product(("light", "dim"), ("/", "/calendar/", "/settings/")):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": address}])
        page.goto(path)
        boxes = page.evaluate(ROWS)
        assert len({top for top, _ in boxes}) == 1, (theme, path)
        # The system's letters may be wider than those here.
        assert sum(width for _, width in boxes) <= 0.93 * 320, (theme, path)


def test_nothing_covers_the_button_that_saves(address, log, open_as):
    made_up = open_simulated_diary(by=None, email="made@example.org", password="", zone="Europe/London")
    log(made_up, Change(made_up.today(), {"headache": True}))
    page = open_as(made_up)
    expect(page.get_by_text("Simulated: this person is made up.")).to_be_visible()
    page.get_by_text("Add details").click()
    for viewport in (PHONE, DESKTOP, {"width": 360, "height": 740}):
        page.set_viewport_size(viewport)
        save = page.get_by_role("button", name="Save details").bounding_box()
        bar = page.get_by_role("navigation", name="Pages").bounding_box()
        assert save["y"] + save["height"] <= bar["y"], viewport
