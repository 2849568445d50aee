"""A clinic's numbers for the rules: who sees them, who sets them, and what is told of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.actions import add_member, end_membership
from diary.models import Membership, ThresholdRevision
from diary.queries.thresholds import thresholds_of
from diary.terms.clinics import Role
from diary.terms.criteria import PUBLISHED
from tests.conftest import clinic_called, clinician
from tests.flows.pages import text
from tests.rule_numbers import set_numbers

RULES = "/clinic/rules/"


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def form(clinic, version=0, **numbers):
    said = PUBLISHED._asdict() | {"clinic": clinic.code, "version": version} | numbers
    return {name: str(value) for name, value in said.items()}


def value_of(response, clinic, field):
    """What stands in a field of that clinic's form."""
    html = response.content.decode()
    (found,) = re.findall(rf'<input[^>]*id="{field}-{clinic.pk}"[^>]*>', html)
    return re.search(r'value="([^"]*)"', found)[1]


# --- who ------------------------------------------------------------------------------------


def test_who_works_in_a_clinic_finds_its_numbers_by_a_link(doc, inj, adm, as_):
    for person, page in ((doc, "/clinic/"), (inj, "/clinic/"), (adm, "/clinic/members/")):
        assert f'href="{RULES}"' in as_(person).get(page).content.decode()
        said = text(as_(person).get(RULES))
        assert "Quiet Room All numbers are as published." in said
        assert "As published: 15." in said


@pytest.mark.parametrize("person", ["pat", "eve", "nils", None])
def test_for_everybody_else_there_is_no_such_page(pat, clinic, as_, person, request):
    somebody = request.getfixturevalue(person) if person else None
    browser, nothing = as_(somebody), as_(somebody).get("/nothing-here/").content
    for response in (browser.get(RULES), browser.post(RULES, form(clinic, stop_percent=50))):
        if somebody is None:
            assert response["Location"].startswith("/account/login/")
        else:
            assert (response.status_code, response.content) == (404, nothing)
    assert not ThresholdRevision.objects.exists()


def test_a_nurse_sees_the_numbers_and_sets_none(inj, clinic, as_):
    set_numbers(clinic, None, stop_percent=50)
    response = as_(inj).get(RULES)
    said = text(response)
    assert "After two cycles, headache days fell by at least so many percent: 50 As published: 30." in said
    assert "Clinicians and admins of the clinic set these numbers." in said
    assert 'name="stop_percent"' not in response.content.decode()
    response = as_(inj).post(RULES, form(clinic, 1, stop_percent=40))
    assert (response.status_code, response.content) == (404, as_(inj).get("/nothing-here/").content)
    assert thresholds_of(clinic).stop_percent == 50


def test_nobody_sets_numbers_of_a_clinic_they_do_not_work_in(doc, adm, oth, rev, clinic, as_):
    nothing = as_(doc).get("/nothing-here/").content
    other = Membership.objects.get(user=oth).clinic
    for person, code in ((doc, other.code), (adm, other.code), (oth, clinic.code), (rev, clinic.code)):
        for unknown in (code, "2222222222222222z", "", "\0"):
            response = as_(person).post(RULES, form(clinic, stop_percent=50) | {"clinic": unknown})
            assert (response.status_code, response.content) == (404, nothing)
    assert not ThresholdRevision.objects.exists()
    for person, seen, unseen in ((doc, "Quiet Room", "Other Room"), (oth, "Other Room", "Quiet Room")):
        said = text(as_(person).get(RULES))
        assert seen in said
        assert unseen not in said


def test_whose_work_there_has_ended_finds_nothing(doc, adm, clinic, as_):
    end_membership(by=adm, membership=Membership.objects.get(user=doc))
    assert as_(doc).get(RULES).status_code == 404
    assert as_(doc).post(RULES, form(clinic, stop_percent=50)).status_code == 404


# --- setting --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["doc", "adm"])
def test_a_clinician_or_an_admin_sets_numbers_and_the_page_tells_of_it(clinic, as_, person, request):
    setter = request.getfixturevalue(person)
    sent = form(clinic, stop_percent=" 50 ", response_days="whole_cycle")
    response = as_(setter).post(RULES, sent, follow=True)
    assert thresholds_of(clinic) == PUBLISHED._replace(stop_percent=50, response_days="whole_cycle")
    said = text(response)
    assert "Saved. The clinic goes by these numbers from now on." in said
    assert "This clinic has numbers of its own." in said
    assert value_of(response, clinic, "stop_percent") == "50"
    assert '<option value="whole_cycle" selected>' in response.content.decode()
    assert f"3 March 2026, 19:00 (UTC): {setter.email}" in said
    assert "After two cycles, headache days fell by at least so many percent: 50 (before: 30)" in said
    assert (
        "The days that decide this: All of cycle 2 (before: Both, and it is said where they differ)" in said
    )
    assert said.count("(before:") == 2


def test_as_published_again_is_one_tap_and_is_told(doc, adm, clinic, as_):
    assert "Set all numbers as published" not in text(as_(doc).get(RULES))
    set_numbers(clinic, doc, stop_percent=50)
    assert "Set all numbers as published" in text(as_(adm).get(RULES))
    sent = {"clinic": clinic.code, "version": "1", "as_published": "yes"}
    said = text(as_(adm).post(RULES, sent, follow=True))
    assert thresholds_of(clinic) == PUBLISHED
    assert "All numbers are as published." in said
    assert f"{adm.email} As published again." in said
    assert said.index(adm.email) < said.index(doc.email)


def test_the_same_form_sent_twice_is_one_change(doc, clinic, as_):
    for _ in range(2):
        assert as_(doc).post(RULES, form(clinic, stop_percent=50)).status_code == 302
    assert ThresholdRevision.objects.count() == 1


def test_what_cannot_stand_is_said_at_its_field_and_what_was_typed_stays(doc, clinic, as_):
    set_numbers(clinic, None, stop_months=2)
    sent = form(clinic, 1, stop_percent="half", renewal_hours="673", stop_months="2", response_days="x")
    response = as_(doc).post(RULES, sent)
    assert response.status_code == 400
    said = text(response)
    for sentence in (
        "Not saved. Correct what is marked below.",
        "As published: 30. Counts now: 30. Percent are a whole number from 1 to 99.",
        "Typically asked for: 100. Counts now: 100. Hours a month are a whole number from 1 to 672.",
        "This is not one of the choices.",
    ):
        assert sentence in said
    assert value_of(response, clinic, "stop_percent") == "half"
    assert value_of(response, clinic, "renewal_hours") == "673"
    assert value_of(response, clinic, "stop_months") == "2"
    assert ThresholdRevision.objects.count() == 1


def test_a_form_without_numbers_is_refused_whole(doc, clinic, as_):
    response = as_(doc).post(RULES, {"clinic": clinic.code})
    assert response.status_code == 400
    assert response.content.decode().count('class="errorlist"') == 9


def test_of_two_who_edit_at_once_the_second_sees_both_and_decides(doc, adm, clinic, as_):
    set_numbers(clinic, doc, stop_percent=50)
    response = as_(adm).post(RULES, form(clinic, 0, stop_percent=40))
    assert response.status_code == 400
    said = text(response)
    assert "Not saved: somebody else changed these numbers in the meantime." in said
    assert "As published: 30. Counts now: 50." in said
    assert said.count("Counts now:") == 1
    assert value_of(response, clinic, "stop_percent") == "40"
    assert thresholds_of(clinic).stop_percent == 50
    version = value_of(response, clinic, "version")
    as_(adm).post(RULES, form(clinic, version, stop_percent=40))
    assert thresholds_of(clinic).stop_percent == 40


def test_a_refused_number_does_not_hide_that_somebody_else_changed_them(doc, adm, clinic, as_):
    refused = as_(adm).post(RULES, form(clinic, 0, stop_percent=400))
    set_numbers(clinic, doc, stop_months=2)
    response = as_(adm).post(RULES, form(clinic, value_of(refused, clinic, "version"), stop_percent=40))
    assert "Not saved: somebody else changed these numbers" in text(response)
    again = as_(adm).post(RULES, form(clinic, 0, stop_percent=400))
    assert value_of(again, clinic, "version") == "0"


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "\0", "9" * 30])
def test_a_version_that_cannot_be_read_was_not_seen(doc, clinic, as_, version):
    response = as_(doc).post(RULES, form(clinic, version, stop_percent=40))
    assert "Not saved: somebody else changed these numbers" in text(response)
    assert not ThresholdRevision.objects.exists()


def test_who_works_in_several_clinics_has_a_form_for_each_and_sees_the_rest(doc, clinic, as_):
    second, third = clinic_called("Second Room"), clinic_called("Third Room")
    add_member(by=None, clinic=second, user=doc, role=Role.CLINICIAN)
    add_member(by=None, clinic=third, user=doc, role=Role.INJECTOR)
    response = as_(doc).post(RULES, form(second, stop_percent="half"))
    assert value_of(response, clinic, "stop_percent") == "30"
    assert value_of(response, second, "stop_percent") == "half"
    html = response.content.decode()
    assert f'id="stop_percent-{third.pk}"' not in html
    assert "Third Room" in html
    assert "Clinicians and admins" not in text(response)
    as_(doc).post(RULES, form(second, stop_percent=50))
    assert (thresholds_of(clinic), thresholds_of(second).stop_percent) == (PUBLISHED, 50)


def test_whose_account_is_gone_is_told_without_a_name(doc, clinic, as_):
    gone = clinician("gone", clinic)
    set_numbers(clinic, None, stop_percent=50)
    ThresholdRevision.objects.create(
        **PUBLISHED._asdict(),
        clinic=clinic,
        version=2,
        as_published=True,
        by_id=gone.pk + 999,
        at=gone.date_joined,
    )
    said = text(as_(doc).get(RULES))
    assert "3 March 2026, 19:00 (UTC): whoever runs this server After two cycles" in said
    assert "3 March 2026, 19:00 (UTC): somebody whose account is gone As published again." in said


def test_the_page_takes_one_statement_for_each_clinic(doc, clinic, as_):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(RULES).status_code == 200
        return len(captured)

    browser = as_(doc)
    set_numbers(clinic, doc, stop_percent=50)
    before = statements()
    set_numbers(clinic, doc, stop_percent=40)
    assert statements() == before <= 5
    add_member(by=None, clinic=clinic_called("Second Room"), user=doc, role=Role.CLINICIAN)
    assert statements() == before + 1
