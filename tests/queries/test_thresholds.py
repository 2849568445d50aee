"""Whose numbers hold when somebody looks at Pat's diary."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from diary.access import NoSuchPatient
from diary.actions import add_member, end_membership, let_in, reading, revoke
from diary.models import Clinic, Grant, Membership, Patient
from diary.queries.thresholds import LATEST_VERSIONS, Applied, threshold_history, thresholds_for
from diary.terms.clinics import Read, Role, months_later
from diary.terms.criteria import PUBLISHED
from tests.conftest import clinic_called
from tests.rule_numbers import set_numbers

AS_PUBLISHED = Applied(PUBLISHED, None)


def of(clinic, **numbers):
    """What holds by this clinic's numbers."""
    return Applied(PUBLISHED._replace(**numbers), clinic.name)


@pytest.fixture
def strict(clinic):
    """Doc's clinic, which asks for half and not for 30 percent."""
    set_numbers(clinic, None, stop_percent=50)
    return clinic


def test_without_numbers_of_a_clinic_the_published_ones_hold(pat, doc, inj):
    for person in (pat.user, doc, inj):
        assert thresholds_for(person, pat) == AS_PUBLISHED


def test_doc_a_nurse_and_pat_go_by_the_numbers_of_the_clinic_that_pat_lets_in(pat, doc, inj, strict):
    for person in (pat.user, doc, inj):
        assert thresholds_for(person, pat) == of(strict, stop_percent=50)


def test_the_latest_numbers_hold_and_published_again_is_published(pat, doc, strict):
    set_numbers(strict, doc, stop_percent=40)
    for person in (pat.user, doc):
        assert thresholds_for(person, pat) == of(strict, stop_percent=40)
    set_numbers(strict, doc, **PUBLISHED._asdict())
    for person in (pat.user, doc):
        assert thresholds_for(person, pat) == AS_PUBLISHED


def test_numbers_of_a_clinic_that_reads_no_more_hold_for_nobody(pat, rev, exp):
    for reader in (rev, exp):
        set_numbers(Clinic.objects.get(memberships__user=reader), reader, stop_percent=50)
        assert thresholds_for(reader, pat) == AS_PUBLISHED
    assert thresholds_for(pat.user, pat) == AS_PUBLISHED


def test_who_may_not_read_the_diary_learns_nothing_of_its_clinic(pat, eve, nils, adm, oth, doc, strict):
    set_numbers(Clinic.objects.get(name="Other Room"), oth, stop_percent=60)
    for stranger in (eve.user, nils, adm, oth):
        assert thresholds_for(stranger, pat) == AS_PUBLISHED
    assert thresholds_for(eve.user, eve) == AS_PUBLISHED
    with pytest.raises(NoSuchPatient):
        thresholds_for(AnonymousUser(), pat)


def test_what_ends_is_over_at_once(pat, doc, inj, strict):
    end_membership(by=None, membership=Membership.objects.get(user=inj))
    assert thresholds_for(inj, pat) == AS_PUBLISHED
    assert thresholds_for(doc, pat) == of(strict, stop_percent=50)
    with time_machine.travel(months_later(timezone.now().date(), 13)):
        for person in (pat.user, doc):
            assert thresholds_for(person, pat) == AS_PUBLISHED
    revoke(by=pat.user, grant=Grant.objects.get())
    for person in (pat.user, doc):
        assert thresholds_for(person, pat) == AS_PUBLISHED


def test_of_several_clinics_it_is_the_first_by_name_with_numbers_of_its_own(pat, doc, strict):
    others = [clinic_called(name) for name in ("a Room As Published", "b Room", "Zoo Room")]
    for other in others:
        let_in(by=pat.user, patient=pat, clinic=other)
        add_member(by=None, clinic=other, user=doc, role=Role.INJECTOR)
    assert thresholds_for(doc, pat) == of(strict, stop_percent=50)
    for other, percent in zip(others[1:], (40, 60), strict=True):
        set_numbers(other, None, stop_percent=percent)
    for person in (pat.user, doc):
        assert thresholds_for(person, pat) == of(others[1], stop_percent=40)


def test_a_reader_goes_by_the_clinics_through_which_they_read(pat, eve, doc, strict):
    first = clinic_called("A Room of Others")
    let_in(by=pat.user, patient=pat, clinic=first)
    set_numbers(first, None, stop_percent=40)
    elsewhere = clinic_called("A Room Pat Never Heard of")
    add_member(by=None, clinic=elsewhere, user=doc, role=Role.CLINICIAN)
    set_numbers(elsewhere, None, stop_percent=60)
    let_in(by=eve.user, patient=eve, clinic=elsewhere)
    assert thresholds_for(doc, eve) == of(elsewhere, stop_percent=60)
    assert thresholds_for(doc, pat) == of(strict, stop_percent=50)
    assert thresholds_for(pat.user, pat) == of(first, stop_percent=40)


def test_numbers_that_were_published_since_are_no_clinics_own(pat, doc, strict, monkeypatch):
    now = PUBLISHED._replace(stop_percent=50)
    monkeypatch.setattr("diary.queries.thresholds.PUBLISHED", now)
    assert thresholds_for(doc, pat) == Applied(now, None)


def test_a_diary_without_an_account_is_nobodys_own(doc, clinic, strict):
    imported = Patient.objects.create(zone="Europe/London")
    let_in(by=None, patient=imported, clinic=clinic, months=None)
    assert thresholds_for(doc, imported) == of(strict, stop_percent=50)


def test_it_is_one_statement_within_a_recorded_read_too(pat, doc, strict):
    for person, code in ((pat.user, "me"), (doc, pat.code)):
        with reading(person, code, what=Read.OUTCOME) as patient:
            with CaptureQueriesContext(connection) as captured:
                assert thresholds_for(person, patient) == of(strict, stop_percent=50)
            assert len(captured) == 1


def test_a_history_says_what_stood_before_each_change(doc, clinic):
    nothing = threshold_history(clinic)
    assert (nothing.thresholds, nothing.version, nothing.changes) == (PUBLISHED, 0, [])
    set_numbers(clinic, doc, stop_percent=50)
    set_numbers(clinic, None, stop_months=2)
    with CaptureQueriesContext(connection) as captured:
        history = threshold_history(clinic)
    assert len(captured) == 1
    (second, before_second), (first, before_first) = history.changes
    assert (second.number, second.by, second.by_operator) == (2, None, True)
    assert (first.number, first.by, first.by_operator) == (1, "doc@example.org", False)
    assert before_first == PUBLISHED
    assert before_second == first.thresholds == PUBLISHED._replace(stop_percent=50)
    assert history.thresholds == second.thresholds == PUBLISHED._replace(stop_percent=50, stop_months=2)
    assert (history.version, history.has_older) == (2, False)


def test_a_long_history_shows_its_latest_part_and_says_so(clinic):
    for number in range(LATEST_VERSIONS + 1):
        set_numbers(clinic, None, stop_percent=50 + number % 2)
    history = threshold_history(clinic)
    assert (len(history.changes), history.has_older) == (LATEST_VERSIONS, True)
    oldest, before = history.changes[-1]
    assert (oldest.number, before.stop_percent) == (2, 50)
