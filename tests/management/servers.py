"""A server in another process, and asking it."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.management.running import command, environment


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


class Server:
    """What a started command has said, how soon it answered, and its answers."""

    def __init__(self, process: subprocess.Popen[str], port: int, said: Path, seconds: float) -> None:
        self.process, self.port, self._said, self.seconds = process, port, said, seconds

    @property
    def said(self) -> str:
        return self._said.read_text()

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(
                "GET", path, headers={name.replace("_", "-"): headers[name] for name in headers}
            )
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def send(self, raw: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(raw)
            return connection.recv(1000)


@contextmanager
def started(folder: Path, port: int, *arguments: str, **given: str) -> Iterator[Server]:
    """The command, once it takes connections; stopped afterwards as Ctrl-C stops it."""
    said = folder / "said.txt"
    began = time.perf_counter()
    with said.open("w") as file:
        process = subprocess.Popen(
            command(*arguments),
            env=environment(folder, **given),
            cwd=folder,
            stdout=file,
            stderr=file,
            text=True,
        )
    try:
        while "Serving on" not in said.read_text():
            assert process.poll() is None, said.read_text()
            assert time.perf_counter() - began < 180, said.read_text()
            time.sleep(0.02)
        yield Server(process, port, said, time.perf_counter() - began)
    finally:
        process.send_signal(2)  # SIGINT
        process.wait(timeout=60)
