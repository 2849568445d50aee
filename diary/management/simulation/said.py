"""What a simulated person answers about a day."""

from decimal import Decimal
from random import Random
from typing import Any

from diary.management.simulation.people import Person
from diary.terms.answers import Effect, FourHours, Relief, Severity
from diary.terms.day_document import Intake

NOTES = (
    "Slept badly.",
    "Long day at the screen.",
    "Weather changed.",
    "Skipped lunch.",
    "Worked through it.",
    "Went to bed at noon.",
    "Visitors, loud.",
    "First day back at work.",
)
NOTED = 0.03
_WORST = (Severity.MILD, Severity.MODERATE, Severity.SEVERE)
_QUARTERS = {Severity.MILD: (2, 24), Severity.MODERATE: (8, 56), Severity.SEVERE: (16, 96)}
_EFFECT = {
    Severity.MILD: (6, 3, 0),
    Severity.MODERATE: (2, 6, 2),
    Severity.SEVERE: (0, 3, 7),
}


def is_logged(chance: Random, person: Person, *, headache: bool) -> bool:
    """A clear day is forgotten three times as often as one with a headache."""
    forgets = 1 - person.logs
    return chance.random() >= min(0.9, forgets if headache else 3 * forgets)


def answers(
    chance: Random, person: Person, *, headache: bool, eased: float, bleeds: bool | None
) -> dict[str, Any]:
    """The values of the day's answer; `eased`: how much of a treatment's effect there is (0 to 1)."""
    said: dict[str, Any] = {"headache": headache}
    if bleeds is not None:
        said["menstruation"] = bleeds
    if headache:
        said |= _pain(chance, person, eased)
    if chance.random() < person.details:
        said["intakes"] = _intakes(chance, person, headache=headache)
    if chance.random() < NOTED * person.details:
        said["note"] = chance.choice(NOTES)
    return said


def _pain(chance: Random, person: Person, eased: float) -> dict[str, Any]:
    # What treatment leaves is milder, also where the headache never stops.
    severity = chance.choices(_WORST, (2 + 2 * eased, 4, 3 - 2 * eased))[0]
    quarters = chance.randint(*_QUARTERS[severity])
    said: dict[str, Any] = {"severity": severity}
    if chance.random() < 0.9:
        long = FourHours.YES if quarters >= 16 else FourHours.NO
        said["four_hours"] = FourHours.NOT_SURE if chance.random() < 0.03 else long
    if chance.random() < person.details:
        said["hours"] = Decimal(quarters) / 4
        said["effect"] = chance.choices(list(Effect), _EFFECT[severity])[0]
    if severity is not Severity.MILD and chance.random() < person.details:
        said |= _features(chance)
    return said


def _features(chance: Random) -> dict[str, bool]:
    shares = {
        "one_sided": 0.6,
        "pulsating": 0.7,
        "worse_with_activity": 0.8,
        "nausea": 0.5,
        "light_sensitivity": 0.8,
        "sound_sensitivity": 0.7,
        "aura": 0.12,
        "believed_migraine": 0.7,
    }
    return {name: chance.random() < share for name, share in shares.items()}


def _intakes(chance: Random, person: Person, *, headache: bool) -> tuple[Intake, ...]:
    if chance.random() >= (person.takes if headache else person.takes_anyway):
        return ()
    relief = chance.choice(list(Relief)) if headache else None
    return (Intake(person.painkiller, chance.randint(1, 3), relief),)
