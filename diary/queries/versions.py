"""What a thing of the diary said after one change."""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

Said = TypeVar("Said")


class Version(NamedTuple, Generic[Said]):
    """A thing after one change: when, by whom (None: the operator), and what it said; None: withdrawn."""

    at: datetime
    by_id: int | None
    document: Said | None
