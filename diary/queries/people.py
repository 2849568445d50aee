"""People, as the operator names them."""

from diary.models import Patient


def diarist_with(email: str) -> Patient | None:
    """Who keeps a diary under this e-mail address."""
    return Patient.objects.filter(user__email=email.lower()).select_related("user").first()
