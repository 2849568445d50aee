from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.flows.joining import confirm, sign_up
from tests.treated import EVER, FIRST, months, treat


@pytest.fixture
def joined(db, mailoutbox):
    """A browser in which somebody has just signed up and confirmed their address."""
    client = Client()
    sign_up(client)
    confirm(client, mailoutbox[-1])
    return client


@pytest.fixture
def page(pat, as_):
    """Pat's browser; `send` posts a form with a fresh operation id and follows to the next page."""
    client = as_(pat)

    def send(url, follow=True, **fields):
        return client.post(url, {"operation": str(uuid4()), "zone": ""} | fields, follow=follow)

    client.send = send
    return client


@pytest.fixture
def treated(pat, log):
    """Pat, with 20 headache days before the first treatment and 12 in each 28 since."""
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12, 12))
    treat(pat, start=EVER)
    return pat


class NoServer:
    """Mail as it is when the server for it is down."""

    def __init__(self, *arguments, **options):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail for new@example.org")


@pytest.fixture
def no_mail(settings):
    """The server for mail is down."""
    settings.EMAIL_BACKEND = "tests.flows.conftest.NoServer"
