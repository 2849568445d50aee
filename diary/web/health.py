"""Is the service able to answer? Without a word about anybody."""

from functools import lru_cache

import django.db
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has every migration; else 503 and why, in two words."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except django.db.Error:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    if _known_migrations() - applied:
        return HttpResponse("migrations missing\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@lru_cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
