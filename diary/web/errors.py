"""Answers that are not the page that was asked for: the same for a page and for the API."""

import json
import sys
from collections.abc import Iterable
from urllib.parse import urlencode

import django.db
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

API_PREFIX = "/api/"


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, and is to be answered in JSON."""
    return request.path.startswith(API_PREFIX)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for what is unknown and for what this reader may not see."""
    return _answer(request, 404, "not_found", _("There is nothing here."), _("Check the address."))


def not_signed_in(request: HttpRequest) -> HttpResponse:
    """Pages lead to the log-in page and back."""
    if not is_api(request):
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        # What was sent is lost, and the log-in page says so; afterwards one is led to its day.
        asked = request.resolver_match.kwargs if request.resolver_match else {}
        after = reverse("day", kwargs=asked) if asked.keys() == {"date"} else reverse("today")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': after, 'lost': 1})}")
    return _answer(request, 403, "not_signed_in", _("Log in first."), "")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request is not what it says it is."""
    return _answer(request, 403, "forbidden", _("This cannot be asked from here."), "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or another site's."""
    return _answer(
        request,
        403,
        "csrf_failed",
        _("Not saved: this page was open for too long or came from somewhere else."),
        _("Go back, load the page again, and answer once more."),
    )


def another_diary(request: HttpRequest) -> HttpResponse:
    """The form was made for another person's diary than that of who is logged in now."""
    return _answer(
        request,
        409,
        "another_diary",
        _("Not saved: somebody else is logged in now, and this page is of another diary."),
        _("Log in again as whose diary it is, and save once more."),
    )


def method_not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """The route exists but is not asked in this way."""
    response = _answer(request, 405, "method_not_allowed", _("This cannot be asked in this way."), "")
    response["Allow"] = ", ".join(methods)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """The body is larger than any form or batch of ours."""
    return _answer(
        request, 413, "too_large", _("Not saved: that is too much at once."), _("Send it in smaller parts.")
    )


def length_required(request: HttpRequest) -> HttpResponse:
    """The body comes in pieces, without its length."""
    return _answer(
        request,
        411,
        "length_required",
        _("Not saved: the length of what was sent is not told."),
        _("Send it with a Content-Length."),
    )


def not_arrived(request: HttpRequest) -> HttpResponse:
    """The body stopped coming, or the connection broke: a part of an answer is not the answer."""
    return _answer(
        request,
        408,
        "not_arrived",
        _("Not saved: what was sent did not arrive whole."),
        _("Send it once more."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    return _answer(
        request, 400, "unreadable", _("Not saved: what was sent cannot be read."), _("Go back and try again.")
    )


def database_down(request: HttpRequest) -> HttpResponse:
    """Nothing was half-written: the transaction is gone as a whole."""
    response = _answer(
        request,
        503,
        "not_saved",
        _("Not saved: the diary cannot be reached at the moment."),
        _("Your earlier entries are safe. Try again in a minute."),
    )
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that cannot be reached; shows none of what was sent."""
    if isinstance(sys.exc_info()[1], django.db.Error):
        return database_down(request)
    return _answer(
        request,
        500,
        "server_error",
        _("Something went wrong on our side."),
        _("Look at the day again to see whether it was saved."),
    )


def _answer(request: HttpRequest, status: int, code: str, sentence: str, advice: str) -> HttpResponse:
    if is_api(request):
        body = json.dumps({"code": code, "detail": f"{sentence} {advice}".strip()})
        return HttpResponse(body, status=status, content_type="application/json")
    context = {"sentence": sentence, "advice": advice}
    return render(request, "error.html", context, status=status)
