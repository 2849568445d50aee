"""People whose outcome is put on paper, each on 25 August 2026."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from diary.actions import Change, write_baseline
from diary.models import Patient
from diary.terms.treatments import CourseStart, WrittenFigure, WrittenSource
from tests.treated import EVER, FIRST, month, months, treat

AUGUST = datetime(2026, 8, 25, 19, tzinfo=UTC)


@pytest.fixture(autouse=True)
def august() -> Iterator[None]:
    with time_machine.travel(AUGUST, tick=False):
        yield


def empty(pat, log) -> None:
    """Nothing logged, nothing recorded."""


def no_treatment(pat, log) -> None:
    log(pat, *months(FIRST, 20, 12))


def usual(pat, log) -> None:
    """Two cycles, one window with too few days."""
    log(pat, *month(FIRST - timedelta(days=28), 20, long=16), *months(FIRST, 12, 11, 10, long=9))
    for days, logged in ((84, 24), (112, 15), (140, 28)):
        log(pat, *month(FIRST + timedelta(days=days), 8, logged=logged))
    treat(pat, start=EVER, lot="C1234")
    treat(pat, FIRST + timedelta(days=85), units=None)


def one_not_over(pat, log) -> None:
    first = FIRST + timedelta(days=160)
    log(pat, *months(first - timedelta(days=28), 20))
    treat(pat, first, start=EVER)


def no_baseline(pat, log) -> None:
    log(pat, *months(FIRST, 12, 11, 10))
    treat(pat, start=CourseStart(from_start=False, earlier=None))


def from_a_letter(pat, log) -> None:
    log(pat, *months(FIRST, 12, 11, 10, long=9))
    treat(pat, start=CourseStart(from_start=False, earlier=3))
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(24))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())


def restart(pat, log) -> None:
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 11, 10, 9, 18, 17))
    treat(pat, start=EVER)
    treat(pat, FIRST + timedelta(days=140), restart=True)


def changed_baseline(pat, log) -> None:
    usual(pat, log)
    log(pat, Change(FIRST - timedelta(days=1), {"headache": True}))


def ten_treatments(pat, log) -> None:
    day = FIRST - timedelta(days=800)
    log(pat, *months(day - timedelta(days=28), 20))
    for number in range(10):
        log(pat, *months(day, 12, 11, 10))
        treat(pat, day, start=None if number else EVER)
        day += timedelta(days=87)


DIARIES = {
    case.__name__: case
    for case in (
        *(empty, no_treatment, usual, one_not_over, no_baseline, from_a_letter),
        *(restart, changed_baseline, ten_treatments),
    )
}


@pytest.fixture(params=DIARIES.values(), ids=DIARIES.keys())
def anybody(request: pytest.FixtureRequest, pat: Patient, log) -> Patient:
    """Each of them in turn."""
    request.param(pat, log)
    return pat


@pytest.fixture
def treated(pat: Patient, log) -> Patient:
    """The usual one."""
    usual(pat, log)
    return pat
