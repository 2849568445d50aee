from django.db import models

from diary.models.patient import Patient
from diary.models.user import by_whom


class Event(models.Model):
    """Who did or read what of whose diary: opaque ids, verb, dates, versions; never health data.

    Only added to. Each hash covers the one before it, patient by patient, so a missing or altered
    event shows. Without foreign keys in the database: events outlive the diary they tell of.
    """

    patient = models.ForeignKey(
        Patient, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="events"
    )
    sequence = models.PositiveIntegerField()
    by = by_whom()
    verb = models.CharField(max_length=40)
    detail = models.JSONField()
    # Client-made, where a client asked for the change: no operation is carried out twice.
    operation = models.UUIDField(null=True)
    at = models.DateTimeField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "sequence"], name="one_event_per_sequence"),
            models.UniqueConstraint(fields=["patient", "operation"], name="one_event_per_operation"),
        ]

    def __str__(self) -> str:
        return f"Event {self.sequence} of patient {self.patient_id}"
