"""A served product and a real browser."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from diary.models import Patient, User
from tests.browser import chromium
from tests.conftest import with_diary

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

# Playwright runs an event loop in this thread; Django would refuse its own database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Requests have their line in the product's own log."""


@contextmanager
def served() -> Iterator[str]:
    """The product on a port of 127.0.0.1, whose address is yielded."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    path = chromium.find()
    assert path, chromium.HOW_TO_INSTALL
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def address(socket_enabled: None, committed: None) -> Iterator[str]:
    """Where the product is served, on a database of this test's own."""
    with served() as url:
        yield url


class Watch:
    """What a page complained of, and whom it asked."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.asked: set[str] = set()

    def over(self, page: Page) -> None:
        page.on("console", lambda message: self._console(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.add(request.url))

    def _console(self, message: Any) -> None:
        # A refused form is answered 400 or 409, which Chromium writes to the console.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    """Fails a test whose pages complained (a refused style or script too) or asked somebody else."""
    watching = Watch()
    yield watching
    assert not watching.complaints
    assert {url for url in watching.asked if not url.startswith((address, "data:"))} == set()


@pytest.fixture
def pat(address: str) -> Patient:
    """Keeps a diary, on the served database."""
    return with_diary("pat")


Open = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, address: str, watch: Watch) -> Iterator[Open]:
    """A page in which somebody is logged in, or nobody."""
    contexts: list[BrowserContext] = []

    def open_as(person: Patient | User | None = None, path: str = "/", **options: Any) -> Page:
        options = {"viewport": PHONE, "timezone_id": "Europe/London", "locale": "en-GB"} | options
        context = browser.new_context(base_url=address, reduced_motion="reduce", **options)
        contexts.append(context)
        if person is not None:
            client = Client()
            user = person.user if isinstance(person, Patient) else person
            client.force_login(user, backend="diary.access.backends.AccountBackend")
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.over(page)
        page.goto(path)
        return page

    yield open_as
    for context in contexts:
        context.close()
