"""gunicorn's threads, with a limit to how long a request may take to arrive.

A thread that reads a request waits for whoever sends it. Without a limit, as many clients as there
are threads could send a part of a request each and hold all of them for ever.
"""

import errno
import math
import socket
import threading
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class TimedSocket(socket.socket):
    """A connection whose request has to arrive by a certain time; what comes later is not read.

    A wait of more than a moment takes one of `places`. Where none is free it is too slow already, so
    that those who wait leave threads for the others.
    """

    places = threading.Semaphore()
    moment: float = 0
    _until: float | None = None  # None: no request is being read
    _is_waiting = False

    def begin(self, worker: "TimedThreadWorker") -> None:
        """A request is about to be read."""
        self.places, self.moment = worker.places, worker.moment
        self._until = time.monotonic() + worker.reading_seconds
        self._answering = worker.reading_seconds

    def end(self) -> None:
        """It was read and answered, or was too slow."""
        self._until = None
        if self._is_waiting:
            self._is_waiting = False
            self.places.release()

    def setblocking(self, flag: bool) -> None:
        """Nor does a client who does not read its answer hold a thread for ever."""
        waits = self._answering if self._until is not None else None
        self.settimeout(waits if flag else 0.0)

    def recv(self, size: int, flags: int = 0) -> bytes:
        if self._until is None:
            return super().recv(size, flags)
        allowed = self.gettimeout()
        try:
            return self._received_in_time(size, flags, math.inf if allowed is None else allowed)
        except TimeoutError:
            # As if the client had gone. Reading on ends at once, also when the connection is closed.
            self.shutdown(socket.SHUT_RD)
            raise ConnectionResetError(errno.ECONNRESET, "A request took too long to arrive.") from None
        finally:
            self.settimeout(allowed)

    def _received_in_time(self, size: int, flags: int, allowed: float) -> bytes:
        if not self._is_waiting:
            try:
                return self._received_within(min(self.moment, allowed), size, flags)
            except TimeoutError:
                if not self.places.acquire(blocking=False):
                    raise
                self._is_waiting = True
        return self._received_within(allowed, size, flags)

    def _received_within(self, seconds: float, size: int, flags: int) -> bytes:
        left = (self._until or 0) - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.settimeout(min(left, seconds))
        return super().recv(size, flags)


class TimedThreadWorker(ThreadWorker):
    """gunicorn's own worker with threads, on such connections."""

    reading_seconds = 30.0
    moment = 1.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One thread is never waited in.
        self.places = threading.BoundedSemaphore(max(1, self.cfg.threads - 1))

    def handle(self, conn: Any) -> Any:
        """Called in a thread for each request, and once for a connection that says nothing yet."""
        if not isinstance(conn.sock, TimedSocket):
            conn.sock = TimedSocket(fileno=conn.sock.detach())
        conn.sock.begin(self)
        try:
            return super().handle(conn)
        finally:
            conn.sock.end()
