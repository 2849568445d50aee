"""Keys of a local installation, made on its first run and kept beside its database."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def local_key(folder: Path, name: str) -> str:
    """The key `name` in `folder`; made there, readable by its owner only, when missing."""
    try:
        return _read_or_made(folder, name)
    except OSError as error:
        reason = f"This installation's keys cannot be kept in {folder}: {error.strerror}."
        raise ImproperlyConfigured(reason) from None


def _read_or_made(folder: Path, name: str) -> str:
    path = folder / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the diaries lie here too
    # Written whole under another name, then linked: two processes starting at once agree on one.
    draft = folder / f".{name}.{os.getpid()}"
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
