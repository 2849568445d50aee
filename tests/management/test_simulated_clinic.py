"""`make run` makes a clinic to look at: once, whole, labelled, and never over what people entered."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from diary.actions import Change, Withdraw, end_membership, open_simulated_diary
from diary.management import simulated_clinic
from diary.management.machine_zone import machine_zone
from diary.management.simulated_clinic import NotHere, make_simulated_clinic, people
from diary.management.simulation import Sharing, simulated_diary
from diary.models import Clinic, Course, Day, Event, Grant, Membership, Patient, Treatment, User
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import day_on
from diary.queries.events import broken_link
from diary.queries.simulated import ADMIN_EMAIL, CLINIC, CLINICIANS, DEMO_EMAIL, LOGINS, PASSWORD
from diary.terms.clinics import Role

EVERYBODY = people()


def some_people():
    """The demo person, the first two, one of every way of sharing, and one who restarted."""
    by_length = sorted(EVERYBODY[3:], key=lambda one: one.cycles)
    chosen = [next(one for one in by_length if one.sharing is sharing) for sharing in Sharing]
    return [*EVERYBODY[:3], *chosen, next(one for one in EVERYBODY if one.pause_after)]


def three_people():
    """The demo person, one who stopped sharing, and one whose sharing ran out."""
    return [EVERYBODY[0], *(one for one in EVERYBODY if one.sharing in (Sharing.REVOKED, Sharing.EXPIRED))]


@pytest.fixture(autouse=True)
def a_few_only(monkeypatch):
    """The whole clinic is made where `make run` itself is tested."""
    monkeypatch.setattr(simulated_clinic, "people", some_people)


@pytest.fixture
def clinic(db):
    assert make_simulated_clinic()
    return Clinic.objects.get(name=CLINIC)


def patient_with(email):
    return Patient.objects.select_related("user").get(user__email=email)


def everything():
    """What was made, without the ids and moments that differ from one making to another."""
    grants = Grant.objects.order_by("patient__user__email")
    return {
        "days": list(
            Day.objects.order_by("patient__user__email", "date").values_list("date", "headache", "version")
        ),
        "treatments": list(
            Treatment.objects.order_by("patient__user__email", "date").values_list("date", "version")
        ),
        "courses": list(
            Course.objects.order_by("patient__user__email", "number").values_list("number", "fixed_first")
        ),
        "grants": [(one.patient.user.email, one.may_export, one.revoked_at is None) for one in grants],
        "members": sorted(Membership.objects.values_list("user__email", "role")),
        "names": sorted(patient.display_name for patient in Patient.objects.all()),
    }


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
    assert verbs == ["diary.simulated", "days.recorded", *["treatment.recorded"] * 3, "clinic.let_in"]
    call_command("verify_packed")
    assert "all equal" in capsys.readouterr().out


def test_a_second_start_changes_nothing_that_people_entered(clinic, log):
    demo = patient_with(DEMO_EMAIL)
    yesterday = Day.objects.filter(patient=demo).latest("date").date
    log(demo, Withdraw(yesterday), Change(demo.today(), {"headache": False}))
    end_membership(by=None, membership=Membership.objects.get(user__email=next(iter(CLINICIANS))))
    before = everything()
    assert not make_simulated_clinic()
    assert everything() == before


class BrokenOff(Exception):
    pass


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("open_simulated_clinic", 0),
        ("open_simulated_diary", 0),
        ("open_simulated_diary", 2),
        ("record_days", 1),
        ("record_treatment", 1),
        ("let_in", 1),
        ("simulate_grant", 0),
        ("revoke", 0),
        ("open_simulated_member", 1),
    ],
)
@pytest.mark.parametrize("already_done", [False, True])
def test_a_first_start_that_was_broken_off_is_completed_by_the_next(
    db, monkeypatch, step, after, already_done
):
    monkeypatch.setattr(simulated_clinic, "people", three_people)
    done = []
    verb = getattr(simulated_clinic, step)

    def breaking(**options):
        if len(done) == after:
            if already_done:
                verb(**options)
            raise BrokenOff
        done.append(verb(**options))
        return done[-1]

    monkeypatch.setattr(simulated_clinic, step, breaking)
    with pytest.raises(BrokenOff):
        make_simulated_clinic()
    monkeypatch.setattr(simulated_clinic, step, verb)
    was_the_last = step == "open_simulated_member" and already_done
    assert make_simulated_clinic() != was_the_last
    assert everything() == whole(three_people())
    assert not make_simulated_clinic()


def whole(made):
    """What one undisturbed start makes, worked out from the people."""
    today = Patient.objects.latest("pk").today()
    diaries = [
        simulated_diary(one, today, simulated_clinic.SEED) for one in sorted(made, key=lambda one: one.email)
    ]
    shared = [one for one in made if one.sharing is not Sharing.NOT]
    members = {ADMIN_EMAIL: Role.ADMIN} | CLINICIANS
    return {
        "days": [(day, said["headache"], 1) for diary in diaries for day, said in diary.days.items()],
        "treatments": [(one.document.date, 1) for diary in diaries for one in diary.treatments],
        "courses": [fixed for diary in diaries for fixed in courses_of(diary)],
        "grants": sorted(
            (one.email, one.sharing is Sharing.COPIES, one.sharing is not Sharing.REVOKED) for one in shared
        ),
        "members": sorted((email, role.value) for email, role in members.items()),
        "names": sorted(one.name for one in made),
    }


def courses_of(diary):
    """The number of each course, and the first day of its baseline, where it has one."""
    begun = [one for one in diary.treatments if one.start is not None]
    for number, one in enumerate(begun, start=1):
        yield number, one.document.date - timedelta(days=28) if one.start.from_start else None


def test_a_demo_diary_from_before_is_left_as_people_made_it(db, log):
    demo = open_simulated_diary(by=None, email=DEMO_EMAIL, password=PASSWORD, zone="Europe/London")
    log(demo, Change(demo.today() - timedelta(days=3), {"headache": False}))
    assert make_simulated_clinic()
    assert Day.objects.filter(patient=demo).count() == 1
    assert not Treatment.objects.filter(patient=demo).exists()
    assert not Grant.objects.filter(patient=demo).exists()


def test_people_who_took_an_address_keep_their_account_and_their_empty_diary(db):
    somebody = User.objects.create_user(DEMO_EMAIL, "another password")
    patient = Patient.objects.create(user=somebody, zone="Europe/London")
    clinician = User.objects.create_user(next(iter(CLINICIANS)), "another password")
    assert make_simulated_clinic()
    assert not Day.objects.filter(patient=patient).exists()
    assert not Membership.objects.filter(user=clinician).exists()
    assert Membership.objects.count() == 2
    assert not make_simulated_clinic()


def test_where_the_admins_address_is_taken_there_are_people_and_no_clinic(db):
    User.objects.create_user(ADMIN_EMAIL, "another password")
    assert make_simulated_clinic()
    assert Day.objects.filter(patient__user__email=DEMO_EMAIL).exists()
    assert not Clinic.objects.exists()
    assert not make_simulated_clinic()


def test_production_has_none_of_it(settings, db):
    settings.LOCAL = False
    with pytest.raises(NotHere):
        make_simulated_clinic()
    assert not User.objects.exists()


def test_the_machine_has_a_zone():
    assert machine_zone()
