"""What rules ask for besides the days of a diary, and how much of it is recorded.

Enough recorded preventives meet a rule that counts them. Too few do not fail it: nobody knows that all of
them were recorded.
"""

from datetime import date
from typing import NamedTuple

from diary.analytics.criteria.rules import Elsewhere
from diary.analytics.outcome import Outcome
from diary.analytics.preventives import tried
from diary.terms.criteria import EHF_PREVENTIVES, US_START_PREVENTIVES, Thresholds


class Besides(NamedTuple):
    """One part: how many are `recorded` of how many that are `needed`, where it is counted here at all.

    `is_met` None: not known. `perhaps`: so many more, if dates that are not known allow it.
    """

    part: Elsewhere
    is_met: bool | None = None
    recorded: int | None = None
    needed: int | None = None
    perhaps: int = 0


def besides(found: Outcome, thresholds: Thresholds) -> dict[Elsewhere, Besides]:
    """Every part, as it stood before the first treatment of the latest course; without one, today."""
    counted = tried(found.preventives, _before_treatment(found))
    needed = thresholds.start_preventives
    return {part: Besides(part) for part in Elsewhere} | {
        Elsewhere.PREVENTIVES: Besides(
            Elsewhere.PREVENTIVES,
            True if counted.ended >= needed else None,
            counted.ended,
            needed,
            counted.perhaps_ended,
        ),
        Elsewhere.TWO_PREVENTIVES: Besides(
            Elsewhere.TWO_PREVENTIVES,
            True if counted.ended >= EHF_PREVENTIVES else None,
            counted.ended,
            EHF_PREVENTIVES,
            counted.perhaps_ended,
        ),
        # Doses must have been high enough, too, which nothing here can tell.
        Elsewhere.CLASSES: Besides(
            Elsewhere.CLASSES,
            None,
            len(counted.for_8_weeks),
            US_START_PREVENTIVES,
            len(counted.perhaps_8_weeks),
        ),
    }


def _before_treatment(found: Outcome) -> date:
    if not found.courses:
        return found.today
    course = found.courses[-1].course
    # Of who was treated before, no later day is known than that of the first injection here.
    return course.known_start or course.injections[0]
