"""A browser without a browser: requests straight into the WSGI application."""

import io
import json
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from diary.actions import Agreement, open_diary
from diary.models import Patient, User
from diary.queries.notice import current_notice, notice_digest
from tests.bench.house import HOST


def someone(name: str) -> Patient:
    """A person with a diary."""
    user = User.objects.create_user(f"{name}@example.org")
    notice = current_notice()
    agreement = Agreement(notice_digest(notice), timezone.now())
    return open_diary(by=user, zone="Europe/London", notice=notice, agreement=agreement)


class Browser:
    """Somebody signed in; answers are (status, headers, body)."""

    application = None

    def __init__(self, user: User) -> None:
        from project.wsgi import application  # as gunicorn loads it

        Browser.application = application
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.csrf = _get_new_csrf_string()
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={self.csrf}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict, bytes]:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "HTTP_HOST": HOST,
            "HTTP_REFERER": f"https://{HOST}/",
            "HTTP_COOKIE": self.cookies,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_X_CSRFTOKEN": self.csrf,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        } | headers
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            said["status"], said["headers"] = int(status[:3]), dict(headers)

        answer = Browser.application(environ, start)  # type: ignore[misc]
        content = b"".join(answer)
        answer.close()
        return said["status"], said["headers"], content

    def get(self, path: str) -> bytes:
        status, _, content = self.ask("GET", path)
        assert status == 200, (status, path)
        return content

    def send_form(self, path: str, fields: str) -> None:
        body = f"{fields}&operation={uuid4()}".encode()
        status, _, content = self.ask("POST", path, body, CONTENT_TYPE="application/x-www-form-urlencoded")
        assert status == 302, (status, content)

    def send_json(self, method: str, path: str, value: object, version: int | None = None) -> dict:
        headers = {"CONTENT_TYPE": "application/json", "HTTP_IDEMPOTENCY_KEY": str(uuid4())}
        if version is not None:
            headers["HTTP_IF_MATCH"] = f'"{version}"'
        status, _, content = self.ask(method, path, json.dumps(value).encode(), **headers)
        assert status in (200, 201), (status, content)
        return json.loads(content) if content[:1] == b"{" else {}
