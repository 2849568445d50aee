"""Who can see my diary: letting a clinic in, ending it, and the list of who looked."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.access import ME, patient_for_writing, signed_in
from diary.actions import UnknownPeriod, let_in, revoke
from diary.queries.sharing import clinic_typed, grant_given, grants_given, reads_by_others
from diary.terms.clinics import DEFAULT_PERIOD
from diary.wording.clinics import periods_in_words, read_in_words
from diary.wording.moments import moment_in_words
from diary.wording.refusals import SENTENCES

if TYPE_CHECKING:
    from diary.models import Clinic


def sharing(request: HttpRequest) -> HttpResponse:
    """Every clinic that was let in, and everybody who looked."""
    patient = patient_for_writing(request.user, ME)
    page = _page(request.GET.get("page", "1"))
    found = reads_by_others(patient, page)
    given = grants_given(patient)
    context = {
        "patient": patient,
        "open": [one for one in given if one.is_open],
        "ended": [one for one in given if not one.is_open],
        "reads": [
            (read, moment_in_words(read.at, patient.zone), read_in_words(read.what)) for read in found.reads
        ],
        "newer": page - 1,
        "older": page + 1 if found.has_older else None,
    }
    return TemplateResponse(request, "sharing/sharing.html", context)


def let_clinic_in(request: HttpRequest) -> HttpResponse:
    """A clinic is named by its code, shown by its name, and let in only then."""
    patient = patient_for_writing(request.user, ME)
    if request.method != "POST":
        return _ask(request)
    if not ratelimit.consume(request, action="clinic_code"):
        return ratelimit.respond_429(request)
    clinic = clinic_typed(request.POST.get("clinic", ""))
    if clinic is None:
        return _ask(request, _("There is no clinic with this code. Ask the clinic for it and type it again."))
    if "months" not in request.POST:
        return _ask(request, clinic=clinic)
    try:
        months, may_export = _months(request.POST["months"]), "may_export" in request.POST
        grant = let_in(
            by=signed_in(request.user), patient=patient, clinic=clinic, months=months, may_export=may_export
        )
    except UnknownPeriod:
        return _ask(request, str(SENTENCES["not_a_choice"]), clinic)
    return redirect(f"{reverse('sharing')}?let_in={grant.pk}")


def stop(request: HttpRequest) -> HttpResponse:
    """One tap ends it at once."""
    patient = patient_for_writing(request.user, ME)
    grant = grant_given(patient, request.POST.get("grant", ""))
    if grant is None:
        raise Http404
    revoke(by=signed_in(request.user), grant=grant)
    return redirect(f"{reverse('sharing')}?stopped={grant.pk}")


def _ask(request: HttpRequest, refused: str = "", clinic: "Clinic | None" = None) -> HttpResponse:
    """The next step: which clinic, or for how long."""
    context = {
        "clinic": clinic,
        "typed": request.POST.get("clinic", ""),
        "refused": refused,
        "periods": periods_in_words(),
        "default_period": DEFAULT_PERIOD,
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return TemplateResponse(request, "sharing/let_in.html", context, status=status)


def _months(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else 0


def _page(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 7 and int(sent) else 1
