"""Days by API, as a program of Pat's own uses it."""

from datetime import UTC, datetime
from uuid import uuid4

import django.db
import pytest
from django.db import connection
from django.test import Client

from diary.models import Day, Revision
from diary.terms.day_document import FIELDS
from tests.api.asking import DAY, DAYS, codes, put

UNSAID = dict.fromkeys(FIELDS)


pytestmark = pytest.mark.usefixtures("tuesday_evening")


def test_a_date_nobody_logged_is_said_to_be_not_logged(ask):
    response = ask("GET", DAY)
    assert response.status_code == 200
    assert response["ETag"] == '"0"'
    assert response.json() == UNSAID | {
        "date": "2026-03-03",
        "version": 0,
        "state": "not_logged",
        "provenance": None,
    }


def test_a_day_is_put_and_read_back(ask):
    said = {
        "headache": True,
        "severity": "severe",
        "four_hours": "yes",
        "hours": 6.5,
        "nausea": False,
        "intakes": [{"medicine": "sumatriptan", "doses": 2, "relief": "partly"}],
        "note": "after the storm",
    }
    response = put(ask, said)
    assert response.status_code == 200
    assert response["ETag"] == '"1"'
    about = {"date": "2026-03-03", "version": 1, "state": "headache", "provenance": "same_day"}
    assert response.json() == UNSAID | said | about
    assert ask("GET", DAY).json() == response.json()


def test_put_replaces_and_patch_changes_what_it_names(ask):
    put(ask, {"headache": True, "severity": "mild", "note": "one"})
    patched = ask("PATCH", DAY, {"severity": "severe"}, If_Match='"1"').json()
    assert (patched["severity"], patched["note"], patched["version"]) == ("severe", "one", 2)
    replaced = put(ask, {"headache": True}, version=2).json()
    assert (replaced["severity"], replaced["note"], replaced["version"]) == (None, None, 3)


def test_a_day_is_withdrawn(ask):
    put(ask, {"headache": True})
    response = ask("DELETE", DAY, If_Match='"1"')
    assert (response.json()["state"], response["ETag"]) == ("not_logged", '"2"')
    assert ask("GET", DAY)["ETag"] == '"2"'
    assert ask("DELETE", DAY, If_Match='"2"').json()["fields"]["date"]["code"] == "not_logged"


def test_a_change_must_say_which_version_it_was_made_for(ask):
    response = ask("PUT", DAY, {"headache": True})
    assert (response.status_code, response.json()["code"]) == (428, "version_missing")
    assert not Day.objects.exists()


def test_a_change_made_for_an_older_version_is_answered_with_the_newer_one(ask):
    now = put(ask, {"headache": True, "severity": "mild"}).json()
    response = put(ask, {"headache": False}, version=0)
    assert response.status_code == 412
    assert response.json()["current"] == [now]
    assert ask("GET", DAY).json() == now


def test_sent_twice_it_is_saved_once(ask):
    key = str(uuid4())
    first = put(ask, {"headache": True}, Idempotency_Key=key)
    again = put(ask, {"headache": True}, Idempotency_Key=key)
    without_version = ask("PUT", DAY, {"headache": True}, Idempotency_Key=key)
    with_another = put(ask, {"headache": True}, version=7, Idempotency_Key=key)
    for answer in (again, without_version, with_another):
        assert (answer.status_code, answer.json()) == (200, first.json())
    assert Revision.objects.count() == 1


def test_an_operation_id_is_not_used_for_another_body(ask):
    key = str(uuid4())
    put(ask, {"headache": True}, Idempotency_Key=key)
    response = put(ask, {"headache": False}, Idempotency_Key=key)
    assert (response.status_code, response.json()["code"]) == (422, "operation_reused")


@pytest.mark.parametrize("key", [None, "", "17"])
def test_every_change_has_an_id(ask, key):
    response = put(ask, {"headache": True}, Idempotency_Key=key)
    assert response.json()["fields"].keys() == {"Idempotency-Key"}
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"headache": "headache_missing"}),
        ({"headache": None}, {"headache": "headache_missing"}),
        ({"headache": True, "hours": 25}, {"hours": "hours_range"}),
        ({"headache": False, "severity": "mild"}, {"severity": "without_headache"}),
        ({"headache": "yes"}, {"headache": "not_yes_or_no"}),
        ({"headache": True, "mood": "low"}, {"mood": "unknown_field"}),
        ({"headache": True, "hours": "2_4"}, {"hours": "not_a_number"}),
        ({"headache": True, "note": "a\0"}, {"note": "not_text"}),
        (b'{"headache": true, "hours": NaN}', {"hours": "not_a_number"}),
        (b'{"headache": true, "hours": 1e999}', {"hours": "not_a_number"}),
        (b'{"headache": true, "note": "\\ud800"}', {"note": "not_text"}),
        (b"[]", {"body": "not_an_object"}),
        (b'"headache"', {"body": "not_an_object"}),
    ],
)
def test_what_cannot_be_saved_is_told_by_field_and_saves_nothing(ask, body, fields):
    response = put(ask, body)
    assert response.status_code == 400
    told = response.json()["fields"]
    assert {name: reason["code"] for name, reason in told.items()} == fields
    assert all(reason["sentence"].endswith(".") for reason in told.values())
    assert not Day.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"headache": true}}',
        b'{"note": "\xff"}',
        "{}".encode("utf-16"),
        b'{"headache": true, "headache": false}',
        b"[" * 100_000,
        b'{"hours": ' + b"9" * 5000 + b"}",
        b'{"headache": true, "\\ud800": 1}',
    ],
)
def test_what_cannot_be_read_saves_nothing(ask, body):
    response = put(ask, body)
    assert response.status_code == 400
    assert response.json()["detail"]
    assert not Day.objects.exists()


def test_a_body_whose_length_is_not_told_is_not_taken_for_an_empty_one(pat, as_):
    response = as_(pat).generic("PATCH", DAY, b"", headers={"Transfer-Encoding": "chunked"})
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


def test_a_change_that_says_nothing_is_not_called_saved(ask):
    put(ask, {"headache": True})
    response = ask("PATCH", DAY, {}, If_Match='"1"')
    assert response.json()["fields"]["headache"]["code"] == "nothing_said"
    assert Revision.objects.count() == 1


def test_thousands_of_unknown_fields_are_not_all_told(ask):
    response = put(ask, {f"field{number}": 1 for number in range(5000)})
    assert len(response.json()["fields"]) < 30


def test_the_version_of_a_compressed_answer_is_a_version(ask):
    put(ask, {"headache": True})
    assert ask("PUT", DAY, {"headache": False}, If_Match='W/"1"').status_code == 200


def test_a_known_id_is_answered_even_when_its_date_would_be_refused_now(ask):
    key, tomorrow = str(uuid4()), DAY.replace("03-03", "03-04")
    first = put(ask, {"headache": False}, path=tomorrow, Time_Zone="Pacific/Auckland", Idempotency_Key=key)
    again = put(ask, {"headache": False}, path=tomorrow, Idempotency_Key=key)
    assert (again.status_code, again.json()) == (200, first.json())


def test_when_it_was_answered_is_kept(ask):
    put(ask, {"headache": False}, Client_Time="2026-03-03T18:59:00+01:00")
    assert Revision.objects.get().client_time == datetime(2026, 3, 3, 17, 59, tzinfo=UTC)
    refused = put(ask, {"headache": False}, version=1, Client_Time="2026-03-03T18:59:00")
    assert refused.json()["fields"]["Client-Time"]["code"] == "moment_invalid"


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_at_the_edge_of_the_calendar_is_refused(ask, moment):
    refused = put(ask, {"headache": False}, Client_Time=moment)
    assert (refused.status_code, refused.json()["fields"]["Client-Time"]["code"]) == (400, "moment_invalid")
    assert not Day.objects.exists()


def test_ten_megabytes_are_too_much(ask):
    response = put(ask, b'{"note": "' + b"x" * 10_000_000 + b'"}')
    assert response.status_code == 413
    assert response.json()["code"] == "too_large"


def test_only_json_is_read(pat, as_):
    response = as_(pat).put(DAY, b"<day/>", content_type="application/xml")
    assert response.status_code == 415
    assert response.json()["detail"]


def test_tomorrow_is_refused_unless_it_is_today_where_the_patient_is(ask):
    tomorrow = DAY.replace("03-03", "03-04")
    refused = put(ask, {"headache": False}, path=tomorrow)
    assert refused.json()["fields"]["date"]["code"] == "date_future"
    assert put(ask, {"headache": False}, path=tomorrow, Time_Zone="Pacific/Auckland").status_code == 200
    unknown = put(ask, {"headache": False}, path=tomorrow, Time_Zone="Mars/Olympus")
    assert codes(unknown) == {"Time-Zone": "zone_unknown"}


@pytest.mark.parametrize("date", ["2026-02-30", "today", "2026-3-3", "20260303"])
def test_a_date_that_is_none_is_told_so(ask, date):
    response = ask("GET", f"{DAYS}/{date}")
    assert (response.status_code, response.json()["fields"]["date"]["code"]) == (400, "date_invalid")


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"note": "x"}, {"note": "unknown_field"}),
        ([], {"body": "not_an_object"}),
        (b"null", {"body": "not_an_object"}),
    ],
)
def test_a_withdrawal_that_says_more_is_refused(ask, body, refused):
    put(ask, {"headache": True})
    answer = ask("DELETE", DAY, body, If_Match='"1"')
    assert (answer.status_code, codes(answer)) == (400, refused)
    assert Day.objects.exists()


def test_a_withdrawal_whose_body_cannot_be_read_is_refused(ask):
    put(ask, {"headache": True})
    assert ask("DELETE", DAY, b'{"headache": tr', If_Match='"1"').status_code == 400
    assert Day.objects.exists()
    assert ask("DELETE", DAY, {}, If_Match='"1"').status_code == 200


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"hours": "5,5"}, {"hours": "not_a_number"}),
        ({"hours": "5"}, {"hours": "not_a_number"}),
        ({"intakes": [{"medicine": "codeine", "doses": "1"}]}, {"intakes": "doses_range"}),
    ],
)
def test_numbers_as_text_are_no_numbers(ask, said, refused):
    assert codes(put(ask, {"headache": True} | said)) == refused
    in_batch = {"days": [{"date": "2026-03-01", "headache": True, "version": "0"}]}
    assert ask("POST", DAYS, in_batch).json()["items"]["0"]["version"]["code"] == "version_invalid"
    assert not Day.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("field", FIELDS)
def test_what_is_no_number_is_no_answer_to_any_field(ask, field, number):
    said = {name: "true" for name in ("headache",) if name != field} | {field: number}
    body = "{" + ", ".join(f'"{name}": {value}' for name, value in said.items()) + "}"
    refused = put(ask, body.encode())
    assert refused.status_code == 400
    assert codes(refused).keys() == {field}
    assert not Day.objects.exists()


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_date_has_no_questions_after_it(ask, method):
    put(ask, {"headache": True})
    body = None if method in ("GET", "DELETE") else {"headache": False}
    refused = ask(method, f"{DAY}?x=1", body, If_Match='"1"')
    assert (refused.status_code, codes(refused)) == (400, {"x": "unknown_field"})
    said = refused.json()["detail"]
    assert said == (
        "What is asked for in the address cannot be read."
        if method == "GET"
        else "Not saved: an answer cannot be read or cannot stand."
    )
    assert Day.objects.get().version == 1


def test_every_refusal_of_a_change_says_that_nothing_was_saved(ask):
    unreadable = ask("PUT", DAY, b"{", If_Match='"0"')
    assert unreadable.json()["detail"] == "What was sent is not readable JSON in UTF-8. Nothing was saved."
    assert ask("POST", f"{DAYS}", b"{").json()["detail"].endswith(" Nothing was saved.")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_what_cannot_be_read_and_what_cannot_stand_are_told_together(ask, method):
    body = {"headache": True, "hours": 25, "intakes": [{"medicine": "tea"}], "note": "x" * 2001}
    told = ask(method, DAY, body, version=0).json()["fields"]
    assert {name: why["code"] for name, why in told.items()} == {
        "hours": "hours_range",
        "intakes": "medicine_unknown",
        "note": "note_too_long",
    }


def test_a_patient_may_use_their_code(ask, pat):
    assert ask("GET", DAY.replace("me", pat.code)).status_code == 200


def test_a_change_without_csrf_token_is_refused(pat):
    client = Client(enforce_csrf_checks=True)
    client.force_login(pat.user, backend="diary.access.backends.AccountBackend")
    response = client.put(DAY, {"headache": True}, content_type="application/json")
    assert response.status_code == 403
    assert not Day.objects.exists()


def test_too_many_requests_are_told_when_to_come_back(ask, monkeypatch):
    monkeypatch.setattr("diary.api.limits.PerPersonThrottle.THROTTLE_RATES", {"user": "2/min"})
    assert [ask("GET", DAY).status_code for _ in range(3)] == [200, 200, 429]
    response = ask("GET", DAY)
    assert 0 < int(response["Retry-After"]) <= 60
    assert response.json()["code"] == "throttled"


def test_a_database_that_is_down_answers_not_saved(pat, as_):
    def down(execute, sql, params, many, context):
        raise django.db.OperationalError("FATAL: after the storm")

    client = as_(pat)
    client.raise_request_exception = False
    with connection.execute_wrapper(down):
        response = client.put(DAY, {"headache": True}, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (503, "not_saved")
    assert response["Retry-After"]
    assert b"storm" not in response.content
