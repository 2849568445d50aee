"""Accounts and diaries are opened, and their owners say where they are and what they are called."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from diary.actions.events import note_event
from diary.models import Notice, Patient, ProcessingConsent, User
from diary.queries.locks import hold
from diary.queries.notice import notice_digest
from diary.queries.zones import known_zones
from diary.terms.clinics import MAX_NAME
from diary.terms.day_document import is_text
from diary.terms.refusals import Refusal


class UnknownZone(ValueError):
    """Not a time zone of the IANA database."""


class NameRefused(ValueError):
    """A name that cannot be kept; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class NoticeChanged(ValueError):
    """The notice that was agreed to is not the one shown now."""


class AddressTaken(ValueError):
    """Somebody has an account with this address."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A tick under a notice: the digest of the notice as it was shown, and when it was given."""

    digest: str
    given_at: datetime


def open_account(*, email: str, password: str, zone: str, notice: str, agreement: Agreement) -> User:
    """Open an account for an address that was just proven, with the diary its owner agreed to.

    `password` is hashed already. If `notice` is not the one agreed to, there is no diary yet. It is
    its owner's own act, who is nobody before it. Raises AddressTaken.
    """
    _known(zone)
    try:
        return _open_account(User(email=email.lower(), password=password), zone, notice, agreement)
    except IntegrityError as error:
        raise AddressTaken from error


@transaction.atomic(durable=True)
def _open_account(user: User, zone: str, notice: str, agreement: Agreement) -> User:
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if agreement.digest == notice_digest(notice):
        _open(user, zone, notice, agreement)
    return user


@transaction.atomic(durable=True)
def open_diary(*, by: User, zone: str, notice: str, agreement: Agreement) -> Patient:
    """Open `by`'s diary under the processing notice they ticked; the same one when it is open already.

    NoticeChanged when `notice` is not the one they agreed to.
    """
    if agreement.digest != notice_digest(notice):
        raise NoticeChanged
    _known(zone)
    User.objects.select_for_update().get(pk=by.pk)
    return _open(by, zone, notice, agreement)


def _open(by: User, zone: str, notice: str, agreement: Agreement) -> Patient:
    shown, _ = Notice.objects.get_or_create(digest=agreement.digest, defaults={"text": notice})
    patient, opened = Patient.objects.get_or_create(user=by, defaults={"zone": zone})
    _, consented = ProcessingConsent.objects.get_or_create(
        patient=patient, notice=shown, defaults={"given_at": agreement.given_at}
    )
    if opened or consented:
        note_event(by=by, patient=patient, verb="diary.opened", detail={"notice": agreement.digest})
    return patient


@transaction.atomic(durable=True)
def set_zone(*, by: User, patient: Patient, zone: str) -> None:
    """From now on "today" is the date in `zone`; dates already logged stay as they were said."""
    _known(zone)
    hold(patient)
    patient.zone = zone
    patient.save(update_fields=["zone"])
    note_event(by=by, patient=patient, verb="zone.changed", detail={"zone": zone})


@transaction.atomic(durable=True)
def set_name(*, by: User, patient: Patient, name: str) -> None:
    """What a clinic that was let in sees the patient called; empty: nothing. The same again changes nothing.

    NameRefused when it cannot be kept.
    """
    wanted = " ".join(name.split())
    if len(wanted) > MAX_NAME or not is_text(wanted):
        raise NameRefused("name_too_long" if len(wanted) > MAX_NAME else "not_text")
    hold(patient)
    if patient.display_name == (wanted or None):
        return
    patient.name = patient.sealed_name(wanted or None)
    patient.save(update_fields=["name"])
    note_event(by=by, patient=patient, verb="name.changed", detail={})


def _known(zone: str) -> None:
    if zone not in known_zones():
        raise UnknownZone(zone)
