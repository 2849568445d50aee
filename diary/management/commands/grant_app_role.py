from typing import Any

from django.core.management import CommandError, CommandParser
from django.db import connection, transaction

from diary.management.app_role import grant, why_not_granting, why_unfit
from diary.management.plain import PlainCommand


class Command(PlainCommand):
    help = "On PostgreSQL, as the owner and after each migration: let ROLE serve, and nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", metavar="ROLE")

    def handle(self, *, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Roles are for PostgreSQL; this database is a SQLite file.")
        with transaction.atomic(), connection.cursor() as cursor:
            if reason := why_not_granting(cursor) or why_unfit(cursor, role):
                raise CommandError(reason)
            tables = grant(cursor, role)
        self.say(f"{role} may serve: {tables} tables granted, history without change.")
