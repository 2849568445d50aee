"""The clinic that `make run` shows: labelled, shared as was agreed, traced as anything is."""

from datetime import date, timedelta
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from diary.management import simulated_clinic
from diary.management.machine_zone import machine_zone
from diary.management.simulated_clinic import make_simulated_clinic, people
from diary.management.simulation import Sharing
from diary.models import Clinic, Day, Event, Grant, Membership, Patient, User
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import day_on
from diary.queries.events import broken_link
from diary.queries.preventives import recorded_preventives
from diary.queries.simulated import ADMIN_EMAIL, CLINIC, CLINICIANS, DEMO_EMAIL, LOGINS, PASSWORD
from diary.terms.clinics import Role
from tests.databases import cloned

EVERYBODY = people()


def some_people():
    """The demo person, the first two, one of every way of sharing, and one who restarted."""
    by_length = sorted(EVERYBODY[3:], key=lambda one: one.cycles)
    chosen = [next(one for one in by_length if one.sharing is sharing) for sharing in Sharing]
    return [*EVERYBODY[:3], *chosen, next(one for one in EVERYBODY if one.pause_after)]


@pytest.fixture(scope="module")
def made(databases, django_db_setup, django_db_blocker):
    """A clinic of a few people, made once; the whole one is made where `make run` itself is tested."""
    with (
        django_db_blocker.unblock(),
        cloned(databases, "simulated"),
        mock.patch.object(simulated_clinic, "people", some_people),
    ):
        assert make_simulated_clinic()
        yield


@pytest.fixture
def clinic(made, db):
    return Clinic.objects.get(name=CLINIC)


def patient_with(email):
    return Patient.objects.select_related("user").get(user__email=email)


def test_four_can_log_in_nobody_else_can_and_all_are_labelled(clinic):
    request = RequestFactory().post("/account/login/")
    for email in LOGINS:
        assert authenticate(request, email=email, password=PASSWORD) == User.objects.get(email=email)
        assert EmailAddress.objects.filter(user__email=email, verified=True, primary=True).exists()
    others = User.objects.exclude(email__in=LOGINS)
    assert others.count() == len(some_people()) - 1
    assert not any(user.has_usable_password() for user in others)
    assert set(Patient.objects.values_list("simulated", flat=True)) == {True}
    assert clinic.simulated


def test_two_clinicians_and_an_admin_work_there(clinic):
    members = dict(Membership.objects.filter(clinic=clinic).values_list("user__email", "role"))
    assert members == {ADMIN_EMAIL: Role.ADMIN} | CLINICIANS


def test_a_clinician_sees_those_who_let_the_clinic_in_and_no_others(clinic, as_):
    clinician = User.objects.get(email=next(iter(CLINICIANS)))
    page = as_(clinician).get("/clinic/").content.decode()
    for person in some_people():
        patient = patient_with(person.email)
        is_open = person.sharing in (Sharing.READING, Sharing.COPIES)
        assert (f"/patients/{patient.code}/" in page) == is_open, person.sharing
    assert "Simulated: this clinic is made up." in page


def test_what_was_shared_stopped_or_ran_out_stands_as_it_was_agreed(clinic):
    for person in some_people():
        grants = Grant.objects.filter(patient__user__email=person.email)
        if person.sharing is Sharing.NOT:
            assert not grants.exists()
            continue
        grant = grants.get()
        assert grant.granted_by == grant.patient.user
        assert grant.may_export == (person.sharing is Sharing.COPIES)
        assert (grant.revoked_at is not None) == (person.sharing is Sharing.REVOKED)
        is_over = grant.expires_at < grant.patient.local_now()
        assert is_over == (person.sharing is Sharing.EXPIRED)


def test_every_outcome_is_there_and_its_page_is_drawn(clinic, as_):
    for person in some_people():
        patient = patient_with(person.email)
        courses = recorded_courses(patient)
        assert len(courses) == (2 if person.pause_after else int(person.cycles > 0))
        assert len(outcome_of(patient, courses, patient.today()).courses) == len(courses)
        assert as_(patient).get("/outcome/").status_code == 200
    (course,) = outcome_of(*demo_and_courses(), date.max.replace(year=2100)).courses
    assert course.baseline.lacking is None


def demo_and_courses():
    demo = patient_with(DEMO_EMAIL)
    return demo, recorded_courses(demo)


def test_today_is_left_to_be_logged(clinic):
    demo = patient_with(DEMO_EMAIL)
    assert day_on(demo, demo.today()).document is None
    assert (
        day_on(demo, demo.today() - timedelta(days=1)).document
        or Day.objects.filter(patient=demo).count() > 100
    )


def test_it_is_written_through_the_verbs_and_leaves_their_trace(clinic, capsys):
    for patient in Patient.objects.all():
        assert broken_link(patient.pk) is None
    verbs = list(
        Event.objects.filter(patient=patient_with(DEMO_EMAIL))
        .order_by("sequence")
        .values_list("verb", flat=True)
    )
    preventives = len(recorded_preventives(patient_with(DEMO_EMAIL)))
    assert preventives
    recorded = [*["treatment.recorded"] * 3, *["preventive.recorded"] * preventives]
    assert verbs == ["diary.simulated", "days.recorded", *recorded, "clinic.let_in"]
    call_command("verify_packed")
    assert "all equal" in capsys.readouterr().out


def test_the_machine_has_a_zone():
    assert machine_zone()
