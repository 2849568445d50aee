import secrets
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone

from diary.models.sealed import SealedText, new_sealed_key, open_key, seal, unseal

_CODE_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that is misread for another
_CODE_LENGTH = 17  # 83 bits: not to be guessed
_NAME_PLACE = "name"


def new_code() -> str:
    """An unguessable name for a patient in URLs, and of a clinic for whoever lets it in."""
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))


class Patient(models.Model):
    """A person with a diary; may have no login (imported, or enrolled on paper)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="patient"
    )
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    # What the patient wants to be called by those who were let in; `sealed_name` makes it.
    name = SealedText(null=True)
    zone = models.CharField(max_length=64)
    simulated = models.BooleanField(default=False)
    # Revisions can be deleted only while this is set, in the transaction that erases the diary.
    erasing = models.BooleanField(default=False)
    # Null once destroyed. Sealed by the operator's key, which is not in the database.
    sealed_key = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Patient {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self._state.adding and self.sealed_key is None:
            self.sealed_key = new_sealed_key(self._key_place)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @cached_property
    def key(self) -> bytes:
        """The patient's own key for sealed text."""
        if self.sealed_key is None:
            raise LookupError("This patient's key is destroyed.")
        return open_key(self.sealed_key, self._key_place)

    @property
    def display_name(self) -> str | None:
        """The name they gave themselves; None where they gave none."""
        return None if self.name is None else unseal(self.key, self.name, _NAME_PLACE)

    def sealed_name(self, name: str | None) -> bytes | None:
        """`name`, sealed for this patient."""
        return None if name is None else seal(self.key, name, _NAME_PLACE)

    @property
    def _key_place(self) -> str:
        return f"patient/{self.code}"

    def local_now(self, zone: str | None = None) -> datetime:
        """The one clock: this moment by the patient's wall, in `zone` when they say they are there."""
        return datetime.now(UTC).astimezone(ZoneInfo(zone or self.zone))

    def today(self, zone: str | None = None) -> date:
        """The patient's local date."""
        return self.local_now(zone).date()
