"""What production refuses to start with, one sentence each, and that it starts without."""

import socket
from pathlib import Path

import pytest
from django.db import connection

from diary.management.commands.serve import _taken
from diary.management.production import refusals, warnings
from diary.models import Patient, User
from diary.queries.simulated import LOGINS
from tests.databases import ON_POSTGRESQL, as_owner
from tests.management.running import SOUND, manage
from tests.management.servers import free_port, started


@pytest.fixture
def sound(settings, db):
    """Settings of a production installation that lacks nothing."""
    settings.LOCAL = settings.DEBUG = False
    settings.ALLOWED_HOSTS = [SOUND["ALLOWED_HOSTS"]]
    settings.SECRET_KEY = SOUND["SECRET_KEY"]
    settings.SEAL_KEYS = [SOUND["SEAL_KEYS"]]
    settings.PRIVACY_NOTICE_FILE = str(settings.BASE_DIR / "templates" / "privacy_notice.txt")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)
    return settings


def test_a_sound_installation_is_not_refused(sound):
    assert list(refusals()) == []
    assert list(warnings()) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOCAL", True, "DIARY_MODE"),
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is empty"),
        ("ALLOWED_HOSTS", ["diary.example.org", "*"], "ALLOWED_HOSTS has a wildcard"),
        ("ALLOWED_HOSTS", [".example.org"], "ALLOWED_HOSTS has a wildcard"),
        ("SECRET_KEY", "", "There is no SECRET_KEY"),
        ("SECRET_KEY", "0123456789" * 4, "SECRET_KEY is not a secret"),
        ("SECRET_KEY", "abab" * 20, "SECRET_KEY is not a secret"),
        ("SECRET_KEY", "django-insecure-" + SOUND["SECRET_KEY"], "SECRET_KEY is not a secret"),
        ("SEAL_KEYS", [], "There are no SEAL_KEYS"),
        ("SEAL_KEYS", [SOUND["SEAL_KEYS"], "short"], "A key in SEAL_KEYS is shorter"),
        ("SEAL_KEYS", [SOUND["SEAL_KEYS"], "abab" * 20], "A key in SEAL_KEYS is a pattern"),
        ("SEAL_KEYS", [SOUND["SEAL_KEYS"], SOUND["SECRET_KEY"]], "SECRET_KEY is also in SEAL_KEYS"),
        ("SECRET_KEY_FALLBACKS", ["short"], "A key in SECRET_KEY_FALLBACKS is not a secret"),
        ("SECRET_KEY_FALLBACKS", ["0" + SOUND["SECRET_KEY"], ""], "A key in SECRET_KEY_FALLBACKS"),
        ("PRIVACY_NOTICE_FILE", "/nowhere/notice.txt", "PRIVACY_NOTICE_FILE"),
        ("PRIVACY_NOTICE_FILE", "/dev/null", "PRIVACY_NOTICE_FILE"),
        ("ALLOWED_HOSTS", ["https://diary.example.org"], "ALLOWED_HOSTS cannot have 'https://diary"),
        ("ALLOWED_HOSTS", ["diary.example.org", "example.org/diary"], "ALLOWED_HOSTS cannot have 'example"),
        ("ALLOWED_HOSTS", ["diary.example.org:443"], "ALLOWED_HOSTS cannot have 'diary.example.org:443'"),
        ("ALLOWED_HOSTS", ["diary.example.org "], "ALLOWED_HOSTS cannot have 'diary.example.org '"),
        ("DEFAULT_FROM_EMAIL", "diary", "DEFAULT_FROM_EMAIL cannot be 'diary'"),
        ("DEFAULT_FROM_EMAIL", "", "DEFAULT_FROM_EMAIL cannot be ''"),
        ("DEFAULT_FROM_EMAIL", "Diary <diary@>", "DEFAULT_FROM_EMAIL cannot be 'Diary <diary@>'"),
    ],
)
def test_each_fault_is_refused_in_one_sentence(sound, name, value, sentence):
    setattr(sound, name, value)
    (refusal,) = refusals()
    assert refusal.startswith(sentence) or sentence in refusal
    assert "\n" not in refusal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("BIND", value) for value in ("127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:http", "127.0.0.1")),
        *(("BIND", value) for value in ("", "unix:", ":8000", "::1:8000", "http://127.0.0.1:8000")),
        *(("FORWARDED_ALLOW_IPS", value) for value in ("proxy.example.org", "10.0.0.1,10.0.0", "10.0.0.1/8")),
    ],
)
def test_an_address_that_is_none_is_refused(sound, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    sound.TRUSTED_PROXIES = 1
    (refusal,) = refusals()
    assert refusal.startswith(f"{name} cannot ")
    assert "\n" not in refusal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("BIND", value)
            for value in ("0.0.0.0:80", "[::1]:8000", "localhost:8000", "tcp://127.0.0.1:8000")
        ),
        *(("FORWARDED_ALLOW_IPS", value) for value in ("", "*", "10.0.0.5, 10.1.0.0/16", "::1")),
    ],
)
def test_an_address_that_is_one_is_not(sound, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert list(refusals()) == []


@pytest.mark.parametrize("sender", ["diary@localhost", "diary@example.org", "Diary <diary@example.org>"])
def test_a_sender_is_an_address_with_or_without_a_name(sound, sender):
    sound.DEFAULT_FROM_EMAIL = sender
    sound.ALLOWED_HOSTS = ["diary.example.org", "127.0.0.1", "[::1]"]
    assert list(refusals()) == []


def test_a_former_key_is_not_in_seal_keys_either(sound):
    sound.SECRET_KEY_FALLBACKS = sound.SEAL_KEYS = ["0" + SOUND["SECRET_KEY"]]
    (refusal,) = refusals()
    assert "SECRET_KEY is also in SEAL_KEYS" in refusal


@pytest.mark.parametrize(("value", "refused"), [("maybe", 1), ("1", 1), ("*", 1), ("0", 0), (" False", 0)])
def test_debugging_that_is_not_plainly_off_is_refused(sound, monkeypatch, value, refused):
    monkeypatch.setenv("DEBUG", value)
    found = list(refusals())
    assert [refusal.split(",")[0] for refusal in found] == ["DEBUG is on"] * refused


def test_a_number_of_workers_that_is_none_is_refused(sound, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "many")
    (refusal,) = refusals()
    assert "WEB_CONCURRENCY" in refusal


def test_a_unix_socket_without_a_proxy_is_refused(sound, monkeypatch):
    monkeypatch.setenv("BIND", "unix:/run/diary.sock")
    (refusal,) = refusals()
    assert refusal.startswith("BIND is a unix socket and TRUSTED_PROXIES is 0")
    sound.TRUSTED_PROXIES = 1
    assert list(refusals()) == []


def test_seal_keys_that_do_not_open_every_patient_are_refused(sound):
    before, after = "k" + SOUND["SEAL_KEYS"], SOUND["SEAL_KEYS"]
    sound.SEAL_KEYS = [before]
    Patient.objects.create(zone="UTC", sealed_key=None)
    oldest = Patient.objects.create(zone="UTC")
    Patient.objects.filter(code=Patient.objects.create(zone="UTC").code).update(sealed_key=None)  # erased
    assert list(refusals()) == []
    sound.SEAL_KEYS = [after]
    newest = Patient.objects.create(zone="UTC")
    for keys in ([after], [before], ["o" + after]):
        sound.SEAL_KEYS = keys
        (refusal,) = refusals()
        assert refusal.startswith("SEAL_KEYS do not open this database")
        assert "\n" not in refusal
    sound.SEAL_KEYS = [after, before]
    assert list(refusals()) == []
    assert oldest.pk < newest.pk


@pytest.mark.skipif(ON_POSTGRESQL, reason="a file of SQLite")
def test_a_database_file_that_others_can_open_is_warned_about(sound):
    Path(connection.settings_dict["NAME"]).chmod(0o640)
    (warning,) = warnings()
    assert warning.startswith("Other accounts of this machine")


if ON_POSTGRESQL:

    def test_a_role_that_nothing_binds_does_not_serve(committed):
        with as_owner():
            assert [refusal for refusal in refusals() if "diary_owner owns tables" in refusal]


@pytest.mark.parametrize("login", LOGINS)
def test_a_database_with_a_login_whose_password_everybody_knows_is_refused(sound, login):
    User.objects.create_user(login)
    (refusal,) = refusals()
    assert "demo logins" in refusal
    assert login in refusal


def test_the_built_in_notice_and_missing_mail_are_warned_about(sound):
    sound.PRIVACY_NOTICE_FILE = ""
    sound.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    notice, mail = warnings()
    assert "PRIVACY_NOTICE_FILE" in notice
    assert mail.startswith("EMAIL_URL is not set, so mails are printed here")


def test_all_faults_are_told_at_once_without_a_traceback(tmp_path):
    refused = manage(tmp_path, "serve", DIARY_MODE="production", DEBUG="1")
    assert refused.returncode == 1
    beginnings = [line.split()[:4] for line in refused.stderr.splitlines()]
    assert [" ".join(words) for words in beginnings] == [
        "DEBUG is on, and",
        "ALLOWED_HOSTS is empty: name",
        "There is no SECRET_KEY.",
        "There are no SEAL_KEYS,",
        "There is no database",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgres://diary:planted@127.0.0.1:1/diary", "The database cannot be reached: "),
        ("sqlite:////nowhere/diary.sqlite3", "The database cannot be reached: "),
        ("sqlite:///empty.sqlite3", "The database lacks migrations of this version."),
        ("sqlite:///text.sqlite3", "The database cannot be reached: "),
    ],
)
def test_a_database_that_cannot_serve_is_one_sentence(tmp_path, url, sentence):
    (tmp_path / "empty.sqlite3").touch()
    (tmp_path / "text.sqlite3").write_text("This is no database at all. " * 100)
    refused = manage(tmp_path, "serve", **SOUND, DATABASE_URL=url)
    assert refused.returncode == 1
    assert refused.stderr.startswith(sentence)
    assert len(refused.stderr.splitlines()) == 1
    assert "planted" not in refused.stderr


@pytest.mark.enable_socket
def test_an_address_that_is_taken_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        (refusal,) = _taken(f"127.0.0.1:{port}")
    assert f"127.0.0.1:{port}" in refusal
    assert _taken(f"127.0.0.1:{free_port()}") == []
    assert _taken("unix:/run/diary.sock") == []


def test_production_passes_the_deployment_check(tmp_path):
    check = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SOUND)
    assert check.returncode == 0, check.stderr


def test_hsts_binds_other_hosts_only_when_the_operator_says_so(tmp_path):
    wide = ("SECURE_HSTS_INCLUDE_SUBDOMAINS = True", "SECURE_HSTS_PRELOAD = True")
    narrow = manage(tmp_path, "diffsettings", **SOUND).stdout
    assert "SECURE_HSTS_SECONDS = 31536000" in narrow
    assert not any(setting in narrow for setting in wide)
    asked = manage(tmp_path, "diffsettings", **SOUND, HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1").stdout
    assert all(setting in asked for setting in wide)


def test_a_folder_that_can_keep_no_static_files_is_one_sentence(tmp_path):
    sound = SOUND | {"DATABASE_URL": "sqlite:///diary.sqlite3", "DIARY_LOCAL_DIR": "/dev/null/x"}
    assert manage(tmp_path, "migrate", "--verbosity", "0", **sound).returncode == 0
    refused = manage(tmp_path, "serve", **sound)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert refused.stderr.splitlines()[-1].startswith("Static files cannot be kept in /dev/null/x/static: ")


@pytest.mark.enable_socket
def test_production_serves_pages_and_collects_static_files_once(tmp_path):
    sound = SOUND | {"TRUSTED_PROXIES": "1"}
    assert manage(tmp_path, "migrate", "--verbosity", "0", **sound).returncode == 0
    assert (tmp_path / "diary.sqlite3").stat().st_mode & 0o777 == 0o600
    port = free_port()
    headers = {"Host": SOUND["ALLOWED_HOSTS"], "X_Forwarded_Proto": "https"}
    with started(tmp_path, port, "serve", **sound, BIND=f"127.0.0.1:{port}") as server:
        assert server.ask("/healthz") == (200, "ok\n")
        assert server.ask("/static/staticfiles.json", **headers)[0] == 404
        status, page = server.ask("/account/login/", **headers)
        assert status == 200
        assert "<form" in page
        assert "Warning: PRIVACY_NOTICE_FILE" in server.said
        assert "Other accounts" not in server.said
    with started(tmp_path, port, "serve", **sound, BIND=f"127.0.0.1:{port}") as again:
        assert "Collecting" not in again.said
