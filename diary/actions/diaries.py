"""A diary is opened, and its owner moves to another time zone."""

from django.db import transaction
from django.utils import timezone

from diary.actions.events import note_event
from diary.models import Notice, Patient, ProcessingConsent, User
from diary.queries.notice import notice_digest
from diary.queries.zones import known_zones


class UnknownZone(ValueError):
    """Not a time zone of the IANA database."""


class NoticeChanged(ValueError):
    """The notice that was agreed to is not the one shown now."""


@transaction.atomic(durable=True)
def open_diary(*, by: User, zone: str, notice: str, agreed_to: str) -> Patient:
    """Open `by`'s diary under the processing notice they ticked; the same one when it is open already.

    `agreed_to` is the digest of the notice as it was shown: NoticeChanged when it is another now.
    """
    if agreed_to != notice_digest(notice):
        raise NoticeChanged
    _known(zone)
    shown, _ = Notice.objects.get_or_create(digest=agreed_to, defaults={"text": notice})
    User.objects.select_for_update().get(pk=by.pk)
    patient, opened = Patient.objects.get_or_create(user=by, defaults={"zone": zone})
    _, consented = ProcessingConsent.objects.get_or_create(
        patient=patient, notice=shown, defaults={"given_at": timezone.now()}
    )
    if opened or consented:
        note_event(by=by, patient=patient, verb="diary.opened", detail={"notice": agreed_to})
    return patient


@transaction.atomic(durable=True)
def set_zone(*, by: User, patient: Patient, zone: str) -> None:
    """From now on "today" is the date in `zone`; dates already logged stay as they were said."""
    _known(zone)
    Patient.objects.select_for_update().get(pk=patient.pk)
    patient.zone = zone
    patient.save(update_fields=["zone"])
    note_event(by=by, patient=patient, verb="zone.changed", detail={"zone": zone})


def _known(zone: str) -> None:
    if zone not in known_zones():
        raise UnknownZone(zone)
