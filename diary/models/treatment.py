import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from diary.models.patient import Patient
from diary.models.sealed import SealedText
from diary.models.user import by_whom
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.treatments import MAX_EARLIER, MAX_LOT, MAX_UNITS, Product, WrittenSource


class Course(models.Model):
    """A run of treatments with one baseline. A restart after a pause opens a new one."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="courses", db_index=False)
    number = models.PositiveSmallIntegerField()  # 1, 2, ... in the order they began
    version = models.PositiveIntegerField()
    # How it began: see terms.treatments.CourseStart.
    from_start = models.BooleanField()
    began = models.DateField(null=True)
    about = models.BooleanField(default=False)
    earlier = models.PositiveSmallIntegerField(null=True)
    # The treatment that those are earlier than, and its date when that was said: what is recorded before
    # that date is one of them, and its own number stays.
    earlier_than = models.UUIDField(null=True)
    earlier_before = models.DateField(null=True)
    # The baseline as fixed: its first date, and the packed planes of its 28 days as they stood.
    fixed_first = models.DateField(null=True)
    fixed_rules = models.PositiveSmallIntegerField(null=True)
    fixed_counts = models.BinaryField(null=True)
    fixed_detail = models.BinaryField(null=True)
    fixed_at = models.DateTimeField(null=True)
    # A baseline that somebody wrote down or recalls.
    written_source = models.CharField(max_length=12, null=True)
    written_days = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    written_dated = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="one_course_per_number"),
            models.CheckConstraint(
                condition=Q(from_start=False) | Q(began__isnull=True, earlier=0), name="first_and_earlier"
            ),
            models.CheckConstraint(
                condition=Q(earlier__isnull=True) | Q(earlier__lte=MAX_EARLIER), name="earlier_range"
            ),
            # Days on treatment are never a baseline.
            models.CheckConstraint(
                condition=Q(from_start=True) | Q(fixed_first__isnull=True), name="no_baseline_on_treatment"
            ),
            models.CheckConstraint(
                condition=Q(
                    fixed_first__isnull=True,
                    fixed_rules__isnull=True,
                    fixed_counts__isnull=True,
                    fixed_detail__isnull=True,
                    fixed_at__isnull=True,
                )
                | Q(
                    fixed_first__isnull=False,
                    fixed_rules__isnull=False,
                    fixed_counts__isnull=False,
                    fixed_detail__isnull=False,
                    fixed_at__isnull=False,
                ),
                name="fixed_whole_or_not",
            ),
            models.CheckConstraint(
                condition=Q(written_source__isnull=True, written_days__isnull=True)
                | Q(
                    written_source__in=[source.value for source in WrittenSource],
                    written_days__range=(0, DAYS_PER_MONTH),
                ),
                name="month_days_range",
            ),
        ]

    def __str__(self) -> str:
        return f"Course {self.number} of patient {self.patient_id}"


class Treatment(models.Model):
    """One injection session of one patient on one date."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="treatments", db_index=False)
    course = models.ForeignKey(Course, models.CASCADE, related_name="treatments", db_index=False)
    uid = models.UUIDField(default=uuid.uuid4)  # client-made
    version = models.PositiveIntegerField()
    date = models.DateField()
    product = models.CharField(max_length=24, choices=[(word.value, word.value) for word in Product])
    units = models.PositiveSmallIntegerField(null=True)
    lot = models.CharField(max_length=MAX_LOT, null=True)
    recorded_by = by_whom()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "date"], name="treatment_twice"),
            models.UniqueConstraint(fields=["patient", "uid"], name="one_treatment_per_uid"),
            models.CheckConstraint(condition=Q(date__gte=EARLIEST_DAY), name="treatment_too_early"),
            models.CheckConstraint(
                condition=Q(product__in=[word.value for word in Product]), name="product_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(units__isnull=True) | Q(units__range=(1, MAX_UNITS)), name="units_range"
            ),
        ]

    def __str__(self) -> str:
        return f"Treatment {self.date} of patient {self.patient_id}"


class Snapshot(models.Model):
    """A thing as it stood after one change, whole. Only added to: triggers refuse the rest."""

    SCHEMA = 1

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    document = models.JSONField(null=True, encoder=DjangoJSONEncoder)  # null: withdrawn
    by = by_whom()
    operation = models.UUIDField()
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


class TreatmentRevision(Snapshot):
    """A treatment after one change; its versions never start again."""

    uid = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "uid", "version"], name="one_treatment_version")
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of a treatment of patient {self.patient_id}"


class CourseRevision(Snapshot):
    """A course after one change: how it began, and its baseline. `reason`: why it was fixed anew."""

    number = models.PositiveSmallIntegerField()
    reason = SealedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "number", "version"], name="one_course_version")
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of course {self.number} of patient {self.patient_id}"
