"""All that is stored of one patient's history, and of what it made, as it stood at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from diary.models import (
    Course,
    CourseRevision,
    Day,
    Event,
    Patient,
    Preventive,
    PreventiveRevision,
    ProcessingConsent,
    Revision,
    Treatment,
    TreatmentRevision,
)
from diary.queries.events import broken_link
from diary.queries.locks import hold
from diary.queries.packed import every_patient


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """Events, the versions they tell of, and the rows that stand now; `patient` None: there is none."""

    patient: Patient | None
    broken_link: int | None
    events: list[Event]
    revisions: list[Revision]
    days: list[Day]
    treatment_revisions: list[TreatmentRevision]
    treatments: list[Treatment]
    course_revisions: list[CourseRevision]
    courses: list[Course]
    preventive_revisions: list[PreventiveRevision]
    preventives: list[Preventive]
    notices: list[str]


def every_history() -> Iterator[int]:
    """The numbers of all patients, and of those who are gone and have left a history."""
    for patient in every_patient():
        yield patient.pk
    there = Exists(Patient.objects.filter(pk=OuterRef("patient_id")))
    models = (Event, Revision, TreatmentRevision, CourseRevision, PreventiveRevision)
    left = (model.objects.filter(~there).values_list("patient_id", flat=True) for model in models)
    yield from sorted({number for numbers in left for number in numbers.distinct()})


@transaction.atomic
def stored_history(number: int) -> StoredHistory:
    """Of one moment: who writes waits for the patient's lock meanwhile."""
    patient = Patient.objects.filter(pk=number).first()
    if patient is not None:
        hold(patient)
    return StoredHistory(
        patient,
        broken_link(number),
        list(Event.objects.filter(patient_id=number).order_by("sequence")),
        list(Revision.objects.filter(patient_id=number).order_by("date", "version")),
        list(Day.objects.filter(patient_id=number)),
        list(TreatmentRevision.objects.filter(patient_id=number).order_by("uid", "version")),
        list(Treatment.objects.filter(patient_id=number).select_related("course")),
        list(CourseRevision.objects.filter(patient_id=number).order_by("number", "version")),
        list(Course.objects.filter(patient_id=number)),
        list(PreventiveRevision.objects.filter(patient_id=number).order_by("uid", "version")),
        list(Preventive.objects.filter(patient_id=number)),
        list(ProcessingConsent.objects.filter(patient_id=number).values_list("notice_id", flat=True)),
    )
