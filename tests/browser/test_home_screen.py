"""The diary can be put on a home screen, and that costs the page of today nothing."""

import json

import pytest
from playwright.sync_api import expect


@pytest.mark.looks
def test_the_settings_carry_a_sound_manifest_and_icons(pat, open_as, address):
    page = open_as(pat, path="/settings/")
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["errors"] == []
    said = json.loads(manifest["data"])
    assert (said["start_url"], said["short_name"]) == ("/", "Diary")
    for icon in (*(f"{address}/static/{icon['src']}" for icon in said["icons"]), touch_icon(page)):
        assert page.request.get(icon).headers["content-type"].startswith("image/")
    served = page.request.get(manifest["url"])
    assert served.headers["content-type"].startswith("application/manifest+json")
    expect(page.get_by_text("Add to Home screen")).to_be_visible()


def touch_icon(page) -> str:
    return page.locator("link[rel=apple-touch-icon]").evaluate("link => link.href")


@pytest.mark.looks
def test_the_page_of_today_asks_for_four_things(pat, open_as, watch):
    page = open_as(pat)
    page.wait_for_load_state("networkidle")
    assert page.locator("link[rel=manifest], link[rel=apple-touch-icon]").count() == 0
    assert len(watch.asked) <= 4
