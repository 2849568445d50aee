"""One answered day as a document, and what such a document may say.

`None` is "not answered" in every field: it is neither a "no" nor a zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from operator import attrgetter, contains
from types import NoneType
from typing import Any, NamedTuple

from diary.terms.answers import Effect, FourHours, Relief, Severity
from diary.terms.medicines import MEDICINES
from diary.terms.refusals import Refusal, Refusals

MAX_HOURS = 24
HOURS_STEP = Decimal("0.25")
MAX_DOSES = 50
MAX_INTAKES = 20
MAX_NOTE = 2000


class AnswerError(ValueError):
    """An answer that is none: no word of its question, or a number that cannot be. It names the field."""


class Intake(NamedTuple):
    """One acute medicine taken on a day: its code, and doses and relief where answered."""

    medicine: str
    doses: int | None = None
    relief: Relief | None = None


@dataclass(frozen=True, slots=True)
class DayDocument:
    """What a person answered about one date. `intakes=()` is the answer "took nothing".

    Raises AnswerError where an answer is no word of its question. What is a word and cannot stand,
    `refusals` tells.
    """

    headache: bool
    severity: Severity | None = None
    four_hours: FourHours | None = None
    hours: Decimal | None = None
    one_sided: bool | None = None
    pulsating: bool | None = None
    worse_with_activity: bool | None = None
    nausea: bool | None = None  # nausea or vomiting
    light_sensitivity: bool | None = None
    sound_sensitivity: bool | None = None
    aura: bool | None = None
    believed_migraine: bool | None = None  # at onset; ICHD-3 1.3, C3
    effect: Effect | None = None
    intakes: tuple[Intake, ...] | None = None
    menstruation: bool | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        # By type: whatever else is neither True nor False would pass for one of them somewhere.
        is_said = type(self.headache) is bool and _YES_NO_OR_OPEN.issuperset(map(type, _YES_NO_OF(self)))
        if not (is_said and all(map(contains, _WORDS.values(), _WORDS_OF(self)))):
            raise AnswerError(_no_answer(self))


FIELDS = tuple(field.name for field in fields(DayDocument))
FEATURES = (
    "one_sided",
    "pulsating",
    "worse_with_activity",
    "nausea",
    "light_sensitivity",
    "sound_sensitivity",
    "aura",
    "believed_migraine",
)
"""Features of the headache that ICHD-3 asks for; all are yes, no or not answered."""

PAIN_FIELDS = ("severity", "four_hours", "hours", *FEATURES, "effect")
"""What can be said of a headache day only."""

_YES_NO = (*FEATURES, "menstruation")
_YES_NO_OF = attrgetter(*_YES_NO)
_YES_NO_OR_OPEN = frozenset({bool, NoneType})
_WORDS: dict[str, tuple[object, ...]] = {
    "severity": (None, *Severity),
    "four_hours": (None, *FourHours),
    "effect": (None, *Effect),
}
_WORDS_OF = attrgetter(*_WORDS)


def _no_answer(document: DayDocument) -> str:
    """Which answer of `document` is none, where one is."""
    if type(document.headache) is not bool:
        return f"headache: {document.headache!r} is neither yes nor no."
    for name, answer in zip(_YES_NO, _YES_NO_OF(document), strict=True):
        if type(answer) not in _YES_NO_OR_OPEN:
            return f"{name}: {answer!r} is neither yes nor no."
    name = next(name for name, words in _WORDS.items() if getattr(document, name) not in words)
    return f"{name}: {getattr(document, name)!r} is no answer."


def merged(document: DayDocument | None, changes: Mapping[str, Any]) -> DayDocument | None:
    """`document` with the named fields changed; None when nobody has said yet if it was a headache.

    "No headache" over a headache clears what was said of the pain, except what `changes` names.
    """
    if changes.get("headache", document and document.headache) is None:
        return None
    before = document or DayDocument(headache=changes["headache"])
    if changes.get("headache") is False and before.headache:
        cleared: dict[str, Any] = dict.fromkeys(PAIN_FIELDS)
        before = replace(before, **cleared)
    return replace(before, **changes)


def refusals(document: DayDocument | None) -> Refusals:
    """Every reason why `document` cannot stand, by field; empty when it can."""
    if document is None:
        return {"headache": "headache_missing"}
    return dict(_refusals(document))


def refusals_of(values: Mapping[str, Any]) -> Refusals:
    """Why some of `values` cannot stand whatever else their day says, to be told with what cannot be read."""
    return refusals(replace(DayDocument(headache=True), **values))


def _refusals(document: DayDocument) -> Iterator[tuple[str, Refusal]]:
    if not document.headache:
        for name in PAIN_FIELDS:
            if getattr(document, name) is not None:
                yield name, "without_headache"
    elif document.hours is not None:
        yield from _hours(document.hours, document.four_hours)
    yield from _intakes(document.intakes or ())
    if document.note is not None:
        if len(document.note) > MAX_NOTE:
            yield "note", "note_too_long"
        elif not is_text(document.note):
            yield "note", "not_text"


def _hours(hours: Decimal, four_hours: FourHours | None) -> Iterator[tuple[str, Refusal]]:
    if not (hours.is_finite() and 0 < hours <= MAX_HOURS):
        yield "hours", "hours_range"
    elif hours % HOURS_STEP:
        yield "hours", "hours_step"
    elif hours < 4 and four_hours is FourHours.YES:
        yield "hours", "hours_under_four"


def _intakes(intakes: tuple[Intake, ...]) -> Iterator[tuple[str, Refusal]]:
    if len(intakes) > MAX_INTAKES:
        yield "intakes", "too_many_medicines"
    elif any(intake.medicine not in MEDICINES for intake in intakes):
        yield "intakes", "medicine_unknown"
    elif len({intake.medicine for intake in intakes}) < len(intakes):
        yield "intakes", "medicine_twice"
    elif any(intake.doses is not None and not 1 <= intake.doses <= MAX_DOSES for intake in intakes):
        yield "intakes", "doses_range"


def quarter_hours(hours: Decimal) -> int:
    """`hours` in quarters; AnswerError where they are no hours of a day, by the same rule as `refusals`."""
    if not isinstance(hours, Decimal) or dict(_hours(hours, None)):
        raise AnswerError(f"hours: {hours} are none of a quarter to {MAX_HOURS} hours, in quarters.")
    return int(hours / HOURS_STEP)


def is_text(text: str) -> bool:
    """Whether every database can keep `text` as it stands.

    PostgreSQL refuses U+0000; U+FFFD is what a decoder leaves of broken UTF-8; a lone
    surrogate cannot be written as UTF-8 at all.
    """
    if "\0" in text or "\ufffd" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
