"""A day is answered on two devices: neither writes over what it did not know of."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest

from diary.actions import Change, Withdraw
from diary.queries.days import day_on
from diary.terms.answers import Effect, Relief
from diary.terms.day_document import FEATURES, DayDocument, Intake
from tests.flows.pages import text

TUESDAY = date(2026, 3, 3)
URL = "/days/2026-03-03/"
LESS = Intake("sumatriptan", 1, Relief.YES)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def form_of(response) -> dict[str, str | list[str]]:
    """The details form as a browser would send it untouched, whatever it shows."""
    html = response.content.decode().split("data-keep>")[1].split("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]*)"', tag)
        if name is None or ("radio" in tag and "checked" not in tag):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        sent.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for chosen in re.findall(r'<select name="relief">(.*?)</select>', html):
        selected = re.search(r'value="([^"]*)" selected', chosen)
        sent.setdefault("relief", []).append(selected[1] if selected else "")
    sent["note"] = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1]).strip()
    sent.pop("operation")
    return sent


def test_an_untouched_form_says_what_the_day_says(page, pat, log):
    document = {
        "headache": True,
        "hours": Decimal("2.5"),
        "aura": False,
        "nausea": True,
        "effect": Effect.LESS,
        "intakes": (LESS, Intake("aspirin")),
        "note": "after\nthe <storm>",
    }
    log(pat, Change(TUESDAY, document))
    page.send(URL, **form_of(page.get("/")))
    assert day_on(pat, TUESDAY).document == DayDocument(**document)


def test_what_both_wrote_in_different_fields_is_kept(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"note": "from the other phone", "menstruation": True}))
    response = page.send(URL, **form | {"hours": "2.5", "nausea": "yes"})
    assert "2.5 hours in all, menstruation, note" in text(response)
    document = day_on(pat, TUESDAY).document
    assert (document.note, document.menstruation) == ("from the other phone", True)
    assert (document.hours, document.nausea) == (Decimal("2.5"), True)


def test_where_both_wrote_in_one_field_both_are_shown_and_nothing_is_saved(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"note": "from the other phone", "menstruation": True, "intakes": (LESS,)}))
    response = page.send(URL, **form | {"note": "from this phone", "hours": "2.5"})
    assert response.status_code == 409
    assert "Not saved: this day was changed elsewhere." in text(response)
    assert "It now says: from the other phone" in text(response)
    shown = form_of(response)
    # Typed here: kept. Written elsewhere: shown as it stands now.
    assert (shown["note"], shown["hours"]) == ("from this phone", ["2.5"])
    assert (shown["menstruation"], shown["took"], shown["medicine"]) == (
        ["yes"],
        ["something"],
        ["sumatriptan", ""],
    )
    assert day_on(pat, TUESDAY).version == 2
    page.send(URL, **shown)
    document = day_on(pat, TUESDAY).document
    assert (document.note, document.menstruation, document.intakes) == ("from this phone", True, (LESS,))
    assert document.hours == Decimal("2.5")


def test_a_form_that_is_refused_for_itself_loses_nothing_of_the_other_phone_either(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"note": "from the other phone", "effect": Effect.LESS, "aura": True}))
    response = page.send(URL, **form | {"hours": "many", "note": "from this phone", "aura": "no"})
    assert response.status_code == 400
    said = text(response)
    assert "Give a number." in said
    assert "It now says: from the other phone" in said
    assert "It now says: Yes" in said
    page.send(URL, **form_of(response) | {"hours": "3"})
    document = day_on(pat, TUESDAY).document
    assert (document.hours, document.note, document.effect) == (Decimal(3), "from this phone", Effect.LESS)
    assert document.aura is False


def test_what_was_taken_away_elsewhere_is_told_too(page, pat, log):
    log(pat, Change(TUESDAY, {"headache": True, "hours": Decimal(3), "effect": Effect.LESS}))
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"hours": None, "effect": Effect.NONE}))
    response = page.send(URL, **form | {"hours": "5", "effect": "stopped"})
    assert response.status_code == 409
    assert "It is not answered now." in text(response)
    assert "It now says: I carried on as usual" in text(response)
    assert form_of(response)["hours"] == ["5"]


def test_hours_typed_for_a_day_that_became_clear_elsewhere_stay_in_sight(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"headache": False}))
    response = page.send(URL, **form | {"hours": "5"})
    assert response.status_code == 400
    assert "This belongs to a headache." in text(response)
    assert form_of(response)["hours"] == ["5"]


def test_a_day_withdrawn_elsewhere_does_not_come_back_by_its_details(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Withdraw(TUESDAY))
    response = page.send(URL, **form | {"note": "from this phone"})
    assert response.status_code == 409
    assert form_of(response)["note"] == "from this phone"
    assert form_of(response)["version"] == ["2"]
    assert page.send(URL, **form_of(response)).status_code == 400
    assert day_on(pat, TUESDAY).document is None


def test_the_same_answer_on_both_phones_is_no_conflict(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {"note": "after the storm"}))
    response = page.send(URL, **form | {"note": "after the storm", "aura": "yes"})
    assert "Saved." in text(response)


def test_a_form_sent_twice_after_a_change_elsewhere_is_saved_once(page, pat, log):
    page.send(URL, headache="severe")
    form = form_of(page.get("/")) | {"hours": "2.5", "operation": str(uuid4())}
    log(pat, Change(TUESDAY, {"note": "from the other phone"}))
    for _ in range(2):
        assert "2.5 hours in all, note." in text(page.send(URL, **form))
    assert day_on(pat, TUESDAY).version == 3


def test_a_version_that_never_was_changes_nothing(page, pat):
    page.send(URL, headache="severe")
    response = page.send(URL, version="7", note="from nowhere")
    assert response.status_code == 409
    assert day_on(pat, TUESDAY).document.note is None


@pytest.mark.parametrize("field", FEATURES)
def test_every_question_of_the_form_tells_both(page, pat, log, field):
    page.send(URL, headache="severe")
    form = form_of(page.get("/"))
    log(pat, Change(TUESDAY, {field: True}))
    response = page.send(URL, **form | {field: "no"})
    assert f'id="{field}-error">It now says: Yes' in response.content.decode()
