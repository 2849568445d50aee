"""People and clinics, as the operator names them."""

import unicodedata

from diary.models import Clinic, Patient


def diarist_with(email: str) -> Patient | None:
    """Who keeps a diary under this e-mail address."""
    return Patient.objects.filter(user__email=email.lower()).select_related("user").first()


def clinic_named(name: str) -> Clinic | None:
    """The clinic of this name, in capitals or not."""
    return Clinic.objects.filter(name__iexact=" ".join(name.split())).first()


def imported_into(clinic: Clinic) -> dict[str, Patient]:
    """People without an account whose diaries the operator opened for `clinic`, by what it calls them.

    Also those whom it does not read any more, so that nobody is opened twice.
    """
    people = Patient.objects.filter(
        user__isnull=True, simulated=False, grants__clinic=clinic, grants__granted_by__isnull=True
    )
    # The names are sealed, each under its patient's own key: they are compared here.
    named = ((patient.display_name, patient) for patient in people.distinct().order_by("-pk"))
    return {unicodedata.normalize("NFC", name): patient for name, patient in named if name is not None}
