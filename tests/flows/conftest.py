import pytest
from django.test import Client

from tests.flows.joining import confirm, sign_up


@pytest.fixture
def joined(db, mailoutbox):
    """A browser in which somebody has just signed up and confirmed their address."""
    client = Client()
    sign_up(client)
    confirm(client, mailoutbox[-1])
    return client


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
