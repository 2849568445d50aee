"""CPU of two things measured in turn, and the SQL statements of one."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 15
EACH = 30


class Ratio(NamedTuple):
    """Median milliseconds of CPU of both, and what ours is of the bare one: of these, or the median of the
    rounds' own."""

    ours: float
    bare: float
    ratio: float

    def told(self) -> str:
        return f"{self.ours:.2f} / {self.bare:.2f} ms"


def cpu(work: Callable[[], object], times: int = EACH) -> float:
    """Seconds of CPU of one call, the mean of `times`."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def median_cpu(work: Callable[[], object], times: int) -> float:
    """Milliseconds of CPU of one call, the median of `times`."""
    return statistics.median(cpu(work, 1) for _ in range(times)) * 1000


def beside(ours: Callable[[], object], bare: Callable[[], object]) -> Ratio:
    """Both in turn, so that a machine that slows down slows both."""
    cpu(ours), cpu(bare)  # caches are filled, modules imported
    gc.collect()
    pairs = [(cpu(ours), cpu(bare)) for _ in range(ROUNDS)]
    return Ratio(
        statistics.median(a for a, _ in pairs) * 1000,
        statistics.median(b for _, b in pairs) * 1000,
        statistics.median(a / b for a, b in pairs),
    )


def in_turn(ours: Callable[[], object], bare: Callable[[], object], times: int = 400) -> Ratio:
    """The p50 of single calls, one of ours and a bare one in turn, as requests of many people come.

    Thirty alike in a row, as `beside` has them, are answered out of warm caches, the small one most of all.
    """
    cpu(ours), cpu(bare)  # modules imported, words said
    gc.collect()
    pairs = [(cpu(ours, 1), cpu(bare, 1)) for _ in range(times)]
    a, b = (statistics.median(calls) * 1000 for calls in zip(*pairs, strict=True))
    return Ratio(a, b, a / b)


def statements(work: Callable[[], object]) -> int:
    """SQL statements of one call; BEGIN, COMMIT and savepoints are counted."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
