"""The OpenAPI description is true: generated requests are answered as it says, and never with a 500."""

import json
from uuid import uuid4

import pytest
import schemathesis
from django.conf import settings
from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import (
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from diary.terms.day_document import FIELDS
from diary.terms.reading import _READERS
from tests.conftest import with_diary


@pytest.fixture
def pat(committed):
    """Keeps a diary. Requests come through WSGI, which no transaction of a test wraps."""
    return with_diary("pat")


@pytest.fixture
def program(pat, as_):
    """Pat's program, logged in."""
    return as_(pat)


@pytest.fixture
def described(program):
    """The description, as it fetches it."""
    response = program.get("/api/v1/schema")
    assert response.status_code == 200
    return json.loads(response.content)


@pytest.fixture
def api(described):
    loaded = schemathesis.openapi.from_dict(described)
    loaded.app = get_wsgi_application()
    return loaded


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_generated_requests_are_answered_as_described(program, case):
    caches["process"].clear()
    token = "t" * 32
    session = program.cookies[settings.SESSION_COOKIE_NAME].value
    if case.path_parameters and "code" in case.path_parameters:
        case.path_parameters["code"] = "me"
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid4())
    case.call_and_validate(
        headers={"X-CSRFToken": token, "Accept-Encoding": "identity"},
        cookies={settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token},
        checks=[not_a_server_error, status_code_conformance, response_schema_conformance],
    )


def test_the_description_names_every_field_the_reader_reads(described):
    document = described["components"]["schemas"]["DocumentShape"]["properties"]
    assert document.keys() == set(FIELDS) == _READERS.keys()


def test_every_way_to_ask_is_described(described):
    asked = {(path, method) for path, methods in described["paths"].items() for method in methods}
    one, many = "/api/v1/patients/{code}/days/{date}", "/api/v1/patients/{code}/days"
    assert asked == {
        (one, "get"), (one, "put"), (one, "patch"), (one, "delete"), (many, "get"), (many, "post"),
        ("/api/v1/patients/{code}/outcome", "get"),
    }  # fmt: skip
