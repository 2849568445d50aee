"""The application for a web server. What it cannot be loaded with is said in one sentence."""

import gc
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from diary.web.charsets import only_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

# gunicorn's own code for an application that does not load: it stops instead of trying again.
CANNOT_LOAD = 4

try:
    if settings.LOCAL and "DIARY_RUN_LOCAL" not in os.environ:
        raise ImproperlyConfigured(
            "Local mode, with its cookies for plain HTTP, is started by `make run` only; "
            "to serve others: make serve, or DIARY_MODE=production."
        )
    application = only_utf8(get_wsgi_application())
    # All pages are loaded before the workers part, so that they share the memory; and what is loaded
    # lives as long as the process, so the garbage collector need not walk it again and again.
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
except ImproperlyConfigured as reason:
    sys.stderr.write(f"{reason}\n")
    sys.exit(CANNOT_LOAD)
