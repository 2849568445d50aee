"""The memory of a web worker after 1,000 requests, as `make run` serves them to the demo person."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.table import Table
from tests.management.servers import Server, free_port, started

REQUESTS = 1_000
PAGES = (
    "/",
    "/outcome/",
    "/calendar/",
    "/settings/",
    "/api/v1/patients/me/days",
    "/api/v1/patients/me/outcome",
    "/outcome/figures/",
    "/outcome/days.csv",
)
REPORT = "/outcome/report.pdf"
TYPST = "25 of them typst's own code, read from disk"


def main() -> int:
    table = Table(f"Memory of a web worker (resident), {REQUESTS} requests a line")
    with tempfile.TemporaryDirectory(prefix="diary-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "project.settings", "DIARY_LOCAL_DIR": folder}
        port = free_port()
        command = ("run_local", "--port", str(port))
        with started(Path(folder), port, *command, WEB_CONCURRENCY="1") as server:
            browser = Demo(server)
            browser.ask(PAGES)
            table.line("after the first requests", resident(server), None, " MB")
            browser.ask(islice(cycle(PAGES), REQUESTS))
            table.line("after 1,000 more: pages, API and CSV", resident(server), 85, " MB")
            browser.ask(islice(cycle([*PAGES, REPORT]), REQUESTS))
            table.line("after 1,000 more, every ninth a PDF", resident(server), None, " MB", TYPST)
    return int(table.missed)


class Demo:
    """The demo person, logged in over one connection."""

    def __init__(self, server: Server) -> None:
        import django

        django.setup()
        from diary.queries.simulated import DEMO_EMAIL, PASSWORD

        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        self._cookies: dict[str, str] = {}
        page = self._send("GET", "/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        form = {"login": DEMO_EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        self._send("POST", "/account/login/", urlencode(form))
        assert "sessionid" in self._cookies

    def ask(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._send("GET", path)

    def _send(self, method: str, path: str, body: str = "") -> str:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Accept-Encoding": "gzip" if method == "GET" and self._cookies else "identity",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        assert response.status in (200, 302), (response.status, path)
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return content.decode(errors="replace")


def resident(server: Server) -> float:
    """Megabytes of the one worker that the server's process has."""
    listed = subprocess.check_output(["ps", "-A", "-o", "ppid=,rss="], text=True)
    (kilobytes,) = (
        int(rss) for parent, rss in map(str.split, listed.splitlines()) if int(parent) == server.process.pid
    )
    return kilobytes / 1000


if __name__ == "__main__":
    sys.exit(main())
