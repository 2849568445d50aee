"""gunicorn's settings, for `make run` and `make serve` alike; see its documentation for each."""

import logging.config
import os
from typing import Any

from django.conf import settings
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
# The files of a SQLite database are for the account that serves.
os.umask(0o077)


class HouseLogger(Logger):
    """gunicorn's messages in the house's own log: allowed fields only, and no access log.

    Each request has its line from `diary.web.middleware.logged`; gunicorn's own would hold URIs.
    """

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        logging.config.dictConfig(settings.LOGGING)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
        self.error_log.propagate = True


logger_class = HouseLogger
accesslog = None
# A further way into the process, and a file outside the house.
control_socket_disable = True

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "project.worker.TimedThreadWorker"
threads = 4
# The application is loaded once, before the workers: what is broken shows before anything is
# served, and they share its memory. It opens no connection while loading.
preload_app = True
timeout = 30
# A worker caught by the stop signal at the wrong moment hangs until this is over. Nothing of a
# local installation takes longer; in production a long answer is waited for.
graceful_timeout = 3 if settings.LOCAL else 30
keepalive = 5
# Whatever leaks is bounded; the jitter keeps workers from leaving together.
max_requests = 20_000
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
proc_name = "headache-diary"


def when_ready(server: Any) -> None:
    """The greeting of the command that started the server; from here on connections are taken."""
    print(os.environ.pop("DIARY_GREETING", f"Serving on {bind}."), flush=True)  # noqa: T201
