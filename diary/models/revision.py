from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from diary.models.patient import Patient
from diary.models.sealed import SealedText
from diary.models.user import by_whom


class Revision(models.Model):
    """A date as it stood after one change, whole. Only added to: triggers refuse the rest.

    Not joined to Day, which a withdrawal removes; versions of a date never start again.
    """

    SCHEMA = 1

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="revisions", db_index=False)
    date = models.DateField()
    version = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    # Null: withdrawn, the date is not logged again.
    document = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    note = SealedText(null=True)
    provenance = models.CharField(max_length=10, null=True)
    source = models.CharField(max_length=10)
    # Null: the operator, from a command.
    by = by_whom()
    # Client-made; one operation may change many dates (a batch), each once.
    operation = models.UUIDField()
    request_digest = models.BinaryField()
    client_time = models.DateTimeField(null=True)
    client_zone = models.CharField(max_length=64, null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "date", "version"], name="one_revision_per_version"),
            models.UniqueConstraint(
                fields=["patient", "operation", "date"], name="one_revision_per_operation"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.date} of patient {self.patient_id}"
