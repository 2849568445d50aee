"""Every route has its row in the policy table, and behaves as the row says, for everybody."""

from datetime import date
from importlib import import_module

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from diary.access.policy import POLICY, Scope, Who
from diary.actions import Change, let_in
from diary.models import Event

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ARGUMENTS = {
    "date": "2026-03-03",
    "month": "2026-03",
    "code": "me",
    "uid": "5f3c0f4e-1c5b-4f6e-9a53-3f3e2d1c0b9a",
    "number": "1",
    "membership": "1",
}
FILES = ("patient-report-pdf", "patient-days-csv", "patient-treatments-csv", "patient-preventives-csv")
OF_A_PATIENT = (
    *("api-days", "api-day", "api-outcome", "patient-days", "patient-month"),
    *("patient-outcome", "patient-outcome-figures", *FILES),
)


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
        for converter in ("date", "month", "slug", "str", "uuid", "int"):
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
def test_someone_without_a_diary_is_led_to_opening_one_or_to_where_they_work(nils, doc, adm, as_, name):
    method = sorted(POLICY[name].methods)[0]
    for person, place in ((nils, "/start/"), (doc, "/clinic/"), (adm, "/clinic/members/")):
        response = ask(as_(person), method, url(name))
        if url(name).startswith("/api/"):
            assert response.status_code == 404
        else:
            assert response["Location"] == place


@pytest.mark.parametrize(
    "name", [name for name, rule in POLICY.items() if rule.who in (Who.READER, Who.ADMIN, Who.STAFF)]
)
def test_pages_of_a_clinic_are_not_there_for_those_who_have_no_such_work(pat, nils, doc, inj, adm, as_, name):
    staff = {doc, inj, adm}
    has_it = {Who.READER: {doc, inj}, Who.ADMIN: {adm}, Who.STAFF: staff}[POLICY[name].who]
    method = sorted(POLICY[name].methods)[0]
    nothing = as_(nils).get("/nothing-here/").content
    for person in (pat, nils, *(staff - has_it)):
        response = ask(as_(person), method, url(name))
        assert (response.status_code, response.content) == (404, nothing)
    # The membership whose number stands in the address is of this clinic.
    ending = url(name).replace("/1/", f"/{adm.memberships.get().pk}/")
    for person in has_it:
        assert ask(as_(person), method, ending).status_code in (200, 400)


def test_the_routes_of_a_patient_are_known():
    assert set(OF_A_PATIENT) == {name for name, path in ROUTES.items() if "code" in path}


@pytest.mark.parametrize("name", OF_A_PATIENT)
@pytest.mark.parametrize("person", ["eve", "rev", "exp", "oth", "adm", "nils"])
def test_who_may_not_see_a_diary_cannot_tell_it_from_nothing(pat, doc, as_, log, name, person, request):
    stranger = request.getfixturevalue(person)
    log(pat, Change(date(2026, 3, 3), {"headache": True}))
    events = Event.objects.count()
    for method in sorted(POLICY[name].methods):
        theirs = ask(as_(stranger), method, url(name, pat.code))
        unknown = ask(as_(stranger), method, url(name, "2222222222222222z"))
        nothing = ask(as_(stranger), method, "/api/v1/nothing-here" if "api" in name else "/nothing-here/")
        assert theirs.status_code == unknown.status_code == nothing.status_code == 404
        assert theirs.content == unknown.content == nothing.content
        assert dict(theirs.headers) == dict(unknown.headers)
    assert Event.objects.count() == events


@pytest.mark.parametrize("name", OF_A_PATIENT)
def test_every_read_by_another_leaves_the_event_its_row_promises(pat, doc, clinic, as_, name):
    assert POLICY[name].recorded
    let_in(by=pat.user, patient=pat, clinic=clinic, may_export=name in FILES)
    for person in (pat, doc):
        for method in sorted(POLICY[name].methods & {"GET", "HEAD"}):
            before = set(Event.objects.filter(patient=pat).values_list("pk", flat=True))
            assert ask(as_(person), method, url(name, pat.code)).status_code == 200
            new = Event.objects.filter(patient=pat).exclude(pk__in=before)
            # One's own copy is an act worth a trace, too.
            own = [("report.exported", pat.user.pk)] if name in FILES else []
            told = own if person is pat else [("diary.read", doc.pk)]
            assert list(new.values_list("verb", "by_id")) == told


@pytest.mark.parametrize("name", ["api-days", "api-day"])
def test_who_may_read_may_not_write(pat, doc, as_, name):
    nothing = as_(doc).get("/api/v1/nothing-here").content
    for method in sorted(POLICY[name].methods - {"GET", "HEAD"}):
        response = ask(as_(doc), method, url(name, pat.code))
        assert (response.status_code, response.content) == (404, nothing)


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_reaches_no_more_of_a_diary_than_its_row_says(pat, doc, adm, as_, name, monkeypatch):
    reached = set()
    doors = (
        *("web.days", "web.calendar", "web.people", "web.outcome", "web.reports", "web.treatments"),
        *("web.preventives", "web.sharing", "web.patients", "web.clinic", "web.thresholds"),
        *("api.days", "api.outcome"),
    )
    for door in doors:
        for verb, scope in (
            ("patient_for_reading", Scope.READ_DAYS),
            ("reading", Scope.READ_DAYS),
            ("reading_list", Scope.READ_DAYS),
            ("patient_for_writing", Scope.WRITE_DAYS),
        ):
            noticed = noticing(reached, scope, getattr(import_module(f"diary.{door}"), verb, None))
            monkeypatch.setattr(f"diary.{door}.{verb}", noticed, raising=False)
    browser = as_({Who.READER: doc, Who.STAFF: doc, Who.ADMIN: adm}.get(POLICY[name].who, pat))
    browser.raise_request_exception = False
    for method in POLICY[name].methods:
        ask(browser, method, url(name))
    allowed = {
        Scope.NOTHING: set(),
        Scope.READ_DAYS: {Scope.READ_DAYS},
        Scope.WRITE_DAYS: {Scope.READ_DAYS, Scope.WRITE_DAYS},
        Scope.WRITE_TREATMENTS: {Scope.WRITE_DAYS},
        Scope.OWN_SETTINGS: {Scope.WRITE_DAYS},
    }[POLICY[name].scope]
    assert reached <= allowed
    assert bool(reached) == bool(allowed)


def noticing(reached: set, scope: Scope, real):
    """`real`, and a note that it was asked for."""

    def asked(*arguments, **options):
        reached.add(scope)
        return real(*arguments, **options)

    return asked


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


def test_a_copy_is_taken_by_get_alone():
    copies = {name: rule.methods for name, rule in POLICY.items() if name.endswith(("-pdf", "-csv"))}
    assert len(copies) == 8
    assert set(map(frozenset, copies.values())) == {frozenset({"GET"})}
