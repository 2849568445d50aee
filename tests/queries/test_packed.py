"""Packed rows in which days say what no day can are not counted: the days themselves are."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from diary.actions import Change, fix_baseline_anew, write_baseline
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.packed import LAYOUTS
from diary.models import Course, Day, PackedDiary, Patient
from diary.queries.clinics import logging_of
from diary.queries.cohort import Unread, cohort_diaries
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.packed import packed_diary
from diary.queries.states import DayState, states_between
from diary.terms.treatments import WrittenFigure, WrittenSource
from diary.wording.courses import course_in_words
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


LOST = {
    "torn": {"fixed_counts": b"abc"},
    "emptied": {"fixed_counts": b"", "fixed_detail": b""},
    "half emptied": {"fixed_detail": b""},
    "of rules nobody knows": {"fixed_rules": 9},
    "in the first year": {"fixed_first": date(1, 1, 1)},
}


@pytest.mark.parametrize("damage", LOST.values(), ids=LOST)
def test_damaged_fixed_days_are_said_to_be_whatever_stands_in_and_can_be_fixed_anew(treated, damage):
    Course.objects.filter(patient=treated).update(**damage)
    baseline = course(treated).baseline
    assert (baseline.lacking, baseline.are_unreadable) == (NoBaseline.UNREADABLE, True)
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(26))
    write_baseline(by=treated.user, patient=treated, number=1, figure=figure, operation=uuid4())
    (recorded,) = recorded_courses(treated)
    standing = course(treated)
    assert (standing.baseline.source, standing.baseline.are_unreadable) == (BaselineSource.RECALLED, True)
    said = course_in_words(recorded, standing, alone=True).fixed
    assert said.startswith("The days that were fixed before treatment were damaged where they are stored.")
    fix_baseline_anew(by=treated.user, patient=treated, number=1, reason="damaged", operation=uuid4())
    again = course(treated).baseline
    assert (again.source, again.are_unreadable) == (BaselineSource.DIARY, False)
    assert again.tallies[HEADACHE].days == 20


@pytest.mark.parametrize("blank", [{"stride": 0, "blob": b""}, {}])
def test_a_detail_that_lost_its_days_is_not_counted(treated, blank):
    before = dict(course(treated).cycles[0].windows[0].tallies)
    row = PackedDiary.objects.get(patient=treated, kind="detail")
    planes = len(LAYOUTS["detail"].planes) * row.stride
    lost = blank or {"blob": bytes(planes) + b"\xff" * (row.stride * 8)}
    PackedDiary.objects.filter(pk=row.pk).update(**lost)
    assert packed_diary(treated) is None
    assert dict(course(treated).cycles[0].windows[0].tallies) == before


@pytest.mark.parametrize(
    ("plane", "day"),
    [("provenance.backfilled", FIRST + timedelta(days=3)), ("hours", FIRST + timedelta(days=20))],
)
def test_a_detail_that_lost_one_day_is_not_counted(treated, plane, day):
    """A headache day that was never answered, or a clear one of which no hours are known."""
    if plane != "hours":
        set_bit(treated, "detail", plane, day)
    else:
        row = PackedDiary.objects.get(patient=treated, kind="detail")
        blob = bytearray(row.blob)
        blob[len(LAYOUTS["detail"].planes) * row.stride + day.toordinal() - row.origin] = 255
        PackedDiary.objects.filter(pk=row.pk).update(blob=bytes(blob))
    assert packed_diary(treated) is None


def test_a_headache_that_the_counts_made_up_is_not_counted(treated):
    set_bit(treated, "counts", "headache", FIRST + timedelta(days=20))
    assert packed_diary(treated) is None
    assert course(treated).cycles[0].windows[0].tallies[HEADACHE].days == 12


def test_a_row_past_the_end_of_the_calendar_is_not_counted(treated):
    origin = date.max.toordinal() // 64 * 64
    PackedDiary.objects.filter(patient=treated, kind="counts").update(origin=origin)
    assert packed_diary(treated) is None
    assert logging_of([treated])[treated.pk].last == FIRST + timedelta(days=55)


@pytest.mark.parametrize("intakes", [[{"medicine": "of a later version"}], [{}], "x", 5])
def test_one_damaged_day_keeps_no_other_from_being_saved_or_counted(treated, log, intakes):
    Day.objects.filter(patient=treated, date=FIRST).update(intakes=intakes)
    PackedDiary.objects.filter(patient=treated).update(rules=0)
    assert course(treated).cycles[0].windows[0].tallies[HEADACHE].logged == 27
    log(treated, Change(NOT_LOGGED, {"headache": True}))
    assert packed_diary(treated) is not None
    assert course(treated).cycles[0].windows[0].tallies[HEADACHE].logged == 27
    assert Day.objects.filter(patient=treated, date=FIRST).exists()
