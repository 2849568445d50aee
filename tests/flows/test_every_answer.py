"""What every answer has, whoever asks and however."""

from io import BytesIO

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from diary.web.charsets import only_utf8

HERE, ELSEWHERE = "diary.example.org", "elsewhere.example.org"


@pytest.fixture
def client(settings, db):
    """A browser, and a server as in production."""
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = [HERE]
    return Client(raise_request_exception=False)


def is_guarded(headers) -> bool:
    return (
        "default-src 'none'" in headers["Content-Security-Policy"]
        and headers["X-Frame-Options"] == "DENY"
        and headers["X-Content-Type-Options"] == "nosniff"
    )


@pytest.mark.parametrize(
    ("path", "host", "secure", "status"),
    [
        ("/privacy/", HERE, True, 200),
        ("/", HERE, True, 302),
        ("/nowhere", HERE, True, 404),
        ("/privacy/", HERE, False, 301),
        ("/privacy/", ELSEWHERE, False, 400),
        ("/privacy/", ELSEWHERE, True, 400),
        ("/api/v1/schema", ELSEWHERE, False, 400),
        ("/healthz", ELSEWHERE, False, 200),
        ("/static/nowhere.css", HERE, True, 404),
    ],
)
def test_every_answer_is_guarded_and_kept_nowhere(client, path, host, secure, status):
    answer = client.get(path, secure=secure, headers={"Host": host})
    assert answer.status_code == status
    assert is_guarded(answer)
    assert answer["Cache-Control"] == "no-store"


def test_a_static_file_is_guarded_and_may_be_kept(client):
    answer = client.get("/static/css/diary.css", secure=True, headers={"Host": HERE})
    assert answer.status_code == 200
    assert is_guarded(answer)
    assert "max-age" in answer["Cache-Control"]
    assert "no-store" not in answer["Cache-Control"]
    answer.close()


def ask(content_type: str, path: str = "/account/login/", method: str = "POST"):
    """Status and headers of what the server's own application answers; Django's client would go past it."""
    environ = RequestFactory().generic(method, path, b"login=pat").environ
    environ |= {"CONTENT_TYPE": content_type, "QUERY_STRING": "next=%2F", "wsgi.input": BytesIO(b"login=pat")}
    answered = []
    body = only_utf8(get_wsgi_application())(environ, lambda *started: answered.append(started))
    b"".join(body)
    ((status, headers),) = answered
    return int(status.split()[0]), dict(headers)


@pytest.mark.parametrize(
    "charset",
    [
        *("charset=hex", 'charset="hex"', "charset=utf-7", "CHARSET = UTF-16", "charset=", "charset=latin-1"),
        *(
            "charset*=bogus''x",
            "charset*=utf-8''hex",
            "charset=utf-8; charset=hex",
            'a=";charset=utf-8";charset=rot13',
        ),
        *("charset=utf-8-sig", "charset=utf-80", 'charset="utf-8', "charset=\xe9"),
    ],
)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a/b"]
)
def test_another_charset_than_utf_8_is_refused_and_guarded(db, kind, charset):
    for path, method in (("/account/login/", "POST"), ("/account/login/", "GET"), ("/api/v1/schema", "GET")):
        status, headers = ask(f"{kind}; {charset}", path, method)
        assert status == 400
        assert is_guarded(headers)


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", ';charset="UTF-8"', "; charset=utf8 ; x=y"])
def test_utf_8_by_its_names_is_read(db, charset):
    # Without its token the form is refused, which needs it to be read.
    assert ask(f"application/x-www-form-urlencoded{charset}")[0] == 403
