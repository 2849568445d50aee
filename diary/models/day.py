from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from diary.models.patient import Patient
from diary.models.sealed import SealedText, seal, unseal
from diary.terms.answers import Effect, FourHours, Provenance, Relief, Severity, Source
from diary.terms.day_document import FIELDS, MAX_HOURS, PAIN_FIELDS, DayDocument, Intake
from diary.terms.month import EARLIEST_DAY


def _one_of(column: str, words: type[Any]) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__in": [word.value for word in words]})


def _answer(words: type[Any], **options: Any) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=10, choices=[(w.value, w.value) for w in words], **options)


class Day(models.Model):
    """One answered date of one patient. No row is "not logged"; null is "not answered"."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="days", db_index=False)
    date = models.DateField()
    version = models.PositiveIntegerField()
    headache = models.BooleanField()
    severity = _answer(Severity, null=True)
    four_hours = _answer(FourHours, null=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    one_sided = models.BooleanField(null=True)
    pulsating = models.BooleanField(null=True)
    worse_with_activity = models.BooleanField(null=True)
    nausea = models.BooleanField(null=True)
    light_sensitivity = models.BooleanField(null=True)
    sound_sensitivity = models.BooleanField(null=True)
    aura = models.BooleanField(null=True)
    believed_migraine = models.BooleanField(null=True)
    effect = _answer(Effect, null=True)
    # Null: not answered. []: took nothing. Part of the day's one document, so no table of its own.
    intakes = models.JSONField(null=True)
    menstruation = models.BooleanField(null=True)
    note = SealedText(null=True)
    source = _answer(Source)
    provenance = _answer(Provenance)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "date"], name="one_day_per_date"),
            models.CheckConstraint(
                condition=Q(headache=True) | Q(**{f"{name}__isnull": True for name in PAIN_FIELDS}),
                name="without_headache",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0, hours__lte=MAX_HOURS),
                name="hours_range",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True)
                | Q(four_hours__isnull=True)
                | ~Q(four_hours=FourHours.YES.value)
                | Q(hours__gte=4),
                name="hours_under_four",
            ),
            models.CheckConstraint(condition=Q(date__gte=EARLIEST_DAY), name="date_too_early"),
            models.CheckConstraint(condition=Q(version__gte=1), name="version_counts_from_one"),
            models.CheckConstraint(condition=_one_of("severity", Severity), name="severity_is_a_word"),
            models.CheckConstraint(condition=_one_of("four_hours", FourHours), name="four_hours_is_a_word"),
            models.CheckConstraint(condition=_one_of("effect", Effect), name="effect_is_a_word"),
            models.CheckConstraint(condition=_one_of("source", Source), name="source_is_a_word"),
            models.CheckConstraint(condition=_one_of("provenance", Provenance), name="provenance_is_a_word"),
        ]

    def __str__(self) -> str:
        return f"Day {self.date} of patient {self.patient_id}"

    def document(self, key: bytes) -> DayDocument:
        """What is stored, as the document that was answered."""
        stored = {name: getattr(self, name) for name in FIELDS if name != "note"}
        return document_from(stored, opened_note(key, self.date, self.note))


def columns(document: DayDocument) -> dict[str, Any]:
    """`document` as plain values for columns, its note left out."""
    stored = {name: getattr(document, name) for name in FIELDS if name != "note"}
    if document.intakes is not None:
        stored["intakes"] = [intake._asdict() for intake in document.intakes]
    return stored


def snapshot(document: DayDocument) -> dict[str, Any]:
    """What `document` answers, for a revision; what it does not answer is left out."""
    return {name: value for name, value in columns(document).items() if value is not None}


def document_from(stored: Mapping[str, Any], note: str | None) -> DayDocument:
    """The document of `columns` or `snapshot`, and its opened note."""
    values: dict[str, Any] = {name: stored.get(name) for name in FIELDS if name != "note"}
    for name, word in _WORDS.items():
        if values[name] is not None:
            values[name] = word(values[name])
    if values["intakes"] is not None:
        values["intakes"] = tuple(_intake(intake) for intake in values["intakes"])
    return DayDocument(**values, note=note)


def sealed_note(key: bytes, day: date, note: str | None) -> bytes | None:
    """The note of `day`, sealed for that day only."""
    return None if note is None else seal(key, note, _place(day))


def opened_note(key: bytes, day: date, sealed: bytes | memoryview | None) -> str | None:
    """The note that `sealed_note` sealed."""
    return None if sealed is None else unseal(key, sealed, _place(day))


_WORDS: dict[str, Any] = {
    "severity": Severity,
    "four_hours": FourHours,
    "effect": Effect,
    # Snapshots keep hours as text: JSON has no exact decimals.
    "hours": Decimal,
}


def _intake(stored: Mapping[str, Any]) -> Intake:
    relief = stored["relief"]
    return Intake(stored["medicine"], stored["doses"], None if relief is None else Relief(relief))


def _place(day: date) -> str:
    return f"day/{day.isoformat()}"
