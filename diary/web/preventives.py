"""Other preventives: listed, recorded, corrected, withdrawn."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from diary.access import ME, patient_for_reading, patient_for_writing, signed_in
from diary.actions import (
    change_preventive,
    record_preventive,
    restore_preventive,
    withdraw_preventive,
)
from diary.queries.preventives import (
    RecordedPreventive,
    preventive_versions,
    recorded_preventives,
    withdrawn_preventive,
)
from diary.web.operations import (
    Notice,
    Operation,
    carried_out,
    mark_in,
    say_why_not,
    shown,
    undoing,
    withdrawal,
)
from diary.web.preventive_forms import PreventiveForm, names_to_suggest
from diary.wording.history import versions_in_words
from diary.wording.preventives import preventive_in_words, recorded_in_words, withdrawn_in_words

if TYPE_CHECKING:
    from diary.models import Patient


class Line(NamedTuple):
    """One preventive, and the way to change it."""

    uid: UUID
    in_words: str


def preventives(request: HttpRequest) -> HttpResponse:
    """Everything that is recorded, and the way to record more."""
    patient = patient_for_reading(request.user, ME)
    recorded, today = recorded_preventives(patient), patient.today()
    lines = [Line(one.uid, preventive_in_words(one.document, today)) for one in recorded]
    context = {"lines": lines, "notice": _notice(request, patient, recorded)}
    return render(request, "preventives/list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Record another preventive."""
    patient = patient_for_writing(request.user, ME)
    form = PreventiveForm(request.POST or None)

    def record() -> None:
        record_preventive(
            by=signed_in(request.user),
            patient=patient,
            uid=form.cleaned_data["uid"],
            preventive=form.document(),
            operation=form.cleaned_data["operation"],
            zone=form.known_zone(),
        )

    if carried_out(form, record):
        return _listed("recorded", form.cleaned_data["uid"])
    return shown(request, "preventives/new.html", form, {"form": form, "names": names_to_suggest()})


def preventive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A preventive as it stands, to be corrected."""
    patient = patient_for_writing(request.user, ME)
    recorded = next((one for one in recorded_preventives(patient) if one.uid == uid), None)
    if recorded is None:
        raise Http404
    form = PreventiveForm(request.POST) if request.method == "POST" else PreventiveForm.of(recorded)

    def change() -> None:
        change_preventive(
            by=signed_in(request.user),
            patient=patient,
            uid=uid,
            version=form.cleaned_data["version"] or 0,
            preventive=form.document(),
            operation=form.cleaned_data["operation"],
            zone=form.known_zone(),
        )

    if carried_out(form, change):
        return _listed("recorded", uid)
    today = patient.today()
    context = {
        "form": form,
        "names": names_to_suggest(),
        "preventive": recorded,
        "withdrawal": Operation(),
        "history": versions_in_words(
            preventive_versions(patient, uid), lambda said: preventive_in_words(said, today), patient
        ),
    }
    return shown(request, "preventives/change.html", form, context)


def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a preventive that was recorded by mistake; Undo brings it back."""
    patient, by = patient_for_writing(request.user, ME), signed_in(request.user)
    form = withdrawal(request.POST)

    def take_back() -> None:
        said = form.cleaned_data
        withdraw_preventive(
            by=by, patient=patient, uid=uid, version=said["version"], operation=said["operation"]
        )

    if carried_out(form, take_back):
        return _listed("withdrawn", uid)
    say_why_not(request, form)
    is_there = any(one.uid == uid for one in recorded_preventives(patient))
    return redirect("preventive", uid) if is_there else redirect("preventives")


def restore(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring a withdrawn preventive back."""
    patient, form = patient_for_writing(request.user, ME), undoing(request.POST)

    def bring_back() -> None:
        operation = form.cleaned_data["operation"]
        restore_preventive(by=signed_in(request.user), patient=patient, uid=uid, operation=operation)

    if carried_out(form, bring_back):
        return _listed("recorded", uid)
    say_why_not(request, form)
    return redirect("preventives")


def _listed(mark: str, uid: UUID) -> HttpResponse:
    return redirect(f"{reverse('preventives')}?{mark}={uid}")


def _notice(request: HttpRequest, patient: "Patient", recorded: list[RecordedPreventive]) -> Notice | None:
    """What was just done with a preventive, told from the preventive itself."""
    today, (mark, uid) = patient.today(), mark_in(request) or ("", None)
    if mark == "withdrawn" and uid is not None:
        document = withdrawn_preventive(patient, uid)
        undo = reverse("preventive-restore", args=[uid])
        return Notice(withdrawn_in_words(document, today), undo, uuid4()) if document else None
    for one in recorded:
        if one.uid == uid:
            return Notice(recorded_in_words(one.document, today))
    return None
