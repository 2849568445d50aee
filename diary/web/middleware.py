"""What holds for every request, page and API alike."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.shortcuts import redirect
from whitenoise.middleware import WhiteNoiseFileResponse

from diary.access import NoSuchClinic, NoSuchPatient, own_patient, reads_diaries, runs_clinic, works_in_clinic
from diary.access.policy import POLICY, Who
from diary.web import errors
from diary.web.charsets import REFUSED

Answer = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("diary.requests")


def logged(get_response: Answer) -> Answer:
    """One line a request: its route's name, never its path."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else None
        if route is not None:
            fields = {
                "request": uuid.uuid4().hex,
                "route": route,
                "method": request.method,
                "status": response.status_code,
                "milliseconds": round(1000 * (time.perf_counter() - began), 1),
            }
            log.info("answered", extra=fields)
        return response

    return middleware


def guarded(get_response: Answer) -> Answer:
    """No answer is kept by a browser or a proxy, or taken for what it is not. Static files may be kept."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["X-Content-Type-Options"] = "nosniff"
        if not isinstance(response, WhiteNoiseFileResponse):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def bounded_body(get_response: Answer) -> Answer:
    """A body of untold length, or larger than any form or batch, is refused before it is read.

    Any other is read here, whole: one that does not come, or breaks off, is not taken for what was sent.
    Nor is one in another charset than UTF-8.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if "HTTP_TRANSFER_ENCODING" in request.META and not length:
            # Django reads nothing of a body whose length is not told: it would look empty.
            return errors.length_required(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return errors.too_large(request)
        if REFUSED in request.META:
            return errors.bad_request(request)
        if length and not _has_arrived(request, length):
            return errors.not_arrived(request)
        if length and not _is_text(request):
            return errors.bad_request(request)
        return get_response(request)

    return middleware


def _has_arrived(request: HttpRequest, length: int) -> bool:
    try:
        return len(request.body) == length
    except UnreadablePostError:
        return False


def _is_text(request: HttpRequest) -> bool:
    """A form that is not in UTF-8 Django would read as Latin-1, and save what nobody wrote."""
    if request.content_type != "application/x-www-form-urlencoded":
        return True
    try:
        request.body.decode()
    except UnicodeDecodeError:
        return False
    return True


class PolicyMiddleware:
    """Holds each request to its route's row of the policy table."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        rule = POLICY.get(match.view_name) if match else None
        if rule is None:
            raise Http404
        if rule.who is not Who.ANYONE and not request.user.is_authenticated:
            return errors.not_signed_in(request)
        if request.method not in rule.methods:
            return errors.method_not_allowed(request, sorted(rule.methods))
        if rule.who is Who.DIARIST and own_patient(request.user) is None:
            return errors.not_found(request) if errors.is_api(request) else redirect(_instead(request))
        if not _works_as(rule.who, request):
            return errors.not_found(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        hidden = isinstance(exception, NoSuchPatient | NoSuchClinic)
        return errors.not_found(request) if hidden else None


def _works_as(who: Who, request: HttpRequest) -> bool:
    """Whether somebody signed in has the work in a clinic that a row asks for, if it asks for any."""
    if who is Who.READER:
        return reads_diaries(request.user)
    if who is Who.STAFF:
        return works_in_clinic(request.user)
    return who is not Who.ADMIN or runs_clinic(request.user)


def _instead(request: HttpRequest) -> str:
    """Where somebody without a diary is led: to the clinic they work in, or to where one is opened."""
    if reads_diaries(request.user):
        return "clinic"
    return "clinic-members" if runs_clinic(request.user) else "open-diary"
