"""The login that `make run` makes."""

from django.db.models import Exists, OuterRef

from diary.models import Patient, Revision, User

DEMO_EMAIL = "demo@example.org"
DEMO_PASSWORD = "quiet-days-28"  # noqa: S105 - public on purpose: `make serve` refuses a database that has it


def has_demo_login() -> bool:
    """Whether anybody has the demo address."""
    return User.objects.filter(email=DEMO_EMAIL).exists()


def empty_demo_diary() -> Patient | None:
    """The demo diary, when nothing was ever written into it (a first start was broken off)."""
    written = Exists(Revision.objects.filter(patient=OuterRef("pk")))
    demo = Patient.objects.filter(~written, user__email=DEMO_EMAIL, simulated=True)
    return demo.select_related("user").first()
