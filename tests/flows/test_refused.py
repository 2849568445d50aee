"""A form that was refused says all that is wrong at once, where it is wrong, and offers a way out."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from diary.actions import Change
from diary.queries.days import day_and_medicines, day_on
from diary.terms.day_document import Intake
from tests.flows.pages import text
from tests.flows.test_elsewhere import form_of

TUESDAY = date(2026, 3, 3)
URL = "/days/2026-03-03/"
FORM = {"version": "1", "note": "", "took": ""}


pytestmark = pytest.mark.usefixtures("tuesday_evening")


@pytest.fixture
def aching(page):
    page.send(URL, headache="severe")
    return page


def medicines(*names):
    """Medicine rows as the form sends them, an empty one last."""
    rows = [*names, ""]
    return {"medicine": rows, "doses": [""] * len(rows), "relief": [""] * len(rows)}


def test_what_cannot_be_read_and_what_cannot_stand_are_told_together(aching):
    wrong = FORM | {"hours": "25", "note": "x" * 2001} | medicines("tea")
    response = aching.send(URL, **wrong)
    listed = response.content.decode().split('role="alert"')[1].split("</ul>")[0]
    links = re.findall(r'<a href="#([\w-]+)">', listed)
    assert links == ["hours", "wrong-medicine", "note"]
    assert "more than 0 and at most 24" in listed
    assert "not in the list" in listed
    assert "at most 2,000 characters" in listed


def test_the_reason_stands_in_the_row_that_is_wrong(aching):
    html = aching.send(URL, **FORM | medicines("aspirin", "tea")).content.decode()
    first, second, spare = html.split('<fieldset class="medicines"')[1].split("<ol>")[1].split("<li>")[1:4]
    assert "not in the list" in second
    assert 'id="wrong-medicine"' in second
    assert 'value="tea"' in second
    assert "error" not in first + spare
    assert html.count('id="intakes-error"') == html.count('id="wrong-medicine"') == 1


def test_doses_that_cannot_be_are_where_the_reason_leads(aching):
    html = aching.send(URL, **FORM | {"medicine": "aspirin", "doses": "99", "relief": ""}).content.decode()
    assert re.search(r'<input name="doses"[^>]* id="wrong-medicine"', html)


def test_what_is_no_single_rows_matter_is_told_above_them(aching):
    html = aching.send(URL, **FORM | {"took": "nothing"} | medicines("aspirin")).content.decode()
    assert 'aria-describedby="intakes-error"' in html
    assert 'href="#intakes"' in html


# --- a medicine that is not in the list -----------------------------------------------------


def offers(response) -> dict[str, str]:
    html = response.content.decode()
    found = re.findall(r'<button class="small" name="instead" value="([^"]*)">([^<]*)</button>', html)
    return {unescape(words): unescape(value) for value, words in found}


@pytest.mark.parametrize("typed", ["sumatripan", "Sumatriptan tabs 50 mg", "sumatryptan"])
def test_a_near_miss_is_one_tap_from_what_was_meant(aching, pat, typed):
    form = FORM | {"hours": "2.5"} | medicines("aspirin", typed)
    response = aching.send(URL, **form)
    assert response.status_code == 400
    assert f'value="{typed}"' in response.content.decode()
    chosen = offers(response)["Did you mean sumatriptan?"]
    aching.send(URL, **form, instead=chosen)
    document = day_on(pat, TUESDAY).document
    assert document.intakes == (Intake("aspirin"), Intake("sumatriptan"))
    assert float(document.hours) == 2.5


def test_what_is_like_nothing_can_be_kept_under_its_own_name(aching, pat):
    form = FORM | {"note": "after the storm"} | medicines("feverfew tea")
    response = aching.send(URL, **form)
    (words,) = offers(response)
    aching.send(URL, **form, instead=offers(response)[words])
    document = day_on(pat, TUESDAY).document
    assert document.intakes == (Intake("another medicine"),)
    assert document.note == "after the storm\nMedicine not in the list: feverfew tea"


def test_one_of_two_unknown_names_is_chosen_and_the_other_asks_on(aching, pat):
    form = FORM | medicines("sumatripan", "tea")
    response = aching.send(URL, **form, instead="1 another medicine")
    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="another medicine"' in html
    assert "Medicine not in the list: tea" in html
    assert next(iter(offers(response))) == "Did you mean sumatriptan?"
    assert day_on(pat, TUESDAY).document.intakes is None


@pytest.mark.parametrize("instead", ["", "x", "9 aspirin", "-1 aspirin", "0", "99999999999 aspirin"])
def test_a_choice_for_no_row_chooses_nothing(aching, pat, instead):
    response = aching.send(URL, **FORM | medicines("tea"), instead=instead)
    assert response.status_code == 400
    assert day_on(pat, TUESDAY).document.note is None


def test_the_enter_key_chooses_nothing(aching):
    for shown in (aching.get("/"), aching.send(URL, **FORM | medicines("tea"))):
        first = re.search(r'<button[^>]*form="details"[^>]*>', shown.content.decode())[0]
        assert "name" not in first
        assert 'class="unseen"' in first


def test_ones_own_medicines_are_suggested_first_and_once(page, pat, eve, log):
    log(eve, Change(TUESDAY, {"headache": True, "intakes": (Intake("codeine"),)}))
    for ago, names in enumerate([(), ("naproxen", "another triptan"), ("zolmitriptan", "naproxen")]):
        intakes = tuple(map(Intake, names))
        log(pat, Change(TUESDAY - timedelta(days=ago), {"headache": True, "intakes": intakes}))
    assert day_and_medicines(pat, TUESDAY)[1] == ("naproxen", "another triptan", "zolmitriptan")
    suggested = re.findall(r'<option value="([^"]*)">', page.get("/").content.decode().split("<datalist")[1])
    assert suggested[:5] == ["naproxen", "Naprosyn", "Aleve", "another triptan", "zolmitriptan"]
    assert len(suggested) == len(set(suggested))


# --- what goes with a headache --------------------------------------------------------------


def test_no_headache_says_what_it_removed(page, pat, log):
    page.send(URL, headache="severe")
    page.send(URL, four_hours="yes")
    details = FORM | {"version": "2", "hours": "5", "effect": "less", "aura": "yes"}
    page.send(URL, **details | medicines("aspirin"))
    said = text(page.send(URL, headache="no"))
    assert (
        "Saved. Tuesday 3 March, no headache, aspirin. "
        "Removed: severe, 4 hours or more, 5 hours in all, did less, 1 answer on what came with it."
    ) in said
    back = text(page.send(f"{URL}undo/", version="4"))
    assert (
        "Undone. Tuesday 3 March, headache, severe, 4 hours or more, 5 hours in all, aspirin, did less"
        in back
    )


def test_nothing_removed_is_nothing_said(page):
    assert "Removed" not in text(page.send(URL, headache="no"))
    assert "Removed" not in text(page.send(URL, headache="no"))
    page.send(URL, headache="unsure")
    assert "Removed" not in text(page.send(URL, headache="no"))


def test_words_of_buttons_are_what_they_do(page):
    page.send(URL, headache="severe")
    shown = text(page.send(URL, four_hours="yes"))
    assert "Take this answer back" in shown
    assert "Make this day not logged" in shown


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("note", ["first", "second"]),
        ("headache", ["no", "severe"]),
        ("hours", ["2", "2"]),
        ("took", ["nothing", "something"]),
        ("version", ["1", "2"]),
        ("operation", ["6f1c1a52-4f0e-4e0e-8a3e-3d1f3a7b9c55"] * 2),
        ("zone", ["", "Pacific/Auckland"]),
    ],
)
def test_a_field_that_stands_there_twice_is_refused(aching, pat, field, values):
    before = day_on(pat, TUESDAY)
    response = aching.send(URL, **{"version": "1", "note": "", field: values})
    assert response.status_code == 400
    assert "A field stands there twice." in text(response)
    assert day_on(pat, TUESDAY) == before


def test_numbers_are_read_as_they_are_typed(aching, pat):
    aching.send(URL, **FORM | {"hours": " 5,5 "} | medicines("codeine") | {"doses": [" 2 ", ""]})
    document = day_on(pat, TUESDAY).document
    assert (document.hours, document.intakes) == (Decimal("5.5"), (Intake("codeine", 2),))


def test_a_form_in_latin_1_is_refused_not_guessed(aching, pat):
    before = day_on(pat, TUESDAY)
    body = "note=caf\xe9&version=1".encode("latin-1")
    response = aching.generic("POST", URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "what was sent cannot be read" in text(response)
    assert day_on(pat, TUESDAY) == before


# --- a medicine that is removed -------------------------------------------------------------


@pytest.fixture
def dosed(page, pat, log):
    """The details of a day with one medicine, its name cleared; `send` posts them with what else changed."""
    log(pat, Change(TUESDAY, {"headache": True, "intakes": (Intake("aspirin", 2),)}))
    form = form_of(page.get("/")) | {"medicine": ["", ""]}
    return lambda **changed: page.send(URL, **form | changed)


def test_a_row_that_is_cleared_is_removed_also_the_only_one(dosed, pat):
    assert dosed(doses=["", ""]).status_code == 200
    assert day_on(pat, TUESDAY).document.intakes is None


def test_doses_without_a_name_ask_for_it_or_to_be_cleared(dosed, pat):
    response = dosed()
    assert response.status_code == 400
    assert "To remove one, clear its whole row." in text(response)
    assert day_on(pat, TUESDAY).document.intakes == (Intake("aspirin", 2),)
    # The refused form too knows that there was a medicine.
    assert 'name="had_medicines"' in response.content.decode()


def test_took_medicine_without_any_name_still_asks(aching):
    assert aching.send(URL, **FORM | {"took": "something"} | medicines()).status_code == 400
