from django.db import models

from diary.models.patient import Patient


class Notice(models.Model):
    """A text about processing health data, exactly as it was shown. Texts are added, never changed."""

    digest = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the text
    text = models.TextField()

    def __str__(self) -> str:
        return f"Notice {self.digest[:12]}"


class ProcessingConsent(models.Model):
    """One person's explicit tick under one notice, and when."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="processing_consents", db_index=False)
    notice = models.ForeignKey(Notice, models.PROTECT)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "notice"], name="one_consent_per_notice")]

    def __str__(self) -> str:
        return f"Consent of patient {self.patient_id}"
