"""Forms of changes: each under an id of its own, shown again with the reason where it was refused."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from diary.actions import ChangeRefused, OperationReused
from diary.queries.zones import known_zones
from diary.terms.refusals import Refusal, Refusals
from diary.wording.refusals import SENTENCES


class Operation(forms.Form):
    """A change under an id of its own, made with the form, so that sent twice it is one."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def refuse(self, reasons: Refusals) -> None:
        """Show why the verb refused, at its field where the form has that."""
        for field, refusal in reasons.items():
            seen = field in self.fields and not self.fields[field].widget.is_hidden
            self.add_error(field if seen else None, str(SENTENCES[refusal]))


class ThingForm(Operation):
    """A thing of the diary under an id made with the form, in the version that was seen."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-zone": True}))

    def known_zone(self) -> str | None:
        """Where the browser says it is, as long as this server knows the zone."""
        zone = self.cleaned_data["zone"]
        return zone if zone in known_zones() else None


class _Withdrawal(Operation):
    version = forms.IntegerField()


def withdrawal(post: QueryDict) -> Operation:
    """What a withdrawal says, the version that was seen included; a form that does not is none of ours."""
    return _ours(_Withdrawal(post))


def undoing(post: QueryDict) -> Operation:
    """What an undo says; likewise."""
    return _ours(Operation(post))


def _ours(form: Operation) -> Operation:
    if not form.is_valid():
        raise Http404
    return form


def carried_out(form: Operation, change: Callable[[], None]) -> bool:
    """Whether the form was sent and its change is committed; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        change()
    except ChangeRefused as refused:
        form.refuse(refused.reasons)
    except OperationReused:
        form.add_error(None, _("Not saved: this was changed elsewhere. Look at what it says now."))
    return not form.errors


def say_why_not(request: HttpRequest, form: Operation) -> None:
    """Say on the page that comes next why the form was refused: of a button alone, which has no page."""
    for reasons in form.errors.values():
        for reason in reasons:
            messages.error(request, str(reason))


def shown(
    request: HttpRequest, template: str, form: Operation, context: Mapping[str, object]
) -> HttpResponse:
    """The page of a form, as it was sent where that was refused."""
    return render(request, template, dict(context), status=400 if form.errors else 200)


class Notice(NamedTuple):
    """A sentence on what was just done, and for what was withdrawn the way to bring it back."""

    sentence: str
    undo: str = ""
    operation: UUID | None = None


def mark_in(request: HttpRequest) -> tuple[str, UUID] | None:
    """What the address says was just done, and with which thing; its truth is for the thing to tell."""
    for mark in ("recorded", "withdrawn"):
        try:
            return mark, UUID(request.GET[mark])
        except (KeyError, ValueError):
            continue
    return None


def choices(words: Mapping[Any, Promise]) -> list[tuple[str, Any]]:
    """Words to choose from, in order."""
    return [(code.value, word) for code, word in words.items()]


def sentence(refusal: Refusal) -> Any:
    """Why an answer is refused, for a field to say."""
    return SENTENCES[refusal]


def date_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A date, as browsers ask for it."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": sentence("date_invalid"), "required": sentence("date_invalid")},
    )
