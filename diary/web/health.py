"""Is the service able to answer? Without a word about anybody."""

import logging
from collections.abc import Callable
from functools import lru_cache

import django.db
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase

log = logging.getLogger("diary.health")

Answer = Callable[[HttpRequest], HttpResponseBase]


def asked_from_inside(get_response: Answer) -> Answer:
    """Answers /healthz before anything else: whoever watches knows neither the public name nor TLS."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz" and request.method in ("GET", "HEAD"):
            return healthz(request)
        return get_response(request)

    return middleware


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has every migration; else 503 and why, in two words."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except django.db.Error:
        log.error("not healthy: database unreachable")
        return _answer("database unreachable", 503)
    if _known_migrations() - applied:
        log.error("not healthy: migrations missing")
        return _answer("migrations missing", 503)
    return _answer("ok", 200)


def _answer(words: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain", headers=headers)


@lru_cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
