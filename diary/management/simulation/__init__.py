"""Made-up people and their diaries: pure and seeded, for trying out, for tests and for benchmarks.

The same seed and the same today make the same people. Nothing is stored here.
"""

from diary.management.simulation.cast import cast, demo_person
from diary.management.simulation.diaries import SimulatedDiary, SimulatedTreatment, simulated_diary
from diary.management.simulation.people import Person, Sharing, Start
from diary.management.simulation.preventives import simulated_preventives

__all__ = [
    "Person",
    "Sharing",
    "SimulatedDiary",
    "SimulatedTreatment",
    "Start",
    "cast",
    "demo_person",
    "simulated_diary",
    "simulated_preventives",
]
