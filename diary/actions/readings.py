"""Somebody else looks at a diary: let in, recorded and read in one transaction."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from diary.access.patients import (
    NoSuchPatient,
    grant_for_reading,
    held_grants,
    open_grants,
    patient_for_reading,
    signed_in,
)
from diary.actions.events import NewEvent, note_event, note_events
from diary.models import Grant, Patient, User
from diary.queries.events import carried_out
from diary.queries.locks import hold, hold_all
from diary.terms.clinics import DIARY_READ, Read

_LISTED = UUID("3f0f7f5e-6f0e-4c53-9d0c-5a6a3c1d8b52")
"""The root of the operations by which a list is recorded once."""


@contextmanager
def reading(
    user: User | AnonymousUser, code: str, *, what: Read, to_export: bool = False
) -> Iterator[Patient]:
    """The patient of `code`, to fetch from the diary within; else NoSuchPatient.

    One's own costs no statement. Of another's, the grant is held and an Event written before
    anything is fetched; if fetching fails there is no Event, and nothing was shown. With
    `to_export` only a patient who lets that reader take a copy away.
    """
    patient = patient_for_reading(user, code)
    reader = signed_in(user)
    if patient.user_id == reader.pk:
        yield patient
        return
    with transaction.atomic(durable=True):
        _hold(patient)
        # Asked again: it may have ended while this waited.
        grant = grant_for_reading(reader, patient, to_export=to_export)
        note_event(by=reader, patient=patient, verb=DIARY_READ, detail=_detail(grant, what))
        yield grant.patient


@contextmanager
def reading_list(user: User | AnonymousUser) -> Iterator[list[Grant]]:
    """Every open grant by which `user` reads, to fetch for the list of their patients within.

    It is one recorded read of each patient, kept once per reader, patient and local day.
    """
    reader = signed_in(user)
    with transaction.atomic(durable=True):
        listed = {grant.patient_id: _listing(reader, grant.patient) for grant in open_grants(reader)}
        unrecorded = listed.keys() - carried_out(listed)
        if unrecorded:
            hold_all(unrecorded)
            # Asked again: another window of the reader's may have been first.
            unrecorded -= carried_out(listed)
        grants = list(held_grants(reader, listed))
        _record_listing(reader, {grant.patient_id: grant for grant in grants}, listed, unrecorded)
        yield grants


def _hold(patient: Patient) -> None:
    try:
        hold(patient)
    except Patient.DoesNotExist:  # erased a moment ago
        raise NoSuchPatient from None


def _record_listing(
    reader: User, shown: Mapping[int, Grant], listed: Mapping[int, UUID], unrecorded: Collection[int]
) -> None:
    events = [
        NewEvent(patient, _detail(grant, Read.LIST), listed[patient])
        for patient, grant in shown.items()
        if patient in unrecorded
    ]
    note_events(by=reader, verb=DIARY_READ, events=events)


def _listing(reader: User, patient: Patient) -> UUID:
    """The operation of this reader's list on this patient's day: the database takes it once."""
    return uuid5(_LISTED, f"{reader.pk}/{patient.today()}")


def _detail(grant: Grant, what: Read) -> dict[str, object]:
    return {"clinic": grant.clinic.code, "grant": grant.pk, "what": what.value}
