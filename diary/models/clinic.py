from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from diary.models.patient import Patient, new_code
from diary.models.user import by_whom
from diary.terms.clinics import MAX_NAME, Role


class Clinic(models.Model):
    """A place where care is given. Its code is what patients type to let it in."""

    # Patients let a clinic in by its name, so two of one name would be taken for each other.
    name = models.CharField(max_length=MAX_NAME)
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="one_clinic_of_a_name")]

    def __str__(self) -> str:
        return f"Clinic {self.pk}"


class Membership(models.Model):
    """Who works in which clinic as what, from when until when. Ended once: triggers refuse the rest."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    since = models.DateTimeField()
    # Null: the operator.
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+"
    )
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "user"], condition=Q(ended__isnull=True), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=False) | Q(ended_by__isnull=True),
                name="ended_by_somebody_when_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"Membership {self.pk} of clinic {self.clinic_id}"


class Grant(models.Model):
    """A patient lets one clinic read the diary, until a moment. Each row is one decision as it was made.

    It is only ever ended, once: triggers refuse the rest. Deciding anew ends it and makes another.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="grants", db_index=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="grants", db_index=False)
    # Reading is always meant; taking a copy away only with this.
    may_export = models.BooleanField()
    # Null: the operator, for somebody without an account.
    granted_by = by_whom()
    granted_at = models.DateTimeField()
    # From this moment on it is not open any more.
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = by_whom()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "clinic"], condition=Q(revoked_at__isnull=True), name="one_open_grant"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=False) | Q(granted_by__isnull=True),
                name="grant_expires_unless_the_operators",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("granted_at")),
                name="grant_expires_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True),
                name="revoked_by_somebody_when_revoked",
            ),
        ]
        indexes = [
            # A clinic's list of patients: the one question that does not start with a patient.
            models.Index(fields=["clinic"], condition=Q(revoked_at__isnull=True), name="grants_of_a_clinic"),
        ]

    def __str__(self) -> str:
        return f"Grant {self.pk} of patient {self.patient_id}"

    def is_open(self, at: datetime) -> bool:
        """Whether the clinic is let in at this moment."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)
