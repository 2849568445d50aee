"""Packed rows in which days say what no day can are not counted: the days themselves are."""

from datetime import timedelta
from uuid import uuid4

import pytest

from diary.actions import Change, fix_baseline_anew
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.packed import LAYOUTS
from diary.models import Course, PackedDiary, Patient
from diary.queries.clinics import logging_of
from diary.queries.cohort import Unread, cohort_diaries
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.packed import packed_diary
from diary.queries.states import DayState, states_between
from tests.treated import EVER, FIRST, months, treat

pytestmark = pytest.mark.usefixtures("june")


@pytest.fixture
def treated(pat, log):
    """Pat: 20 headache days before the first treatment, 12 in each 28 days since."""
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12))
    treat(pat, start=EVER)
    return pat


def course(patient):
    return outcome_of(patient, recorded_courses(patient), patient.today()).courses[0]


def set_bit(patient, kind, plane, day):
    row = PackedDiary.objects.get(patient=patient, kind=kind)
    index, blob = day.toordinal() - row.origin, bytearray(row.blob)
    blob[LAYOUTS[kind].places[plane] * row.stride + index // 8] ^= 1 << index % 8
    PackedDiary.objects.filter(pk=row.pk).update(blob=bytes(blob))


NOT_LOGGED = FIRST + timedelta(days=57)
DAMAGED = [
    ("counts", "headache", NOT_LOGGED),
    ("counts", "logged", FIRST),
    ("detail", "migraine.yes", NOT_LOGGED),
    ("detail", "provenance.late", NOT_LOGGED),
]


@pytest.mark.parametrize(("kind", "plane", "day"), DAMAGED)
def test_a_page_counts_the_days_themselves_until_the_next_answer_makes_the_rows_anew(
    treated, log, kind, plane, day
):
    before = [dict(window.tallies) for window in course(treated).cycles[0].windows]
    set_bit(treated, kind, plane, day)
    assert packed_diary(treated) is None
    assert [dict(window.tallies) for window in course(treated).cycles[0].windows] == before
    assert states_between(treated, NOT_LOGGED, NOT_LOGGED).at(0) is DayState.NOT_LOGGED
    assert logging_of([treated])[treated.pk].last == FIRST + timedelta(days=55)
    log(treated, Change(NOT_LOGGED + timedelta(days=1), {"headache": False}))
    assert packed_diary(treated) is not None


def test_rows_that_begin_on_no_date_are_not_counted_either(treated):
    PackedDiary.objects.filter(patient=treated, kind="counts").update(origin=2**30)
    assert logging_of([treated])[treated.pk].last == FIRST + timedelta(days=55)
    assert course(treated).cycles[0].windows[0].tallies[HEADACHE].days == 12


def test_a_cohort_leaves_out_whose_row_is_damaged_and_names_them(treated, eve, log):
    log(eve, *months(FIRST, 12))
    set_bit(treated, "counts", "headache", NOT_LOGGED)
    found = cohort_diaries(Patient.objects.all(), simulated=False)
    assert (found.patients.tolist(), found.unread[Unread.TORN].tolist()) == ([eve.pk], [treated.pk])
    assert len(found.rows) == 1


@pytest.mark.parametrize("damage", ["a bit", "a byte too many", "of other days"])
def test_fixed_days_that_are_damaged_are_no_baseline_until_they_are_fixed_anew(treated, as_, damage):
    stored = Course.objects.get(patient=treated)
    blob = bytearray(stored.fixed_counts)
    if damage == "a bit":
        # The first byte of all headaches: a word begins before the days that are fixed.
        blob[len(blob) // 4] ^= 1 << 0
    elif damage == "a byte too many":
        blob += b"\0"
    else:
        blob = bytearray(len(blob))
    Course.objects.filter(pk=stored.pk).update(fixed_counts=bytes(blob))
    found = course(treated)
    assert (found.baseline.source, found.baseline.lacking) == (None, NoBaseline.UNREADABLE)
    assert found.latest is None
    page = as_(treated).get("/outcome/")
    assert (page.status_code, "were damaged where they are stored" in page.text) == (200, True)
    fix_baseline_anew(by=treated.user, patient=treated, number=1, reason="it was damaged", operation=uuid4())
    assert course(treated).baseline.source is BaselineSource.DIARY
