"""One simulated person's diary and treatments, up to the day before `today`."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from diary.management.simulation.chain import headaches, log_odds, month_effect, shifted, strength
from diary.management.simulation.people import Person, Start
from diary.management.simulation.said import answers, is_logged
from diary.terms.month import DAYS_PER_MONTH
from diary.terms.treatments import CourseStart, TreatmentDocument

DAYS_BEFORE = 40
UNTREATED_DAYS = 90  # of who is not treated
PAUSE_DAYS = 240
CYCLE_DAYS = 84
EARLIER = 4
EARLIER_GAP = 88
TRIGGERED = 0.8  # log-odds about menstruation
_BLEEDS, _MONTHLY = 5, 29


class SimulatedTreatment(NamedTuple):
    """A treatment, and how its course began where it begins one."""

    document: TreatmentDocument
    start: CourseStart | None


class SimulatedDiary(NamedTuple):
    """The answers of each logged date, in order, and the treatments, in order."""

    days: dict[date, dict[str, Any]]
    treatments: tuple[SimulatedTreatment, ...]


def simulated_diary(person: Person, today: date, seed: int) -> SimulatedDiary:
    """The diary of `person` as of `today`, which is left to be logged."""
    if person.is_new:
        return SimulatedDiary({}, ())
    chance = Random(f"{seed}/{person.email}")  # noqa: S311 - a plausible diary, not a secret
    injected = injection_dates(chance, person, today)
    first = (injected[0] - timedelta(DAYS_BEFORE)) if injected else today - timedelta(UNTREATED_DAYS)
    dates = [first + timedelta(index) for index in range((today - first).days)]
    return SimulatedDiary(_days(chance, person, dates, injected), tuple(_treatments(person, injected)))


def injection_dates(chance: Random, person: Person, today: date) -> list[date]:
    """Counted back from the last one. Most are late by some days, a few by weeks."""
    found: list[date] = []
    day = today - timedelta(person.days_since_last)
    for number in range(person.cycles, 0, -1):
        found.append(day)
        late = chance.choices((0, chance.randint(1, 7), chance.randint(8, 35)), (4, 4, 2))[0]
        pause = PAUSE_DAYS if person.pause_after == number - 1 else 0
        day -= timedelta(CYCLE_DAYS + late + pause)
    return found[::-1]


def _treatments(person: Person, injected: Sequence[date]) -> Iterator[SimulatedTreatment]:
    for number, day in enumerate(injected):
        start = _start(person, day) if number == 0 else None
        if number == person.pause_after:
            start = CourseStart(from_start=True)
        yield SimulatedTreatment(TreatmentDocument(day, lot=f"SIM{day:%y%m}"), start)


def _start(person: Person, first: date) -> CourseStart:
    if person.start is Start.FIRST_EVER:
        return CourseStart(from_start=True)
    if person.start is Start.UNKNOWN:
        return CourseStart(from_start=False)
    began = first - timedelta(EARLIER * EARLIER_GAP)
    return CourseStart(from_start=False, began=began, about=person.start is Start.ABOUT, earlier=EARLIER)


def _days(
    chance: Random, person: Person, dates: Sequence[date], injected: Sequence[date]
) -> dict[date, dict[str, Any]]:
    eased = [_eased(person, day, injected) for day in dates]
    bleeding = _bleeding(chance, person, len(dates))
    rates = _rates(chance, person, eased, bleeding)
    had = headaches(chance, rates, person.correlation)
    return {
        day: answers(chance, person, headache=headache, eased=ease, bleeds=bleeds)
        for day, headache, ease, bleeds in zip(dates, had, eased, bleeding, strict=True)
        if is_logged(chance, person, headache=headache)
    }


def _eased(person: Person, day: date, injected: Sequence[date]) -> float:
    """How much of the full effect there is: of treatments recorded, or of those before the diary."""
    number = bisect_right(injected, day)
    later = person.start is not Start.FIRST_EVER
    if number == 0 and not (later and injected):
        return 0.0
    last = injected[number - 1] if number else injected[0] - timedelta(EARLIER_GAP)
    part = 1.0 if later else min(1.0, number / person.responds_from) ** 2
    return part * strength((day - last).days, wears_off=person.wears_off)


def _rates(
    chance: Random, person: Person, eased: Sequence[float], bleeding: Sequence[bool | None]
) -> Iterator[float]:
    full = log_odds(person.treated) - log_odds(person.rate)
    effect = 0.0
    for index, (ease, bleeds) in enumerate(zip(eased, bleeding, strict=True)):
        if index % DAYS_PER_MONTH == 0:
            effect = month_effect(chance, person.drift_days)
        yield shifted(person.rate, effect + full * ease + TRIGGERED * bool(bleeds))


def _bleeding(chance: Random, person: Person, days: int) -> list[bool | None]:
    if not person.menstruates:
        return [None] * days
    offset = chance.randrange(_MONTHLY)
    return [(index + offset) % _MONTHLY < _BLEEDS for index in range(days)]
