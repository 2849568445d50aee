"""Clinics are opened; people begin and end to work in them, and that stays told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from diary.actions import (
    LastAdmin,
    NameTaken,
    WorksThereAlready,
    add_member,
    create_clinic,
    end_membership,
)
from diary.models import Clinic, Membership
from diary.terms.clinics import Role
from tests.conftest import clinician, someone

EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def test_a_clinic_begins_with_an_admin_and_a_code_of_its_own(nils):
    clinic = create_clinic(by=None, name="Quiet Room", admin=nils)
    other = create_clinic(by=None, name="Other Room", admin=nils, simulated=True)
    assert len(clinic.code) == 17
    assert clinic.code != other.code
    assert (clinic.simulated, other.simulated) == (False, True)
    membership = clinic.memberships.get()
    assert (membership.user, membership.role, membership.since) == (nils, "admin", EVENING)


def test_two_clinics_do_not_have_one_name(nils):
    create_clinic(by=None, name="Quiet Room", admin=nils)
    with pytest.raises(NameTaken):
        create_clinic(by=None, name="quiet room", admin=nils)
    assert Clinic.objects.count() == Membership.objects.count() == 1


def test_adding_says_who_added_and_adding_again_adds_nothing(clinic, adm, nils):
    added = add_member(by=adm, clinic=clinic, user=nils, role=Role.CLINICIAN)
    assert (added.added_by, added.since, added.ended) == (adm, EVENING, None)
    assert add_member(by=adm, clinic=clinic, user=nils, role=Role.CLINICIAN) == added
    with pytest.raises(WorksThereAlready):
        add_member(by=adm, clinic=clinic, user=nils, role=Role.ADMIN)
    assert Membership.objects.filter(user=nils).count() == 1


def test_ending_says_who_ended_it_once_and_they_can_begin_anew(clinic, adm):
    doc = clinician("doc", clinic)
    membership = Membership.objects.get(user=doc)
    end_membership(by=adm, membership=membership)
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        end_membership(by=None, membership=membership)
    membership.refresh_from_db()
    assert (membership.ended, membership.ended_by) == (EVENING, adm)
    assert add_member(by=adm, clinic=clinic, user=doc, role=Role.ADMIN) != membership


def test_the_last_admin_stays_until_there_is_another(clinic, adm):
    own = Membership.objects.get(user=adm)
    with pytest.raises(LastAdmin):
        end_membership(by=adm, membership=own)
    clinician("second", clinic, Role.ADMIN)
    end_membership(by=adm, membership=own)
    own.refresh_from_db()
    assert own.ended == EVENING


def test_somebody_works_in_a_clinic_once(clinic, adm):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(clinic=clinic, user=adm, role=Role.CLINICIAN, since=EVENING)


def test_the_database_knows_only_the_roles(clinic):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(clinic=clinic, user=someone("x"), role="owner", since=EVENING)


@pytest.mark.parametrize(
    "change", [{"role": "clinician"}, {"since": EVENING - timedelta(days=1)}, {"added_by": 1}]
)
def test_a_membership_says_for_ever_what_it_said(clinic, adm, change):
    change = {name: adm if name == "added_by" else value for name, value in change.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.update(**change)


def test_a_membership_is_ended_once_and_not_deleted(clinic, adm):
    memberships = Membership.objects.filter(user=adm)
    memberships.update(ended=EVENING)
    for again in ({"ended": None}, {"ended": EVENING + timedelta(days=1)}, {"ended_by": adm}):
        with pytest.raises(DatabaseError), transaction.atomic():
            memberships.update(**again)
    with pytest.raises(DatabaseError), transaction.atomic():
        memberships._raw_delete(memberships.db)
