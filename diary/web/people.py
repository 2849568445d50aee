"""Pages about oneself: opening the diary, time zone, name and theme, the notice."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from diary.access import ME, own_patient, patient_for_writing, signed_in
from diary.access.policy import POLICY
from diary.actions import NameRefused, UnknownZone, set_name, set_zone
from diary.queries.notice import current_notice
from diary.terms.clinics import MAX_NAME
from diary.web.accounts import AgreementForm
from diary.web.context import THEME_COOKIE, THEMES, Chosen, chosen_theme
from diary.web.zones import place, zones
from diary.wording.refusals import SENTENCES

if TYPE_CHECKING:
    from diary.models import Patient

YEAR = 365 * 24 * 3600


def settings(request: HttpRequest) -> HttpResponse:
    """Time zone, name and theme; the way to sharing, password, address and sessions."""
    patient = patient_for_writing(request.user, ME)
    if request.method != "POST":
        return _settings(request, patient)
    try:
        set_zone(by=signed_in(request.user), patient=patient, zone=request.POST.get("zone", ""))
    except UnknownZone:
        return _settings(request, patient, refused=SENTENCES["zone_unknown"])
    return redirect(f"{reverse('settings')}?saved=zone")


def name(request: HttpRequest) -> HttpResponse:
    """What a clinic that was let in sees the patient called."""
    patient = patient_for_writing(request.user, ME)
    try:
        set_name(by=signed_in(request.user), patient=patient, name=request.POST.get("name", ""))
    except NameRefused as error:
        return _settings(request, patient, name_refused=SENTENCES[error.refusal])
    return redirect(f"{reverse('settings')}?saved=name")


def _settings(request: HttpRequest, patient: "Patient", **refused: object) -> HttpResponse:
    context = {
        "patient": patient,
        "name": request.POST.get("name", patient.display_name or ""),
        "max_name": MAX_NAME,
        "zones": zones(patient.zone),
        "place": place(patient.zone),
    }
    return TemplateResponse(request, "settings.html", context | refused, status=400 if refused else 200)


def open_diary(request: HttpRequest) -> HttpResponse:
    """For an account that keeps no diary yet: the notice and the tick."""
    if own_patient(request.user) is not None:
        return redirect("today")
    form = AgreementForm(request.POST or None)
    if form.is_valid():
        form.open_diary(signed_in(request.user))
        return redirect("today")
    return TemplateResponse(request, "open_diary.html", {"form": form})


def privacy(request: HttpRequest) -> HttpResponse:
    """The notice as it is shown at sign-up."""
    return TemplateResponse(request, "privacy.html", {"notice": current_notice()})


def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in this browser, and go back to the page."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # A path of ours, and no name of a route, which `redirect` would look up.
    response = HttpResponseRedirect(back if safe and back.startswith("/") and _is_page(back) else "/")
    theme = request.POST.get("theme")
    if theme in THEMES:
        kept = Chosen(theme, chosen_theme(request).before_dim)
        response.set_cookie(
            THEME_COOKIE, kept.cookie, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


def _is_page(address: str) -> bool:
    """Whether the address can be asked for: a form that was refused is shown where it was sent to."""
    try:
        route = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return route.view_name in POLICY and "GET" in POLICY[route.view_name].methods
