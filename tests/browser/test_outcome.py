"""The outcome in a real browser: the picture at once, Plotly only when asked, nothing uploaded."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.treated import EVER, months, treat


@pytest.fixture
def treated(pat, log):
    """Pat, in the second cycle."""
    first = pat.today() - timedelta(days=100)
    log(pat, *months(first - timedelta(days=28), 20, 12, 11, 13))
    treat(pat, first, start=EVER)
    treat(pat, first + timedelta(days=84))
    return pat


@pytest.mark.looks
def test_the_picture_is_there_without_javascript(treated, open_as):
    page = open_as(treated, "/outcome/", java_script_enabled=False)
    expect(page.get_by_role("img", name="Headache days per 28 in 4 windows")).to_be_visible()
    expect(page.get_by_role("button", name="Explore")).to_be_hidden()
    expect(page.get_by_role("row")).to_have_count(6)


@pytest.mark.looks
def test_plotly_comes_when_asked_and_offers_no_upload(treated, open_as, watch):
    page = open_as(treated, "/outcome/")
    assert not [url for url in watch.asked if "plotly" in url]
    page.get_by_role("button", name="Explore").click()
    expect(page.locator(".explored .bars").first).to_be_visible(timeout=30_000)
    assert [url for url in watch.asked if "plotly.min" in url]
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert titles
    assert not [title for title in titles if "share" in title.lower() or "cloud" in title.lower()]
    expect(page.get_by_role("button", name="Explore")).to_be_hidden()


@pytest.mark.looks
def test_a_chart_that_does_not_come_says_so_and_can_be_asked_again(treated, open_as):
    page = open_as(treated, "/outcome/")
    page.route("**/plotly.min*.js", lambda route: route.abort())
    page.get_by_role("button", name="Explore").click()
    expect(page.get_by_role("alert")).to_contain_text("The picture and the table say the same.")
    expect(page.get_by_role("img")).to_be_visible()
    page.unroute("**/plotly.min*.js")
    page.get_by_role("button", name="Explore").click()
    expect(page.locator(".explored .bars").first).to_be_visible(timeout=30_000)


def test_a_treatment_is_recorded_and_taken_back_by_hand(pat, open_as):
    page = open_as(pat, "/outcome/")
    page.get_by_role("link", name="Record a treatment").click()
    page.get_by_label("Date", exact=True).fill(str(pat.today() - timedelta(days=3)))
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Record the treatment").click()
    expect(page.locator(".saved")).to_contain_text("Saved. Treatment:")
    assert "recorded" not in page.url
    page.get_by_role("link", name="Change").click()
    page.get_by_role("button", name="Withdraw this treatment").click()
    expect(page.locator(".saved")).to_contain_text("Withdrawn.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".saved")).to_contain_text("Saved. Treatment:")


@pytest.mark.looks
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_off_the_side(treated, open_as, width):
    page = open_as(treated, "/outcome/", viewport={"width": width, "height": 800})
    for path in ("/outcome/", "/treatments/new/", "/courses/1/start/", "/courses/1/baseline/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
