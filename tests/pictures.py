"""The pictures of the README, made anew from the simulated clinic: `python -m tests.pictures`.

The clinic is seeded and the day is always the same, so a picture changes only when the page does.
"""

import logging
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from playwright.sync_api import sync_playwright

from tests.browser import chromium

TO = Path(__file__).resolve().parent.parent / "docs"
DAY = datetime(2026, 3, 3, 19, tzinfo=UTC)
PICTURES = {"outcome": ("demo@example.org", "/outcome/", {"width": 860, "height": 1130})}
"""Name -> who looks, at what, on a screen of what size."""


def main() -> int:
    """Make them all; 1 where there is no browser to make them with."""
    if (browser := chromium.find_or_install()) is None:
        print(chromium.HOW_TO_INSTALL, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="diary-pictures-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "project.settings", "DIARY_LOCAL_DIR": folder}
        import django

        django.setup()
        logging.disable(logging.INFO)
        with time_machine.travel(DAY, tick=False):
            made(browser)
    return 0


def made(browser: str) -> None:
    """Each picture, as somebody logged in sees the page."""
    from django.core.management import call_command

    from diary.management.simulated_clinic import make_simulated_clinic
    from tests.browser.conftest import served

    call_command("migrate", verbosity=0)
    make_simulated_clinic()
    with served() as address, sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=chromium.ARGUMENTS)
        for name, (person, path, viewport) in PICTURES.items():
            page = running.new_page(base_url=address, viewport=viewport, color_scheme="light")
            page.goto("/account/login/")
            page.context.add_cookies([{"name": "sessionid", "value": session_of(person), "url": address}])
            page.goto(path)
            page.screenshot(path=TO / f"{name}.png")
            print(f"docs/{name}.png")
        running.close()


def session_of(email: str) -> str:
    """A session in which `email` is logged in."""
    from django.test import Client

    from diary.models import User

    client = Client()
    client.force_login(User.objects.get(email=email), backend="diary.access.backends.AccountBackend")
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    sys.exit(main())
