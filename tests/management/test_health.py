"""/healthz: asked from inside, under no public name and without TLS, and it says nothing about anybody."""

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder


@pytest.fixture
def inside(settings, client):
    """Asks as a supervisor on the same machine does."""
    settings.ALLOWED_HOSTS = ["diary.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    return lambda method="get": getattr(client, method)("/healthz", headers={"host": "127.0.0.1:8000"})


def test_it_is_answered_before_the_host_check_and_the_redirect_to_https(db, inside):
    answer = inside()
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "text/plain"
    assert not answer.cookies
    assert inside("head").status_code == 200


def test_nothing_else_is_answered_there(db, inside):
    assert inside("post").status_code == 400


def test_a_database_that_does_not_answer_is_503(inside, monkeypatch, caplog):
    def fail(recorder):
        raise OperationalError("planted")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)
    answer = inside()
    assert (answer.status_code, answer.content) == (503, b"database unreachable\n")
    assert "not healthy: database unreachable" in caplog.messages


def test_missing_migrations_are_503(db, inside):
    applied = MigrationRecorder.applied_migrations
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            MigrationRecorder,
            "applied_migrations",
            lambda recorder: {key: made for key, made in applied(recorder).items() if key[0] != "diary"},
        )
        answer = inside()
    assert (answer.status_code, answer.content) == (503, b"migrations missing\n")


def test_by_post_under_the_public_name_it_is_no_method_of_the_route(db, client):
    assert client.post("/healthz").status_code == 405
