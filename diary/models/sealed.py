"""Free text at rest: encrypted under the patient's own key, which is itself sealed by the operator's.

Destroying a patient's key makes every note of that patient unreadable, in backups as well.
"""

import hashlib
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

_NONCE = 12  # bytes, as AES-GCM recommends


class CannotUnseal(Exception):
    """The key does not fit: the operator's keys changed, or the text was moved or altered."""


class SealedText(models.BinaryField):
    """A column for `seal`ed text. Plain text assigned to it is refused, not stored."""

    description = "Text encrypted under the patient's key"

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError("A sealed column takes sealed bytes, not text.")
        return super().get_prep_value(value)


def seal(key: bytes, text: str, place: str) -> bytes:
    """`text` encrypted under `key`, readable again only at the same `place`."""
    return _encrypt(key, text.encode(), place)


def unseal(key: bytes, sealed: bytes | memoryview, place: str) -> str:
    """The text of `seal`; CannotUnseal where key or place differ."""
    return _decrypt(key, bytes(sealed), place).decode()


def new_sealed_key(place: str) -> bytes:
    """A fresh key for one patient, sealed by the operator's first key."""
    return _encrypt(_operator_keys(tuple(settings.SEAL_KEYS))[0], os.urandom(32), place)


def open_key(sealed: bytes | memoryview, place: str) -> bytes:
    """The patient's key; any of the operator's keys may open it."""
    for operator_key in _operator_keys(tuple(settings.SEAL_KEYS)):
        try:
            return _decrypt(operator_key, bytes(sealed), place)
        except CannotUnseal:
            continue
    raise CannotUnseal("No key in SEAL_KEYS opens this patient's key.")


@lru_cache
def _operator_keys(secrets: tuple[str, ...]) -> tuple[bytes, ...]:
    if not secrets:
        raise ImproperlyConfigured("SEAL_KEYS is empty: notes can be neither written nor read.")
    return tuple(hashlib.sha256(b"diary seal key:" + secret.encode()).digest() for secret in secrets)


def _encrypt(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def _decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag:
        raise CannotUnseal("This text was not sealed with this key at this place.") from None
