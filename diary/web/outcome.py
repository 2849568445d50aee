"""The outcome: what happened around each treatment."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from diary.access import ME, may_take_away, signed_in
from diary.actions import reading
from diary.analytics.overuse import medicine_days
from diary.queries.courses import outcome_of, recorded_courses, withdrawn_treatment
from diary.queries.thresholds import thresholds_for
from diary.terms.clinics import Read
from diary.terms.overuse import MONTHS
from diary.web.operations import Notice, mark_in
from diary.web.outcome_page import burden_sentence, course_pages, figures, rules_page
from diary.wording import rules as rule_words
from diary.wording.documented import NOTE, sources_in_words
from diary.wording.kept import in_one_language
from diary.wording.medicine_days import discussed_in_words, medicines_in_words
from diary.wording.preventives import preventive_in_words
from diary.wording.treatments import recorded_in_words, withdrawn_in_words

if TYPE_CHECKING:
    from diary.analytics.outcome import Outcome
    from diary.models import Patient
    from diary.queries.courses import RecordedCourse
    from diary.wording.medicine_days import Discussed, MedicinesInWords


LATEST = 3
"""So many cycles are in the table at once: a screen or two of a phone. The picture shows all."""


@in_one_language()
def outcome(request: HttpRequest, code: str = ME) -> HttpResponse:
    """The sentence, the picture, the table; the same numbers as the API and the reports."""
    with reading(request.user, code, what=Read.OUTCOME) as patient:
        recorded, found = _found(patient)
        # Whoever owns it finds it as it is at home, by whatever address.
        is_own = code == ME or patient.user_id == signed_in(request.user).pk
        more = "more" in request.GET
        most = None if "all" in request.GET else LATEST
        context = {
            "patient": patient,
            "name": "" if is_own else patient.display_name,
            "code": code,
            "alone": len(recorded) == 1,
            "courses": course_pages(recorded, found, most=most, more=more),
            "more": more,
            "burden": burden_sentence(found, is_own=is_own),
            # A specialist reviews by them; a patient opens them by choice.
            "rules": None if is_own else rules_page(found, thresholds_for(request.user, patient)),
            # Medicine days need no treatment, so without one they are all that there is. All of them say
            # what is worth discussing, too, which nobody should have to ask for.
            "medicines": _medicines(found) if more or not recorded else None,
            "discussed": None if more or not recorded else _discussed(found),
            # Called where they are drawn, which is once.
            "sources": sources_in_words,
            "sources_note": NOTE,
            "preventives": [preventive_in_words(one, found.today) for one in found.preventives],
            "is_own": is_own,
            "notice": _notice(request, patient, recorded) if is_own else None,
            "may_take_away": is_own or may_take_away(signed_in(request.user), patient),
        }
    return render(request, "outcome/outcome.html", context)


@in_one_language()
def outcome_rules(request: HttpRequest, code: str = ME) -> HttpResponse:
    """What guidelines and payers look at, for the patient who wants to see it."""
    with reading(request.user, code, what=Read.OUTCOME) as patient:
        _recorded, found = _found(patient)
        rules = rules_page(found, thresholds_for(request.user, patient))
    context = {"patient": patient, "rules": rules, "introduction": rule_words.INTRODUCTION}
    return render(request, "outcome/rules_page.html", context)


def outcome_figures(request: HttpRequest, code: str = ME) -> HttpResponse:
    """The figures to explore, asked for when somebody wants them."""
    with reading(request.user, code, what=Read.OUTCOME) as patient:
        _recorded, found = _found(patient)
    return JsonResponse({"figures": figures(found)})


def _medicines(found: "Outcome") -> "MedicinesInWords | None":
    return medicines_in_words(medicine_days(found.diary, found.asked))


def _discussed(found: "Outcome") -> "Discussed | None":
    """It needs no more than the months of the rule."""
    return discussed_in_words(medicine_days(found.diary, found.asked, months=MONTHS))


def _notice(request: HttpRequest, patient: "Patient", courses: "list[RecordedCourse]") -> Notice | None:
    """What was just done with a treatment, told from the treatment itself."""
    mark, uid = mark_in(request) or ("", None)
    if uid is None:
        return None
    if mark == "withdrawn":
        document = withdrawn_treatment(patient, uid)
        undo = reverse("treatment-restore", args=[uid])
        return Notice(withdrawn_in_words(document), undo, uuid4()) if document else None
    for treatment in (one for course in courses for one in course.treatments if one.uid == uid):
        return Notice(recorded_in_words(treatment.document))
    return None


def _found(patient: "Patient") -> "tuple[list[RecordedCourse], Outcome]":
    recorded = recorded_courses(patient)
    return recorded, outcome_of(patient, recorded, patient.today())
