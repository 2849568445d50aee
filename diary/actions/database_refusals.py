"""The second wall: what the database refuses, said in the words of the first."""

from django.db import IntegrityError

from diary.terms.criteria import ALLOWED
from diary.terms.refusals import Refusals

_BY_CONSTRAINT: dict[str, Refusals] = {
    "without_headache": {"headache": "without_headache"},
    "hours_range": {"hours": "hours_range"},
    "hours_under_four": {"hours": "hours_under_four"},
    "date_too_early": {"date": "date_too_early"},
    "treatment_too_early": {"date": "date_too_early"},
    "treatment_twice": {"date": "treatment_twice"},
    "units_range": {"units": "units_range"},
    "first_and_earlier": {"from_start": "first_and_earlier"},
    "earlier_range": {"earlier": "earlier_range"},
    "preventive_unnamed": {"drug": "preventive_unnamed"},
    "preventive_started_too_early": {"started": "preventive_too_early"},
    "preventive_stopped_too_early": {"stopped": "preventive_too_early"},
    "started_about_no_date": {"started": "about_no_date"},
    "stopped_about_no_date": {"stopped": "about_no_date"},
    "stopped_before_started": {"stopped": "stopped_before_started"},
    "not_stopped": {"taking": "not_stopped"},
    "never_taken": {"taking": "never_taken"},
    "month_days_range": {"days": "month_days_range"},
    "response_days_is_a_word": {"response_days": "not_a_choice"},
    **{f"{field}_range": {field: allowed.refusal} for field, allowed in ALLOWED.items()},
}


def refusal_by_constraint(error: IntegrityError) -> Refusals | None:
    """The refusal of the check constraint that `error` names; None for any other error."""
    # PostgreSQL names the constraint in the error's diagnostics, SQLite at the end of its text.
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return _BY_CONSTRAINT.get(name or str(error).rpartition(": ")[2])
