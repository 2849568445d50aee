"""The notice on processing health data, as it is shown now."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

BUILT_IN = Path(settings.BASE_DIR) / "templates" / "privacy_notice.txt"


def current_notice() -> str:
    """The operator's own text, or the built-in one."""
    return _read(settings.PRIVACY_NOTICE_FILE or str(BUILT_IN))


def notice_digest(text: str) -> str:
    """SHA-256 of a notice: its version."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache
def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").strip()
