"""What a page's form says, as the values that `terms.reading` reads.

A form answers the fields that it has and leaves the others alone. An empty field is "not
answered".
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from diary.terms.day_document import FEATURES
from diary.terms.reading import Unreadable, read_operation, read_values, read_version
from diary.terms.refusals import Refusals

_YES_OR_NO = frozenset({"headache", "menstruation", *FEATURES})
_MEDICINES = frozenset({"took", "medicine", "doses", "relief"})
_NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "operation", "version", "zone"})


@dataclass(frozen=True, slots=True)
class SentDay:
    """A form as it was sent: the values that could be read, and why the others could not."""

    operation: UUID | None
    version: int | None
    zone: str | None
    values: dict[str, Any]
    refused: Refusals


def sent_day(post: QueryDict) -> SentDay:
    """The form in `post`."""
    raw = {name: _value(name, post[name]) for name in post if name not in _MEDICINES | _NOT_ANSWERS}
    refused: Refusals = {}
    if _MEDICINES & post.keys():
        try:
            raw["intakes"] = _intakes(post)
        except Unreadable as error:
            refused["intakes"] = error.refusal
    values, unreadable = read_values(raw)
    refused |= unreadable
    operation, version = None, None
    try:
        version = read_version(post.get("version") or None)
        operation = read_operation(post.get("operation"))
    except Unreadable as error:
        refused["operation"] = error.refusal
    return SentDay(operation, version, post.get("zone") or None, values, refused)


def _value(name: str, sent: object) -> object:
    if sent == "":
        return None
    return {"yes": True, "no": False}.get(str(sent), sent) if name in _YES_OR_NO else sent


def _intakes(post: QueryDict) -> list[dict[str, object]] | None:
    """The medicine rows; None when nothing is answered, [] for "took nothing"."""
    rows = zip(*(post.getlist(name) for name in ("medicine", "doses", "relief")), strict=False)
    taken: list[dict[str, object]] = [
        {"medicine": medicine, "doses": doses or None, "relief": relief or None}
        for medicine, doses, relief in rows
        if medicine.strip()
    ]
    if post.get("took") == "nothing":
        if taken:
            raise Unreadable("medicine_with_nothing")
        return []
    if post.get("took") not in ("", "something", None):
        raise Unreadable("not_a_choice")
    return taken or None
