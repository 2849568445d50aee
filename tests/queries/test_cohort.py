"""The diaries of many patients come out of the database as they are; who cannot be read is named."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.actions import Change
from diary.analytics.cohort import counted
from diary.analytics.packed import COUNTS
from diary.analytics.recount import is_readable
from diary.models import PackedDiary, Patient
from diary.queries.cohort import Unread, _are_whole, cohort_diaries
from diary.queries.packed import packed_diary
from tests.conftest import with_diary

FIRST = date(2026, 3, 3)


def headaches(first, days):
    return [Change(first + timedelta(days=index), {"headache": index % 3 == 0}) for index in range(days)]


@pytest.fixture
def three(pat, eve, log):
    """Pat, Eve, and Ann, whose diaries begin and end on different days."""
    ann = with_diary("ann")
    log(pat, *headaches(FIRST, 40))
    log(eve, *headaches(date(2026, 1, 1), 90))
    log(ann, *headaches(date(2025, 6, 1), 3))
    return [pat, eve, ann]


def everyone():
    return cohort_diaries(Patient.objects.all(), simulated=False)


def unread(found):
    return {why: keys.tolist() for why, keys in found.unread.items() if len(keys)}


def counts_row(patient):
    return PackedDiary.objects.filter(patient=patient, kind="counts")


def test_each_diary_is_counted_as_it_is_alone(three):
    found = everyone()
    assert found.patients.tolist() == [patient.pk for patient in three]
    assert unread(found) == {}
    for first in (date(2025, 5, 20), date(2026, 2, 20), FIRST):
        begin = np.full(len(three), first.toordinal())
        counts = counted(found.rows, begin, np.full(len(three), 28))["headache"]
        for index, patient in enumerate(three):
            alone = packed_diary(patient)["counts"]
            last = first + timedelta(days=27)
            assert counts.days[index] == alone.counted("headache", first, last)
            assert counts.known[index] == alone.counted("logged", first, last)


def test_only_those_who_were_asked_for_are_read(three):
    pat, _, ann = three
    found = cohort_diaries(Patient.objects.filter(pk__in=[ann.pk, pat.pk]), simulated=False)
    assert found.patients.tolist() == [pat.pk, ann.pk]
    assert unread(found) == {}


def test_simulated_people_and_real_ones_are_never_in_one_cohort(three):
    pat, eve, ann = three
    Patient.objects.filter(pk=eve.pk).update(simulated=True)
    counts_row(pat).delete()
    real, made_up = everyone(), cohort_diaries(Patient.objects.all(), simulated=True)
    assert (real.simulated, real.patients.tolist()) == (False, [ann.pk])
    assert unread(real) == {Unread.MISSING: [pat.pk]}
    assert (made_up.simulated, made_up.patients.tolist(), unread(made_up)) == (True, [eve.pk], {})


def test_who_cannot_be_read_is_named_and_nobody_elses_days_move(three):
    pat, eve, ann = three
    before = packed_diary(ann)["counts"]
    counts_row(pat).delete()
    counts_row(eve).update(rules=0, blob=b"")
    found = everyone()
    assert unread(found) == {Unread.MISSING: [pat.pk], Unread.OLDER_RULES: [eve.pk]}
    assert found.patients.tolist() == [ann.pk]
    assert found.rows.words.tobytes() == before.blob


@pytest.mark.parametrize(
    "fault",
    [{"blob": b"\x01"}, {"origin": 1}, {"origin": 2**30}, {"stride": 12}, {"stride": 4, "blob": bytes(16)}],
)
def test_a_torn_row_is_named(three, fault):
    counts_row(three[1]).update(**fault)
    found = everyone()
    assert unread(found) == {Unread.TORN: [three[1].pk]}
    assert len(found.rows) == 2


def test_who_never_logged_has_no_row_and_is_no_empty_diary(pat):
    assert unread(everyone()) == {Unread.MISSING: [pat.pk]}
    assert len(everyone().rows) == 0


def test_a_diary_that_was_emptied_is_an_empty_diary(pat, log):
    log(pat, *headaches(FIRST, 3))
    counts_row(pat).update(origin=0, stride=0, blob=b"")
    found = everyone()
    assert (found.patients.tolist(), unread(found)) == ([pat.pk], {})
    assert not counted(found.rows, np.array([FIRST.toordinal()]), np.array([28]))["headache"].known.any()


def test_of_nobody_there_is_nothing(pat, log):
    log(pat, *headaches(FIRST, 3))
    for nobody in (Patient.objects.none(), Patient.objects.filter(pk=0)):
        found = cohort_diaries(nobody, simulated=False)
        assert (len(found.rows), found.patients.tolist(), unread(found)) == (0, [], {})


def test_any_number_of_patients_is_one_statement_and_many_pages(
    three, django_assert_num_queries, monkeypatch
):
    whole = everyone()
    counts_row(three[1]).delete()
    monkeypatch.setattr("diary.queries.cohort._AT_ONCE", 1)
    with django_assert_num_queries(1):
        found = everyone()
    assert found.patients.tolist() == whole.patients.tolist()[::2]
    assert found.rows.origins.tolist() == whole.rows.origins.tolist()[::2]
    assert unread(found) == {Unread.MISSING: [three[1].pk]}


strides = st.sampled_from([0, 8, 64, 800, 450_000])


@given(
    st.integers(-1, 2**31) | st.integers(0, 60_000).map(lambda words: 64 * words), strides, st.integers(-1, 1)
)
def test_a_row_is_whole_when_the_slow_check_says_so(origin, stride, off):
    length = max(0, 4 * stride + off)
    alone = is_readable(COUNTS, origin, stride, bytes(length))
    assert _are_whole(np.array([origin]), np.array([stride]), np.array([length])) == alone
