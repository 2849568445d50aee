"""A clinic sets its own numbers for the rules, or goes by the published ones again.

No event of a patient tells of it: the rows do, which say who set what and when, and are only added to.
"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from diary.actions.database_refusals import refusal_by_constraint
from diary.actions.operations import ChangeRefused
from diary.models import Clinic, ThresholdRevision, User
from diary.queries.locks import hold_clinic
from diary.queries.thresholds import latest_of
from diary.terms.criteria import PUBLISHED, Thresholds, threshold_refusals


class ThresholdsRefused(ChangeRefused):
    """These numbers cannot stand, or others were set meanwhile."""


def set_thresholds(
    *, by: User | None, clinic: Clinic, numbers: Mapping[str, Any], version: int | None
) -> None:
    """From now on the clinic goes by `numbers`, by the fields of Thresholds; `by` None: the operator.

    `version`: of the numbers that were seen; 0 where the clinic had set none. The numbers that count
    already change nothing, whatever was seen. The published ones follow what will be published.
    Raises ThresholdsRefused.
    """
    if refused := threshold_refusals(numbers):
        raise ThresholdsRefused(refused)
    try:
        _set(by, clinic, Thresholds(**numbers), version)
    except IntegrityError as error:
        if reasons := refusal_by_constraint(error):
            raise ThresholdsRefused(reasons) from error
        raise


@transaction.atomic(durable=True)
def _set(by: User | None, clinic: Clinic, wanted: Thresholds, version: int | None) -> None:
    hold_clinic(clinic)
    latest = latest_of(clinic)
    standing = latest.thresholds if latest else PUBLISHED
    if wanted == standing:
        return
    seen = latest.version if latest else 0
    if version != seen:
        raise ThresholdsRefused({"version": "thresholds_changed"})
    ThresholdRevision.objects.create(
        clinic=clinic,
        version=seen + 1,
        as_published=wanted == PUBLISHED,
        by=by,
        at=timezone.now(),
        **wanted._asdict(),
    )
