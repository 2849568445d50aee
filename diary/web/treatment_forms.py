"""Forms of treatments and baselines: they parse; whether an answer can stand is the verb's to say."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from diary.queries.courses import RecordedCourse, RecordedTreatment
from diary.queries.zones import known_zones
from diary.terms.refusals import Refusal, Refusals
from diary.terms.treatments import (
    USUAL_UNITS,
    CourseStart,
    Product,
    TreatmentDocument,
    WrittenFigure,
    WrittenSource,
)
from diary.wording.dates import short_date
from diary.wording.refusals import SENTENCES
from diary.wording.treatments import PRODUCT, WRITTEN_SOURCE

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _choices(words: Mapping[Any, Promise]) -> list[tuple[str, Any]]:
    return [(code.value, word) for code, word in words.items()]


def _said(refusal: Refusal) -> Any:
    return SENTENCES[refusal]


def _date(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _said("date_invalid"), "required": _said("date_invalid")},
    )


class Operation(forms.Form):
    """A change under an id of its own, made with the form, so that sent twice it is one."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def refuse(self, reasons: Refusals) -> None:
        """Show why the verb refused, at its field where the form has that."""
        for field, refusal in reasons.items():
            seen = field in self.fields and not self.fields[field].widget.is_hidden
            self.add_error(field if seen else None, str(SENTENCES[refusal]))


class TreatmentForm(Operation):
    """One injection session."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-zone": True}))
    date = _date(_("Date"))
    product = forms.ChoiceField(label=_("Product"), choices=_choices(PRODUCT), initial=Product.ONABOTULINUM)
    units = forms.IntegerField(
        label=_("Units in all"),
        help_text=_("155 is usual for Botox in chronic migraine. Leave it empty if you do not know."),
        required=False,
        initial=USUAL_UNITS,
        error_messages={"invalid": _said("units_range")},
    )
    lot = forms.CharField(label=_("Lot number, if you have it"), required=False)

    @classmethod
    def of(cls, treatment: RecordedTreatment) -> "TreatmentForm":
        """The form as the treatment stands."""
        document = treatment.document
        return cls(
            initial={
                "uid": treatment.uid,
                "version": treatment.version,
                "date": document.date,
                "product": document.product,
                "units": document.units,
                "lot": document.lot or "",
            }
        )

    def document(self) -> TreatmentDocument:
        """What was answered."""
        said = self.cleaned_data
        return TreatmentDocument(said["date"], Product(said["product"]), said["units"], said["lot"] or None)

    def known_zone(self) -> str | None:
        """Where the browser says it is, as long as this server knows the zone."""
        zone = self.cleaned_data["zone"]
        return zone if zone in known_zones() else None


class StartFields(forms.Form):
    """How a course began."""

    from_start = forms.ChoiceField(
        choices=_YES_NO, widget=forms.RadioSelect, error_messages={"required": _said("start_missing")}
    )
    began = _date(_("Date of the first, if known"), _("Leave it empty if it is not known."), required=False)
    about = forms.BooleanField(label=_("That date is about right, not exact"), required=False)
    earlier = forms.IntegerField(
        label=_("How many treatments before this one, if known"),
        required=False,
        error_messages={"invalid": _said("earlier_range")},
    )

    def start(self) -> CourseStart:
        """What was answered; what belongs to earlier treatments only counts where there were some."""
        said: dict[str, Any] = self.cleaned_data
        if said["from_start"] == "yes":
            return CourseStart(from_start=True, began=said["began"], earlier=said["earlier"])
        return CourseStart(False, said["began"], said["about"], said["earlier"])


class FirstTreatmentForm(StartFields, TreatmentForm):
    """The first treatment of a diary, and how its course began."""


class NextTreatmentForm(TreatmentForm):
    """A further treatment, of the same course or a restart after a pause."""

    def start(self) -> None:
        """How the course began was said with its first treatment."""

    restart = forms.BooleanField(
        label=_("A restart after a pause: compare with the 28 days before this one"), required=False
    )


_EARLIER_BEFORE = _("How many treatments before %(date)s in all, those in this diary too, if known")


class StartForm(StartFields, Operation):
    """A correction of how a course began."""

    def count_before(self, day: date) -> None:
        """Ask how many treatments there were before `day`, as it was asked first."""
        self.fields["earlier"].label = _EARLIER_BEFORE % {"date": short_date(day)}

    @classmethod
    def of(cls, recorded: RecordedCourse) -> "StartForm":
        """The form as it stands."""
        start = recorded.start
        return cls(
            initial={
                "from_start": "yes" if start.from_start else "no",
                "began": start.began,
                "about": start.about,
                "earlier": start.earlier or None,
            }
        )


class WrittenForm(Operation):
    """A baseline from a letter, a paper diary or memory."""

    source = forms.ChoiceField(
        choices=_choices(WRITTEN_SOURCE),
        widget=forms.RadioSelect,
        error_messages={"required": _said("not_a_choice")},
    )
    days = forms.DecimalField(
        label=_("Headache days a month before treatment"),
        help_text=_("From 0 to 28; a part of a day is allowed, such as 20.5."),
        decimal_places=2,
        error_messages={"invalid": _said("not_a_number"), "required": _said("not_a_number")},
    )
    dated = _date(_("Date of the letter or of the last day counted, if known"), required=False)

    @classmethod
    def of(cls, figure: WrittenFigure | None) -> "WrittenForm":
        """The form as it stands."""
        if figure is None:
            return cls()
        return cls(initial={"source": figure.source, "days": figure.days, "dated": figure.dated})

    def figure(self) -> WrittenFigure:
        """What was answered."""
        said = self.cleaned_data
        return WrittenFigure(WrittenSource(said["source"]), Decimal(said["days"]), said["dated"])


class FixForm(Operation):
    """Why a baseline is fixed anew."""

    reason = forms.CharField(
        label=_("Why? In a few words"),
        max_length=200,
        error_messages={"required": _said("reason_missing")},
    )
