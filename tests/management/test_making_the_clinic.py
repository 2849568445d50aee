"""How `make run` makes its clinic: once, whole, and never over what people entered."""

from datetime import timedelta

import pytest

from diary.actions import Change, Withdraw, end_membership, open_simulated_diary
from diary.management import simulated_clinic
from diary.management.simulated_clinic import NotHere, make_simulated_clinic, people
from diary.management.simulation import Sharing, simulated_diary
from diary.models import Clinic, Course, Day, Grant, Membership, Patient, Treatment, User
from diary.queries.simulated import ADMIN_EMAIL, CLINICIANS, DEMO_EMAIL, PASSWORD
from diary.terms.clinics import Role


def three_people():
    """The demo person, one who stopped sharing, and one whose sharing ran out."""
    everybody = people()
    return [everybody[0], *(one for one in everybody if one.sharing in (Sharing.REVOKED, Sharing.EXPIRED))]


def short_diary(person, today, seed):
    """The last weeks of what is simulated, with all treatments."""
    whole = simulated_diary(person, today, seed)
    return whole._replace(days=dict(list(whole.days.items())[-40:]))


@pytest.fixture(autouse=True)
def a_few_only(monkeypatch):
    """The whole clinic, with whole diaries, is made where `make run` itself is tested."""
    monkeypatch.setattr(simulated_clinic, "people", three_people)
    monkeypatch.setattr(simulated_clinic, "simulated_diary", short_diary)


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


def test_a_second_start_changes_nothing_that_people_entered(db, log):
    assert make_simulated_clinic()
    demo = Patient.objects.get(user__email=DEMO_EMAIL)
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
        short_diary(one, today, simulated_clinic.SEED) for one in sorted(made, key=lambda one: one.email)
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
