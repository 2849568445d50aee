"""Treatments from before the diary: counted when they are told of, and once when they are recorded."""

from datetime import timedelta
from uuid import uuid4

import pytest

from diary.actions import change_start, change_treatment, restore_treatment, withdraw_treatment
from diary.models import Course
from diary.queries.courses import outcome_of, recorded_courses
from diary.terms.treatments import CourseStart, TreatmentDocument
from tests.treated import FIRST

pytestmark = pytest.mark.usefixtures("june")


def numbers(patient):
    (found,) = outcome_of(patient, recorded_courses(patient), patient.today()).courses
    return [cycle.number for cycle in found.cycles]


def test_recording_one_of_the_earlier_treatments_renumbers_nothing(pat, treat):
    treat(start=CourseStart(from_start=False, earlier=3))
    assert numbers(pat) == [4]
    uid = treat(FIRST - timedelta(days=90))
    assert numbers(pat) == [3, 4]
    withdraw_treatment(by=pat.user, patient=pat, uid=uid, version=1, operation=uuid4())
    assert numbers(pat) == [4]
    restore_treatment(by=pat.user, patient=pat, uid=uid, operation=uuid4())
    assert numbers(pat) == [3, 4]


def test_a_corrected_date_of_the_first_that_was_recorded_renumbers_nothing(pat, treat):
    uid = treat(start=CourseStart(from_start=False, earlier=3))
    treat(FIRST - timedelta(days=90))
    moved = TreatmentDocument(FIRST + timedelta(days=3))
    change_treatment(by=pat.user, patient=pat, uid=uid, version=1, treatment=moved, operation=uuid4())
    assert numbers(pat) == [3, 4]


def test_the_first_that_was_recorded_is_none_of_the_earlier_ones_when_its_date_turns_out_to_be(pat, treat):
    uid = treat(start=CourseStart(from_start=False, earlier=3))
    moved = TreatmentDocument(FIRST - timedelta(days=3))
    change_treatment(by=pat.user, patient=pat, uid=uid, version=1, treatment=moved, operation=uuid4())
    assert numbers(pat) == [4]


def test_how_many_came_before_is_said_anew_of_the_same_treatment(pat, treat):
    treat(start=CourseStart(from_start=False, earlier=3))
    treat(FIRST - timedelta(days=90))
    start = CourseStart(from_start=False, earlier=5)
    change_start(by=pat.user, patient=pat, number=1, start=start, operation=uuid4())
    assert numbers(pat) == [5, 6]


def test_withdrawing_the_one_that_others_were_earlier_than_renumbers_nothing(pat, treat):
    uid = treat(start=CourseStart(from_start=False, earlier=3))
    treat(FIRST - timedelta(days=90))
    treat(FIRST + timedelta(days=90))
    assert numbers(pat) == [3, 4, 5]
    withdraw_treatment(by=pat.user, patient=pat, uid=uid, version=1, operation=uuid4())
    assert numbers(pat) == [3, 4]
    treat(FIRST + timedelta(days=2))
    assert numbers(pat) == [3, 4, 5]


def test_moving_it_past_the_next_leaves_the_numbers_in_order(pat, treat):
    uid = treat(start=CourseStart(from_start=False, earlier=3))
    treat(FIRST + timedelta(days=90))
    moved = TreatmentDocument(FIRST + timedelta(days=100))
    change_treatment(by=pat.user, patient=pat, uid=uid, version=1, treatment=moved, operation=uuid4())
    assert numbers(pat) == [4, 5]


def test_a_course_that_was_closed_comes_back_with_its_numbers(pat, treat):
    uid = treat(start=CourseStart(from_start=False, earlier=3))
    earlier = treat(FIRST - timedelta(days=90))
    for one in (earlier, uid):
        withdraw_treatment(by=pat.user, patient=pat, uid=one, version=1, operation=uuid4())
    assert not Course.objects.exists()
    for one in (uid, earlier):
        restore_treatment(by=pat.user, patient=pat, uid=one, operation=uuid4())
    assert numbers(pat) == [3, 4]
