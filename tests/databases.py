"""Databases for tests: one migrated template a process, and clones of it.

On PostgreSQL the owner role migrates and clones; tests run as the app role, which can neither
truncate nor own anything. So a test that commits gets a clone of its own instead of a flush.
"""

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
import psycopg
from django.core.management import call_command
from django.db import connection, connections

ON_POSTGRESQL = "TEST_OWNER_URL" in os.environ


def use(**settings: Any) -> None:
    """Point the default connection, of this and of every later thread, at another database."""
    connections["default"].close()
    connections.settings["default"] = connections.settings["default"] | settings
    connections["default"] = connections.create_connection("default")


@contextmanager
def as_owner() -> Iterator[None]:
    """On PostgreSQL, what the role may do that owns the tables; on SQLite there is no other."""
    if not ON_POSTGRESQL:
        yield
        return
    app, owner = dict(connections.settings["default"]), environ.Env().db("TEST_OWNER_URL")
    use(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    try:
        yield
    finally:
        use(USER=app["USER"], PASSWORD=app["PASSWORD"])


class SqliteFiles:
    """Each database is a file in `folder`."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder = folder

    def make_template(self) -> None:
        use(NAME=str(self._file("template")))
        call_command("migrate", verbosity=0)
        connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections["default"].close()

    def clone(self, name: str) -> dict[str, str]:
        shutil.copyfile(self._file("template"), self._file(name))
        return {"NAME": str(self._file(name))}

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._file(name).with_name(f"{name}.sqlite3{suffix}").unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"


class PostgresDatabases:
    """Each database is a clone on the server that `tests.on_postgresql` started."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.owner_url = os.environ["TEST_OWNER_URL"]
        self.worker = worker

    def make_template(self) -> None:
        app = connections.settings["default"]
        self.drop("template")
        self._execute(f'CREATE DATABASE "{self._name("template")}"')
        use(NAME=self._name("template"))
        with as_owner():
            call_command("migrate", verbosity=0)
            call_command("grant_app_role", app["USER"], verbosity=0, stdout=io.StringIO())
        connections["default"].close()

    def clone(self, name: str) -> dict[str, str]:
        self._execute(f'CREATE DATABASE "{self._name(name)}" TEMPLATE "{self._name("template")}"')
        return {"NAME": self._name(name)}

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self._name(name)}" WITH (FORCE)')

    def _name(self, name: str) -> str:
        return f"diary_test_{self.worker}_{name}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


Databases = PostgresDatabases if ON_POSTGRESQL else SqliteFiles


@contextmanager
def cloned(databases: Any, name: str) -> Iterator[None]:
    """A fresh clone of the template as the default database; gone afterwards."""
    before = dict(connections.settings["default"])
    use(**databases.clone(name))
    try:
        yield
    finally:
        use(NAME=before["NAME"])
        databases.drop(name)


def tables_with(text: bytes) -> set[str]:
    """The tables in which `text` stands in plain."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in (value for row in cursor.fetchall() for value in row):
                kept = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                if text in kept:
                    found.add(table)
    return found
