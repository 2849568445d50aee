"""The published averages that a change is set beside, each with its source.

They are means of trials' groups, not a spread of people: a single person's change has a standard
deviation of 6.6 to 9.9 days. Sources are never mixed in one band (clinical reference, section 1).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Arm(StrEnum):
    """What a published group was given."""

    BOTOX = "botox"
    PLACEBO = "placebo"
    PLACEBO_THEN_BOTOX = "placebo_then_botox"
    USUAL_CARE = "usual_care"


class DocumentedRange(NamedTuple):
    """How many headache days fewer a month two trials' groups had on average, low to high.

    `days` are calendar days with 4 continuous hours of headache or more; `weeks` are counted from
    the first injection, against the 28 days before it. `participants`: of each trial, low first.
    """

    arm: Arm
    low: Decimal
    high: Decimal
    weeks: tuple[int, int]
    participants: tuple[int, int]
    source: str
    checked: date | None


_LABEL = "US prescribing information, Studies 1 and 2"

# Not yet checked against the label as it stands today: `checked` is the day somebody does.
BOTOX = DocumentedRange(Arm.BOTOX, Decimal("7.8"), Decimal("9.2"), (21, 24), (341, 347), _LABEL, None)
PLACEBO = DocumentedRange(Arm.PLACEBO, Decimal("6.4"), Decimal("6.9"), (21, 24), (338, 358), _LABEL, None)


class Group(NamedTuple):
    """One group's mean change, in days fewer a month, with its 95 % interval where one was published;
    `participants` None: not told here. `week`: the last of the weeks since the beginning."""

    arm: Arm
    fewer: Decimal
    week: int
    participants: int | None = None
    interval: tuple[Decimal, Decimal] | None = None


class Cited(NamedTuple):
    """One publication; its figures stand for themselves, and are mixed with no other's.

    `seen`: whether the figures were seen in a primary source; else they are quoted second-hand.
    """

    source: str
    groups: tuple[Group, ...]
    seen: bool = True


OTHER_SOURCES = (
    Cited(
        "Diener 2010, PREEMPT 2",
        (Group(Arm.BOTOX, Decimal("9.0"), 24, 347), Group(Arm.PLACEBO, Decimal("6.7"), 24, 358)),
    ),
    Cited(
        "Dodick 2010, PREEMPT 1 and 2 pooled",
        (Group(Arm.BOTOX, Decimal("8.4"), 24, 688), Group(Arm.PLACEBO, Decimal("6.6"), 24, 696)),
        seen=False,
    ),
    Cited(
        "Lanteri-Minet 2022, meta-analysis of everyday care",
        (
            Group(Arm.BOTOX, Decimal("10.64"), 24, None, (Decimal("8.97"), Decimal("12.31"))),
            Group(Arm.BOTOX, Decimal("10.32"), 52, None, (Decimal("5.73"), Decimal("14.92"))),
        ),
    ),
    Cited(
        "COMPEL",
        (Group(Arm.BOTOX, Decimal("9.2"), 60, 716), Group(Arm.BOTOX, Decimal("10.7"), 108, 716)),
    ),
    Cited(
        "PREEMPT, who completed five cycles",
        (
            Group(Arm.BOTOX, Decimal("12.0"), 56),
            Group(Arm.PLACEBO_THEN_BOTOX, Decimal("11.1"), 56),
        ),
    ),
    Cited(
        "Vickers trial, usual care, 15 headache days a month or more",
        (Group(Arm.USUAL_CARE, Decimal("3.0"), 13, 78), Group(Arm.USUAL_CARE, Decimal("3.5"), 52, 69)),
    ),
)
"""What else was published of a month's headache days (clinical reference, section 1), for specialists."""

BASELINE_AT_LEAST = 15
"""Botox was not shown to work at 14 headache days a month or fewer: the averages are of people with more."""

DAILY_FROM = 26
"""From this many headache days of 28 at baseline, headache days can hardly show a change."""
