"""`make run`: a first start, a start over an older database, and a second start."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command

from diary.queries.simulated import LOGINS, PASSWORD
from tests.management.running import manage
from tests.management.servers import free_port, started


def rows(path, table):
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.execute(f"SELECT * FROM {table}").fetchall())


@pytest.mark.enable_socket
def test_an_older_database_is_copied_and_migrated_and_a_second_start_changes_nothing(tmp_path):
    manage(tmp_path, "migrate", "diary", "0001", "--verbosity", "0")
    file = tmp_path / "diary.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "INSERT INTO diary_user (password, email, is_active, date_joined)"
            " VALUES ('', 'pat@example.org', 1, '2026-03-03')"
        )
    port = free_port()

    with started(tmp_path, port, "run_local", "--port", str(port)) as server:
        assert server.ask("/healthz") == (200, "ok\n")
        assert f"http://127.0.0.1:{port}/" in server.said
        for login in LOGINS:
            assert login in server.said
        assert PASSWORD in server.said
        taken = manage(tmp_path, "run_local", "--port", str(port))
    assert server.process.returncode == 0
    assert taken.returncode == 1
    assert taken.stderr == f"Port {port} is taken. Choose another: make run PORT=8001\n"

    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.startswith("diary-before-")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [row[2:] for row in rows(copy, "diary_user")] != []
    assert "pat@example.org" in str(rows(file, "diary_user"))

    tables = (
        "diary_user",
        "diary_patient",
        "diary_revision",
        "diary_treatment",
        "diary_grant",
        "diary_event",
    )
    before = {table: rows(file, table) for table in tables}
    assert len(before["diary_patient"]) == 41
    assert len(before["diary_revision"]) > 5000
    assert len(before["diary_treatment"]) > 60
    with started(tmp_path, port, "run_local", "--port", str(port)) as again:
        assert again.ask("/healthz") == (200, "ok\n")
        assert again.seconds < 5
    assert {table: rows(file, table) for table in before} == before
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.enable_socket
def test_a_first_start_serves_pages_and_its_log_holds_nothing_that_was_asked(tmp_path):
    port = free_port()
    # Whatever connects leaves an empty database; of nothing, no copy is made.
    manage(tmp_path, "showmigrations", "--verbosity", "0")
    assert (tmp_path / "diary.sqlite3").exists()
    tmp_path.chmod(0o755)
    with started(tmp_path, port, "run_local", "--port", str(port), DEBUG="1") as server:
        assert tmp_path.stat().st_mode & 0o777 == 0o700, "others read the diaries"
        assert server.ask("/account/login/?planted=thunderclap")[0] == 200
        assert server.ask("/days/2026-03-03/?planted=thunderclap")[0] == 302
        status, page = server.ask("/thunderclap")
        assert status == 404
        assert "URLconf" not in page, "a debugging page"
        assert server.ask("/privacy/", Host="thunderclap.example.org")[0] == 400
        assert b"400" in server.send(b"GET /thunderclap HTTP/9.9\r\nthunderclap\r\n\r\n")
        assert b"400" in server.send(b"thunderclap\r\n\r\n")
        said = server.said
    assert "thunderclap" not in said
    logged = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {"route": "day", "status": 302}.items() <= max(
        logged, key=lambda line: line.get("route") == "day"
    ).items()
    assert not (tmp_path / "backups").exists()
    assert tmp_path.joinpath("secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("port", ["99999", "0", "-1", "http", "８０００"])
def test_what_is_no_port_is_said_in_one_sentence(port):
    with pytest.raises(CommandError, match="is not a port"):
        call_command("run_local", port=port)


def test_production_is_refused(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="make serve"):
        call_command("run_local")


@pytest.mark.enable_socket
def test_keys_that_do_not_open_the_database_are_refused(tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0")
    made = (
        "from diary.actions import open_simulated_diary;"
        "open_simulated_diary(by=None, email='pat@example.org', password='x', zone='UTC')"
    )
    assert manage(tmp_path, "shell", "-c", made).returncode == 0
    (tmp_path / "seal_key").unlink()
    refused = manage(tmp_path, "run_local", "--port", str(free_port()))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"The keys in {tmp_path} do not open this database")
    assert len(refused.stderr.splitlines()) == 1
