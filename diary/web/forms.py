"""What a page's form says, as the values that `terms.reading` reads.

A form answers the fields that it has and leaves the others alone. An empty field is "not
answered".
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext

from diary.queries.zones import known_zones
from diary.terms.answers import Severity
from diary.terms.day_document import FEATURES
from diary.terms.medicines import ANOTHER
from diary.terms.reading import (
    Unreadable,
    all_refusals,
    read_operation,
    read_values,
    read_version,
    typed_count,
    typed_number,
)
from diary.terms.refusals import Refusals

INSTEAD = "instead"
"""Names the button beside a medicine that was not found: its row, and the name to save it by."""

TAPPED = frozenset({"headache", "severity", "four_hours"})
"""What the buttons of the page say; no field of the details has it."""

HAD_MEDICINES = "had_medicines"
"""In a form that was drawn with medicines: rows that are empty now were cleared, not forgotten."""

_YES_OR_NO = frozenset({"headache", "menstruation", *FEATURES})
_COLUMNS = frozenset({"medicine", "doses", "relief"})
"""Fields that a form has as often as it has rows of medicines."""
_MEDICINES = _COLUMNS | {"took"}
_NOT_ANSWERS = frozenset(
    {INSTEAD, HAD_MEDICINES, "csrfmiddlewaretoken", "diary", "operation", "version", "zone"}
)


@dataclass(frozen=True, slots=True)
class SentDay:
    """A form as it was sent: the values that could be read, and why the others could not."""

    form: QueryDict
    # The code of the patient whose page it stood on; a form that names none is of no page of ours.
    diary: str | None
    operation: UUID | None
    version: int | None
    zone: str | None
    values: dict[str, Any]
    refused: Refusals


def sent_day(post: QueryDict, files: Mapping[str, object]) -> SentDay:
    """The form in `post`; a file is no answer to anything."""
    twice = [name for name in post if name not in _COLUMNS and len(post.getlist(name)) > 1]
    post = _with_choice(post)
    raw = {name: _value(name, post[name]) for name in post if name not in _MEDICINES | _NOT_ANSWERS}
    raw |= _tapped(post.get("headache"))
    refused: Refusals = dict.fromkeys(files, "unknown_field")
    refused |= dict.fromkeys(twice, "field_twice")
    if _MEDICINES & post.keys():
        try:
            raw["intakes"] = _intakes(post)
        except Unreadable as error:
            refused["intakes"] = error.refusal
    values, unreadable = read_values(raw)
    refused = all_refusals(values, refused | unreadable)
    operation, version = None, None
    try:
        version = read_version(typed_count(post.get("version", "")))
        operation = read_operation(post.get("operation"))
    except Unreadable as error:
        refused["operation"] = error.refusal
    return SentDay(post, post.get("diary"), operation, version, _zone(post), values, refused)


def _with_choice(post: QueryDict) -> QueryDict:
    """The form with the medicine that was chosen beside one that was not found.

    Saved as another medicine, the name as it was typed goes into the note.
    """
    row, _, name = post.get(INSTEAD, "").partition(" ")
    names = post.getlist("medicine")
    if not (row.isascii() and row.isdigit() and len(row) < 3 and int(row) < len(names) and name):
        return post
    chosen = post.copy()
    if name == ANOTHER:
        line = gettext("Medicine not in the list: %(name)s") % {"name": names[int(row)].strip()}
        chosen["note"] = "\n".join(filter(None, [post.get("note", "").strip(), line]))
    names[int(row)] = name
    chosen.setlist("medicine", names)
    return chosen


def typed(post: QueryDict, fields: Container[str]) -> QueryDict:
    """Of the form in `post` what belongs to `fields`, as it was typed."""
    kept = post.copy()
    for name in post:
        if ("intakes" if name in _MEDICINES | {HAD_MEDICINES} else name) not in fields:
            del kept[name]
    return kept


def _tapped(headache: object) -> dict[str, object]:
    """A tap on a severity says two things; "unsure" takes back how bad an earlier tap said it was."""
    if headache == "unsure":
        return {"headache": True, "severity": None}
    return {"headache": True, "severity": headache} if headache in set(Severity) else {}


def _zone(post: QueryDict) -> str | None:
    """Where the browser says it is. A zone unknown here is not the person's to correct: the diary's holds."""
    zone = post.get("zone")
    return zone if zone in known_zones() else None


def _value(name: str, sent: object) -> object:
    if sent == "":
        return None
    if name == "hours":
        return typed_number(str(sent))
    return {"yes": True, "no": False}.get(str(sent), sent) if name in _YES_OR_NO else sent


def _intakes(post: QueryDict) -> list[dict[str, object]] | None:
    """The medicine rows; None when nothing is answered, [] for "took nothing"."""
    taken = _taken(post)
    if post.get("took") == "nothing":
        if taken:
            raise Unreadable("medicine_with_nothing")
        return []
    if post.get("took") not in ("", "something", None):
        raise Unreadable("not_a_choice")
    if post.get("took") == "something" and not taken and HAD_MEDICINES not in post:
        raise Unreadable("medicine_missing")
    return taken or None


def _taken(post: QueryDict) -> list[dict[str, object]]:
    """The medicine rows that say something."""
    names = post.getlist("medicine")
    doses, relief = (post.getlist(name) or [""] * len(names) for name in ("doses", "relief"))
    if not len(names) == len(doses) == len(relief):
        raise Unreadable("not_a_list")
    taken: list[dict[str, object]] = []
    for row in zip(names, doses, relief, strict=True):
        name, many, helped = (said.strip() for said in row)
        if not name and (many or helped):
            raise Unreadable("medicine_missing")
        if name:
            taken.append({"medicine": name, "doses": typed_count(many), "relief": helped or None})
    return taken
