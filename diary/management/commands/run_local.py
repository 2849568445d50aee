import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.db import connection

from diary.management.database import database_file, has_unapplied_migrations, why_unreachable
from diary.management.plain import PlainCommand
from diary.management.production import seal_keys_open_it
from diary.management.progress import Progress
from diary.management.serving import OLD_SQLITE, become_server, is_free
from diary.management.simulated_clinic import make_simulated_clinic, people
from diary.management.sqlite_copy import CannotCopy, copy_sqlite
from diary.queries.simulated import ADMIN_EMAIL, CLINICIANS, DEMO_EMAIL, PASSWORD

HOST = "127.0.0.1"


class Command(PlainCommand):
    help = "Bring the local database up to date and serve the diary on this machine only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")

    def handle(self, *, port: str, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("run_local is for trying the diary out; in production use: make serve")
        number = _port(port)
        _keep_private(settings.LOCAL_DIR)
        if reason := why_unreachable():
            raise CommandError(reason)
        if settings.SQLITE and not settings.SQLITE_WAL_IS_SAFE:
            self.say(OLD_SQLITE)
        if has_unapplied_migrations():
            self._migrate(self._copy() if _has_something_to_lose() else None)
        if not seal_keys_open_it():
            raise CommandError(
                f"The keys in {settings.LOCAL_DIR} do not open this database, so nothing in it could be read "
                "or saved: put back the file seal_key that it was used with, or name its key in SEAL_KEYS."
            )
        if self._make_simulated_clinic():
            self.say("Made a simulated clinic and its patients")
        greeting = f"Serving on http://{HOST}:{number}/\n{_logins()}\nCtrl-C stops it."
        quietly = ("--workers", "1", "--threads", "4", "--log-level", "warning")
        os.environ["DIARY_RUN_LOCAL"] = "1"  # without it, project.wsgi does not serve in local mode
        become_server("--bind", f"{HOST}:{number}", *quietly, greeting=greeting)

    def _make_simulated_clinic(self) -> bool:
        with Progress(self.stderr, len(people()), "simulated people") as progress:
            return make_simulated_clinic(progress.step)

    def _migrate(self, copy: Path | None) -> None:
        self.say("Bringing the database up to date ...")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except Exception as error:
            kept = f" Your data as it was before is in {copy}" if copy else ""
            reason = f"The database could not be brought up to date ({type(error).__name__}); to see why: "
            raise CommandError(f"{reason}{sys.executable} manage.py migrate.{kept}") from error

    def _copy(self) -> Path:
        """A copy of the SQLite file that is about to be migrated."""
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        target = settings.LOCAL_DIR / "backups" / f"diary-before-{stamp}.sqlite3"
        self.say(f"Copying the database to {target} before it is changed ...")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            copy_sqlite(Path(str(database_file())), target)
        except CannotCopy as reason:
            raise CommandError(f"{reason} Nothing was changed.") from reason
        return target


def _keep_private(folder: Path) -> None:
    """Nobody else on this machine reads the diaries, even where the folder was there before."""
    if folder.is_dir() and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)


def _has_something_to_lose() -> bool:
    """Whether there is a SQLite file with tables in it: connecting alone makes an empty one."""
    return connection.vendor == "sqlite" and bool(connection.introspection.table_names())


def _logins() -> str:
    return (
        f"Log in, with the password {PASSWORD}, as\n"
        f"  {DEMO_EMAIL}, who keeps a diary,\n"
        f"  {' or '.join(CLINICIANS)}, clinicians of a simulated clinic,\n"
        f"  {ADMIN_EMAIL}, who adds its members."
    )


def _port(written: str) -> int:
    """The port, when it can be listened on; otherwise why not, and what to do."""
    another = "Choose another: make run PORT=8001"
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise CommandError(f"{written} is not a port, which is a number from 1 to 65535. {another}")
    if not is_free(HOST, int(written)):
        raise CommandError(f"Port {written} is taken. {another}")
    return int(written)
