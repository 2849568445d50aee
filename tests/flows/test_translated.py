"""No sentence for people is left out of translation: pages are read in a made-up language."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import dates, translation
from django.utils.translation import trans_real

from diary.actions import Change, let_in, revoke, set_name, withdraw_preventive
from diary.management.pseudo_locale import CLOSING, LANGUAGE, OPENING, pseudo_catalogue
from diary.models import Patient
from diary.queries.notice import current_notice
from diary.terms.answers import Severity
from diary.terms.day_document import Intake
from diary.terms.medicines import MEDICINES
from diary.terms.preventives import PREVENTIVES, Ended
from diary.web.zones import place
from diary.wording.clinics import READ, ROLE
from diary.wording.refusals import SENTENCES
from tests.conftest import clinic_called
from tests.preventives import NEVER, NOW, STOPPED, take
from tests.rule_numbers import set_numbers

SPOKEN = {"aria-label", "title", "placeholder", "alt", "data-saving", "data-no-connection"}


class Sentences(HTMLParser):
    """What a page says to people: its text and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "textarea"):
            self.silent = tag
        self.said += [value for name, value in attributes if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def django_names() -> set[str]:
    """Weekdays and months, and the word between month and year: Django brings their translations."""
    named = (dates.WEEKDAYS, dates.WEEKDAYS_ABBR, dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP)
    return {str(name) for names in named for name in names.values()} | {"de"}


def untranslated(html: str, data: set[str]) -> list[str]:
    """What a page says outside of any translated sentence, numbers and people's own data left out."""
    reader = Sentences()
    reader.feed(html)
    # A sentence may have tags in it, so brackets are matched over the page.
    # Sentences stand in sentences, so the innermost go first.
    outside = "\n".join(reader.said)
    while (rest := re.sub(rf"{OPENING}[^{OPENING}]*?{CLOSING}", " ", outside, flags=re.DOTALL)) != outside:
        outside = rest
    lines = {line.strip() for line in outside.splitlines()} - data
    names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in django_names()), re.IGNORECASE)
    return sorted(line for line in lines if re.search(r"[A-Za-z]{2}", names.sub(" ", line)))


@pytest.fixture
def in_pseudo_language(settings, tmp_path) -> Iterator[None]:
    template = django_settings.BASE_DIR / "diary" / "locale" / "django.pot"
    pseudo_catalogue(template, tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [(LANGUAGE, "Pseudo")]
    settings.LANGUAGE_CODE = LANGUAGE
    trans_real._translations.clear()
    translation.activate(LANGUAGE)
    yield
    translation.activate("en-gb")
    trans_real._translations.clear()


def test_pages_of_somebody_signed_in(pat, as_, log, in_pseudo_language):
    today = pat.today()
    headache = {
        "headache": True,
        "severity": Severity.SEVERE,
        "note": "my own words",
        "intakes": (Intake("sumatriptan", 1),),
    }
    log(
        pat,
        Change(today - timedelta(days=1), headache),
        Change(today - timedelta(days=2), {"headache": False}),
    )
    browser = as_(pat)
    medicines = {name for medicine in MEDICINES.values() for name in (medicine.code, *medicine.brands)}
    data = {pat.user.email, pat.zone, place(pat.zone)} | medicines | set(current_notice().splitlines())
    found = {}
    for path in (
        "/",
        f"/days/{today - timedelta(days=1)}/?saved=1",
        f"/days/{today - timedelta(days=2)}/?undone=1",
        f"/days/{today + timedelta(days=1)}/",
        "/calendar/",
        "/privacy/",
        "/account/logout/",
        "/account/email/",
        "/account/password/change/",
        "/nothing-here/",
    ):
        found[path] = untranslated(browser.get(path).content.decode(), data)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.usefixtures("june")
def test_pages_of_other_preventives(treated, as_, in_pseudo_language):
    told = {"taking": STOPPED, "started": date(2026, 5, 3), "started_about": True, "ended": Ended.OTHER}
    uid = take(treated, None, name="my own word", dose="my own words", **told)
    withdrawn = take(treated, "topiramate", taking=NOW)
    withdraw_preventive(by=treated.user, patient=treated, uid=withdrawn, version=1, operation=uuid4())
    take(treated, "propranolol", taking=NEVER)
    browser = as_(treated)
    data = {name for one in PREVENTIVES.values() for name in (one.code, *one.brands)} | {treated.zone}
    asked = [
        browser.get("/outcome/"),
        browser.get(f"/preventives/?recorded={uid}"),
        browser.get(f"/preventives/?withdrawn={withdrawn}"),
        browser.get("/preventives/new/"),
        browser.get(f"/preventives/{uid}/"),
        browser.post("/preventives/new/", {"drug": "topiramat", "started_about": "on"}),
    ]
    found = {index: untranslated(page.content.decode(), data) for index, page in enumerate(asked)}
    assert {index: said for index, said in found.items() if said} == {}


def test_pages_of_sharing_and_of_the_clinic(pat, doc, inj, adm, clinic, nils, as_, in_pseudo_language):
    set_name(by=pat.user, patient=pat, name="my own name")
    imported = Patient.objects.create(zone="Europe/London")
    made_up = Patient.objects.create(zone="Europe/London", simulated=True)
    for patient in (imported, made_up):
        let_in(by=None, patient=patient, clinic=clinic, months=None)
    former = clinic_called("Former Room")
    ended = let_in(by=pat.user, patient=pat, clinic=former)
    revoke(by=pat.user, grant=ended)
    set_numbers(clinic, doc, stop_percent=50, response_days="weeks_9_12")
    data = {"my own name", clinic.name, doc.email, inj.email, adm.email, pat.zone, "UTC"}
    asked = [
        as_(doc).get("/clinic/"),
        as_(doc).get(f"/patients/{pat.code}/days/"),
        as_(doc).get(f"/patients/{imported.code}/days/"),
        as_(adm).get("/clinic/members/?added&ended"),
        as_(adm).post("/clinic/members/", {"clinic": clinic.code, "email": "x", "role": "admin"}),
        as_(adm).get("/clinic/rules/?saved"),
        as_(inj).get("/clinic/rules/"),
        as_(doc).post("/clinic/rules/", {"clinic": clinic.code}),
        as_(pat).get(f"/sharing/?stopped={ended.pk}"),
        as_(pat).get("/sharing/?page=2"),
        as_(pat).get("/sharing/let-in/"),
        as_(pat).post("/sharing/let-in/", {"clinic": "x"}),
        as_(pat).post("/sharing/let-in/", {"clinic": clinic.code}),
    ]
    found = {index: untranslated(page.content.decode(), data) for index, page in enumerate(asked)}
    assert {index: said for index, said in found.items() if said} == {}


def zones_in(html: str) -> set[str]:
    """Time zones to choose from: their names are the database's."""
    lists = re.findall(r'<select id="[^"]*zone"[^>]*>(.*?)</select>', html, re.DOTALL)
    return set(re.findall(r'<option value="[^"]+"[^>]*>([^<]*)</option>', "".join(lists)))


def test_settings(pat, as_, in_pseudo_language):
    html = as_(pat).get("/settings/").content.decode()
    assert untranslated(html, zones_in(html) | {pat.zone}) == []


def test_pages_of_nobody(db, in_pseudo_language):
    found = {}
    for path in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        html = Client().get(path).content.decode()
        found[path] = untranslated(html, zones_in(html) | set(current_notice().splitlines()))
    assert {path: said for path, said in found.items() if said} == {}


def test_refusals(pat, as_, in_pseudo_language):
    response = as_(pat).post(f"/days/{date(2026, 3, 3)}/", {"headache": "yes", "hours": "25"})
    assert untranslated(response.content.decode(), set()) == []
    said = (*SENTENCES.values(), *READ.values(), *ROLE.values())
    assert [str(sentence) for sentence in said if not str(sentence).startswith(OPENING)] == []


def test_a_sentence_that_is_not_marked_is_noticed():
    assert untranslated(f"<p>{OPENING}Śáved{CLOSING} Not marked 5</p>", set()) == ["Not marked 5"]
