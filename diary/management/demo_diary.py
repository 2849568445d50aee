"""The made-up diary of `make run`: someone with chronic migraine, some weeks after an injection."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import available_timezones

from django.conf import settings

from diary.actions import Change, open_simulated_diary, record_days
from diary.queries.demo import DEMO_EMAIL, DEMO_PASSWORD, empty_demo_diary, has_demo_login
from diary.terms.answers import Effect, FourHours, Relief, Severity, Source
from diary.terms.day_document import Intake

DAYS = 60
SEED = 28
FALLBACK_ZONE = "Europe/London"


class NotHere(Exception):
    """The demo login has a public password: it is made in local mode only."""


def make_demo_diary() -> bool:
    """Make the demo login and its diary if there is none; what exists is left alone. True when made."""
    if not settings.LOCAL:
        raise NotHere("The demo login is made in local mode only.")
    if has_demo_login():
        patient = empty_demo_diary()
    else:
        patient = open_simulated_diary(by=None, email=DEMO_EMAIL, password=DEMO_PASSWORD, zone=machine_zone())
    if patient is None or patient.user is None:
        return False
    record_days(
        by=patient.user,
        patient=patient,
        answers=demo_answers(patient.today()),
        source=Source.PAGE,
        operation=uuid4(),
    )
    return True


def demo_answers(today: date) -> Sequence[Change]:
    """The same days before every `today`, which is left for whoever tries the diary; some not logged."""
    chance = random.Random(SEED)  # noqa: S311 - a plausible diary, not a secret
    answers = []
    for days_ago in range(DAYS, 0, -1):
        logged = chance.random() > 0.08
        # Fewer headache days as the weeks go by; migraine comes in runs, here of chance.
        values = _headache(chance) if chance.random() < 0.35 + 0.3 * days_ago / DAYS else {"headache": False}
        if logged:
            answers.append(Change(today - timedelta(days=days_ago), values))
    return answers


def machine_zone() -> str:
    """The time zone this machine is set to, so that the demo's today is its reader's today."""
    # Linux and macOS link this to a file of the zone's name.
    place = Path("/etc/localtime").resolve().as_posix()
    _, found, name = place.partition("/zoneinfo/")
    return name if found and name in available_timezones() else FALLBACK_ZONE


def _headache(chance: random.Random) -> dict[str, Any]:
    severity = chance.choices(list(Severity), [3, 4, 3])[0]
    values: dict[str, Any] = {"headache": True, "severity": severity}
    if chance.random() < 0.8:
        quarters = chance.randint(6, 24) if severity is Severity.MILD else chance.randint(12, 64)
        values["hours"] = Decimal(quarters) / 4
        values["four_hours"] = FourHours.YES if quarters >= 16 else FourHours.NO
    if severity is not Severity.MILD and chance.random() < 0.85:
        values |= {
            "one_sided": chance.random() < 0.6,
            "pulsating": chance.random() < 0.7,
            "worse_with_activity": chance.random() < 0.8,
            "nausea": chance.random() < 0.5,
            "light_sensitivity": chance.random() < 0.8,
            "sound_sensitivity": chance.random() < 0.7,
        }
    if chance.random() < 0.9:
        values["intakes"] = _intakes(chance, severity)
    values["effect"] = {
        Severity.MILD: Effect.NONE,
        Severity.MODERATE: Effect.LESS,
        Severity.SEVERE: Effect.STOPPED,
    }[severity]
    return values


def _intakes(chance: random.Random, severity: Severity) -> tuple[Intake, ...]:
    if severity is Severity.SEVERE or chance.random() < 0.3:
        return (Intake("sumatriptan", chance.randint(1, 2), chance.choice(list(Relief))),)
    if chance.random() < 0.5:
        return (Intake("ibuprofen", chance.randint(1, 3), chance.choice(list(Relief))),)
    return ()
