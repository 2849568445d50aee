"""A server that waits for requests for two seconds only."""

from project.worker import TimedThreadWorker


class Worker(TimedThreadWorker):
    reading_seconds = 2.0
    moment = 0.1
