"""The clinic: whom Doc sees, what Doc sees of them, and who works there."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.actions import (
    Change,
    add_member,
    end_membership,
    let_in,
    open_simulated_diary,
    revoke,
    set_name,
)
from diary.models import Event, Grant, Membership, PackedDiary, Patient
from diary.terms.clinics import Role
from tests.conftest import clinic_called, clinician, with_diary
from tests.flows.pages import text

TUESDAY = date(2026, 3, 3)
EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def reads(patient):
    told = Event.objects.filter(patient=patient, verb="diary.read").order_by("sequence")
    return [(event.by_id, event.detail["what"]) for event in told]


# --- the list of patients -------------------------------------------------------------------


def test_doc_sees_who_let_the_clinic_in_and_how_their_logging_stands(pat, eve, doc, as_, log):
    log(pat, *(Change(TUESDAY - timedelta(days=ago), {"headache": True}) for ago in range(2, 40)))
    set_name(by=pat.user, patient=pat, name="Pat Example")
    said = text(as_(doc).get("/clinic/"))
    assert "Pat Example Last logged: Sunday 1 March. Logged 26 of the last 28 days." in said
    assert eve.code not in said
    assert eve.user.email not in said


def test_without_a_name_there_is_a_code_and_without_days_a_sentence(pat, doc, as_):
    assert f"Patient {pat.code} Nothing logged yet." in text(as_(doc).get("/clinic/"))


def test_logging_is_told_from_the_days_where_packed_rows_cannot_be_read(pat, doc, as_, log):
    log(pat, Change(TUESDAY, {"headache": True}), Change(date(2025, 1, 1), {"headache": True}))
    before = text(as_(doc).get("/clinic/"))
    PackedDiary.objects.filter(patient=pat).update(rules=0)
    assert "Last logged: Tuesday 3 March. Logged 1 of the last 28 days." in before
    assert text(as_(doc).get("/clinic/")) == before


def test_made_up_and_imported_people_are_labelled(pat, doc, clinic, as_):
    made_up = open_simulated_diary(by=None, email="m@example.org", password="x", zone="Europe/London")
    imported = Patient.objects.create(zone="Europe/London")
    for patient in (made_up, imported):
        let_in(by=None, patient=patient, clinic=clinic, months=None)
    said = text(as_(doc).get("/clinic/"))
    assert f"Patient {made_up.code} Simulated: made up" in said
    assert f"Patient {imported.code} Imported, no account" in said
    assert said.count("Simulated") == said.count("Imported") == 1
    assert "Imported, no account" in text(as_(doc).get(f"/patients/{imported.code}/days/"))


def test_patients_stand_by_name_and_those_without_one_last(pat, eve, doc, clinic, as_):
    nameless = with_diary("nameless")
    for patient, name in ((eve, "adam"), (pat, "Zoe"), (nameless, "")):
        set_name(by=patient.user, patient=patient, name=name)
        let_in(by=patient.user, patient=patient, clinic=clinic)
    said = text(as_(doc).get("/clinic/"))
    assert said.index("adam") < said.index("Zoe") < said.index(nameless.code)


def test_the_list_is_one_read_a_day_and_the_patient_sees_it(pat, doc, as_):
    for _ in range(3):
        as_(doc).get("/clinic/")
    assert reads(pat) == [(doc.pk, "list")]
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        as_(doc).get("/clinic/")
    assert reads(pat) == [(doc.pk, "list")] * 2
    assert "doc@example.org of Quiet Room" in text(as_(pat).get("/sharing/"))


def test_whoever_stopped_sharing_is_not_in_the_list(pat, doc, rev, exp, as_):
    for reader in (rev, exp):
        assert "No patient has let this clinic in yet." in text(as_(reader).get("/clinic/"))
    revoke(by=pat.user, grant=Grant.objects.get(clinic__name="Quiet Room"))
    assert "No patient has let this clinic in yet." in text(as_(doc).get("/clinic/"))
    assert reads(pat) == []


def test_each_clinic_of_a_reader_has_its_own_list_and_code(pat, doc, clinic, as_):
    second = clinic_called("Second Room")
    add_member(by=None, clinic=second, user=doc, role=Role.INJECTOR)
    said = text(as_(doc).get("/clinic/"))
    assert said.index("Quiet Room") < said.index(pat.code) < said.index("Second Room")
    for one in (clinic, second):
        assert one.code in said.replace("-", "")


def test_statements_of_the_list_do_not_grow_with_its_patients(pat, doc, clinic, as_, log):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/clinic/").status_code == 200
        return len(captured)

    browser = as_(doc)
    first, again = statements(), statements()
    for number in range(5):
        patient = with_diary(f"patient-{number}")
        let_in(by=patient.user, patient=patient, clinic=clinic)
        log(patient, Change(TUESDAY, {"headache": True}))
    assert statements() <= first
    assert statements() <= again
    assert first <= 16
    assert again <= 12


# --- one patient ----------------------------------------------------------------------------


def test_doc_sees_a_month_that_leads_to_no_day_of_docs_own(pat, doc, as_, log):
    log(pat, Change(TUESDAY, {"headache": True}), Change(date(2026, 2, 28), {"headache": False}))
    response = as_(doc).get(f"/patients/{pat.code}/days/")
    assert "March 2026" in text(response)
    assert "Headache 1, clear 0, logged 1 of 3 days." in text(response)
    html = response.content.decode()
    assert 'role="img" class="headache today" aria-label="Tuesday 3 March, headache"' in html
    assert 'href="/days/' not in html
    february = as_(doc).get(f"/patients/{pat.code}/days/2026-02/")
    assert "Headache 0, clear 1, logged 1 of 28 days." in text(february)
    assert f'href="/patients/{pat.code}/days/2026-03/"' in february.content.decode()
    assert reads(pat) == [(doc.pk, "month")] * 2


@pytest.mark.parametrize("month", ["2026-04", "1989-12", "2026-13"])
def test_a_month_that_is_not_there_is_no_read(pat, doc, as_, month):
    assert as_(doc).get(f"/patients/{pat.code}/days/{month}/").status_code == 404
    assert reads(pat) == []


def test_pats_own_pages_lead_to_her_days_as_before(pat, doc, as_):
    as_(doc).get(f"/patients/{pat.code}/days/")
    assert 'href="/days/2026-03-03/"' in as_(pat).get("/calendar/").content.decode()


def test_a_reader_of_nobody_finds_nobody(pat, oth, as_):
    assert as_(oth).get(f"/patients/{pat.code}/days/").status_code == 404
    assert as_(oth).get("/patients/me/days/").status_code == 404


def test_the_api_is_read_by_a_grant_and_recorded(pat, doc, clinic, as_, log):
    log(pat, Change(TUESDAY, {"headache": True, "note": "after the storm"}))
    day = as_(doc).get(f"/api/v1/patients/{pat.code}/days/2026-03-03")
    assert day.json()["note"] == "after the storm"
    assert as_(doc).get(f"/api/v1/patients/{pat.code}/days").json()["logged"] == 1
    assert reads(pat) == [(doc.pk, "day"), (doc.pk, "range")]
    told = Event.objects.filter(patient=pat, verb="diary.read").values_list("detail", flat=True)
    assert all(detail.keys() == {"clinic", "grant", "what"} for detail in told)
    assert {detail["clinic"] for detail in told} == {clinic.code}


def test_a_request_that_cannot_be_read_shows_nothing_and_is_no_read(pat, doc, as_):
    assert as_(doc).get(f"/api/v1/patients/{pat.code}/days?first=x").status_code == 400
    assert reads(pat) == []


def test_reading_anothers_day_takes_at_most_six_statements_more_than_ones_own(pat, doc, as_, log):
    def statements(browser, path):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        return len(captured)

    log(pat, Change(TUESDAY, {"headache": True}))
    for path in ("/api/v1/patients/{}/days/2026-03-03", "/api/v1/patients/{}/days", "/patients/{}/days/"):
        own = statements(as_(pat), path.format("me"))
        assert own <= 4
        # Found, held, asked again with the membership, the last link, the event; and the transaction.
        assert statements(as_(doc), path.format(pat.code)) <= own + 8


# --- ways -----------------------------------------------------------------------------------


def test_logging_in_leads_whoever_keeps_no_diary_to_their_clinic(doc, adm, nils, as_):
    for person, place in ((doc, "/clinic/"), (adm, "/clinic/members/"), (nils, "/start/")):
        assert as_(person).get("/", follow=True).redirect_chain == [(place, 302)]
    assert "Change the password" in text(as_(doc).get("/clinic/"))


def test_the_bar_leads_to_the_clinic_for_those_who_work_there(pat, doc, adm, clinic, as_):
    def ways(person, path):
        html = as_(person).get(path).content.decode().split('<nav class="pages"')[1].split("</nav>")[0]
        return re.findall(r"<a href=\"([^\"]+)\"", html)

    assert ways(pat, "/") == ["/", "/calendar/", "/outcome/", "/settings/"]
    assert ways(doc, "/clinic/") == ["/clinic/", "/account/logout/"]
    assert ways(adm, "/clinic/members/") == ["/clinic/members/", "/account/logout/"]
    add_member(by=adm, clinic=clinic, user=pat.user, role=Role.INJECTOR)
    assert ways(pat, "/") == ["/", "/calendar/", "/outcome/", "/clinic/", "/settings/"]
    end_membership(by=adm, membership=Membership.objects.get(user=pat.user))
    assert ways(pat, "/") == ["/", "/calendar/", "/outcome/", "/settings/"]


def test_whoever_works_in_a_clinic_may_keep_a_diary_too(doc, as_):
    assert as_(doc).get("/start/").status_code == 200


# --- who works there ------------------------------------------------------------------------


def test_the_admin_sees_who_works_there_and_no_diaries(pat, doc, adm, clinic, as_):
    said = text(as_(adm).get("/clinic/members/"))
    assert "doc@example.org Clinician" in said
    assert clinic.code in said.replace("-", "")
    assert pat.code not in said
    assert reads(pat) == []


def test_the_admin_adds_somebody_by_the_address_of_their_account(pat, doc, adm, clinic, nils, as_):
    form = {"clinic": clinic.code, "email": " NILS@example.org ", "role": "injector"}
    assert as_(nils).get(f"/patients/{pat.code}/days/").status_code == 404
    response = as_(adm).post("/clinic/members/", form, follow=True)
    assert "Saved. They can work in the clinic from now on." in text(response)
    assert "nils@example.org Injector" in text(response)
    membership = Membership.objects.get(user=nils)
    assert (membership.role, membership.added_by) == ("injector", adm)
    assert as_(nils).get(f"/patients/{pat.code}/days/").status_code == 200


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"email": "nobody@example.org"}, "Nobody has an account with this address."),
        ({"email": "a\0b"}, "Nobody has an account with this address."),
        ({"email": ""}, "Nobody has an account with this address."),
        ({"role": "owner"}, "Choose what they do in the clinic."),
        ({"role": ""}, "Choose what they do in the clinic."),
        ({"email": "doc@example.org", "role": "admin"}, "They work here in another role."),
    ],
)
def test_who_cannot_be_added_is_said_plainly(doc, adm, clinic, nils, as_, form, sentence):
    before = Membership.objects.count()
    form = {"clinic": clinic.code, "email": "nils@example.org", "role": "clinician"} | form
    response = as_(adm).post("/clinic/members/", form)
    assert response.status_code == 400
    assert sentence in text(response)
    assert Membership.objects.count() == before


def test_whose_account_is_not_in_use_is_not_added(adm, clinic, nils, as_):
    type(nils).objects.filter(pk=nils.pk).update(is_active=False)
    form = {"clinic": clinic.code, "email": nils.email, "role": "clinician"}
    assert as_(adm).post("/clinic/members/", form).status_code == 400


def test_an_admin_runs_their_own_clinic_only(adm, oth, nils, as_):
    other = Membership.objects.get(user=oth)
    nothing = as_(adm).get("/nothing-here/").content
    for code in (other.clinic.code, "2222222222222222z", "", "\0"):
        form = {"clinic": code, "email": nils.email, "role": "clinician"}
        response = as_(adm).post("/clinic/members/", form)
        assert (response.status_code, response.content) == (404, nothing)
    for number in (other.pk, 0, 10**30):
        response = as_(adm).post(f"/clinic/members/{number}/end/")
        assert (response.status_code, response.content) == (404, nothing)
    other.refresh_from_db()
    assert other.ended is None


def test_the_admin_ends_a_membership_and_that_reader_reads_no_more(pat, doc, adm, as_):
    membership = Membership.objects.get(user=doc)
    response = as_(adm).post(f"/clinic/members/{membership.pk}/end/", follow=True)
    assert "Ended. They read no diary of this clinic any more." in text(response)
    assert "doc@example.org" not in text(response)
    nothing = as_(doc).get("/nothing-here/").content
    for path in ("/clinic/", f"/patients/{pat.code}/days/"):
        response = as_(doc).get(path)
        assert (response.status_code, response.content) == (404, nothing)
    assert as_(doc).get("/").headers["Location"] == "/start/"


def test_the_last_admin_cannot_leave(adm, as_):
    response = as_(adm).post(f"/clinic/members/{Membership.objects.get(user=adm).pk}/end/")
    assert response.status_code == 400
    assert "A clinic needs an admin." in text(response)


def test_looking_for_accounts_is_stopped(adm, clinic, as_):
    browser, form = as_(adm), {"clinic": clinic.code, "email": "x@example.org", "role": "clinician"}
    with time_machine.travel(EVENING, tick=True):
        answers = [browser.post("/clinic/members/", form).status_code for _ in range(21)]
    assert answers == [400] * 20 + [429]


def test_an_admin_of_one_clinic_who_reads_in_another_finds_both(adm, as_):
    second = clinic_called("Second Room")
    add_member(by=None, clinic=second, user=adm, role=Role.CLINICIAN)
    assert 'href="/clinic/members/"' in as_(adm).get("/clinic/").content.decode()
    assert 'href="/clinic/"' in as_(adm).get("/clinic/members/").content.decode()
    assert "Quiet Room" not in text(as_(adm).get("/clinic/"))


def test_a_clinician_of_the_clinic_is_no_admin_of_it(clinic, nils, as_):
    another = clinician("another", clinic)
    form = {"clinic": clinic.code, "email": nils.email, "role": "clinician"}
    assert as_(another).post("/clinic/members/", form).status_code == 404
    assert not Membership.objects.filter(user=nils).exists()
