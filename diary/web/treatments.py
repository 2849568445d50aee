"""Treatments recorded, corrected, withdrawn; how a course began, and what it is compared with."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from diary.access import ME, patient_for_writing, signed_in
from diary.actions import (
    change_start,
    change_treatment,
    fix_baseline_anew,
    record_treatment,
    restore_treatment,
    withdraw_treatment,
    write_baseline,
)
from diary.queries.courses import RecordedCourse, RecordedTreatment, recorded_courses, treatment_versions
from diary.web.operations import Operation, carried_out, say_why_not, shown, undoing, withdrawal
from diary.web.treatment_forms import (
    FirstTreatmentForm,
    FixForm,
    NextTreatmentForm,
    StartForm,
    TreatmentForm,
    WrittenForm,
)
from diary.wording.history import versions_in_words
from diary.wording.treatments import treatment_in_words

if TYPE_CHECKING:
    from diary.models import Patient


def new(request: HttpRequest) -> HttpResponse:
    """Record a treatment; the first one asks how the course began."""
    patient = patient_for_writing(request.user, ME)
    # Sent again, it is the form that was sent, though the first treatment is there by now.
    is_first = "from_start" in request.POST or not recorded_courses(patient)
    kind = FirstTreatmentForm if is_first else NextTreatmentForm
    form = kind(request.POST or None)

    def record() -> None:
        record_treatment(
            by=signed_in(request.user),
            patient=patient,
            uid=form.cleaned_data["uid"],
            treatment=form.document(),
            start=form.start(),
            restart=form.cleaned_data.get("restart", False),
            operation=form.cleaned_data["operation"],
            zone=form.known_zone(),
        )

    if carried_out(form, record):
        return redirect(f"{reverse('outcome')}?recorded={form.cleaned_data['uid']}")
    context = {"form": form, "is_first": is_first, "today": patient.today()}
    return shown(request, "treatments/new.html", form, context)


def treatment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A treatment as it stands, to be corrected."""
    patient = patient_for_writing(request.user, ME)
    course, recorded = _treatment(patient, uid)
    form = TreatmentForm(request.POST) if request.method == "POST" else TreatmentForm.of(recorded)

    def change() -> None:
        change_treatment(
            by=signed_in(request.user),
            patient=patient,
            uid=uid,
            version=form.cleaned_data["version"] or 0,
            treatment=form.document(),
            operation=form.cleaned_data["operation"],
            zone=form.known_zone(),
        )

    if carried_out(form, change):
        return redirect(f"{reverse('outcome')}?recorded={uid}")
    context = {
        "form": form,
        "treatment": recorded,
        "course": course,
        "is_first": course.treatments[0].uid == uid,
        "withdrawal": Operation(),
        "history": versions_in_words(treatment_versions(patient, uid), treatment_in_words, patient),
    }
    return shown(request, "treatments/change.html", form, context)


def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a treatment that was recorded by mistake; Undo brings it back."""
    patient = patient_for_writing(request.user, ME)
    form = withdrawal(request.POST)

    def take_back() -> None:
        said, by = form.cleaned_data, signed_in(request.user)
        withdraw_treatment(
            by=by, patient=patient, uid=uid, version=said["version"], operation=said["operation"]
        )

    if carried_out(form, take_back):
        return redirect(f"{reverse('outcome')}?withdrawn={uid}")
    say_why_not(request, form)
    is_there = any(one.uid == uid for course in recorded_courses(patient) for one in course.treatments)
    return redirect("treatment", uid) if is_there else redirect("outcome")


def restore(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring a withdrawn treatment back."""
    patient = patient_for_writing(request.user, ME)
    form = undoing(request.POST)

    def bring_back() -> None:
        operation = form.cleaned_data["operation"]
        restore_treatment(by=signed_in(request.user), patient=patient, uid=uid, operation=operation)

    if carried_out(form, bring_back):
        return redirect(f"{reverse('outcome')}?recorded={uid}")
    say_why_not(request, form)
    return redirect("outcome")


def start(request: HttpRequest, number: int) -> HttpResponse:
    """How a course began."""
    patient = patient_for_writing(request.user, ME)
    course = _course(patient, number)
    form = StartForm(request.POST) if request.method == "POST" else StartForm.of(course)

    def change() -> None:
        change_start(
            by=signed_in(request.user),
            patient=patient,
            number=number,
            start=form.start(),
            operation=form.cleaned_data["operation"],
        )

    if carried_out(form, change):
        return redirect("outcome")
    first = course.treatments[0].document.date
    form.count_before(course.earlier_before or first)
    return shown(request, "treatments/start.html", form, {"form": form, "first": first})


def baseline(request: HttpRequest, number: int) -> HttpResponse:
    """A baseline that was written down or is remembered."""
    patient = patient_for_writing(request.user, ME)
    course = _course(patient, number)
    form = WrittenForm(request.POST) if request.method == "POST" else WrittenForm.of(course.written)
    take_away = Operation(request.POST or None)
    is_taken_away = request.POST.get("take_away") == "yes"
    sent = take_away if is_taken_away else form

    def write() -> None:
        write_baseline(
            by=signed_in(request.user),
            patient=patient,
            number=number,
            figure=None if is_taken_away else form.figure(),
            operation=sent.cleaned_data["operation"],
        )

    if carried_out(sent, write):
        return redirect("outcome")
    context = {"form": form, "is_written": course.written is not None}
    return shown(request, "treatments/baseline.html", form, context)


def fix(request: HttpRequest, number: int) -> HttpResponse:
    """Fix the baseline anew, for a reason."""
    patient = patient_for_writing(request.user, ME)
    course = _course(patient, number)
    form = FixForm(request.POST) if request.method == "POST" else FixForm()

    def fix_anew() -> None:
        fix_baseline_anew(
            by=signed_in(request.user),
            patient=patient,
            number=number,
            reason=form.cleaned_data["reason"],
            operation=form.cleaned_data["operation"],
        )

    if carried_out(form, fix_anew):
        return redirect("outcome")
    first = course.treatments[0].document.date
    return shown(request, "treatments/fix.html", form, {"form": form, "first": first})


def _course(patient: "Patient", number: int) -> RecordedCourse:
    for course in recorded_courses(patient):
        if course.number == number:
            return course
    raise Http404


def _treatment(patient: "Patient", uid: UUID) -> tuple[RecordedCourse, RecordedTreatment]:
    for course in recorded_courses(patient):
        for treatment in course.treatments:
            if treatment.uid == uid:
                return course, treatment
    raise Http404
