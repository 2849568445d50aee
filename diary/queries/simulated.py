"""What `make run` makes for trying the diary out: its logins, its clinic, its people."""

from django.db.models import Q

from diary.models import Clinic, Grant, Membership, Patient, User
from diary.terms.clinics import Role

PASSWORD = "quiet-days-28"  # noqa: S105 - public on purpose: `make serve` refuses a database that has it
DEMO_EMAIL = "demo@example.org"
ADMIN_EMAIL = "clinic-admin@example.org"
CLINICIANS = {"clinician@example.org": Role.CLINICIAN, "clinician-2@example.org": Role.CLINICIAN}
LOGINS = (DEMO_EMAIL, *CLINICIANS, ADMIN_EMAIL)
CLINIC = "Simulated headache clinic"


def public_logins() -> list[str]:
    """The addresses of accounts whose password everybody knows."""
    return list(User.objects.filter(email__in=LOGINS).order_by("email").values_list("email", flat=True))


def simulated_clinic() -> Clinic | None:
    """The made-up clinic, if it is there."""
    return Clinic.objects.filter(name=CLINIC, simulated=True).first()


def has_address(email: str) -> bool:
    """Whether somebody has an account with this address."""
    return User.objects.filter(email=email).exists()


def simulated_patient(email: str) -> Patient | None:
    """The made-up person with this address; None also where somebody real took it."""
    return Patient.objects.filter(user__email=email, simulated=True).select_related("user").first()


def last_grant(patient: Patient, clinic: Clinic) -> Grant | None:
    """What the patient decided last about this clinic, whatever became of it."""
    return Grant.objects.filter(patient=patient, clinic=clinic).order_by("pk").last()


def missing_clinicians(clinic: Clinic) -> list[str]:
    """The addresses of clinicians who never worked there, and are nobody else's."""
    worked = Membership.objects.filter(clinic=clinic).values("user")
    taken = User.objects.filter(Q(email__in=CLINICIANS) | Q(pk__in=worked)).values_list("email", flat=True)
    return [email for email in CLINICIANS if email not in set(taken)]
