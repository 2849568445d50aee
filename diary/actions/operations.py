"""A change under an id of its own: carried out whole, once, with a trace that tells nothing of health."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from diary.actions.database_refusals import refusal_by_constraint
from diary.actions.events import note_event
from diary.actions.outcomes import OperationReused
from diary.models import Patient, User
from diary.queries.events import request_of
from diary.queries.zones import known_zones
from diary.terms.refusals import Refusals


class ChangeRefused(Exception):
    """What was said cannot stand. Nothing was changed. Field -> refusal."""

    def __init__(self, reasons: Refusals) -> None:
        super().__init__("A change was refused.")
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a change in whose diary, and by which operation."""

    by: User | None
    patient: Patient
    operation: UUID
    digest: str

    @property
    def by_id(self) -> int | None:
        """Whoever asks, by number; None: the operator."""
        return self.by.pk if self.by else None

    def note(self, verb: str, **detail: Any) -> None:
        """The event, written before the rows: see `record_days`."""
        note_event(
            by=self.by,
            patient=self.patient,
            verb=verb,
            detail=detail | {"request": self.digest},
            operation=self.operation,
        )


def asked(by: User | None, patient: Patient, operation: UUID, *what: Any) -> Asked:
    """The digest is keyed, so that it cannot be guessed back into what was said."""
    said = [asdict(one) if hasattr(one, "__dataclass_fields__") else one for one in what]
    content = json.dumps(said, sort_keys=True, default=str).encode()
    return Asked(by, patient, operation, hmac.digest(patient.key, content, hashlib.sha256).hex())


def carry_out(
    asked: Asked, refused: Refusals, change: Callable[[], None], refusal: type[ChangeRefused]
) -> None:
    """Make `change` in one transaction, once; nothing is changed where it is refused, by a `refusal`."""
    try:
        if refused:
            raise refusal(refused)
        with transaction.atomic(durable=True):
            change()
    except (ChangeRefused, IntegrityError) as problem:
        # Was it carried out before? Looked up only now, because most are new.
        known = request_of(asked.patient, asked.operation)
        if known == asked.digest:
            return
        if known is not None:
            raise OperationReused from problem
        if isinstance(problem, IntegrityError) and (reasons := refusal_by_constraint(problem)):
            raise refusal(reasons) from problem
        raise


def today_in(patient: Patient, zone: str | None) -> date:
    """The patient's date where they say they are, as long as this server knows the zone."""
    return patient.today(zone if zone in known_zones() else None)
