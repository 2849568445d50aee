"""Forms of treatments and baselines: they parse; whether an answer can stand is the verb's to say."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diary.queries.courses import RecordedCourse, RecordedTreatment
from diary.terms.treatments import (
    USUAL_UNITS,
    CourseStart,
    Product,
    TreatmentDocument,
    WrittenFigure,
    WrittenSource,
)
from diary.web.operations import Operation, ThingForm, choices, date_field, sentence
from diary.wording.dates import short_date
from diary.wording.treatments import PRODUCT, WRITTEN_SOURCE

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class TreatmentForm(ThingForm):
    """One injection session."""

    date = date_field(_("Date"))
    product = forms.ChoiceField(label=_("Product"), choices=choices(PRODUCT), initial=Product.ONABOTULINUM)
    units = forms.IntegerField(
        label=_("Units in all"),
        help_text=_("155 is usual for Botox in chronic migraine. Leave it empty if you do not know."),
        required=False,
        initial=USUAL_UNITS,
        error_messages={"invalid": sentence("units_range")},
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


class StartFields(forms.Form):
    """How a course began."""

    from_start = forms.ChoiceField(
        choices=_YES_NO, widget=forms.RadioSelect, error_messages={"required": sentence("start_missing")}
    )
    began = date_field(
        _("Date of the first, if known"), _("Leave it empty if it is not known."), required=False
    )
    about = forms.BooleanField(label=_("That date is about right, not exact"), required=False)
    earlier = forms.IntegerField(
        label=_("How many treatments before this one, if known"),
        required=False,
        error_messages={"invalid": sentence("earlier_range")},
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
        choices=choices(WRITTEN_SOURCE),
        widget=forms.RadioSelect,
        error_messages={"required": sentence("not_a_choice")},
    )
    days = forms.DecimalField(
        label=_("Headache days a month before treatment"),
        help_text=_(
            "From 0 to 28; a part of a day is allowed, such as 20.5. Pain on every day, or pain that never "
            "stops, is 28."
        ),
        decimal_places=2,
        error_messages={"invalid": sentence("not_a_number"), "required": sentence("not_a_number")},
    )
    dated = date_field(_("Date of the letter or of the last day counted, if known"), required=False)

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
        error_messages={"required": sentence("reason_missing")},
    )
