"""A made-up person, for trying the diary out."""

from allauth.account.models import EmailAddress
from django.db import transaction

from diary.actions.events import note_event
from diary.models import Patient, User


@transaction.atomic(durable=True)
def open_simulated_diary(*, by: User | None, email: str, password: str, zone: str) -> Patient:
    """Open a diary that is marked as simulated, with a login of its own; `by` None: the operator.

    An address that has an account already is an IntegrityError, and nothing is changed.
    """
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    patient = Patient.objects.create(user=user, zone=zone, simulated=True)
    note_event(by=by, patient=patient, verb="diary.simulated", detail={})
    return patient
