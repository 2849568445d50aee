"""Every route has its row in the policy table, and behaves as the row says, for everybody."""

from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from diary.access import patient_for_reading
from diary.access.policy import POLICY, Scope, Who
from diary.actions import Change

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ARGUMENTS = {"date": "2026-03-03", "month": "2026-03", "code": "me"}


def routes(resolver: URLResolver, before: str = ""):
    for entry in resolver.url_patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry.name, path
        else:
            yield from routes(entry, path)


ROUTES = dict(routes(get_resolver()))


def url(name: str, code: str = "me") -> str:
    path = ROUTES[name]
    for argument, value in (ARGUMENTS | {"code": code}).items():
        for converter in ("date", "month", "slug", "str"):
            path = path.replace(f"<{converter}:{argument}>", value)
    assert "<" not in path, path
    return "/" + path


def test_routes_and_rows_are_the_same():
    assert ROUTES.keys() == POLICY.keys()


def test_a_route_without_a_row_does_not_exist(pat, as_, monkeypatch):
    assert as_(pat).get("/settings/").status_code == 200
    monkeypatch.delitem(POLICY, "settings")
    assert as_(pat).get("/settings/").status_code == 404


def ask(client, method: str, path: str):
    return client.generic(method, path, content_type="application/json")


@pytest.mark.parametrize("name", ROUTES)
def test_nobody_signed_in_sees_nothing_of_a_diary(db, as_, name):
    response = ask(as_(None), "GET", url(name))
    if POLICY[name].who is Who.ANYONE:
        assert response.status_code != 404
    elif url(name).startswith("/api/"):
        assert response.status_code == 403
        assert response.json()["code"] == "not_signed_in"
    else:
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", ROUTES)
def test_methods_that_are_not_listed_are_refused(pat, as_, name):
    for method in METHODS:
        response = ask(as_(pat), method, url(name))
        assert (response.status_code == 405) == (method not in POLICY[name].methods), method


@pytest.mark.parametrize("name", [name for name, rule in POLICY.items() if rule.who is Who.DIARIST])
def test_someone_without_a_diary_is_led_to_opening_one(nils, as_, name):
    method = sorted(POLICY[name].methods)[0]
    response = ask(as_(nils), method, url(name))
    if url(name).startswith("/api/"):
        assert response.status_code == 404
    else:
        assert response["Location"] == "/start/"


@pytest.mark.parametrize("name", [name for name, path in ROUTES.items() if "code" in path])
def test_a_stranger_cannot_tell_a_diary_from_nothing(pat, eve, as_, log, name):
    log(pat, Change(date(2026, 3, 3), {"headache": True}))
    for method in sorted(POLICY[name].methods):
        theirs = ask(as_(eve), method, url(name, pat.code))
        unknown = ask(as_(eve), method, url(name, "2222222222222222z"))
        nothing = ask(as_(eve), method, "/api/v1/nothing-here")
        assert theirs.status_code == unknown.status_code == nothing.status_code == 404
        assert theirs.content == unknown.content == nothing.content
        assert dict(theirs.headers) == dict(unknown.headers)


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_reaches_no_more_of_a_diary_than_its_row_says(pat, as_, name, monkeypatch):
    reached = set()
    for door in ("web.days", "web.calendar", "web.people", "api.days"):
        for verb, scope in (("reading", Scope.READ_DAYS), ("writing", Scope.WRITE_DAYS)):
            place = f"diary.{door}.patient_for_{verb}"

            def asked(user, code, scope=scope):
                reached.add(scope)
                return patient_for_reading(user, code)

            monkeypatch.setattr(place, asked, raising=False)
    browser = as_(pat)
    browser.raise_request_exception = False
    for method in POLICY[name].methods:
        ask(browser, method, url(name))
    allowed = {
        Scope.NOTHING: set(),
        Scope.READ_DAYS: {Scope.READ_DAYS},
        Scope.WRITE_DAYS: {Scope.READ_DAYS, Scope.WRITE_DAYS},
        Scope.OWN_SETTINGS: {Scope.WRITE_DAYS},
    }[POLICY[name].scope]
    assert reached <= allowed
    assert bool(reached) == bool(allowed)


@pytest.mark.parametrize("name", ROUTES)
def test_no_answer_is_kept_anywhere(pat, as_, name):
    for person in (pat, None):
        response = ask(as_(person), "GET", url(name))
        assert response["Cache-Control"] == "no-store"
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert "style-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_an_unknown_page_is_the_same_for_everybody(pat, as_):
    known, unknown = as_(pat).get("/nothing-here/"), as_(None).get("/nothing-here/")
    assert known.status_code == 404
    assert known.content == unknown.content
