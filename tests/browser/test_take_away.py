"""The outcome is taken away from a phone, by keyboard, and by a printer."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_accessible import findings
from tests.treated import EVER, months, treat


@pytest.fixture
def treated(pat, log):
    """Pat, some weeks after a first treatment."""
    first = pat.today() - timedelta(days=90)
    log(pat, *months(first - timedelta(days=28), 20, 12, 11, 10, long=9))
    treat(pat, first, start=EVER, lot="C1234")
    return pat


@pytest.mark.parametrize(
    ("link", "begins"),
    [("PDF", b"%PDF-1."), ("CSV of days", b"\xef\xbb\xbfdate"), ("CSV of treatments", b"\xef\xbb\xbf")],
)
def test_a_file_is_fetched_by_keyboard_on_a_phone(treated, open_as, link, begins):
    page = open_as(treated, "/outcome/")
    page.get_by_role("link", name=link, exact=True).focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.path().read_bytes().startswith(begins)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.looks
def test_links_are_large_enough_for_a_thumb_and_pass_axe(treated, open_as):
    page = open_as(treated, "/outcome/")
    for link in page.locator(".take-away a").all():
        assert link.bounding_box()["height"] >= 44
    assert findings(page) == []


@pytest.mark.looks
def test_on_paper_everything_is_unfolded_and_nothing_is_to_be_pressed(treated, open_as):
    page = open_as(treated, "/outcome/", viewport=DESKTOP)
    page.emulate_media(media="print")
    expect(page.get_by_text("688 people given Botox and 696 given placebo")).to_be_visible()
    expect(page.get_by_text("How does this compare with the trials?")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="lot C1234")).to_be_visible()
    for pressed in page.locator("main a, main button").all():
        expect(pressed).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
