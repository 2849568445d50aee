"""Other preventives as Pat enters them, without JavaScript, and as those see them who were let in."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from diary.models import Preventive
from diary.queries.preventives import recorded_preventives
from diary.terms.preventives import Ended, PreventiveClass, PreventiveDocument
from tests.flows.pages import text
from tests.preventives import NEVER, NOW, STOPPED, take
from tests.treated import EVER, FIRST, treat

pytestmark = pytest.mark.usefixtures("june")

MAY = date(2026, 5, 3)
NEW = {
    "drug": "Topamax",
    "named_class": "",
    "taking": "",
    "started": "",
    "stopped": "",
    "ended": "",
    "dose": "",
}


@pytest.fixture
def page(page):
    """Pat's browser, whose forms have an id of their thing."""
    send = page.send
    page.send = lambda url, **fields: send(url, **{"uid": str(uuid4())} | fields)
    return page


def documents(patient) -> list[PreventiveDocument]:
    return [one.document for one in recorded_preventives(patient)]


def test_a_brand_is_kept_as_what_it_is_and_what_is_left_out_is_not_known(page, pat):
    response = page.send("/preventives/new/", **NEW)
    assert response.redirect_chain[-1][0].startswith("/preventives/?recorded=")
    assert "Saved. Topiramate (epilepsy medicine): not said whether it is still taken." in text(response)
    assert documents(pat) == [PreventiveDocument("topiramate")]


def test_everything_that_can_be_said_is_kept(page, pat):
    said = {
        "taking": "stopped",
        "started": "2025-01-01",
        "started_about": "on",
        "stopped": "2026-05-03",
        "ended": "did_not_help_enough",
        "dose": "50 mg twice a day",
    }
    page.send("/preventives/new/", **NEW | said)
    assert documents(pat) == [
        PreventiveDocument(
            "topiramate",
            taking=STOPPED,
            started=date(2025, 1, 1),
            started_about=True,
            stopped=MAY,
            dose="50 mg twice a day",
            ended=Ended.NOT_ENOUGH,
        )
    ]


def test_what_is_not_in_the_list_keeps_its_name_and_its_kind(page, pat):
    page.send(
        "/preventives/new/", **NEW | {"drug": " Headache  tea ", "named_class": "other", "taking": "now"}
    )
    assert documents(pat) == [
        PreventiveDocument(name="Headache tea", named_class=PreventiveClass.OTHER, taking=NOW)
    ]


def test_the_kind_of_a_listed_one_is_known(page, pat):
    page.send("/preventives/new/", **NEW | {"named_class": "beta_blocker"})
    assert documents(pat) == [PreventiveDocument("topiramate")]


def test_a_slip_is_asked_about_once(page, pat):
    slip = NEW | {"drug": "Topamaks"}
    assert "It is called what I typed" not in text(page.get("/preventives/new/"))
    asked = page.send("/preventives/new/", **slip)
    assert asked.status_code == 400
    assert "Is it Topamax? Type that, or tick “It is called what I typed”." in text(asked)
    assert 'value="Topamaks"' in asked.content.decode()
    assert 'name="as_typed"' in asked.content.decode()
    assert documents(pat) == []
    page.send("/preventives/new/", **slip, as_typed="on")
    (recorded,) = recorded_preventives(pat)
    assert recorded.document == PreventiveDocument(name="Topamaks")
    # It was said already that this is its name.
    shown = page.get(f"/preventives/{recorded.uid}/").content.decode()
    assert 'name="as_typed" id="id_as_typed" checked' in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"drug": ""}, "Say what it is called: the name on the packet."),
        ({"drug": "x" * 61}, "A name has at most 60 characters here."),
        ({"dose": "x" * 61}, "The dose has at most 60 characters."),
        ({"started": "2026-07-01"}, "This date has not come yet."),
        ({"started": "1989-01-01"}, "Dates before 1990 are not kept. Leave the date empty."),
        ({"started": "3.5.2026"}, "Give the date as year-month-day"),
        ({"started_about": "on"}, "Give the date that is about right, or clear the tick."),
        ({"stopped": "2026-05-03"}, "A date or a reason to stop goes with “It was stopped”."),
        ({"taking": "now", "ended": "other"}, "A date or a reason to stop goes with “It was stopped”."),
        (
            {"taking": "stopped", "started": "2026-05-03", "stopped": "2026-05-02"},
            "It was stopped before it was started. Correct one of the two dates.",
        ),
        ({"taking": "never", "started": "2026-05-03"}, "What was never taken has no dates and no dose"),
        ({"taking": "soap"}, "soap is not one of the available choices"),
    ],
)
def test_what_cannot_be_says_why_and_keeps_what_was_typed(page, fields, sentence):
    response = page.send("/preventives/new/", **NEW | {"dose": "50 mg"} | fields)
    assert response.status_code == 400
    assert sentence in text(response)
    assert fields.get("dose", "50 mg") in response.content.decode()
    assert not Preventive.objects.exists()


def test_a_form_sent_twice_is_one_preventive(page):
    ids = {"operation": str(uuid4()), "uid": str(uuid4())}
    for _ in range(2):
        assert "Saved. Topiramate" in text(page.send("/preventives/new/", **NEW, **ids))
    assert Preventive.objects.count() == 1


def test_a_correction_and_a_withdrawal_with_undo(page, pat):
    uid = take(pat, taking=NOW, started=MAY, dose="50 mg")
    shown = page.get(f"/preventives/{uid}/").content.decode()
    for value in ('value="topiramate"', 'value="2026-05-03"', 'value="50 mg"'):
        assert value in shown
    assert '<input type="radio" name="taking" value="now" id="id_taking_0" checked>' in shown
    ended = NEW | {"taking": "stopped", "ended": "not_tolerated"}
    response = page.send(f"/preventives/{uid}/", **ended, version="1")
    assert "Saved. Topiramate (epilepsy medicine): stopped, dates not known; not tolerated." in text(response)
    stale = page.send(f"/preventives/{uid}/", **NEW, version="1")
    assert "This was changed elsewhere in the meantime." in text(stale)
    history = text(page.get(f"/preventives/{uid}/")).split("History", 1)[1]
    assert "recorded by you: Topiramate (epilepsy medicine): since 3 May 2026, 8 weeks" in history
    assert "changed by you: Topiramate (epilepsy medicine): stopped, dates not known" in history
    response = page.send(f"/preventives/{uid}/withdraw/", version="2")
    assert "Withdrawn. Topiramate" in text(response)
    assert documents(pat) == []
    assert page.get(f"/preventives/{uid}/").status_code == 404
    response = page.send(f"/preventives/{uid}/restore/")
    assert "Saved. Topiramate" in text(response)
    assert len(documents(pat)) == 1


def test_a_withdrawal_of_an_older_version_leads_back_to_what_it_says_now(page, pat):
    uid = take(pat)
    page.send(f"/preventives/{uid}/", **NEW | {"taking": "now"}, version="1")
    response = page.send(f"/preventives/{uid}/withdraw/", version="1")
    assert response.redirect_chain[-1][0] == f"/preventives/{uid}/"
    assert "This was changed elsewhere in the meantime." in text(response)
    assert len(documents(pat)) == 1
    page.send(f"/preventives/{uid}/withdraw/", version="2")
    response = page.send(f"/preventives/{uid}/withdraw/", version="2")
    assert response.redirect_chain[-1][0] == "/preventives/"
    assert "is not there any more." in text(response)


def test_an_undo_that_is_none_of_ours_is_not_found(page, pat):
    uid = take(pat)
    assert page.post(f"/preventives/{uid}/restore/", {"operation": "x"}).status_code == 404


def test_marks_in_the_address_make_nothing_up(page, pat):
    uid = take(pat)
    for mark in (f"withdrawn={uid}", f"withdrawn={uuid4()}", "withdrawn=x", f"recorded={uuid4()}"):
        shown = text(page.get(f"/preventives/?{mark}"))
        assert "Withdrawn" not in shown
        assert "Saved" not in shown


def test_the_list_is_one_step_from_the_outcome_with_or_without_treatment(page, pat):
    assert 'href="/preventives/"' in page.get("/outcome/").content.decode()
    treat(pat, start=EVER)
    shown = page.get("/outcome/")
    assert 'href="/preventives/"' in shown.content.decode()
    assert "None is recorded. One that is started or stopped" in text(shown)
    assert "None is recorded yet." in text(page.get("/preventives/"))
    assert 'href="/preventives/new/"' in page.get("/preventives/").content.decode()


def test_those_taken_now_come_first_then_the_latest(page, pat):
    take(pat, "timolol", taking=STOPPED, stopped=date(2024, 1, 1))
    take(pat, "propranolol", taking=NEVER, ended=Ended.NOT_SUITABLE)
    take(pat, "topiramate", taking=STOPPED, stopped=MAY)
    take(pat, "magnesium", taking=NOW)
    shown = text(page.get("/preventives/"))
    names = ("Magnesium", "Topiramate", "Timolol", "Propranolol")
    places = [shown.index(name) for name in names]
    assert places == sorted(places)


def test_one_started_in_the_days_compared_is_said_and_blamed_for_nothing(treated, as_):
    take(treated, taking=NOW, started=MAY)
    shown = text(as_(treated).get("/outcome/"))
    assert "Topiramate was started on 3 May 2026, inside the days compared." in shown
    assert "Topiramate (epilepsy medicine): since 3 May 2026, 8 weeks" in shown
    assert "caused" not in shown


def test_one_from_before_is_listed_and_changes_nothing_that_is_compared(treated, as_):
    take(treated, taking=STOPPED, started=date(2024, 1, 1), stopped=date(2025, 1, 1))
    shown = text(as_(treated).get("/outcome/"))
    assert "Topiramate (epilepsy medicine): from 1 Jan 2024 to 1 Jan 2025, 52 weeks" in shown
    assert "inside the days compared" not in shown


def test_doc_reads_the_list_and_cannot_change_it(treated, doc, as_):
    uid = take(treated, taking=NOW, started=MAY, dose="50 mg")
    page = as_(doc).get(f"/patients/{treated.code}/outcome/")
    assert "Topiramate (epilepsy medicine): since 3 May 2026, 8 weeks; highest dose 50 mg" in text(page)
    assert "Topiramate was started on 3 May 2026, inside the days compared." in text(page)
    assert "/preventives/" not in page.content.decode()
    for address in ("/preventives/", "/preventives/new/", f"/preventives/{uid}/"):
        assert as_(doc).get(address)["Location"] == "/clinic/"


@pytest.mark.parametrize("person", ["rev", "eve", "adm"])
def test_who_was_not_let_in_reads_nothing(treated, person, as_, request):
    take(treated)
    page = as_(request.getfixturevalue(person)).get(f"/patients/{treated.code}/outcome/")
    assert page.status_code == 404


def test_the_preventive_of_another_is_not_there(eve, as_, pat):
    uid = take(pat)
    client = as_(eve)
    unknown, theirs = client.get(f"/preventives/{uuid4()}/"), client.get(f"/preventives/{uid}/")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.content == unknown.content
    client.post(f"/preventives/{uid}/withdraw/", {"version": "1", "operation": str(uuid4())})
    client.post(f"/preventives/{uid}/restore/", {"operation": str(uuid4())})
    assert Preventive.objects.get(uid=uid).version == 1


def test_pat_takes_them_away(treated, as_):
    take(treated, taking=NOW, started=FIRST - timedelta(days=7))
    taken = as_(treated).get("/outcome/preventives.csv").content.decode("utf-8-sig")
    header, row = taken.splitlines()
    assert header.startswith("drug,class,taking,started")
    assert row.startswith("topiramate,anticonvulsant,now,2026-02-24,no,")
