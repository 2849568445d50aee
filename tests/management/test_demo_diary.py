from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.test import RequestFactory

from diary.actions import Change, open_simulated_diary
from diary.management.demo_diary import DAYS, NotHere, demo_answers, machine_zone, make_demo_diary
from diary.models import Day, Event, Patient, User
from diary.queries.demo import DEMO_EMAIL, DEMO_PASSWORD

TODAY = date(2026, 3, 3)


@pytest.fixture
def demo(db):
    assert make_demo_diary()
    return Patient.objects.get(user__email=DEMO_EMAIL)


def test_the_demo_person_can_log_in_and_is_marked_as_simulated(demo):
    request = RequestFactory().post("/account/login/")
    assert authenticate(request, email=DEMO_EMAIL, password=DEMO_PASSWORD) == demo.user
    assert EmailAddress.objects.filter(user=demo.user, verified=True, primary=True).exists()
    assert demo.simulated
    assert list(Event.objects.filter(patient=demo).values_list("verb", flat=True)) == [
        "diary.simulated",
        "days.recorded",
    ]


def test_today_is_left_to_be_logged_and_some_days_are_not_logged(demo):
    dates = set(Day.objects.filter(patient=demo).values_list("date", flat=True))
    assert demo.today() not in dates
    assert 45 < len(dates) < DAYS
    assert {True, False} == set(Day.objects.filter(patient=demo).values_list("headache", flat=True))


def test_a_demo_diary_that_exists_is_left_as_people_made_it(demo, log):
    day = demo.today() - timedelta(days=3)
    log(demo, Change(day, {"headache": False}))
    Day.objects.filter(patient=demo).exclude(date=day).delete()
    assert not make_demo_diary()
    assert list(Day.objects.filter(patient=demo).values_list("date", flat=True)) == [day]


def test_a_person_who_took_the_address_keeps_their_own_empty_diary(db):
    user = User.objects.create_user(DEMO_EMAIL, "another password")
    patient = Patient.objects.create(user=user, zone="Europe/London")
    assert not make_demo_diary()
    assert not Day.objects.filter(patient=patient).exists()


def test_a_first_start_that_was_broken_off_is_finished(db):
    patient = open_simulated_diary(by=None, email=DEMO_EMAIL, password=DEMO_PASSWORD, zone="Europe/London")
    assert make_demo_diary()
    assert Day.objects.filter(patient=patient).count() > 45


def test_production_has_no_demo_login(settings, db):
    settings.LOCAL = False
    with pytest.raises(NotHere):
        make_demo_diary()
    assert not User.objects.exists()


def test_the_days_are_the_same_before_every_today():
    def shifted(today):
        return [(today - answer.date, answer.values) for answer in demo_answers(today)]

    assert shifted(TODAY) == shifted(TODAY + timedelta(days=100))


def test_the_machine_has_a_zone():
    assert machine_zone()
