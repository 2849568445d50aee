"""Pat lets a clinic in and out; what was agreed to stands as it was agreed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from diary.access import NoSuchPatient, patient_for_reading
from diary.actions import (
    Change,
    UnknownPeriod,
    end_membership,
    let_in,
    reading,
    reading_list,
    revoke,
    set_name,
)
from diary.actions.diaries import NameRefused
from diary.models import Event, Grant, Membership, Patient
from diary.queries.events import broken_link
from diary.queries.sharing import Standing, grants_given, reads_by_others
from diary.terms.clinics import Read, Role, months_later
from tests.conftest import clinic_called, clinician, with_diary
from tests.databases import as_owner

TUESDAY = date(2026, 3, 3)
EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)
# In London, where Pat is, the day after Wednesday 3 March 2027 begins at this moment.
A_YEAR_LATER = datetime(2027, 3, 4, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def events(patient, verb):
    return list(Event.objects.filter(patient=patient, verb=verb).order_by("sequence"))


def may_read(user, patient) -> bool:
    try:
        return patient_for_reading(user, patient.code) == patient
    except NoSuchPatient:
        return False


# --- letting in -----------------------------------------------------------------------------


def test_a_clinic_is_let_in_to_the_end_of_the_same_day_a_year_later(pat, clinic):
    grant = let_in(by=pat.user, patient=pat, clinic=clinic)
    assert (grant.expires_at, grant.may_export, grant.granted_by) == (A_YEAR_LATER, False, pat.user)
    (event,) = events(pat, "clinic.let_in")
    assert event.by_id == pat.user_id
    assert event.detail == {"clinic": clinic.code, "grant": grant.pk, "instead_of": None}


def test_the_last_day_is_a_day_of_the_patients_own_clock(pat, clinic):
    Patient.objects.filter(pk=pat.pk).update(zone="Pacific/Auckland")
    pat.refresh_from_db()
    # It is Wednesday there already.
    grant = let_in(by=pat.user, patient=pat, clinic=clinic, months=3)
    assert grant.expires_at == datetime(2026, 6, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("months", [0, 1, 24, None])
def test_a_patient_chooses_one_of_the_periods(pat, clinic, months):
    with pytest.raises(UnknownPeriod):
        let_in(by=pat.user, patient=pat, clinic=clinic, months=months)
    assert not Grant.objects.exists()


def test_a_repeated_click_lets_in_once(pat, clinic):
    first = let_in(by=pat.user, patient=pat, clinic=clinic, months=6)
    with time_machine.travel(EVENING + timedelta(minutes=5), tick=False):
        again = let_in(by=pat.user, patient=pat, clinic=clinic, months=6)
    assert again == first
    assert Grant.objects.count() == len(events(pat, "clinic.let_in")) == 1


def test_another_choice_ends_the_first_and_is_a_decision_of_its_own(pat, clinic):
    first = let_in(by=pat.user, patient=pat, clinic=clinic, months=12)
    second = let_in(by=pat.user, patient=pat, clinic=clinic, months=3, may_export=True)
    first.refresh_from_db()
    assert (first.revoked_at, first.revoked_by) == (EVENING, pat.user)
    assert (second.may_export, second.expires_at) == (True, datetime(2026, 6, 3, 23, tzinfo=UTC))
    assert events(pat, "clinic.let_in")[1].detail["instead_of"] == first.pk
    assert [one.standing for one in grants_given(pat)] == [Standing.OPEN, Standing.CHANGED]
    assert [one.is_last for one in grants_given(pat)] == [True, False]


def test_a_clinic_whose_time_ran_out_is_let_in_anew(pat, clinic):
    let_in(by=pat.user, patient=pat, clinic=clinic, months=3)
    with time_machine.travel(A_YEAR_LATER, tick=False):
        let_in(by=pat.user, patient=pat, clinic=clinic, months=3)
        assert [one.standing for one in grants_given(pat)] == [Standing.OPEN, Standing.RAN_OUT]
        assert grants_given(pat)[1].until.date() == date(2026, 6, 3)


def test_the_operator_lets_in_for_somebody_without_an_account(clinic):
    imported = Patient.objects.create(zone="Europe/London")
    grant = let_in(by=None, patient=imported, clinic=clinic, months=None)
    assert (grant.granted_by, grant.expires_at) == (None, None)
    assert may_read(clinician("doc", clinic), imported)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([3, 6, 12]))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_the_last_of_august_has_no_twin_in_february():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


# --- ending ---------------------------------------------------------------------------------


def test_stopping_ends_it_at_once_and_only_once(pat, doc):
    grant = Grant.objects.get()
    assert may_read(doc, pat)
    revoke(by=pat.user, grant=grant)
    assert not may_read(doc, pat)
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        # A second window still shows it as open.
        stale = Grant.objects.get()
        stale.revoked_at = stale.revoked_by = None
        revoke(by=pat.user, grant=stale)
    grant.refresh_from_db()
    assert (grant.revoked_at, grant.revoked_by) == (EVENING, pat.user)
    (event,) = events(pat, "clinic.stopped")
    assert event.detail == {"clinic": grant.clinic.code, "grant": grant.pk}


def test_what_ran_out_by_itself_is_not_stopped_again(pat, doc):
    with time_machine.travel(A_YEAR_LATER, tick=False):
        revoke(by=pat.user, grant=Grant.objects.get())
        assert [one.standing for one in grants_given(pat)] == [Standing.RAN_OUT]
    assert events(pat, "clinic.stopped") == []


def test_a_grant_runs_out_exactly_at_its_moment(pat, doc):
    with time_machine.travel(A_YEAR_LATER - timedelta(microseconds=1), tick=False):
        assert may_read(doc, pat)
        with reading_list(doc) as listed:
            assert len(listed) == 1
    with time_machine.travel(A_YEAR_LATER, tick=False):
        assert not may_read(doc, pat)
        with pytest.raises(NoSuchPatient), reading(doc, pat.code, what=Read.DAY):
            pass
        with reading_list(doc) as listed:
            assert listed == []


def test_whoever_left_the_clinic_reads_no_more(pat, doc, clinic, adm):
    end_membership(by=adm, membership=Membership.objects.get(user=doc))
    assert not may_read(doc, pat)
    with reading_list(doc) as listed:
        assert listed == []


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.CLINICIAN, True), (Role.INJECTOR, True), (Role.ADMIN, False)]
)
def test_clinicians_and_injectors_read_and_admins_do_not(pat, doc, clinic, role, reads):
    assert may_read(clinician("another", clinic, role), pat) is reads


def test_two_clinics_are_two_grants_and_one_of_them_is_enough(pat, doc, clinic):
    second = clinic_called("Second Room")
    let_in(by=pat.user, patient=pat, clinic=second)
    revoke(by=pat.user, grant=Grant.objects.get(clinic=clinic))
    assert not may_read(doc, pat)
    assert may_read(clinician("another", second), pat)


# --- reading --------------------------------------------------------------------------------


def test_a_read_by_another_is_an_event_without_anything_of_the_diary(pat, doc, clinic, log):
    log(pat, Change(TUESDAY, {"headache": True, "note": "after the storm"}))
    with reading(doc, pat.code, what=Read.OUTCOME) as patient:
        assert patient == pat
    (event,) = events(pat, "diary.read")
    assert event.by_id == doc.pk
    assert event.detail == {"clinic": clinic.code, "grant": Grant.objects.get().pk, "what": "outcome"}
    assert broken_link(pat.pk) is None


def test_ones_own_diary_is_read_without_a_trace(pat, doc):
    for code in ("me", pat.code):
        with reading(pat.user, code, what=Read.DAY) as patient:
            assert patient == pat
    assert events(pat, "diary.read") == []


def test_a_read_that_failed_showed_nothing_and_left_no_event(pat, doc):
    with pytest.raises(RuntimeError), reading(doc, pat.code, what=Read.DAY):
        raise RuntimeError("nothing was fetched")
    assert events(pat, "diary.read") == []


def test_a_copy_is_taken_away_only_where_the_patient_said_so(pat, doc, clinic):
    with pytest.raises(NoSuchPatient), reading(doc, pat.code, what=Read.RANGE, to_export=True):
        pass
    let_in(by=pat.user, patient=pat, clinic=clinic, may_export=True)
    with reading(doc, pat.code, what=Read.RANGE, to_export=True) as patient:
        assert patient == pat
    assert len(events(pat, "diary.read")) == 1


def test_a_list_is_one_read_of_each_patient_once_a_day(pat, eve, doc, clinic, adm):
    let_in(by=eve.user, patient=eve, clinic=clinic)
    for _ in range(3):
        with reading_list(doc) as listed:
            assert [grant.patient for grant in listed] == [pat, eve]
    for patient in (pat, eve):
        (event,) = events(patient, "diary.read")
        assert (event.by_id, event.detail["what"]) == (doc.pk, "list")
        assert broken_link(patient.pk) is None
    another = clinician("another", clinic)
    with reading_list(another):
        pass
    assert {event.by_id for event in events(pat, "diary.read")} == {doc.pk, another.pk}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
def test_the_day_of_a_list_is_the_patients_own(pat, eve, doc, clinic, zone):
    Patient.objects.filter(pk=eve.pk).update(zone=zone)
    eve.refresh_from_db()
    let_in(by=eve.user, patient=eve, clinic=clinic)
    with reading_list(doc):
        pass
    # Six hours later it is Wednesday in London too; still Wednesday in Auckland, still Tuesday in Honolulu.
    with time_machine.travel(EVENING + timedelta(hours=6), tick=False), reading_list(doc):
        pass
    assert (len(events(pat, "diary.read")), len(events(eve, "diary.read"))) == (2, 1)


def test_a_patient_who_let_two_clinics_of_one_reader_in_is_listed_twice_and_read_once(pat, doc, adm):
    second = clinic_called("Second Room")
    Membership.objects.create(clinic=second, user=doc, role=Role.INJECTOR, since=EVENING)
    let_in(by=pat.user, patient=pat, clinic=second)
    with reading_list(doc) as listed:
        assert [grant.patient for grant in listed] == [pat, pat]
    assert len(events(pat, "diary.read")) == 1


def test_the_patient_sees_who_looked_newest_first(pat, doc, clinic):
    for index, what in enumerate((Read.LIST, Read.MONTH, Read.DAY)):
        later = time_machine.travel(EVENING + timedelta(minutes=index), tick=False)
        with later, reading(doc, pat.code, what=what):
            pass
    seen = reads_by_others(pat, 1)
    assert [read.what for read in seen.reads] == ["day", "month", "list"]
    assert (seen.reads[0].clinic, seen.reads[0].reader) == ("Quiet Room", "doc@example.org")
    assert seen.reads[0].at == EVENING + timedelta(minutes=2)


# --- a name ---------------------------------------------------------------------------------


def test_a_name_is_kept_sealed_and_out_of_the_events(pat, clinic):
    set_name(by=pat.user, patient=pat, name="  Pat   Example ")
    kept = Patient.objects.get(pk=pat.pk)
    assert kept.display_name == "Pat Example"
    assert b"Example" not in bytes(kept.name)
    (event,) = events(pat, "name.changed")
    assert event.detail == {}


def test_the_same_name_again_changes_nothing_and_an_empty_one_takes_it_back(pat):
    for name in ("Pat", "Pat", ""):
        set_name(by=pat.user, patient=pat, name=name)
    assert Patient.objects.get(pk=pat.pk).name is None
    assert len(events(pat, "name.changed")) == 2


@pytest.mark.parametrize(("name", "refusal"), [("x" * 81, "name_too_long"), ("a\0b", "not_text")])
def test_a_name_that_cannot_be_kept_says_why(pat, name, refusal):
    with pytest.raises(NameRefused) as caught:
        set_name(by=pat.user, patient=pat, name=name)
    assert caught.value.refusal == refusal
    assert Patient.objects.get(pk=pat.pk).name is None


# --- what the database holds ----------------------------------------------------------------


def test_one_grant_of_a_patient_to_a_clinic_is_open(pat, doc, clinic):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            patient=pat, clinic=clinic, may_export=False, granted_at=EVENING, expires_at=A_YEAR_LATER
        )


@pytest.mark.parametrize(
    "said",
    [
        {"granted_by_id": 1, "expires_at": None},
        {"expires_at": EVENING},
        {"expires_at": A_YEAR_LATER, "revoked_by_id": 1},
    ],
)
def test_a_grant_that_cannot_be_is_refused(pat, clinic, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(patient=pat, clinic=clinic, may_export=False, granted_at=EVENING, **said)


@pytest.mark.parametrize(
    ("change", "passes"),
    [
        ({"revoked_at": EVENING}, True),
        ({"may_export": True}, False),
        ({"expires_at": A_YEAR_LATER + timedelta(days=1)}, False),
        ({"expires_at": None}, False),
        ({"granted_by": None}, False),
        ({"revoked_at": EVENING, "may_export": True}, False),
    ],
)
def test_a_grant_is_only_ever_ended(pat, doc, change, passes):
    if passes:
        Grant.objects.update(**change)
        for again in ({"revoked_at": None}, {"revoked_at": A_YEAR_LATER}, {"revoked_by": pat.user}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Grant.objects.update(**again)
    else:
        with pytest.raises(DatabaseError), transaction.atomic():
            Grant.objects.update(**change)


def test_grants_go_only_while_their_patient_is_being_erased(committed):
    pat = with_diary("pat")
    let_in(by=pat.user, patient=pat, clinic=clinic_called("Quiet Room"))
    grants = Grant.objects.filter(patient=pat)
    with as_owner():
        with pytest.raises(DatabaseError), transaction.atomic():
            grants._raw_delete(grants.db)
        Patient.objects.filter(pk=pat.pk).update(erasing=True)
        grants._raw_delete(grants.db)
        assert not grants.exists()


@pytest.mark.parametrize("table", ["diary_grant", "diary_membership"])
def test_neither_grants_nor_memberships_can_be_replaced(pat, doc, table):
    if connection.vendor != "sqlite":
        return  # REPLACE is SQLite's own
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
