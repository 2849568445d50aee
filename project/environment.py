"""Values of the environment, read so that a fault is one sentence, and never quotes the value."""

import re
import warnings
from typing import Any, NoReturn

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}
_DATABASES = {"sqlite", "postgres", "postgresql"}


def choice(name: str, *allowed: str) -> str:
    """One of `allowed`, whose first is meant when nothing is said."""
    written: str = env.str(name, default=allowed[0])
    return written if written in allowed else _refuse(name, " or ".join(allowed))


def whole_number(name: str, default: int) -> int:
    """A number from 0 on."""
    written: str = env.str(name, default=str(default))
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else _refuse(name, "a number such as 0 or 1")


def flag(name: str) -> bool:
    """Yes or no; no when nothing is said."""
    written: str = env.str(name, default="").strip().lower()
    return written in _YES or (written not in _NO and _refuse(name, "1 for yes or 0 for no"))


def rate(name: str, default: str) -> str:
    """So many requests in a second, minute, hour or day."""
    written: str = env.str(name, default=default)
    plain = re.fullmatch(r"[1-9][0-9]{0,8}/(s|sec|second|m|min|minute|h|hour|d|day)", written)
    return written if plain else _refuse(name, f"a number and a time such as {default}")


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the database at a URL."""
    meant = (
        "postgresql://role:password@host/name or sqlite:////path/diary.sqlite3, "
        "with special characters of a password as %XX"
    )
    written: str = env.str(name, default=default)
    if written.partition(":")[0] not in _DATABASES:
        _refuse(name, meant)
    config = _parsed(env.db_url_config, written)
    if not config or not (config["NAME"] or "service" in config.get("OPTIONS", {})):
        _refuse(name, meant)
    return config


def mail(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the mail server at a URL."""
    config = _parsed(env.email_url_config, env.str(name, default=default))
    return config or _refuse(name, "smtp+tls://user:password@host:587")


def _parsed(parse: Any, written: str) -> dict[str, Any]:
    """What the library makes of a URL; nothing where it fails, or would warn and quote it."""
    try:
        with warnings.catch_warnings(action="error"):
            return dict(parse(written))
    except Exception:  # whatever it stumbles over: its text may quote a password
        return {}


def _refuse(name: str, meant: str) -> NoReturn:
    raise ImproperlyConfigured(f"{name} cannot be read: write {meant}.")
