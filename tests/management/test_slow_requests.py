"""Clients that send their requests slowly, or not at all, hold nobody else up for long."""

import socket
import threading
import time
from contextlib import ExitStack

import pytest

from project.worker import TimedSocket, TimedThreadWorker
from tests.management.servers import free_port, started

FORM = (
    b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\na=1"
)
ASK = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory):
    """A server with four threads that waits for two seconds at most."""
    folder, port = tmp_path_factory.mktemp("hasty"), free_port()
    arguments = "--worker-class tests.management.hasty.Worker"
    with started(folder, port, "run_local", "--port", str(port), GUNICORN_CMD_ARGS=arguments) as server:
        yield server


@pytest.fixture
def connected(hasty):
    """A connection on which so much was sent and nothing more."""
    with ExitStack() as opened:

        def connect(sent):
            address = ("127.0.0.1", hasty.port)
            connection = opened.enter_context(socket.create_connection(address, timeout=10))
            connection.sendall(sent)
            return connection

        yield connect


@pytest.mark.enable_socket
def test_stalled_requests_leave_a_thread_to_the_others_and_end_after_a_while(hasty, connected):
    began = time.monotonic()
    stalled = [connected(sent) for sent in (FORM, FORM, FORM, FORM[:60], FORM, FORM, FORM)]
    assert hasty.ask("/healthz") == (200, "ok\n")
    assert time.monotonic() - began < 1.8, "everybody waited for who sends nothing"
    answers = [connection.recv(1000) for connection in stalled]
    assert time.monotonic() - began < 6
    # A part of a form is answered; of a request whose head is not there, nothing can be said.
    assert [answer[:12] for answer in answers].count(b"HTTP/1.1 408") == 6
    assert answers.count(b"") == 1
    assert hasty.ask("/healthz") == (200, "ok\n")


@pytest.mark.enable_socket
def test_a_request_that_drips_ends_too_and_one_that_is_merely_slow_is_answered(connected):
    dripping, slow = connected(FORM), connected(ASK[:20])
    began = time.monotonic()
    time.sleep(0.5)
    slow.sendall(ASK[20:])
    assert slow.recv(1000).startswith(b"HTTP/1.1 200")
    dripping.settimeout(0.2)
    answer = b""
    while not answer and time.monotonic() - began < 6:
        dripping.sendall(b"a")
        try:
            answer = dripping.recv(1000)
        except TimeoutError:
            continue
    assert answer.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 4


@pytest.mark.enable_socket
def test_a_form_that_breaks_off_is_not_taken_for_the_whole(connected):
    connection = connected(FORM)
    connection.shutdown(socket.SHUT_WR)
    assert connection.recv(1000).startswith(b"HTTP/1.1 408")


class Hasty:
    reading_seconds, moment = 0.3, 0.05

    def __init__(self):
        self.places = threading.BoundedSemaphore(1)


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    ours = TimedSocket(fileno=ours.detach())
    with ours, theirs:
        yield ours, theirs


def test_what_arrives_in_time_is_read_however_often_and_a_place_is_given_back(pair):
    ours, theirs = pair
    worker = Hasty()
    for _ in range(3):
        ours.begin(worker)
        ours.setblocking(True)
        threading.Timer(0.1, theirs.sendall, [b"late"]).start()
        assert ours.recv(10) == b"late"
        assert not worker.places.acquire(blocking=False)
        ours.end()
    assert worker.places.acquire(blocking=False)


def test_who_finds_no_place_to_wait_in_is_too_slow_at_once(pair):
    ours, _ = pair
    worker = Hasty()
    worker.places.acquire()
    worker.reading_seconds = 60
    ours.begin(worker)
    ours.setblocking(True)
    with pytest.raises(ConnectionResetError):
        ours.recv(10)
    ours.end()
    worker.places.release()


def test_who_does_not_read_the_answer_is_not_waited_for_either(pair):
    ours, _ = pair
    ours.begin(Hasty())
    ours.setblocking(True)
    with pytest.raises(TimeoutError):
        ours.sendall(bytes(10_000_000))


def test_a_shorter_wait_that_somebody_asked_for_holds(pair):
    ours, _ = pair
    worker = Hasty()
    worker.reading_seconds = 60
    ours.begin(worker)
    ours.settimeout(0.1)
    with pytest.raises(ConnectionResetError):
        ours.recv(10)
    # Nothing more is read, also where the connection is drained before it is closed.
    ours.end()
    assert ours.recv(10) == b""


def test_production_waits_for_half_a_minute():
    assert TimedThreadWorker.reading_seconds == 30
