"""Keys of a local installation, made on its first run and kept beside its database."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST = 32  # characters, as `make serve` wants of SEAL_KEYS


def local_key(folder: Path, name: str) -> str:
    """The key `name` in `folder`, for its owner only; made there when missing."""
    try:
        return _read_or_made(folder, name)
    except OSError as error:
        reason = f"This installation's keys cannot be kept in {folder}: {error.strerror}."
        raise ImproperlyConfigured(reason) from None


def _read_or_made(folder: Path, name: str) -> str:
    path = folder / name
    if not path.exists():
        _make(folder, name)
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)  # whoever copied it back left it open to others
    key = path.read_text(errors="replace").strip()
    if len(key) < SHORTEST:
        raise ImproperlyConfigured(
            f"The key in {path} is empty or cut off: put it back from a copy. Without the right one nothing "
            "that was written with it can be read."
        )
    return key


def _make(folder: Path, name: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the diaries lie here too
    # Written whole under another name, then linked: two processes starting at once agree on one. On disk
    # before it is used: what is written with a key that a power cut takes can never be read.
    draft = folder / f".{name}.{os.getpid()}"
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, folder / name)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    entries = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entries)
    finally:
        os.close(entries)
