"""What `make serve` refuses to start with, and what it warns about: one sentence each."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from diary.management.addresses import why_no_bind, why_no_host, why_no_proxies, why_no_sender
from diary.management.app_role import why_granted_too_much, why_unfit
from diary.management.database import database_file, has_unapplied_migrations, why_unreachable
from diary.models import Patient
from diary.models.sealed import CannotUnseal
from diary.queries.simulated import public_logins

SECRET_LENGTH = 50
SEAL_LENGTH = 32
NO = {"", "0", "false", "no", "off"}  # anything else may be meant as a yes
DISTINCT = 5  # characters, without which a secret is a pattern
_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"

_MIGRATE = "DIARY_MODE=production .venv/bin/python manage.py migrate"


def refusals() -> Iterator[str]:
    """Everything that must be put right before this installation may serve."""
    if settings.LOCAL:
        yield "Serving in production needs DIARY_MODE=production in the environment; `make serve` sets it."
    if settings.DEBUG or os.environ.get("DEBUG", "").strip().lower() not in NO:
        yield "DEBUG is on, and debugging pages show what people entered: switch it off, by DEBUG=0 or none."
    yield from _hosts()
    yield from _secrets()
    yield from _notice()
    yield from _workers()
    yield from _proxies()
    yield from _addresses()
    yield from _database()


def warnings() -> Iterator[str]:
    """What an operator most likely did not mean. Asked once `refusals` has nothing to say."""
    if not settings.PRIVACY_NOTICE_FILE:
        yield (
            "PRIVACY_NOTICE_FILE is not set, so people are shown the built-in notice, "
            "which does not say who keeps their data."
        )
    if "console" in settings.EMAIL_BACKEND:
        yield (
            "EMAIL_URL is not set, so mails are printed here, addresses and codes included, and sent to "
            "nobody: nobody else can sign up or reset a password."
        )
    file = database_file()
    if file is not None and file.stat().st_mode & 0o077:
        yield f"Other accounts of this machine can open the database: chmod go= {file}*"


def _hosts() -> Iterator[str]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts:
        yield "ALLOWED_HOSTS is empty: name the hosts the diary is served under, separated by commas."
    elif any("*" in host or host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS has a wildcard: name each host the diary is served under."
    else:
        yield from filter(None, map(why_no_host, hosts))


def _addresses() -> Iterator[str]:
    why_not = (
        why_no_bind(os.environ.get("BIND", "127.0.0.1:8000")),
        why_no_proxies(os.environ.get("FORWARDED_ALLOW_IPS", "")),
        why_no_sender(settings.DEFAULT_FROM_EMAIL),
    )
    yield from filter(None, why_not)


def _secrets() -> Iterator[str]:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
        yield f"There is no SECRET_KEY. Make one, and keep it: {_MAKE_ONE}"
    else:
        if _is_weak(secret):
            yield (
                f"SECRET_KEY is not a secret: it needs {SECRET_LENGTH} random characters or more. "
                f"Make one: {_MAKE_ONE}"
            )
    if any(map(_is_weak, settings.SECRET_KEY_FALLBACKS)):
        yield (
            "A key in SECRET_KEY_FALLBACKS is not a secret, and whoever guesses it is believed as with "
            "SECRET_KEY: take it out."
        )
    yield from _seal_keys({secret, *settings.SECRET_KEY_FALLBACKS})


def _is_weak(secret: str) -> bool:
    """Whether Django's deployment check would say so too."""
    too_short = len(secret) < SECRET_LENGTH or len(set(secret)) < DISTINCT
    return too_short or secret.startswith("django-insecure")


def _seal_keys(signing: set[str]) -> Iterator[str]:
    keys = settings.SEAL_KEYS
    if not keys:
        yield f"There are no SEAL_KEYS, without which nothing is kept or read. Make one: {_MAKE_ONE}"
    elif any(len(key) < SEAL_LENGTH for key in keys):
        yield f"A key in SEAL_KEYS is shorter than {SEAL_LENGTH} characters. Make one: {_MAKE_ONE}"
    elif any(len(set(key)) < DISTINCT for key in keys):
        yield f"A key in SEAL_KEYS is a pattern and no secret. Make one: {_MAKE_ONE}"
    elif signing & set(keys):
        yield f"SECRET_KEY is also in SEAL_KEYS, so who learns one has both. Make another: {_MAKE_ONE}"


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


def _proxies() -> Iterator[str]:
    if os.environ.get("BIND", "").startswith("unix:") and not settings.TRUSTED_PROXIES:
        yield (
            "BIND is a unix socket and TRUSTED_PROXIES is 0, so nobody's address would be known and nobody "
            "could log in: set TRUSTED_PROXIES to the number of proxies in front, most often 1."
        )


def _database() -> Iterator[str]:
    file = database_file()
    if file is not None and file.parent.is_dir() and not file.exists():
        yield f"There is no database {file} yet. Make it: {_MIGRATE}"
    elif (reason := why_unreachable()) or (reason := _unfit_role()):
        yield reason
    elif has_unapplied_migrations():
        yield f"The database lacks migrations of this version. Run: {_MIGRATE}"
    elif logins := public_logins():
        yield (
            f"This database has demo logins of `make run` ({', '.join(logins)}), whose password everybody "
            "knows: serve from a database of its own."
        )
    elif settings.SEAL_KEYS and not seal_keys_open_it():
        yield (
            "SEAL_KEYS do not open this database, so nothing in it could be read or saved: "
            "give the keys it was used with, a former one after the new one."
        )


def _unfit_role() -> str | None:
    """On PostgreSQL, why the role of DATABASE_URL must not serve."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
        return why_unfit(cursor, role) or why_granted_too_much(cursor, role)


def seal_keys_open_it() -> bool:
    """Whether the oldest and the newest patient's key can be opened; true where nobody has one."""
    sealed = Patient.objects.exclude(sealed_key=None).order_by("pk")
    try:
        for patient in filter(None, (sealed.first(), sealed.last())):
            _ = patient.key
    except CannotUnseal:
        return False
    return True
