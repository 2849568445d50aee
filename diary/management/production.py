"""What `make serve` refuses to start with, and what it warns about: one sentence each."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from diary.management.app_role import why_unfit
from diary.management.database import database_file, has_unapplied_migrations, why_unreachable
from diary.queries.demo import DEMO_EMAIL, has_demo_login

SECRET_LENGTH = 50
SEAL_LENGTH = 32
_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"

_MIGRATE = "DIARY_MODE=production .venv/bin/python manage.py migrate"


def refusals() -> Iterator[str]:
    """Everything that must be put right before this installation may serve."""
    if settings.LOCAL:
        yield "Serving in production needs DIARY_MODE=production in the environment; `make serve` sets it."
    if settings.DEBUG:
        yield "DEBUG is on, and its error pages show what people entered: switch it off."
    yield from _hosts()
    yield from _secrets()
    yield from _notice()
    yield from _workers()
    yield from _database()


def warnings() -> Iterator[str]:
    """What an operator most likely did not mean. Asked once `refusals` has nothing to say."""
    if not settings.PRIVACY_NOTICE_FILE:
        yield (
            "PRIVACY_NOTICE_FILE is not set, so people are shown the built-in notice, "
            "which does not say who keeps their data."
        )
    if "console" in settings.EMAIL_BACKEND:
        yield "EMAIL_URL is not set, so no mail is sent and nobody can sign up or reset a password."
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            if reason := why_unfit(cursor, connection.settings_dict["USER"]):
                yield reason


def _hosts() -> Iterator[str]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts:
        yield "ALLOWED_HOSTS is empty: name the hosts the diary is served under, separated by commas."
    elif any("*" in host or host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS has a wildcard: name each host the diary is served under."


def _secrets() -> Iterator[str]:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        yield f"There is no SECRET_KEY. Make one, and keep it: {_MAKE_ONE}"
    else:
        if len(secret) < SECRET_LENGTH or len(set(secret)) < 5 or secret.startswith("django-insecure"):
            yield (
                f"SECRET_KEY is not a secret: it needs {SECRET_LENGTH} random characters or more. "
                f"Make one: {_MAKE_ONE}"
            )
    if not settings.SEAL_KEYS:
        yield f"There are no SEAL_KEYS, without which notes are neither kept nor read. Make one: {_MAKE_ONE}"
    elif any(len(key) < SEAL_LENGTH for key in settings.SEAL_KEYS):
        yield f"A key in SEAL_KEYS is shorter than {SEAL_LENGTH} characters. Make one: {_MAKE_ONE}"


def _notice() -> Iterator[str]:
    file = settings.PRIVACY_NOTICE_FILE
    if not file:
        return
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError):
        text = ""
    if not text.strip():
        yield f"PRIVACY_NOTICE_FILE cannot be read as text, or is empty: {file}"


def _workers() -> Iterator[str]:
    written = os.environ.get("WEB_CONCURRENCY", "2")
    if not (written.isascii() and written.isdigit() and int(written) > 0):
        yield f"WEB_CONCURRENCY is the number of worker processes, and not {written!r}."


def _database() -> Iterator[str]:
    file = database_file()
    if file is not None and file.parent.is_dir() and not file.exists():
        yield f"There is no database {file} yet. Make it: {_MIGRATE}"
    elif reason := why_unreachable():
        yield reason
    elif has_unapplied_migrations():
        yield f"The database lacks migrations of this version. Run: {_MIGRATE}"
    elif has_demo_login():
        yield (
            f"This database has the demo login of `make run` ({DEMO_EMAIL}), whose password everybody "
            "knows: serve from a database of its own."
        )
