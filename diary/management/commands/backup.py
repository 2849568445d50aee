import shlex
from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser
from django.db import connection

from diary.management.plain import PlainCommand
from diary.management.sqlite_copy import CannotCopy, copy_sqlite


class Command(PlainCommand):
    help = "Copy the SQLite database to the new file TO, while the diary goes on being used."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", metavar="TO", type=Path)

    def handle(self, *, to: Path, **options: Any) -> None:
        if connection.vendor != "sqlite":
            command = f"PGSERVICE=diary_owner pg_dump --format=custom --file={shlex.quote(str(to))}"
            raise CommandError(
                "This diary is kept in PostgreSQL; back it up as the role that owns it, named in "
                f"~/.pg_service.conf, with its password in ~/.pgpass (or PGPASSFILE): {command}"
            )
        source = Path(connection.settings_dict["NAME"])
        if not source.is_file():
            raise CommandError("There is no database to back up yet.")
        self.say(f"Copying and checking {source.resolve()}: {source.stat().st_size:,} bytes ...")
        try:
            size = copy_sqlite(source, to)
        except CannotCopy as reason:
            raise CommandError(str(reason)) from reason
        self.say(
            f"Backed up to {to}: {size:,} bytes, checked. "
            "Keep SEAL_KEYS too, somewhere else: without them nothing in it can be read."
        )
