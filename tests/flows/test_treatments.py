"""Treatments as Pat enters them, without JavaScript."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from diary.models import Course, Treatment
from diary.queries.courses import recorded_courses
from diary.terms.treatments import CourseStart, Product, TreatmentDocument
from tests.flows.pages import text
from tests.treated import EVER, FIRST, months, treat

pytestmark = pytest.mark.usefixtures("june")


@pytest.fixture
def page(page):
    """Pat's browser, whose forms have an id of their thing."""
    send = page.send
    page.send = lambda url, **fields: send(url, **{"uid": str(uuid4())} | fields)
    return page


NEW = {"date": "2026-03-03", "product": "onabotulinumtoxina", "units": "155", "lot": ""}


def test_the_first_treatment_asks_what_came_before(page, pat):
    assert "Was this the first Botox ever for migraine?" in text(page.get("/treatments/new/"))
    response = page.send("/treatments/new/", **NEW, from_start="yes")
    assert "Saved. Treatment: 3 Mar 2026, Botox (onabotulinumtoxinA), 155 units." in text(response)
    (course,) = recorded_courses(pat)
    assert course.start == EVER
    assert course.treatments[0].document == TreatmentDocument(FIRST)
    assert "Was this the first Botox ever" not in text(page.get("/treatments/new/"))


def test_earlier_ones_may_be_known_or_not(page, pat):
    page.send("/treatments/new/", **NEW, from_start="no", began="2025-09-01", about="on", earlier="")
    (course,) = recorded_courses(pat)
    assert course.start == CourseStart(from_start=False, began=date(2025, 9, 1), about=True, earlier=None)


def test_what_came_before_is_asked_again_as_it_was_asked_first(page, pat):
    page.send("/treatments/new/", **NEW, from_start="no", began="", earlier="3")
    page.send("/treatments/new/", **(NEW | {"date": "2025-12-02"}))
    form = page.get("/courses/1/start/")
    assert "How many treatments before 3 Mar 2026 in all, those in this diary too" in text(form)
    assert 'name="earlier" value="3"' in form.content.decode()
    page.send("/courses/1/start/", from_start="no", began="", earlier="3")
    assert [course.course.number(0) for course in recorded_courses(pat)] == [3]


def test_a_treatment_of_today_further_east_is_shown_at_once(page, pat):
    east = page.send(
        "/treatments/new/", **(NEW | {"date": "2026-07-01", "zone": "Pacific/Auckland"}), from_start="yes"
    )
    assert east.status_code == 200
    assert "Saved. Treatment: 1 Jul 2026" in text(east)
    assert page.get("/outcome/figures/").status_code == 200
    assert page.get("/outcome/report.pdf").status_code == 200
    assert page.get("/api/v1/patients/me/outcome").status_code == 200


def test_what_is_not_known_stays_not_known(page, pat):
    page.send("/treatments/new/", **(NEW | {"units": "", "product": "other"}), from_start="yes")
    (course,) = recorded_courses(pat)
    assert course.treatments[0].document == TreatmentDocument(FIRST, Product.OTHER, None, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"date": "2026-07-01"}, "This date has not come yet."),
        ({"date": "3.3.2026"}, "Give the date as year-month-day"),
        ({"date": ""}, "Give the date as year-month-day"),
        ({"units": "0"}, "Units are a whole number from 1 to 1,500"),
        ({"units": "many"}, "Units are a whole number from 1 to 1,500"),
        ({"lot": "x" * 41}, "A lot number has at most 40"),
        ({"from_start": ""}, "Say first whether this was the first Botox ever for migraine."),
        ({"from_start": "no", "began": "2026-03-03"}, "The first treatment lies before this one."),
        ({"from_start": "no", "earlier": "201"}, "Earlier treatments are a whole number"),
        ({"from_start": "yes", "began": "2025-01-01"}, "The first treatment ever has none before it."),
        ({"product": "soap"}, "soap is not one of the available choices"),
    ],
)
def test_what_cannot_be_says_why_and_keeps_what_was_typed(page, fields, sentence):
    response = page.send("/treatments/new/", **(NEW | {"from_start": "yes", "lot": "C1234"} | fields))
    assert response.status_code == 400
    assert sentence in text(response)
    assert fields.get("lot", "C1234") in response.content.decode()
    assert not Treatment.objects.exists()


def test_two_on_one_day_are_refused_in_words(page, pat):
    treat(pat, start=EVER)
    response = page.send("/treatments/new/", **NEW)
    assert "There is a treatment on this date already." in text(response)


def test_a_form_sent_twice_is_one_treatment(page):
    ids = {"operation": str(uuid4()), "uid": str(uuid4())}
    for _ in range(2):
        response = page.send("/treatments/new/", **NEW, from_start="yes", **ids)
        assert "Saved. Treatment: 3 Mar 2026" in text(response)
    assert Treatment.objects.count() == 1


def test_a_restart_opens_a_course(page, pat):
    treat(pat, start=EVER)
    page.send("/treatments/new/", **(NEW | {"date": "2026-06-23"}), restart="on")
    assert Course.objects.filter(patient=pat).count() == 2
    response = page.send("/treatments/new/", **(NEW | {"date": "2026-05-01"}), restart="on")
    assert "A restart comes after all treatments so far." in text(response)


def test_a_correction_and_a_withdrawal_with_undo(page, pat):
    uid = treat(pat, start=EVER, lot="C1234")
    shown = page.get(f"/treatments/{uid}/").content.decode()
    assert 'value="C1234"' in shown
    assert 'value="2026-03-03"' in shown
    response = page.send(f"/treatments/{uid}/", **(NEW | {"units": "195"}), version="1")
    assert "195 units" in text(response)
    stale = page.send(f"/treatments/{uid}/", **NEW, version="1")
    assert "This was changed elsewhere in the meantime." in text(stale)
    response = page.send(f"/treatments/{uid}/withdraw/", version="2")
    assert "Withdrawn. Treatment: 3 Mar 2026" in text(response)
    assert recorded_courses(pat) == []
    response = page.send(f"/treatments/{uid}/restore/")
    assert "Saved. Treatment: 3 Mar 2026" in text(response)
    assert len(recorded_courses(pat)) == 1


def test_what_can_not_be_withdrawn_or_brought_back_says_why(page, pat):
    uid = treat(pat, start=EVER)
    page.send(f"/treatments/{uid}/", **(NEW | {"units": "195"}), version="1")
    response = page.send(f"/treatments/{uid}/withdraw/", version="1")
    assert response.redirect_chain[-1][0] == f"/treatments/{uid}/"
    assert "This was changed elsewhere in the meantime." in text(response)
    assert "This was changed" not in text(page.get(f"/treatments/{uid}/"))
    page.send(f"/treatments/{uid}/withdraw/", version="2")
    again = page.send(f"/treatments/{uid}/withdraw/", version="2")
    assert again.redirect_chain[-1][0] == "/outcome/"
    assert "This treatment is not there any more." in text(again)
    treat(pat, start=EVER)
    response = page.send(f"/treatments/{uid}/restore/")
    assert response.redirect_chain[-1][0] == "/outcome/"
    assert 'class="notice" data-said' in response.content.decode()
    assert len(recorded_courses(pat)) == 1


def test_marks_in_the_address_make_nothing_up(page, pat):
    uid = treat(pat, start=EVER)
    for mark in (f"withdrawn={uid}", f"withdrawn={uuid4()}", "withdrawn=x", f"recorded={uuid4()}"):
        shown = text(page.get(f"/outcome/?{mark}"))
        assert "Withdrawn" not in shown
        assert "Saved" not in shown


def test_how_the_course_began_is_corrected(page, pat, log):
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12, 12))
    treat(pat, start=EVER)
    response = page.send("/courses/1/start/", from_start="no", began="", earlier="2")
    assert "Treated before the diary began" in text(response)
    response = page.send("/courses/1/start/", from_start="no", began="2026-03-03", earlier="")
    assert "The first treatment lies before this one." in text(response)


def test_a_figure_from_before_is_added_and_taken_away(page, pat):
    treat(pat, start=CourseStart(from_start=False))
    response = page.send("/courses/1/baseline/", source="recalled", days="22.5", dated="")
    assert "Compared with 22.5 headache days a month before treatment, recalled." in text(response)
    refused = page.send("/courses/1/baseline/", source="recalled", days="29", dated="")
    assert "Headache days a month are a number from 0 to 28." in text(refused)
    assert "Give a number." in text(page.send("/courses/1/baseline/", source="letter", days="NaN"))
    assert "Choose" not in text(page.send("/courses/1/baseline/", take_away="yes"))
    assert recorded_courses(pat)[0].written is None


@pytest.mark.parametrize("url", ["/courses/2/start/", "/courses/2/baseline/", "/courses/2/fix/"])
def test_a_course_that_is_none_is_not_there(page, pat, url):
    treat(pat, start=EVER)
    assert page.get(url).status_code == 404


def test_the_treatment_of_another_is_not_there(eve, as_, pat):
    uid = treat(pat, start=EVER)
    client = as_(eve)
    unknown = client.get(f"/treatments/{uuid4()}/")
    theirs = client.get(f"/treatments/{uid}/")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content
    client.post(f"/treatments/{uid}/withdraw/", {"version": "1", "operation": str(uuid4())})
    client.post(f"/treatments/{uid}/restore/", {"operation": str(uuid4())})
    assert Treatment.objects.get(uid=uid).version == 1


def test_its_history_says_what_was_changed_by_whom_and_when(page, pat):
    uid = treat(pat, start=EVER)
    page.send(f"/treatments/{uid}/", **NEW | {"version": "1", "lot": "C1234"})
    page.send(f"/treatments/{uid}/withdraw/", version="2")
    page.send(f"/treatments/{uid}/restore/")
    history = text(page.get(f"/treatments/{uid}/")).split("History", 1)[1]
    moment = "30 June 2026, 20:00 (Europe/London), "
    for line in (
        f"{moment}recorded by you: 3 Mar 2026, Botox (onabotulinumtoxinA), 155 units",
        f"{moment}changed by you: 3 Mar 2026, Botox (onabotulinumtoxinA), 155 units, lot C1234",
        f"{moment}withdrawn by you",
        f"{moment}recorded by you: 3 Mar 2026, Botox (onabotulinumtoxinA), 155 units, lot C1234",
    ):
        _before, found, history = history.partition(line)
        assert found, line
