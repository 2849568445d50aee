"""The numbers of the rules by which a clinic goes: clinicians and admins set them, all there see them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise

from diary.access import clinic_to_adjust, clinics_of_staff, clinics_to_adjust, signed_in
from diary.actions import ThresholdsRefused, set_thresholds
from diary.queries.thresholds import ThresholdHistory, threshold_history
from diary.terms.criteria import ALLOWED, PUBLISHED, Thresholds
from diary.terms.reading import typed_count
from diary.terms.refusals import Refusals
from diary.wording.refusals import in_words
from diary.wording.thresholds import (
    GROUPS,
    NUMBER,
    RESPONSE_DAYS,
    ChangeInWords,
    beside_in_words,
    change_in_words,
    number_in_words,
)

if TYPE_CHECKING:
    from diary.models import Clinic

Sent = Mapping[str, str]
"""What a form says, by the fields of Thresholds, and the version of the numbers it was drawn from."""


class ThresholdsForm(forms.Form):
    """One clinic's numbers, as they count or as they were sent."""

    def __init__(self, clinic: "Clinic", history: ThresholdHistory, sent: Sent | None) -> None:
        standing = history.thresholds._asdict()
        # Two clinics of one person have their forms on one page.
        super().__init__(sent, initial=standing | {"version": history.version}, auto_id=f"%s-{clinic.pk}")
        self.fields["version"] = forms.CharField(required=False, widget=forms.HiddenInput)
        for field, number in standing.items():
            differs = sent is not None and sent[field].strip() != str(number)
            beside = beside_in_words(field, history.thresholds, differs=differs)
            self.fields[field] = forms.CharField(
                label=str(NUMBER[field]), help_text=beside, required=False, widget=_widget(field)
            )

    def refuse(self, reasons: Refusals) -> None:
        """Show why the verb refused, at the field where there is one to be seen."""
        for field, sentence in in_words(reasons).items():
            self.add_error(field if field in Thresholds._fields else None, sentence)


class Line(NamedTuple):
    """One number to be read: what it asks, what counts, what was published."""

    label: Promise
    number: str
    beside: str


class Shown(NamedTuple):
    """One clinic's numbers: the form, for who may set them, or the same to be read; and what was changed."""

    clinic: "Clinic"
    groups: "list[tuple[Promise, list[Any]]]"
    form: ThresholdsForm | None
    is_as_published: bool
    changes: list[ChangeInWords]
    has_older: bool


def rules(request: HttpRequest) -> HttpResponse:
    """The numbers of each clinic in which somebody works; setting those of one."""
    if request.method != "POST":
        return _shown(request)
    clinic = clinic_to_adjust(request.user, request.POST.get("clinic", ""))
    sent = _sent(request.POST)
    numbers = {field: typed_count(sent[field]) for field in ALLOWED}
    version = typed_count(sent["version"])
    try:
        set_thresholds(
            by=signed_in(request.user),
            clinic=clinic,
            numbers=numbers | {"response_days": sent["response_days"]},
            version=version if isinstance(version, int) else None,
        )
    except ThresholdsRefused as refused:
        return _shown(request, clinic, sent, refused.reasons)
    return redirect(f"{reverse('clinic-rules')}?saved")


def _sent(post: QueryDict) -> Sent:
    """What was typed, or the published numbers where these were asked for."""
    said = PUBLISHED._asdict() if "as_published" in post else post
    return {field: str(said.get(field, "")) for field in Thresholds._fields} | {
        "version": post.get("version", "")
    }


def _shown(
    request: HttpRequest,
    about: "Clinic | None" = None,
    sent: Sent | None = None,
    reasons: Refusals | None = None,
) -> HttpResponse:
    may_set = set(clinics_to_adjust(request.user))
    shown = []
    for clinic in clinics_of_staff(request.user):
        history = threshold_history(clinic)
        form = None
        if clinic in may_set:
            form = _form(clinic, history, sent if clinic == about else None, reasons or {})
        shown.append(_section(clinic, history, form))
    context = {"shown": shown, "may_set": bool(may_set)}
    status = HTTPStatus.BAD_REQUEST if reasons else HTTPStatus.OK
    return TemplateResponse(request, "clinic/rules.html", context, status=status)


def _form(
    clinic: "Clinic", history: ThresholdHistory, sent: Sent | None, reasons: Refusals
) -> ThresholdsForm:
    if sent is None:
        return ThresholdsForm(clinic, history, None)
    if "version" in reasons:
        # What counts now is said beside each number, so it is seen when this is sent again.
        sent = {**sent, "version": str(history.version)}
    form = ThresholdsForm(clinic, history, sent)
    form.refuse(reasons)
    return form


def _section(clinic: "Clinic", history: ThresholdHistory, form: ThresholdsForm | None) -> Shown:
    def shown(field: str) -> Any:
        return form[field] if form else _line(field, history.thresholds)

    return Shown(
        clinic=clinic,
        groups=[(group.title, [shown(field) for field in group.fields]) for group in GROUPS],
        form=form,
        is_as_published=history.thresholds == PUBLISHED,
        changes=[change_in_words(version, before) for version, before in history.changes],
        has_older=history.has_older,
    )


def _line(field: str, standing: Thresholds) -> Line:
    beside = beside_in_words(field, standing, differs=False)
    return Line(NUMBER[field], number_in_words(field, standing), beside)


def _widget(field: str) -> forms.Widget:
    if field in ALLOWED:
        return forms.TextInput({"inputmode": "numeric", "size": 4, "autocomplete": "off"})
    return forms.Select(choices=list(RESPONSE_DAYS.items()))
