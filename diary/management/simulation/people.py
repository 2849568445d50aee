"""What a simulated person is like."""

from dataclasses import dataclass
from enum import Enum


class Start(Enum):
    """How the first recorded treatment stands to the first ever."""

    FIRST_EVER = "first ever"
    KNOWN = "joined later, dates known"
    ABOUT = "joined later, roughly known"
    UNKNOWN = "joined later, nothing known"
    NO_TREATMENT = "none"


class Sharing(Enum):
    """Whether the clinic was let in."""

    NOT = "not"
    READING = "reading"
    COPIES = "reading and copies"
    REVOKED = "stopped again"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person; shares and rates are from 0 to 1."""

    name: str
    email: str
    # headaches
    rate: float  # untreated
    treated: float  # at a treatment's full effect
    correlation: float  # of a day with the next
    drift_days: float  # of a month, per 28, in mid-scale
    wears_off: bool
    responds_from: int  # the cycle of the first full effect
    # treatments
    start: Start
    cycles: int
    days_since_last: int
    pause_after: int | None  # treatments before a pause and a new course
    # answers
    logs: float  # share of headache days; clear days are forgotten three times as often
    details: float  # how often something beyond the taps is answered
    painkiller: str
    takes: float  # share of headache days with a medicine
    takes_anyway: float  # share of clear days with one
    menstruates: bool
    sharing: Sharing

    @property
    def is_new(self) -> bool:
        """Has an account and has not begun."""
        return self.logs == 0


TRIPTANS = ("sumatriptan", "rizatriptan", "zolmitriptan", "eletriptan")
SIMPLE = ("ibuprofen", "paracetamol", "naproxen", "aspirin")
COMBINATIONS = ("paracetamol and codeine", "aspirin, paracetamol and caffeine")
