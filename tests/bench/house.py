"""The product as it runs in production, in this process, on a database of its own."""

import io
import logging
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "diary.example.org"


@contextmanager
def in_production() -> Iterator[None]:
    """Set Django up as `make serve` does, with an empty database, SQLite if none is named."""
    with tempfile.TemporaryDirectory(prefix="diary-bench-", ignore_cleanup_errors=True) as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "project.settings",
            "DIARY_MODE": "production",
            "DIARY_LOCAL_DIR": folder,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SEAL_KEYS": secrets.token_urlsafe(32),
            "ALLOWED_HOSTS": HOST,
            "API_LIMIT": "1000000/min",
        }
        _migrate()
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from diary.access.policy import POLICY
        from tests.bench.bare import ROWS

        POLICY.update(ROWS)
        settings.ROOT_URLCONF = "tests.bench.bare"
        settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
        logging.disable(logging.INFO)
        call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
        yield


def _migrate() -> None:
    """In a process of its own: on PostgreSQL the owner migrates, and the app role serves."""
    owner = os.environ.get("TEST_OWNER_URL")
    environment = os.environ | ({"DATABASE_URL": owner} if owner else {})
    commands = [["migrate", "--verbosity=0"]]
    if owner:
        commands.append(["grant_app_role", "diary_app", "--verbosity=0"])
    for command in commands:
        subprocess.run(
            [sys.executable, "manage.py", *command], env=environment, check=True, stdout=subprocess.DEVNULL
        )
