"""A copy of a SQLite database that is whole even while others write to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class CannotCopy(Exception):
    """Why there is no copy, in one sentence. Nothing stands under the target's name."""


def copy_sqlite(source: Path, target: Path) -> int:
    """Copy the database `source` to the new file `target`; its size in bytes.

    The copy holds every commit made before it began, is one file, passed SQLite's integrity
    check, is readable by its owner only, and appears under its name only when it is complete.
    """
    if target.exists():
        raise CannotCopy(f"{target} exists already and is not overwritten.")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(source, draft)
        _flush(draft)
        _give_name(draft, target)
    except OSError as error:
        raise CannotCopy(f"{target} cannot be written: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise CannotCopy(f"The database could not be copied ({type(error).__name__}).") from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{draft}{suffix}").unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, draft: Path) -> None:
    with closing(_opened(source)) as live, closing(_opened(draft)) as copy:
        live.backup(copy)
        # One file that stands alone: a copy in WAL mode would want two more beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise CannotCopy("The copy failed SQLite's integrity check, so it was thrown away.")


def _opened(path: Path) -> sqlite3.Connection:
    # mode=rw: a file that is not there is an error, not a new empty database.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=20)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _give_name(draft: Path, target: Path) -> None:
    try:
        os.link(draft, target)  # fails, rather than overwrites, if the name was taken meanwhile
    except FileExistsError:
        raise CannotCopy(f"{target} exists already and is not overwritten.") from None
    except OSError:  # a memory stick's file system has no links
        os.rename(draft, target)
