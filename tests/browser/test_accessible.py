"""axe finds nothing, on any page, in any theme, and no page asks anybody else for anything."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from diary.actions import Change, let_in, revoke
from diary.models import Patient
from diary.terms.answers import Severity
from diary.terms.clinics import Role
from diary.terms.day_document import Intake
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import clinic_called, clinician
from tests.preventives import NOW, take
from tests.rule_numbers import set_numbers
from tests.treated import EVER, months, treat

# The best practices too, not only what WCAG asks for. Themes change colours and nothing else.
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES = {"light": EVERY_RULE, "dark": OF_COLOUR, "dim": OF_COLOUR}
VIOLATIONS = """async rules => {
    const found = {};
    for (const [theme, runOnly] of Object.entries(rules)) {
        document.documentElement.dataset.theme = theme;
        found[theme] = (await axe.run({ runOnly, resultTypes: ["violations"] })).violations;
    }
    delete document.documentElement.dataset.theme;
    return found;
}"""


def findings(page) -> list[str]:
    """What axe finds on the page in each theme; the page is left in none of its own."""
    # As tall as the page: what the bar at the bottom covers now is uncovered by scrolling, which
    # axe does not do.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height + 200})
    if page.evaluate("!globalThis.axe"):
        page.evaluate(Axe().axe_script)
    return [
        f"{theme}: {violation['id']}: {node['html']}"
        for theme, violations in page.evaluate(VIOLATIONS, RULES).items()
        for violation in violations
        for node in violation["nodes"]
    ]


def on_phone_and_desktop(page) -> list[str]:
    """What `findings` finds at both widths."""
    found = []
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        found += [f"{viewport['width']}: {said}" for said in findings(page)]
    return found


@pytest.mark.looks
def test_pages_of_somebody_signed_in(pat, log, open_as):
    today = pat.today()
    answers = {
        "headache": True,
        "severity": Severity.SEVERE,
        "intakes": (Intake("sumatriptan", 1),),
        "note": "after the storm",
    }
    log(
        pat,
        Change(today - timedelta(days=1), answers),
        Change(today - timedelta(days=2), {"headache": False}),
    )
    first = today - timedelta(days=100)
    log(pat, *months(first - timedelta(days=28), 20, 12, 11))
    uid = treat(pat, first, start=EVER)
    taken = take(pat, taking=NOW, started=first, dose="50 mg")
    page = open_as(pat)
    paths = [
        "/",
        f"/days/{today - timedelta(days=1)}/?saved=1",
        f"/days/{today - timedelta(days=2)}/",
        f"/days/{today + timedelta(days=1)}/",
        "/calendar/",
        "/calendar/?date=1066-10-14",
        "/outcome/?more",
        "/outcome/rules/",
        "/treatments/new/",
        f"/treatments/{uid}/",
        f"/preventives/?recorded={taken}",
        "/preventives/new/",
        f"/preventives/{taken}/",
        "/courses/1/start/",
        "/courses/1/baseline/",
        "/courses/1/fix/",
        "/settings/",
        "/privacy/",
        "/account/logout/",
        "/account/email/",
        "/account/password/change/",
        "/account/sessions/",
        "/nothing-here/",
    ]
    found = {}
    for path in paths:
        page.goto(path)
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        found[path] = on_phone_and_desktop(page)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.looks
def test_pages_of_sharing_and_of_the_clinic(pat, log, open_as):
    clinic = clinic_called("Quiet Room")
    doc, adm = clinician("doc", clinic), clinic.memberships.get(role="admin").user
    inj = clinician("inj", clinic, Role.INJECTOR)
    set_numbers(clinic, doc, stop_percent=50)
    let_in(by=pat.user, patient=pat, clinic=clinic)
    former = let_in(by=pat.user, patient=pat, clinic=clinic_called("Former Room"))
    revoke(by=pat.user, grant=former)
    today = pat.today()
    log(pat, *(Change(today - timedelta(days=ago), {"headache": ago % 2 == 0}) for ago in (1, 2, 4)))
    let_in(by=None, patient=Patient.objects.create(zone="UTC"), clinic=clinic, months=None)
    found = {}
    for person, paths in (
        (doc, ["/clinic/", f"/patients/{pat.code}/days/", f"/patients/{pat.code}/outcome/"]),
        (adm, ["/clinic/members/?added", "/clinic/rules/?saved"]),
        (inj, ["/clinic/rules/"]),
        (pat, ["/sharing/", f"/sharing/?stopped={former.pk}", "/sharing/let-in/", "/settings/?saved=name"]),
    ):
        page = open_as(person, "/privacy/")
        for path in paths:
            page.goto(path)
            found[path] = on_phone_and_desktop(page)
    page.goto("/sharing/let-in/")
    for code in ("nonsense", clinic.code):
        page.get_by_label("Code of the clinic").fill(code)
        page.get_by_role("button", name="Show the clinic").click()
        found[code] = on_phone_and_desktop(page)
    page = open_as(doc, "/clinic/rules/")
    page.get_by_label("Preventives tried before").fill("many")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Not saved.").wait_for()
    found["refused numbers"] = on_phone_and_desktop(page)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.looks
def test_pages_of_nobody(open_as):
    page = open_as(path="/account/login/")
    found = {}
    for path in ("/account/login/", "/account/signup/", "/account/password/reset/", "/privacy/"):
        page.goto(path)
        found[path] = findings(page)
    page.goto("/account/signup/")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("checkbox").check()
    page.get_by_role("main").get_by_role("button").last.click()
    found["refused sign-up"] = findings(page)
    assert {path: said for path, said in found.items() if said} == {}


def test_signing_up_in_a_browser(address, open_as, mailoutbox):
    page = open_as(path="/account/signup/")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    page.get_by_role("checkbox").check()
    page.get_by_role("main").get_by_role("button", name="Open the diary").click()
    page.wait_for_url("**/account/confirm-email/")
    assert findings(page) == []
    (mail,) = mailoutbox
    code = next(word for word in mail.body.split() if word.strip(".").isdigit())
    page.get_by_role("main").get_by_role("textbox").fill(code.strip("."))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    assert "Did you have a headache today?" in page.get_by_role("heading", level=1).inner_text()
