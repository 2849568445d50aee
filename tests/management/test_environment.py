"""What cannot be read in the environment is one sentence, and a secret in it is not quoted."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from project.environment import choice, database, flag, mail, rate, whole_number
from tests.management.running import SOUND, manage, python


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "planted"),
        ("DATABASE_URL", "planted"),
        ("EMAIL_URL", "nonsense://planted"),
        ("API_LIMIT", "planted"),
        ("DIARY_MODE", "planted"),
        ("HSTS_PRELOAD", "planted"),
        ("HSTS_SUBDOMAINS", "planted"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "check"])
def test_a_value_that_cannot_be_read_stops_every_command_in_one_sentence(tmp_path, command, name, value):
    refused = manage(tmp_path, command, **SOUND | {name: value})
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith(f"{name} cannot be read: write ")
    assert "planted" not in refused.stderr + refused.stdout


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (database, ""),
        (database, "role:planted@host/name"),
        (database, "mysql://role:planted@host/name"),
        (database, "postgresql://role:pl/anted@host/name"),
        (database, "postgresql://role:planted@host:99999999/name"),
        (database, "postgresql://role:planted@host"),
        (database, "sqlite://planted.sqlite3"),
        (mail, ""),
        (mail, "smtp://user:planted@host:port"),
        (rate, "0/min"),
        (rate, "600"),
        (rate, "600/x"),
        (rate, "-1/min"),
        (whole_number, "-1"),
        (whole_number, ""),
        (whole_number, "１"),
    ],
)
def test_what_would_fail_later_is_refused_when_it_is_read(monkeypatch, read, value):
    monkeypatch.setenv("SOME_NAME", value)
    with pytest.raises(ImproperlyConfigured, match=r"^SOME_NAME cannot be read: write [^\n]+\.$") as refusal:
        read("SOME_NAME", "default://")
    assert "anted" not in str(refusal.value)


def test_what_can_be_read_is_read(monkeypatch):
    def read(kind, value, *default):
        monkeypatch.setenv("SOME_NAME", value)
        return kind("SOME_NAME", *default)

    place = read(database, "postgresql://role:pass%2Fword@/name?host=/run&port=5433", "")
    assert (place["PASSWORD"], place["NAME"], place["OPTIONS"]["host"]) == ("pass/word", "name", "/run")
    assert read(database, "sqlite:////some/file.sqlite3", "")["NAME"] == "/some/file.sqlite3"
    assert read(database, "postgresql:///?service=diary", "")["OPTIONS"] == {"service": "diary"}
    assert read(mail, "smtp+tls://user:pass@host:587", "")["EMAIL_PORT"] == 587
    assert read(rate, "10/s", "") == "10/s"
    assert read(whole_number, "2", 0) == 2
    assert [read(flag, value) for value in ("1", "on", "True ", "0", "no", "")] == [True] * 3 + [False] * 3
    assert read(choice, "production", "local", "production") == "production"
    monkeypatch.delenv("SOME_NAME")
    assert choice("SOME_NAME", "local", "production") == "local"
    assert whole_number("SOME_NAME", 3) == 3


@pytest.mark.parametrize("given", [{"DIARY_LOCAL_DIR": "/dev/null/x"}, {"DIARY_LOCAL_DIR": "/dev/null"}])
def test_a_folder_that_can_keep_no_keys_is_one_sentence(tmp_path, given):
    refused = manage(tmp_path, "run_local", **given)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith("This installation's keys cannot be kept in /dev/null")


@pytest.mark.parametrize(
    ("given", "sentence"), [({}, "Local mode, "), ({"DIARY_MODE": "prod"}, "DIARY_MODE cannot be read")]
)
def test_a_server_started_by_hand_in_no_sound_mode_loads_nothing(tmp_path, given, sentence):
    refused = python(tmp_path, "import project.wsgi", **given)
    assert refused.returncode == 4, "gunicorn would start it again and again"
    (line,) = refused.stderr.splitlines()
    assert line.startswith(sentence)


def test_a_server_of_make_run_or_of_production_loads(tmp_path):
    assert python(tmp_path, "import project.wsgi", **SOUND).returncode == 0
    assert python(tmp_path, "import project.wsgi", DIARY_RUN_LOCAL="1").returncode == 0


def test_what_the_server_makes_is_for_its_own_account(tmp_path):
    asked = python(tmp_path, "import os, project.gunicorn_conf; print(oct(os.umask(0)))", **SOUND)
    assert asked.stdout == "0o77\n"


def test_translations_are_part_of_the_program_and_read_by_every_account(tmp_path):
    assert manage(tmp_path, "translations", "pseudo", "--to", str(tmp_path / "locale")).returncode == 0
    (made,) = (tmp_path / "locale").rglob("*.mo")
    assert made.stat().st_mode & 0o777 == 0o644
    assert made.parent.stat().st_mode & 0o777 == 0o755
