"""The daily log as Pat uses it, without JavaScript."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import unquote
from uuid import uuid4

import django.db
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.actions import Change
from diary.models import Day
from diary.queries.days import day_on
from diary.terms.answers import FourHours, Provenance, Relief, Severity
from diary.terms.day_document import DayDocument, Intake
from tests.flows.pages import text

TUESDAY = date(2026, 3, 3)
URL = "/days/2026-03-03/"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def test_the_question_comes_first(page):
    response = page.get("/")
    main = response.content.decode().split("<main", 1)[1]
    assert re.search(r"<h1[^>]*>Did you have a headache today\?</h1>", main)
    assert main.index("<h1") < main.index("<nav")
    assert "Tuesday 3 March" in text(response)


def test_no_headache_is_one_tap(page, pat):
    response = page.send(URL, headache="no")
    assert response.redirect_chain == [("/?saved=1", 302)]
    assert "Saved. Tuesday 3 March, no headache." in text(response)
    assert day_on(pat, TUESDAY).document == DayDocument(headache=False)


def test_headache_with_its_severity_is_one_answer_and_four_hours_another(page, pat):
    response = page.send(URL, headache="yes", severity="severe")
    assert "Saved. Tuesday 3 March, headache, severe." in text(response)
    assert "4 hours or more" in text(response)
    page.send(URL, four_hours="not_sure")
    assert day_on(pat, TUESDAY).document == DayDocument(
        headache=True, severity=Severity.SEVERE, four_hours=FourHours.NOT_SURE
    )


@pytest.mark.parametrize("severity", Severity)
def test_a_tap_on_a_severity_says_both(page, pat, severity):
    page.send(URL, headache=severity.value)
    assert day_on(pat, TUESDAY).document == DayDocument(headache=True, severity=severity)


def test_not_sure_how_bad_takes_an_earlier_severity_back(page, pat):
    page.send(URL, headache="severe")
    page.send(URL, headache="unsure")
    assert day_on(pat, TUESDAY).document == DayDocument(headache=True)


def test_details_are_saved_and_what_is_left_open_stays_open(page, pat):
    page.send(URL, headache="yes", severity="")
    page.send(
        URL,
        version="1",
        hours="2.5",
        nausea="yes",
        aura="no",
        pulsating="",
        effect="less",
        menstruation="",
        took="something",
        medicine=["Imigran", "", "paracetamol"],
        doses=["2", "", ""],
        relief=["partly", "", ""],
        note="after the storm",
    )
    assert day_on(pat, TUESDAY).document == DayDocument(
        headache=True,
        hours=Decimal("2.5"),
        nausea=True,
        aura=False,
        effect="less",
        intakes=(Intake("sumatriptan", 2, Relief.PARTLY), Intake("paracetamol")),
        note="after the storm",
    )
    shown = page.get("/").content.decode()
    assert "after the storm" in shown
    assert 'value="sumatriptan"' in shown


def test_took_nothing_is_an_answer(page, pat):
    page.send(URL, headache="yes", severity="")
    page.send(URL, took="nothing", medicine="", doses="", relief="")
    assert day_on(pat, TUESDAY).document.intakes == ()
    page.send(URL, took="", medicine="", doses="", relief="")
    assert day_on(pat, TUESDAY).document.intakes is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"headache": "yes", "hours": "25"}, "Hours of one day are more than 0 and at most 24."),
        ({"headache": "yes", "hours": "NaN"}, "Give a number."),
        ({"headache": "yes", "hours": "many"}, "Give a number."),
        ({"headache": "no", "severity": "mild"}, "This belongs to a headache."),
        ({"severity": "mild"}, "Say first whether there was a headache that day."),
        ({"headache": "perhaps"}, "Answer yes or no, or leave it unanswered."),
        ({"headache": ""}, "Say first whether there was a headache that day."),
        ({"headache": "yes", "mood": "low"}, "This field is not known."),
        ({"headache": "yes", "note": "a\0b"}, "This text has characters that cannot be kept."),
        ({"headache": "yes", "note": "x" * 2001}, "A note has at most 2,000 characters."),
        ({"headache": "yes", "took": "nothing", "medicine": "codeine", "doses": "", "relief": ""},
         "“Took nothing” and a medicine do not go together."),
        ({"headache": "yes", "medicine": "tea", "doses": "", "relief": ""},
         "This medicine is not in the list."),
        ({}, "Nothing was answered, so there is nothing to save."),
        ({"headache": "yes", "took": "something"}, "Name the medicine"),
        ({"headache": "yes", "medicine": "", "doses": "3", "relief": "yes"}, "Name the medicine"),
        ({"headache": "yes", "medicine": ["codeine", "aspirin"], "doses": "1", "relief": ""},
         "Give a list of medicines"),
        ({"headache": "yes", "operation": ""}, "Give each change an id of its own"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_says_why_and_saves_nothing(page, fields, sentence):
    response = page.send(URL, **fields)
    assert response.status_code == 400
    assert sentence in text(response)
    assert not Day.objects.exists()


def test_broken_utf_8_is_refused(page):
    body = f"headache=yes&note=%FF%FE&operation={uuid4()}"
    response = page.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert "This text has characters that cannot be kept." in text(response)
    assert not Day.objects.exists()


def test_what_was_typed_is_still_there_when_it_was_refused(page, pat):
    page.send(URL, headache="yes", severity="")
    response = page.send(URL, version="1", hours="25", note="a long story", aura="yes")
    shown = response.content.decode()
    assert "a long story" in shown
    assert 'value="25"' in shown
    assert day_on(pat, TUESDAY).version == 1


def test_ten_megabytes_are_too_much(page):
    response = page.send(URL, headache="yes", note="x" * 10_000_000)
    assert response.status_code == 413
    assert "too much at once" in text(response)


def test_tomorrow_has_not_come_yet(page):
    assert "has not come yet" in text(page.get("/days/2026-03-04/"))
    response = page.send("/days/2026-03-04/", headache="no")
    assert response.status_code == 400
    assert "This date has not come yet." in text(response)


def test_tomorrow_is_today_where_the_browser_says_it_is(page, pat):
    page.send("/days/2026-03-04/", headache="no", zone="Pacific/Auckland")
    assert day_on(pat, date(2026, 3, 4)).version == 1


def test_yesterday_is_logged_the_same_way(page, pat):
    response = page.send("/days/2026-03-02/", headache="no")
    assert response.redirect_chain == [("/days/2026-03-02/?saved=1", 302)]
    assert "Saved. Monday 2 March, no headache." in text(response)


def test_undo_brings_the_headache_back_that_no_headache_cleared(page, pat):
    page.send(URL, headache="yes", severity="severe")
    page.send(URL, note="after the storm")
    page.send(URL, headache="no")
    response = page.send(f"{URL}undo/", version="3")
    assert "Undone. Tuesday 3 March, headache, severe, note." in text(response)
    assert day_on(pat, TUESDAY).document.note == "after the storm"


def test_a_withdrawn_day_is_not_logged_and_can_be_brought_back(page, pat):
    page.send(URL, headache="yes", severity="severe")
    response = page.send(f"{URL}withdraw/")
    assert "Withdrawn. Tuesday 3 March is not logged." in text(response)
    assert day_on(pat, TUESDAY).document is None
    response = page.send(f"{URL}undo/", version="2")
    assert "Undone. Tuesday 3 March, headache, severe." in text(response)


def test_the_same_form_sent_twice_is_saved_once(page, pat):
    operation = str(uuid4())
    for _ in range(2):
        response = page.send(URL, headache="no", operation=operation)
        assert "Saved. Tuesday 3 March, no headache." in text(response)
    assert day_on(pat, TUESDAY).version == 1


def test_details_written_elsewhere_in_the_meantime_are_not_written_over(page, pat, log):
    page.send(URL, headache="yes", severity="")
    log(pat, Change(TUESDAY, {"note": "from the other phone"}))
    response = page.send(URL, version="1", note="from this phone")
    assert response.status_code == 409
    assert "Not saved: this day was changed elsewhere." in text(response)
    assert "from this phone" in response.content.decode()
    assert day_on(pat, TUESDAY).document.note == "from the other phone"


def test_no_headache_before_the_evening_is_asked_once_more(page, pat):
    with time_machine.travel(NOON, tick=False):
        page.send(URL, headache="no")
        assert "Still no headache today?" not in text(page.get("/"))
    assert "Still no headache today?" in text(page.get("/"))
    page.send(URL, headache="no")
    assert day_on(pat, TUESDAY).provenance is Provenance.SAME_DAY
    assert "Still no headache today?" not in text(page.get("/"))


def test_a_past_day_that_was_clear_so_far_asks_at_any_hour(page):
    with time_machine.travel(NOON, tick=False):
        page.send(URL, headache="no")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert "No headache to the end of yesterday?" in text(page.get(URL))


def test_yesterdays_clear_so_far_is_asked_about_today(page, pat):
    with time_machine.travel(NOON, tick=False):
        page.send(URL, headache="no")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert "Yesterday you said no headache before the evening" in text(page.get("/"))
        page.send(URL, headache="no")
        assert "Yesterday you said no headache before the evening" not in text(page.get("/"))


def test_the_strip_tells_headache_clear_and_not_logged_apart(page, pat, log):
    log(pat, Change(TUESDAY, {"headache": True}), Change(date(2026, 3, 2), {"headache": False}))
    shown = page.get("/").content.decode()
    strip = shown.split('id="last-28"')[1].split("</ol>")[0]
    assert "Headache 1, clear 1, logged 2 of 28 days." in re.sub(r"\s+", " ", strip)
    assert len(re.findall(r'href="/days/2026-0[23]-\d\d/"', strip)) == 28
    words = re.findall(r'aria-label="[^"]*, (headache|clear|not logged)"', strip)
    assert sorted(words) == ["clear", "headache"] + ["not logged"] * 26


def test_the_month_counts_its_days_so_far(page, pat, log):
    log(pat, Change(TUESDAY, {"headache": True}), Change(date(2026, 2, 28), {"headache": False}))
    assert "Headache 1, clear 0, logged 1 of 3 days." in text(page.get("/calendar/"))
    february = page.get("/calendar/2026-02/")
    assert "February 2026" in text(february)
    assert "Headache 0, clear 1, logged 1 of 28 days." in text(february)


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/2026-04/",
        "/calendar/1989-12/",
        "/calendar/2026-13/",
        "/days/2026-02-30/",
        "/days/1989-12-31/",
    ],
)
def test_dates_that_are_none_are_not_there(page, path):
    assert page.get(path).status_code == 404


def test_dates_before_any_diary_cannot_be_logged(page):
    response = page.send("/days/1989-12-31/", headache="no")
    assert "Dates before 1990 cannot be logged." in text(response)


def database_down(execute, sql, params, many, context):
    raise django.db.OperationalError("FATAL: after the storm")


def test_a_database_that_is_down_says_not_saved(page):
    page.raise_request_exception = False
    with connection.execute_wrapper(database_down):
        for response in (page.send(URL, headache="no"), page.get("/"), page.get("/calendar/")):
            assert response.status_code == 503
            assert "Not saved: the diary cannot be reached at the moment." in text(response)
            assert response["Retry-After"]
            assert "storm" not in text(response)


def test_a_database_that_goes_down_while_saving_keeps_nothing_of_it(page, pat):
    def full(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "packed" in sql:
            raise django.db.OperationalError("disk full")
        return execute(sql, params, many, context)

    page.raise_request_exception = False
    with connection.execute_wrapper(full):
        assert page.send(URL, headache="no").status_code == 503
    assert day_on(pat, TUESDAY).version == 0


def test_a_zone_this_server_does_not_know_stops_nobody(page, pat):
    page.send(URL, headache="no", zone="Mars/Olympus")
    assert day_on(pat, TUESDAY).version == 1


def test_an_answer_after_the_session_ended_is_said_to_be_lost(page):
    page.cookies.clear()
    response = page.send(URL, headache="no")
    assert "Not saved: you were logged out." in text(response)
    assert "next=/days/2026-03-03/" in unquote(response.redirect_chain[-1][0])
    assert "Not saved" not in text(page.get(URL, follow=True))


def test_a_file_is_no_answer(page):
    response = page.send(URL, headache="yes", note=SimpleUploadedFile("note.txt", b"after the storm"))
    assert response.status_code == 400
    assert not Day.objects.exists()


def test_a_mark_in_the_address_makes_nothing_up(page):
    assert "Withdrawn" not in text(page.get("/?saved=1"))
    assert "Undone" not in text(page.get("/?undone=1"))
    page.send(URL, headache="no")
    assert "Saved." in text(page.get("/?saved=1"))
    assert "Saved." not in text(page.get("/?saved=2"))


def test_a_fault_of_ours_shows_nothing_of_what_was_sent(page, monkeypatch, caplog):
    def broken(**options):
        raise RuntimeError("after the storm")

    monkeypatch.setattr("diary.web.days.record_days", broken)
    page.raise_request_exception = False
    response = page.send(URL, headache="no", note="after the storm")
    assert response.status_code == 500
    assert "storm" not in response.content.decode()


def test_statements_do_not_grow_with_the_diary(page, pat, log):
    def statements(path):
        with CaptureQueriesContext(connection) as captured:
            assert page.get(path).status_code == 200
        return len(captured)

    paths = ["/", "/days/2026-03-02/", "/calendar/", "/api/v1/patients/me/days"]
    paths.append("/api/v1/patients/me/days/2026-03-03")
    answer = {"headache": True, "intakes": (Intake("sumatriptan"),)}
    log(pat, *(Change(TUESDAY - timedelta(days=index), answer) for index in range(1, 10)))
    few = {path: statements(path) for path in paths}
    # Today is not logged yet; the other day has its details, which suggest what was taken lately.
    assert (few["/"], few["/days/2026-03-02/"]) <= (4, 5)
    for start in range(10, 1000, 330):
        log(pat, *(Change(TUESDAY - timedelta(days=start + i), {"headache": False}) for i in range(330)))
    assert {path: statements(path) for path in paths} == few


def test_saving_takes_at_most_fourteen_statements(page, pat, log):
    log(pat, Change(TUESDAY - timedelta(days=1), {"headache": True}))
    with CaptureQueriesContext(connection) as captured:
        page.send(URL, follow=False, headache="yes", severity="severe")
    assert len(captured) <= 14


def test_no_address_of_a_page_says_how_a_day_was(page, pat, log):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False):
        log(pat, Change(date(2026, 3, 2), {"headache": False}))
    asked = page.get("/").content.decode()
    assert "It became a headache" in asked
    way = re.search(r'href="([^"]+)">It became a headache', asked)[1]
    assert not any(word in way for word in ("headache", "clear", "severe"))
    assert '<details class="tap" open>' in page.get(way).content.decode()
    assert '<details class="tap">' in page.get(way.partition("?")[0]).content.decode()


@pytest.mark.parametrize("path", ["", "undo/", "withdraw/"])
def test_a_form_of_anothers_page_changes_nothing(page, pat, eve, path):
    page.send(URL, headache="severe", diary=pat.code)
    response = page.send(f"{URL}{path}", diary=eve.code, version="1", note="for another diary")
    assert response.status_code == 409
    assert "another diary" in text(response)
    assert "for another diary" not in text(response)
    assert day_on(pat, TUESDAY).version == 1
