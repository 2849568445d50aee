"""Medicine days and other preventives by API."""

from datetime import date
from typing import Any

from diary.analytics.overuse import SEVERAL, MedicineDays, line_of
from diary.analytics.preventives import days_at
from diary.analytics.tally import Tally
from diary.terms.medicines import MedicineClass
from diary.terms.overuse import HEADACHE_DAYS, MONTH, MONTHS, NEAR
from diary.terms.preventives import PreventiveDocument


def medicines(found: MedicineDays) -> dict[str, Any]:
    """Months of 30 days, by class, and what of them is near or over a line."""
    return {
        "month_days": MONTH.days,
        "months": [
            {
                "first": month.span.first,
                "last": month.span.last,
                "headache": _counted(month.headache),
                "days": {what: _counted(tally) for what, tally in month.days.items()},
            }
            for month in found.months
        ],
        "near_within_days": NEAR,
        "for_months": MONTHS,
        "with_headache_days": HEADACHE_DAYS,
        "lines": {what: line for what in (*MedicineClass, SEVERAL) if (line := line_of(what)) is not None},
        "over": found.over,
        "near": found.near,
        "over_for_months": found.for_months,
        "near_for_months": found.near_for_months,
        "one_or_another_for_months": found.one_or_another,
        "near_one_or_another_for_months": found.near_one_or_another,
    }


def preventive(document: PreventiveDocument, today: date) -> dict[str, Any]:
    """One other preventive, and how long it was taken by `today`."""
    least, most = days_at(document, today)
    return {
        "drug": document.called,
        "is_listed": document.drug is not None,
        "class": document.preventive_class,
        "taking": document.taking,
        "started": document.started,
        "started_about": document.started_about,
        "stopped": document.stopped,
        "stopped_about": document.stopped_about,
        "days_at_least": least,
        "days_at_most": most,
        "highest_dose": document.dose,
        "ended": document.ended,
    }


def _counted(tally: Tally) -> dict[str, int]:
    return {"days": tally.days, "known": tally.known}
