"""Is the database there, and as this version of the diary expects it?"""

from pathlib import Path

import django.db
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def why_unreachable() -> str | None:
    """Why nothing can be asked of the database, in one sentence; None when it answers."""
    file = database_file()
    if file is not None and not file.parent.is_dir():
        return f"The database cannot be reached: there is no folder {file.parent}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except django.db.Error as error:
        lines = str(error).splitlines() or [type(error).__name__]
        return f"The database cannot be reached: {lines[0]}"
    return None


def has_unapplied_migrations() -> bool:
    """Whether the database lacks a migration of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def database_file() -> Path | None:
    """The file of a SQLite database; None for another database."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
