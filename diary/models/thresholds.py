from django.db import models
from django.db.models import Q

from diary.models.clinic import Clinic
from diary.models.user import by_whom
from diary.terms.criteria import ALLOWED, PUBLISHED, ResponseDays, Thresholds


class ThresholdRevision(models.Model):
    """A clinic's numbers for the rules after one change, whole. Only added to: triggers refuse the rest.

    The latest counts. A clinic without any goes by the published numbers.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    start_headache_days = models.SmallIntegerField()
    start_migraine_days = models.SmallIntegerField()
    start_preventives = models.SmallIntegerField()
    stop_percent = models.SmallIntegerField()
    stop_headache_days = models.SmallIntegerField()
    stop_months = models.SmallIntegerField()
    response_days = models.CharField(
        max_length=16, choices=[(word.value, word.value) for word in ResponseDays]
    )
    renewal_days = models.SmallIntegerField()
    renewal_hours = models.SmallIntegerField()
    # The published numbers were chosen: the row says what these were, and later ones count as well.
    as_published = models.BooleanField()
    # Null: the operator.
    by = by_whom()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "version"], name="one_threshold_version"),
            models.CheckConstraint(
                condition=Q(response_days__in=[word.value for word in ResponseDays]),
                name="response_days_is_a_word",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__range": (allowed.low, allowed.high)}), name=f"{field}_range"
                )
                for field, allowed in ALLOWED.items()
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of the numbers of clinic {self.clinic_id}"

    @property
    def written(self) -> Thresholds:
        """The numbers as they stood when this was written."""
        said = {field: getattr(self, field) for field in Thresholds._fields}
        return Thresholds(**said | {"response_days": ResponseDays(self.response_days)})

    @property
    def thresholds(self) -> Thresholds:
        """The numbers that count by this row."""
        return PUBLISHED if self.as_published else self.written
