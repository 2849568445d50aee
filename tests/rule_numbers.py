"""A clinic's numbers for the rules, set in one line."""

from typing import Any

from diary.actions import set_thresholds
from diary.models import Clinic, User
from diary.queries.thresholds import threshold_history, thresholds_of


def set_numbers(clinic: Clinic, by: User | None, **numbers: Any) -> None:
    """Set `numbers`, and leave the others as they count."""
    wanted = thresholds_of(clinic)._asdict() | numbers
    set_thresholds(by=by, clinic=clinic, numbers=wanted, version=threshold_history(clinic).version)
