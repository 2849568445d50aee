"""The published averages that a change is set beside, each with its source.

They are means of trials' groups, not a spread of people: a single person's change has a standard
deviation of 6.6 to 9.9 days. Sources are never mixed in one band (clinical reference, section 1).
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Arm(StrEnum):
    """What a trial's group was given."""

    BOTOX = "botox"
    PLACEBO = "placebo"


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

BASELINE_AT_LEAST = 15
"""Botox was not shown to work at 14 headache days a month or fewer: the averages are of people with more."""

DAILY_FROM = 26
"""From this many headache days of 28 at baseline, headache days can hardly show a change."""
