"""The optional answers of a day, as the fields of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from diary.terms.day_document import FEATURES, MAX_DOSES, MAX_NOTE, DayDocument, Intake
from diary.terms.medicines import MEDICINES, medicine_named, name_like
from diary.web.forms import HAD_MEDICINES
from diary.web.not_saved import NotSaved
from diary.wording.days import EFFECT, RELIEF, details_in_words

YES_NO: dict[str, Promise] = {"yes": _("Yes"), "no": _("No")}
TOOK: dict[str, Promise] = {"nothing": _("Took nothing"), "something": _("Took medicine")}

# Each question with its choices; "not answered" is always the last one more.
QUESTIONS: dict[str, tuple[Promise, Mapping[Any, Promise]]] = {
    "one_sided": (_("On one side of the head?"), YES_NO),
    "pulsating": (_("Throbbing or pulsating?"), YES_NO),
    "worse_with_activity": (_("Worse when you move, or did you avoid moving?"), YES_NO),
    "nausea": (_("Feeling sick, or vomiting?"), YES_NO),
    "light_sensitivity": (_("Did light bother you?"), YES_NO),
    "sound_sensitivity": (_("Did sound bother you?"), YES_NO),
    "aura": (_("Aura: changes in sight, feeling or speech before it?"), YES_NO),
    "believed_migraine": (_("When it began, did you think it was a migraine?"), YES_NO),
    "effect": (_("What did it do to your day?"), EFFECT),
    "took": (_("Did you take anything?"), TOOK),
    "menstruation": (_("Menstruation that day?"), YES_NO),
}

# What a refusal calls a field, where its question would be too long.
NAMES: dict[str, Promise] = {
    "severity": _("How bad"),
    "four_hours": _("4 hours or more"),
    "hours": _("Hours in all"),
    "intakes": _("Medicines"),
    "note": _("Note"),
} | {name: label for name, (label, choices) in QUESTIONS.items()}

ABOUT_PAIN = ("hours", "effect", *FEATURES)
"""Fields of this form that only a headache day has."""

SPARE_ROWS = 1
"""Empty medicine rows after the filled ones."""

DOSES = frozenset(str(doses) for doses in range(1, MAX_DOSES + 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One medicine as it stands in the form."""

    medicine: str = ""
    doses: str = ""
    relief: str = ""
    # In a row that was refused: which of its fields to look at.
    medicine_wrong: bool = False
    doses_wrong: bool = False
    # The first that was refused says why, and is where the reason leads to.
    tells: bool = False
    # Not in the list: it can be saved as something else.
    is_unknown: bool = False
    meant: str = ""

    def relief_drawn(self) -> SafeString:
        """Whether it helped, as a list to choose from."""
        return _relief(self.relief if self.relief in RELIEF else "", get_language() or "")


@dataclass(frozen=True, slots=True)
class Details:
    """Everything beyond "headache or not", as it stands or as it was just sent.

    Questions with choices are here as they are drawn.
    """

    about_pain: bool
    is_open: bool
    summary: str
    hours: str
    hours_error: str
    effect: SafeString
    features: SafeString
    features_open: bool
    menstruation: SafeString
    took: SafeString
    had_medicines: bool
    intakes: list[Row]
    intakes_error: str
    # The person's own first.
    known_medicines: SafeString
    note: str
    note_error: str
    max_note: int = MAX_NOTE

    def places(self) -> dict[str, str]:
        """The fields that the page has, each with the id of where it is to be mended."""
        fields = ["menstruation", "note", *(ABOUT_PAIN if self.about_pain else ())]
        told_in_row = any(row.tells for row in self.intakes)
        return {name: name for name in fields} | {"intakes": "wrong-medicine" if told_in_row else "intakes"}

    def intakes_told_above(self) -> str:
        """Why the medicines were refused, where that is no single row's matter."""
        return "" if any(row.tells for row in self.intakes) else self.intakes_error


def details_of(document: DayDocument, form: NotSaved, recent: tuple[str, ...]) -> Details:
    """The fields of `document`; where a form was refused, with what it said, so that nothing is lost.

    `recent`: the medicines to suggest first.
    """
    sent, errors = form.form, form.errors
    language = get_language() or ""

    def choice(name: str, stands: Any) -> SafeString:
        return _choice(name, _chosen(name, stands, sent), errors.get(name, ""), language)

    said = ", ".join(details_in_words(document))
    return Details(
        # What was typed about a pain stays in sight, also when the day has become clear elsewhere.
        about_pain=document.headache or (form.is_of_details and any(name in sent for name in ABOUT_PAIN)),
        is_open=form.is_of_details,
        summary=gettext("Change details: %(details)s") % {"details": said}
        if said
        else gettext("Add details: all optional"),
        hours=sent.get("hours", _hours(document)),
        hours_error=errors.get("hours", ""),
        effect=choice("effect", document.effect),
        features=SafeString("".join(choice(name, getattr(document, name)) for name in FEATURES)),
        features_open=any(
            name in errors or _chosen(name, getattr(document, name), sent) for name in FEATURES
        ),
        menstruation=choice("menstruation", document.menstruation),
        took=choice("took", _took(document.intakes)),
        # Rows that were sent were drawn with what they say of themselves, whatever stands there now.
        had_medicines=HAD_MEDICINES in sent if "medicine" in sent else bool(document.intakes),
        intakes=_rows(document.intakes, sent, refused="intakes" in errors),
        intakes_error=errors.get("intakes", ""),
        known_medicines=_known_medicines(recent),
        note=sent.get("note", document.note or ""),
        note_error=errors.get("note", ""),
    )


def _chosen(name: str, stands: Any, sent: QueryDict) -> str:
    chosen = sent.get(name, _word(stands))
    return chosen if chosen in QUESTIONS[name][1] else ""


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _hours(document: DayDocument) -> str:
    return "" if document.hours is None else f"{document.hours.normalize():f}"


def _took(intakes: tuple[Intake, ...] | None) -> str:
    return "" if intakes is None else "something" if intakes else "nothing"


def _rows(intakes: tuple[Intake, ...] | None, sent: QueryDict, *, refused: bool) -> list[Row]:
    if "medicine" in sent:
        columns = (sent.getlist(name) for name in ("medicine", "doses", "relief"))
        rows = [Row(*row) for row in zip(*columns, strict=False)]
    else:
        rows = [
            Row(intake.medicine, str(intake.doses or ""), str(intake.relief or ""))
            for intake in intakes or ()
        ]
    rows = [row for row in rows if row != Row()]
    missing = refused and not rows and sent.get("took") == "something"
    rows = [*(_looked_at(rows) if refused else rows), *[Row(medicine_wrong=missing)] * SPARE_ROWS]
    wrong = next((at for at, row in enumerate(rows) if row.medicine_wrong or row.doses_wrong), None)
    if wrong is not None:
        rows[wrong] = replace(rows[wrong], tells=True)
    return rows


def _looked_at(rows: list[Row]) -> list[Row]:
    """Refused rows: a medicine that is missing, unknown or there twice, doses that cannot be."""
    seen: set[str] = set()
    looked_at = []
    for row in rows:
        medicine, doses = medicine_named(row.medicine), row.doses.strip().lstrip("0")
        is_unknown = medicine is None and bool(row.medicine.strip())
        looked_at.append(
            replace(
                row,
                medicine_wrong=medicine is None or medicine.code in seen,
                doses_wrong=bool(row.doses.strip()) and doses not in DOSES,
                is_unknown=is_unknown,
                meant=(name_like(row.medicine) or "") if is_unknown else "",
            )
        )
        if medicine:
            seen.add(medicine.code)
    return looked_at


# These say nothing of anybody, so each is drawn once for everybody.


@lru_cache(maxsize=512)
def _choice(name: str, chosen: str, error: str, language: str) -> SafeString:
    label, choices = QUESTIONS[name]
    context = {"name": name, "label": label, "choices": choices, "chosen": chosen, "error": error}
    return render_to_string("log/choice.html", context)


@lru_cache(maxsize=64)
def _relief(chosen: str, language: str) -> SafeString:
    return render_to_string("log/relief.html", {"choices": RELIEF, "chosen": chosen})


@lru_cache(maxsize=256)
def _known_medicines(first: tuple[str, ...]) -> SafeString:
    known = [MEDICINES[code] for code in first if code in MEDICINES]
    known += [medicine for code, medicine in MEDICINES.items() if code not in first]
    return render_to_string("log/known_medicines.html", {"medicines": known})
