"""Many days at once by API: batches and ranges."""

import pytest

from diary.models import Day
from tests.api.asking import DAYS, codes, put

pytestmark = pytest.mark.usefixtures("tuesday_evening")


def batch(*days):
    return {"days": [{"date": date, "headache": headache} for date, headache in days]}


def test_a_batch_is_saved_whole(ask):
    response = ask("POST", DAYS, batch(("2026-03-01", True), ("2026-03-02", False)))
    assert response.json() == {
        "days": [
            {"date": "2026-03-01", "version": 1, "state": "headache"},
            {"date": "2026-03-02", "version": 1, "state": "clear"},
        ]
    }


def test_a_batch_never_writes_over_a_day_unless_it_saw_it(ask):
    put(ask, {"headache": True})
    response = ask("POST", DAYS, batch(("2026-03-02", False), ("2026-03-03", False)))
    assert response.status_code == 412
    assert [day["date"] for day in response.json()["current"]] == ["2026-03-03"]
    assert Day.objects.count() == 1
    seen = {"days": [{"date": "2026-03-03", "version": 1, "headache": False}]}
    assert ask("POST", DAYS, seen).json()["days"][0]["version"] == 2


def test_every_reason_of_a_batch_is_told_with_its_place(ask):
    days = [
        {"date": "2026-03-01", "headache": True},
        {"date": "1 March", "headache": "yes"},
        {"date": "2026-03-02", "headache": True, "version": "x"},
        "2026-03-03",
        {"date": "2026-03-03", "headache": True, "version": None},
    ]
    told = ask("POST", DAYS, {"days": days}).json()["items"]
    assert {place: {name: why["code"] for name, why in fields.items()} for place, fields in told.items()} == {
        "1": {"date": "date_invalid", "headache": "not_yes_or_no"},
        "2": {"version": "version_invalid"},
        "3": {"body": "not_an_object"},
        "4": {"version": "version_invalid"},
    }
    assert not Day.objects.exists()


def test_answers_of_a_batch_that_cannot_stand_are_told_by_date(ask):
    days = [{"date": "2026-03-01", "headache": True, "hours": 25}, {"date": "2026-03-02", "headache": True}]
    told = ask("POST", DAYS, {"days": days}).json()["days"]
    assert told["2026-03-01"]["hours"]["code"] == "hours_range"
    assert told.keys() == {"2026-03-01"}


def test_what_a_batch_does_not_know_is_told_by_name_and_saves_nothing(ask):
    body = batch(("2026-03-01", True)) | {"dayz": [], "zone": "Europe/Kyiv"}
    refused = ask("POST", DAYS, body)
    assert refused.status_code == 400
    assert codes(refused) == {"dayz": "unknown_field", "zone": "unknown_field"}
    assert not Day.objects.exists()


def test_a_batch_names_versions_day_by_day_and_nowhere_else(ask):
    body = batch(("2026-03-01", True))
    assert codes(ask("POST", DAYS, body, If_Match='"0"')) == {"If-Match": "unknown_field"}
    assert codes(ask("POST", f"{DAYS}?zone=UTC", body)) == {"zone": "unknown_field"}
    assert not Day.objects.exists()


@pytest.mark.parametrize("body", [{}, {"days": []}, {"days": "all"}, {"days": [{}] * 401}])
def test_a_batch_has_one_to_four_hundred_days(ask, body):
    assert ask("POST", DAYS, body).json()["fields"]["days"]["code"] == "batch_size"


def test_a_range_says_what_it_expects_and_what_is_logged(ask):
    ask("POST", DAYS, batch(("2026-03-01", True), ("2026-03-02", False), ("2026-02-01", True)))
    answer = ask("GET", DAYS).json()
    assert (answer["first"], answer["last"]) == ("2026-02-04", "2026-03-03")
    assert (answer["expected"], answer["logged"], answer["next"]) == (28, 2, None)
    assert [(day["date"], day["state"]) for day in answer["days"]] == [
        ("2026-03-01", "headache"),
        ("2026-03-02", "clear"),
    ]


def test_a_long_range_comes_in_pages(ask):
    dates = [f"2025-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29)]
    ask("POST", DAYS, batch(*((date, True) for date in dates)))
    seen, path, pages = [], f"{DAYS}?first=2025-01-01&last=2025-12-31", 0
    while path:
        answer = ask("GET", path).json()
        seen += [day["date"] for day in answer["days"]]
        path, pages = answer["next"], pages + 1
    assert (seen, pages) == (dates, 2)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("first=2025-01-01&last=2026-03-03", "first"),
        ("first=2026-03-04&last=2026-03-03", "first"),
        ("last=yesterday", "last"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=99999999999", "page"),
        ("last=0001-01-01", "last"),
        ("last=2026-03-03&last=2026-03-02", "last"),
    ],
)
def test_a_range_that_is_none_is_told_so(ask, query, field):
    response = ask("GET", f"{DAYS}?{query}")
    assert response.status_code == 400
    assert response.json()["fields"].keys() == {field}


def test_what_a_range_does_not_know_is_told_by_name(ask):
    response = ask("GET", f"{DAYS}?frist=2026-03-01&last=2026-03-03&pages=2")
    assert response.status_code == 400
    told = response.json()["fields"]
    assert {name: why["code"] for name, why in told.items()} == {
        "frist": "unknown_field",
        "pages": "unknown_field",
    }
    assert told["frist"]["sentence"] == "This field is not known."


def test_in_a_batch_too_all_reasons_of_a_day_are_told(ask):
    day = {"date": "2026-03-01", "headache": True, "hours": 25, "aura": "perhaps"}
    told = ask("POST", DAYS, {"days": [day]}).json()["items"]["0"]
    assert {name: why["code"] for name, why in told.items()} == {
        "hours": "hours_range",
        "aura": "not_yes_or_no",
    }
