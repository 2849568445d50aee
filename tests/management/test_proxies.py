"""Whose address limits count by, when proxies stand in front."""

import pytest
from allauth.account.adapter import get_adapter
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from diary.web.proxies import client_address
from tests.management.running import python

LOGGING_IN = """
import django; django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"X-Forwarded-For": "192.0.2.7"})
print(get_adapter().get_client_ip(request))
"""


@pytest.fixture
def address(settings):
    """The client's address as allauth finds it, behind so many proxies."""

    def seen(proxies, forwarded, nearest="10.0.0.1"):
        settings.TRUSTED_PROXIES = proxies
        headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
        request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=nearest)
        client_address(HttpResponse)(request)
        return get_adapter().get_client_ip(request)

    return seen


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),  # the first is made up
        (2, "198.51.100.1, 192.0.2.7,10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),  # one proxy fewer than promised
        (1, None, "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_the_outermost_of_our_own_proxies_is_believed_and_nobody_else(address, proxies, forwarded, expected):
    assert address(proxies, forwarded) == expected


def test_without_proxies_nothing_is_forwarded(settings, rf):
    settings.TRUSTED_PROXIES = 0
    with pytest.raises(MiddlewareNotUsed):
        client_address(HttpResponse)
    request = rf.get("/", headers={"X-Forwarded-For": "192.0.2.7"})
    assert get_adapter().get_client_ip(request) == "127.0.0.1"


def test_a_number_of_proxies_too_large_is_no_error_at_log_in(db, settings, client):
    settings.TRUSTED_PROXIES = 3
    entered = {"login": "pat@example.org", "password": "not the password"}
    answer = client.post("/account/login/", entered, headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == 200
    assert b"<form" in answer.content


def test_allauth_itself_believes_no_header(tmp_path):
    asked = python(tmp_path, LOGGING_IN, TRUSTED_PROXIES="3", DJANGO_SETTINGS_MODULE="project.settings")
    assert asked.stdout == "127.0.0.1\n", asked.stderr


def test_fewer_proxies_than_promised_are_logged_without_an_address(address, caplog):
    address(3, "192.0.2.7")
    (message,) = [record.getMessage() for record in caplog.records if record.name == "diary.proxies"]
    assert message == "passed by fewer proxies than TRUSTED_PROXIES says"
