"""Forty people as a clinic sees them: every story it meets, each as often as it is said here."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from diary.management.simulation.people import COMBINATIONS, SIMPLE, TRIPTANS, Person, Sharing, Start

NAMES = (
    *(
        "Ada",
        "Amara",
        "Anouk",
        "Bea",
        "Bronwen",
        "Carla",
        "Chidi",
        "Dagny",
        "Dario",
        "Edda",
        "Elif",
        "Fatima",
    ),
    *("Femke", "Gita", "Greta", "Hana", "Ines", "Ivo", "Jola", "Kaya", "Kerstin", "Leila", "Lucía", "Mara"),
    *(
        "Mirja",
        "Nadia",
        "Noor",
        "Olha",
        "Pilar",
        "Rosa",
        "Ruth",
        "Saoirse",
        "Selin",
        "Tamar",
        "Teodora",
        "Uma",
    ),
    *("Vera", "Wanjiru", "Yara", "Zofia"),
)

JOINED_LATER = 13  # a third
RESTARTED = 2
SPARSE = 4
DAILY = 3
NO_GAIN = 8  # whom treatment does not help
SLOW = 7  # whom it helps from the second or third cycle on
WEARS_OFF = 25
OVERUSE = 6
MENSTRUATE = 15
SHARED, OF_THESE_COPIES = 26, 10

_CYCLES = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)


def cast(seed: int, names: Sequence[str] = NAMES) -> list[Person]:
    """The people called `names`, at least as many as there are stories.

    The first of all has just begun, with an empty diary; the second is not treated.
    """
    chance = Random(f"{seed}/cast")  # noqa: S311 - a plausible clinic, not a secret
    treated = range(2, len(names))
    stories = _Stories(chance, treated)
    return [
        _new(names[0]),
        _person(seed, 1, names[1], stories, Start.NO_TREATMENT),
        *(_person(seed, number, names[number], stories) for number in treated),
    ]


def demo_person(name: str, email: str) -> Person:
    """Three treatments on, helped, and letting the clinic in: somebody to log in as."""
    return Person(
        name=name,
        email=email,
        rate=0.72,
        treated=0.33,
        correlation=0.25,
        drift_days=2.25,
        wears_off=True,
        responds_from=1,
        start=Start.FIRST_EVER,
        cycles=3,
        days_since_last=40,
        pause_after=None,
        logs=0.97,
        details=0.85,
        painkiller="sumatriptan",
        takes=0.5,
        takes_anyway=0.01,
        menstruates=True,
        sharing=Sharing.COPIES,
    )


class _Stories:
    """Whom of the treated people which story is told of."""

    def __init__(self, chance: Random, treated: Sequence[int]) -> None:
        later = _some(chance, treated, JOINED_LATER)
        starts = (Start.KNOWN, Start.KNOWN, Start.ABOUT, Start.UNKNOWN)
        self.starts = {number: starts[place % 4] for place, number in enumerate(later)}
        self.restarted = set(_some(chance, [one for one in treated if one not in later], RESTARTED))
        self.sparse = set(_some(chance, treated, SPARSE))
        apart = _some(chance, treated, DAILY + NO_GAIN + SLOW)
        self.daily = set(apart[:DAILY])
        self.no_gain = set(apart[DAILY : DAILY + NO_GAIN])
        self.slow = set(apart[DAILY + NO_GAIN :])
        self.wears_off = set(_some(chance, treated, WEARS_OFF))
        self.overuse = _some(chance, treated, OVERUSE)
        self.menstruate = set(_some(chance, treated, MENSTRUATE))
        shared = _some(chance, treated, SHARED + 2)
        self.sharing = dict.fromkeys(shared, Sharing.READING)
        self.sharing |= dict.fromkeys(shared[:OF_THESE_COPIES], Sharing.COPIES)
        self.sharing |= {shared[-2]: Sharing.REVOKED, shared[-1]: Sharing.EXPIRED}


def _some(chance: Random, of: Sequence[int], many: int) -> list[int]:
    return chance.sample(list(of), many)


def _new(name: str) -> Person:
    """An account in which nothing has begun."""
    somebody = demo_person(name, _email(0))
    return replace(somebody, start=Start.NO_TREATMENT, cycles=0, logs=0, sharing=Sharing.NOT)


def _person(seed: int, number: int, name: str, stories: _Stories, start: Start | None = None) -> Person:
    chance = Random(f"{seed}/{number}")  # noqa: S311
    rate, treated = _rates(chance, number, stories)
    start = start or stories.starts.get(number, Start.FIRST_EVER)
    restarted = number in stories.restarted
    cycles = 0 if start is Start.NO_TREATMENT else 5 if restarted else chance.choice(_CYCLES)
    overuses = number in stories.overuse
    return Person(
        name=name,
        email=_email(number),
        rate=rate,
        treated=treated,
        correlation=chance.uniform(0.2, 0.3),
        drift_days=chance.uniform(2, 2.5),
        wears_off=number in stories.wears_off,
        responds_from=chance.choice((2, 3)) if number in stories.slow else 1,
        start=start,
        cycles=cycles,
        days_since_last=chance.randint(3, 100),
        pause_after=3 if restarted else None,
        logs=chance.uniform(0.5, 0.7) if number in stories.sparse else chance.uniform(0.93, 1),
        details=chance.uniform(0.4, 0.95),
        painkiller=_painkiller(chance, overuses),
        takes=chance.uniform(0.8, 0.95) if overuses else chance.uniform(0.2, 0.6),
        takes_anyway=chance.uniform(0.2, 0.5) if overuses else 0.01,
        menstruates=number in stories.menstruate,
        sharing=stories.sharing.get(number, Sharing.NOT),
    )


def _rates(chance: Random, number: int, stories: _Stories) -> tuple[float, float]:
    """Untreated, and at a treatment's full effect."""
    if number in stories.daily:
        return 0.985, 0.97
    rate = chance.uniform(0.55, 0.95)
    if number in stories.no_gain:
        return rate, max(0.05, rate - chance.uniform(-0.02, 0.06))
    return rate, max(0.08, rate - chance.uniform(0.25, 0.55))


def _painkiller(chance: Random, overuses: bool) -> str:
    if overuses:
        return chance.choice((*SIMPLE, *COMBINATIONS, *TRIPTANS[:2]))
    return chance.choice((*TRIPTANS, *SIMPLE))


def _email(number: int) -> str:
    return f"simulated-{number:02}@example.org"
