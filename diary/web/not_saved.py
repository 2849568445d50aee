"""A form that was not saved, drawn anew so that nobody's answer is lost: neither what this person typed
nor what was written elsewhere in the meantime."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import QueryDict

from diary.actions import Edit
from diary.queries.history import history
from diary.terms.day_document import FIELDS
from diary.terms.merging import changes, contested
from diary.terms.recorded_day import RecordedDay
from diary.web.forms import SentDay, typed
from diary.wording.days import stands_in_words

if TYPE_CHECKING:
    from diary.models import Patient


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Why a form was not saved, by field, and what is kept of it.

    `version`: the one it is drawn for now, where that was read already.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    form: QueryDict = field(default_factory=QueryDict)
    version: int | None = None
    is_of_details: bool = False


def not_saved(sent: SentDay, errors: Mapping[str, str]) -> NotSaved:
    """A form that names what it changes, and nothing else."""
    return NotSaved(errors, sent.form, is_of_details="note" in sent.form)


def edit_not_saved(patient: "Patient", edit: Edit, sent: SentDay, errors: Mapping[str, str]) -> NotSaved:
    """A form of many fields: only what was changed in it is kept; the others say what the date says now.

    Where both changed a field, what stands there is told beside what was typed.
    """
    stood = [RecordedDay(edit.date, 0), *history(patient, [edit.date])]
    drawn = stood[edit.version].document if edit.version < len(stood) else None
    changed = changes(edit.values, drawn)
    # What could not be read was changed too, into something that no value equals.
    unread = dict.fromkeys(sent.refused.keys() & set(FIELDS) - changed.keys(), object())
    told = {
        name: stands_in_words(name, value)
        for name, value in contested({**changed, **unread}, drawn, stood[-1].document).items()
    }
    both = {name: " ".join(filter(None, [errors.get(name), said])) for name, said in told.items()}
    kept = typed(sent.form, changed.keys() | sent.refused.keys())
    return NotSaved({**errors, **both}, kept, stood[-1].version, is_of_details="note" in sent.form)
