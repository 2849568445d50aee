"""A refusal in a real browser: its links lead to where one sees what is wrong, its ways out are one tap."""

import pytest
from playwright.sync_api import expect

from diary.actions import Change
from diary.queries.days import day_on
from diary.terms.day_document import Intake
from tests.browser.test_accessible import findings

# What stands at a place of the page is hidden where another thing stands there too.
IN_SIGHT = """one => {
    const box = one.getBoundingClientRect();
    return [box.top + 1, box.bottom - 1].every(height => {
        const seen = document.elementFromPoint(box.left + box.width / 2, height);
        return seen && (one.contains(seen) || seen.contains(one));
    });
}"""


@pytest.fixture
def refused(pat, log, open_as):
    """The page after hours and a medicine that cannot be."""

    def refused(**options):
        log(pat, Change(pat.today(), {"headache": True}))
        page = open_as(pat, **options)
        page.get_by_text("Add details").click()
        page.get_by_label("How many hours in all?").fill("25")
        page.get_by_label("Medicine 1", exact=True).fill("aspirin")
        page.get_by_role("button", name="Add a medicine").click()
        page.get_by_label("Medicine 2", exact=True).fill("sumatripan")
        page.get_by_role("button", name="Save details").click()
        expect(page.get_by_role("alert")).to_be_visible()
        return page

    return refused


@pytest.mark.looks
@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (360, 600)])
def test_a_reason_leads_to_where_it_is_seen_with_its_field(refused, width, height):
    page = refused(viewport={"width": width, "height": height})
    alert = page.get_by_role("alert")
    for link, label, field in (
        ("Hours in all", page.locator("label[for=hours]"), page.locator("#hours")),
        ("Medicines", page.locator("label:has(#wrong-medicine)"), page.locator("#wrong-medicine")),
    ):
        alert.get_by_role("link", name=link).click()
        expect(field).to_be_focused()
        error = page.locator(f"#{'hours' if link.startswith('Hours') else 'intakes'}-error")
        for part in (label, error, field):
            expect(part).to_be_in_viewport(ratio=1)
            assert part.evaluate(IN_SIGHT), (link, part)
    expect(page.locator("#wrong-medicine")).to_have_value("sumatripan")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_was_meant_is_one_tap_away(pat, log, open_as, script):
    log(pat, Change(pat.today(), {"headache": True}))
    page = open_as(pat, java_script_enabled=script)
    page.get_by_text("Add details").click()
    page.get_by_label("Medicine 1", exact=True).fill("sumatripan")
    page.get_by_label("Note").fill("after the storm")
    page.get_by_role("button", name="Save details").click()
    page.get_by_role("button", name="Did you mean sumatriptan?").click()
    expect(page.locator(".saved")).to_contain_text("sumatriptan, note.")
    assert day_on(pat, pat.today()).document.intakes == (Intake("sumatriptan"),)


def test_enter_saves_as_it_stands_and_a_new_row_is_a_clean_one(pat, refused):
    page = refused()
    page.get_by_label("How many hours in all?").fill("5")
    page.get_by_role("button", name="Add a medicine").click()
    expect(page.locator(".instead")).to_have_count(1)
    expect(page.locator("#intakes-error")).to_have_count(1)
    page.get_by_label("How many hours in all?").press("Enter")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#wrong-medicine")).to_have_value("sumatripan")
    assert day_on(pat, pat.today()).document.intakes is None


@pytest.mark.looks
def test_a_refusal_is_accessible(refused):
    assert findings(refused()) == []
