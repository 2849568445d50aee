"""A copy made while the diary goes on being used."""

import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from diary.management.sqlite_copy import CannotCopy, copy_sqlite


@pytest.fixture
def live(tmp_path):
    """A WAL database in use: 1,000 committed rows, partly in the log only, and an open writer."""
    with closing(sqlite3.connect(tmp_path / "live.sqlite3", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE day (number INTEGER PRIMARY KEY, said TEXT)")
        writer.execute("BEGIN")
        writer.executemany("INSERT INTO day (said) VALUES (?)", [("x" * 500,)] * 1000)
        writer.execute("COMMIT")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO day (said) VALUES ('not committed')")
        yield tmp_path / "live.sqlite3"


def test_a_live_database_is_copied_with_all_that_is_committed_and_nothing_else(live, tmp_path):
    target = tmp_path / "copy.sqlite3"
    size = copy_sqlite(live, target)
    assert size == target.stat().st_size > 500_000
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.read_bytes()[18:20] == b"\x01\x01", "it would want a write-ahead log beside it"
    with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT count(*), max(said) FROM day").fetchone() == (1000, "x" * 500)
    assert {path.name for path in tmp_path.glob("*copy*")} == {"copy.sqlite3"}
    assert not list(tmp_path.glob(".*"))


def test_a_file_that_is_there_is_not_overwritten(live, tmp_path):
    target = tmp_path / "copy.sqlite3"
    target.write_text("somebody's file")
    with pytest.raises(CannotCopy, match="not overwritten"):
        copy_sqlite(live, target)
    assert target.read_text() == "somebody's file"


def test_a_file_system_without_links_is_no_hindrance(live, tmp_path, monkeypatch):
    def refuse(*paths):
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    target = tmp_path / "copy.sqlite3"
    copy_sqlite(live, target)
    before = target.read_bytes()
    with pytest.raises(CannotCopy, match="not overwritten"):
        copy_sqlite(live, target)
    assert target.read_bytes() == before


def test_a_damaged_database_makes_no_backup(live, tmp_path):
    damaged = tmp_path / "damaged.sqlite3"
    copy_sqlite(live, damaged)
    with damaged.open("r+b") as file:
        file.seek(8192 + 100)
        file.write(b"\xff" * 3000)
    with pytest.raises(CannotCopy):
        copy_sqlite(damaged, tmp_path / "copy.sqlite3")
    assert not list(tmp_path.glob("*copy*")) + list(tmp_path.glob(".*"))


def test_a_folder_that_is_not_there_is_one_sentence(live, tmp_path):
    with pytest.raises(CannotCopy, match="cannot be written"):
        copy_sqlite(live, tmp_path / "missing" / "copy.sqlite3")


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(CannotCopy, match="could not be copied"):
        copy_sqlite(tmp_path / "missing.sqlite3", tmp_path / "copy.sqlite3")
    assert not list(tmp_path.iterdir())


def test_the_command_backs_up_sqlite_and_names_the_tool_for_postgresql(committed, tmp_path, capsys):
    target = tmp_path / "a copy.sqlite3"
    if connection.vendor == "postgresql":
        # As the owner: the app role may not read all. No address with a password in the process list.
        with pytest.raises(
            CommandError, match=r"PGSERVICE=.* pg_dump .*--file='.*a copy.sqlite3'"
        ) as refusal:
            call_command("backup", str(target))
        assert "DATABASE_URL" not in str(refusal.value)
        return
    call_command("backup", str(target))
    said = capsys.readouterr().out
    assert f"{target.stat().st_size:,} bytes, checked" in said
    assert f"Copying and checking {connection.settings_dict['NAME']}: " in said
    with pytest.raises(CommandError, match="not overwritten"):
        call_command("backup", str(target))
