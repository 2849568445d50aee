"""A diary leaves the house as a file: an act worth a trace."""

from enum import StrEnum

from django.db import transaction

from diary.actions.events import note_event
from diary.models import Patient, User
from diary.queries.locks import hold


class Export(StrEnum):
    """What can be taken away."""

    REPORT = "report.pdf"
    DAYS = "days.csv"
    TREATMENTS = "treatments.csv"
    PREVENTIVES = "preventives.csv"


@transaction.atomic(durable=True)
def note_export(*, by: User, patient: Patient, what: Export) -> None:
    """Leave the Event that `by` took `what` of the diary away."""
    hold(patient)
    note_event(by=by, patient=patient, verb="report.exported", detail={"kind": what})
