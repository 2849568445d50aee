"""What a simulated person took before, and beside, the treatments: as a clinic hears it told."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from diary.management.simulation.people import Person, Start
from diary.terms.preventives import Ended, PreventiveDocument, Taking

# Drugs with a usual highest dose, in the order in which they are often tried.
_USUAL = (
    ("propranolol", "80 mg twice a day"),
    ("amitriptyline", "50 mg at night"),
    ("topiramate", "50 mg twice a day"),
    ("candesartan", "16 mg"),
    ("venlafaxine", "150 mg"),
    ("pizotifen", "1.5 mg at night"),
    ("valproate", "500 mg twice a day"),
)
_UNLISTED = ("Headache tea", "the white one from the chemist")
_REASONS = (*[Ended.NOT_ENOUGH] * 4, *[Ended.NOT_TOLERATED] * 3, Ended.OTHER, None)
_MANY, _WEIGHTS = (1, 2, 3, 4), (1, 2, 6, 3)
_ALONGSIDE = 0.3
"""So many start or stop one beside the treatments."""


def simulated_preventives(
    person: Person, injected: Sequence[date], today: date, seed: int
) -> tuple[PreventiveDocument, ...]:
    """The other preventives of `person`, whose treatments were on the days `injected`."""
    if person.is_new:
        return ()
    # A chance of its own: days and treatments stay as they are.
    chance = Random(f"{seed}/{person.email}/before")  # noqa: S311 - plausible, not a secret
    first = injected[0] if injected else today
    return (*_before(chance, first), *_alongside(chance, person, injected, today))


def _before(chance: Random, first: date) -> Iterator[PreventiveDocument]:
    """Three or so, one after the other, ended before the first treatment."""
    stopped = first - timedelta(chance.randint(60, 120))
    for drug, dose in chance.sample(_USUAL, chance.choices(_MANY, _WEIGHTS)[0]):
        started = stopped - timedelta(7 * chance.randint(3, 30))
        reason, told = chance.choice(_REASONS), chance.random()
        if told < 0.1:  # an asthma, a slow pulse
            yield PreventiveDocument(drug, taking=Taking.NEVER, ended=Ended.NOT_SUITABLE)
        elif told < 0.2:
            yield PreventiveDocument(drug, taking=Taking.STOPPED, ended=reason)
        else:
            about = told < 0.6
            yield PreventiveDocument(
                drug,
                taking=Taking.STOPPED,
                started=started,
                started_about=about,
                stopped=stopped,
                stopped_about=about,
                dose=dose if chance.random() < 0.7 else None,
                ended=reason,
            )
        stopped = started - timedelta(chance.randint(7, 60))
    if chance.random() < 0.1:
        yield PreventiveDocument(name=chance.choice(_UNLISTED), taking=Taking.STOPPED)


def _alongside(
    chance: Random, person: Person, injected: Sequence[date], today: date
) -> Iterator[PreventiveDocument]:
    """One that is still taken, and for some was started in the days that are compared."""
    if chance.random() >= _ALONGSIDE or person.start is Start.NO_TREATMENT:
        return
    started = injected[0] + timedelta(chance.randint(-150, 60))
    if started < today:
        yield PreventiveDocument("magnesium", taking=Taking.NOW, started=started, dose="400 mg")
