"""From a command to the web server that takes its place."""

import os
import socket
import sys
from typing import NoReturn

from django.conf import settings
from django.db import connections

OLD_SQLITE = (
    "This Python's SQLite is older than 3.51.3, whose write-ahead log is not safe: "
    "the rollback journal is used, which is slower but sound."
)


def is_free(host: str, port: int) -> bool:
    """Whether this machine lets a server listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server itself will: an address that is merely winding down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError:
            return False
    return True


def become_server(*arguments: str, greeting: str) -> NoReturn:
    """Replace this process by gunicorn, which says `greeting` once it can answer."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os.environ["DIARY_GREETING"] = greeting
    # The house is found from any working directory, without changing it: paths in the
    # environment may be relative.
    places = [str(settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, places))
    application = settings.WSGI_APPLICATION.rpartition(".")
    command = [
        *(sys.executable, "-m", "gunicorn"),
        *("--config", "python:project.gunicorn_conf"),
        *arguments,
        f"{application[0]}:{application[2]}",
    ]
    os.execv(sys.executable, command)  # noqa: S606 - no shell, and nothing of a request in it
