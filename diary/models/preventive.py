import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from diary.models.patient import Patient
from diary.models.sealed import SealedText, seal, unseal
from diary.models.treatment import Snapshot
from diary.models.user import by_whom
from diary.terms.month import EARLIEST_DAY
from diary.terms.preventives import NEVER_ENDED, Ended, PreventiveClass, PreventiveDocument, Taking

MAX_CODE = 40
PLAIN = (
    *("drug", "named_class", "taking", "started", "started_about", "stopped", "stopped_about"),
    "ended",
)
"""Fields whose words are the house's own."""
SEALED = ("name", "dose")
"""Fields that hold what a person typed."""


def _word(words: type[Any]) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=24, null=True, choices=[(w.value, w.value) for w in words])


def _known(column: str, words: type[Any]) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__in": [word.value for word in words]})


def _since(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": EARLIEST_DAY})


_UNSUITABLE = sorted(why.value for why in NEVER_ENDED if why is not None)
_STOPPED = Q(taking__isnull=False, taking=Taking.STOPPED.value)
_NEVER = Q(taking__isnull=False, taking=Taking.NEVER.value)


class Preventive(models.Model):
    """Another preventive that a patient takes or took, once: by the code of a listed one, else by name."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="preventives", db_index=False)
    uid = models.UUIDField(default=uuid.uuid4)  # client-made
    version = models.PositiveIntegerField()
    drug = models.CharField(max_length=MAX_CODE, null=True)
    name = SealedText(null=True)
    # Of one that is not listed, if known.
    named_class = _word(PreventiveClass)
    taking = _word(Taking)
    started = models.DateField(null=True)
    started_about = models.BooleanField(default=False)
    stopped = models.DateField(null=True)
    stopped_about = models.BooleanField(default=False)
    dose = SealedText(null=True)
    ended = _word(Ended)
    recorded_by = by_whom()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "uid"], name="one_preventive_per_uid"),
            models.CheckConstraint(
                condition=Q(drug__isnull=False, name__isnull=True, named_class__isnull=True)
                | Q(drug__isnull=True, name__isnull=False),
                name="preventive_unnamed",
            ),
            models.CheckConstraint(condition=_since("started"), name="preventive_started_too_early"),
            models.CheckConstraint(condition=_since("stopped"), name="preventive_stopped_too_early"),
            models.CheckConstraint(
                condition=Q(started_about=False) | Q(started__isnull=False), name="started_about_no_date"
            ),
            models.CheckConstraint(
                condition=Q(stopped_about=False) | Q(stopped__isnull=False), name="stopped_about_no_date"
            ),
            models.CheckConstraint(
                condition=Q(started__isnull=True) | Q(stopped__isnull=True) | Q(stopped__gte=F("started")),
                name="stopped_before_started",
            ),
            models.CheckConstraint(
                condition=_STOPPED | _NEVER | Q(stopped__isnull=True, ended__isnull=True), name="not_stopped"
            ),
            models.CheckConstraint(
                condition=~_NEVER
                | (
                    Q(started__isnull=True, stopped__isnull=True, dose__isnull=True)
                    & (Q(ended__isnull=True) | Q(ended__in=_UNSUITABLE))
                ),
                name="never_taken",
            ),
            models.CheckConstraint(
                condition=_known("named_class", PreventiveClass), name="named_class_is_a_word"
            ),
            models.CheckConstraint(condition=_known("taking", Taking), name="taking_is_a_word"),
            models.CheckConstraint(condition=_known("ended", Ended), name="ended_is_a_word"),
        ]

    def __str__(self) -> str:
        return f"Preventive {self.uid} of patient {self.patient_id}"


class PreventiveRevision(Snapshot):
    """A preventive after one change; its versions never start again."""

    uid = models.UUIDField()
    name = SealedText(null=True)
    dose = SealedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "uid", "version"], name="one_preventive_version")
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of a preventive of patient {self.patient_id}"


def plain_columns(document: PreventiveDocument) -> dict[str, Any]:
    """What `document` says in the house's own words, for columns and for a revision."""
    return {name: getattr(document, name) for name in PLAIN}


def sealed_columns(key: bytes, uid: uuid.UUID, document: PreventiveDocument) -> dict[str, bytes | None]:
    """What a person typed, sealed for this preventive only."""
    return {
        name: None if (text := getattr(document, name)) is None else seal(key, text, _place(uid, name))
        for name in SEALED
    }


def preventive_from(key: bytes, uid: uuid.UUID, stored: dict[str, Any]) -> PreventiveDocument:
    """The document of columns, or of a revision with its sealed texts."""
    field: Any = Preventive._meta.get_field
    said: dict[str, Any] = {name: field(name).to_python(stored[name]) for name in PLAIN}
    for name, words in (("named_class", PreventiveClass), ("taking", Taking), ("ended", Ended)):
        said[name] = None if said[name] is None else words(said[name])
    for name in SEALED:
        said[name] = None if stored[name] is None else unseal(key, stored[name], _place(uid, name))
    return PreventiveDocument(**said)


def _place(uid: uuid.UUID, name: str) -> str:
    return f"preventive/{uid}/{name}"
