from django.db import models

from diary.models.patient import Patient


class PackedDiary(models.Model):
    """A diary's flags as bits, derived from its days in the same transaction; see analytics.packed."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="packed_diaries", db_index=False)
    kind = models.CharField(max_length=10, choices=[("counts", "counts"), ("detail", "detail")])
    rules = models.PositiveSmallIntegerField()  # the classification it was made by
    origin = models.PositiveIntegerField()  # ordinal of the first day
    stride = models.PositiveIntegerField()  # bytes a flag
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "kind"], name="one_packed_diary_per_kind")]

    def __str__(self) -> str:
        return f"Packed {self.kind} of patient {self.patient_id}"
