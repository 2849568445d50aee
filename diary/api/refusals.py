"""Why a request was not carried out, in one shape: a code, a sentence, and the fields or days it is about."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import exception_handler

from diary.actions import Conflict, OperationReused, Refused, VersionMissing
from diary.api.representation import day_as_json
from diary.terms.refusals import Refusals
from diary.wording.refusals import SENTENCES

NOT_SAVED = gettext_lazy("Not saved: an answer cannot be read or cannot stand.")
NOT_ASKED = gettext_lazy("What is asked for in the address cannot be read.")
NOTHING_SAVED = gettext_lazy("Nothing was saved.")
LIBRARY: dict[str, Promise] = {
    "throttled": gettext_lazy("Too many requests at once. Wait as long as Retry-After says, then go on."),
    "permission_denied": gettext_lazy("The CSRF token is missing or wrong."),
    "unsupported_media_type": gettext_lazy("Send JSON, as application/json."),
    "not_acceptable": gettext_lazy("The answer comes as JSON only."),
}


class RequestRefused(Exception):
    """The request itself cannot be read: refusals by field, or by the place in a batch."""

    def __init__(
        self, *, fields: Refusals | None = None, items: Mapping[int, Refusals] | None = None
    ) -> None:
        super().__init__("The request cannot be read.")
        self.fields = fields or {}
        self.items = items or {}


def answer(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to `exception`; None for what is no refusal of the API's own."""
    match exception:
        case RequestRefused(items=items) if items:
            places = {str(place): _in_words(refusals) for place, refusals in items.items()}
            return _answer(400, "refused", NOT_SAVED, items=places)
        case RequestRefused(fields=fields):
            why = NOT_ASKED if _only_reads(context) else NOT_SAVED
            return _answer(400, "refused", why, fields=_in_words(fields))
        case Refused(reasons=reasons):
            days = {day.isoformat(): _in_words(refusals) for day, refusals in sorted(reasons.items())}
            about = {"fields": next(iter(days.values()))} if "date" in context["kwargs"] else {"days": days}
            return _answer(400, "refused", NOT_SAVED, **about)
        case Conflict(days=days):
            sentence = _("Not saved: a day was changed in the meantime. Here is what it says now.")
            return _answer(412, "version_differs", sentence, current=[day_as_json(day) for day in days])
        case OperationReused():
            sentence = _("Not saved: this operation id was used for another request.")
            return _answer(422, "operation_reused", sentence)
        case VersionMissing():
            sentence = _("Not saved: name the version you saw in If-Match; 0 for a date never logged.")
            return _answer(428, "version_missing", sentence)
        case APIException():
            return _library_refusal(exception, context)
    return None


def _in_words(refusals: Refusals) -> dict[str, dict[str, str]]:
    return {
        field: {"code": refusal, "sentence": str(SENTENCES[refusal])} for field, refusal in refusals.items()
    }


def _library_refusal(exception: APIException, context: dict[str, Any]) -> Response | None:
    response = exception_handler(exception, context)
    if response is not None:
        sentence = str(LIBRARY.get(exception.default_code, exception.detail))
        if not _only_reads(context):
            sentence = f"{sentence} {NOTHING_SAVED}"
        response.data = {"code": exception.default_code, "detail": sentence}
    return response


def _only_reads(context: Mapping[str, Any]) -> bool:
    return context["request"].method in SAFE_METHODS


def _answer(status: int, code: str, detail: object, **about: Any) -> Response:
    return Response({"code": code, "detail": str(detail), **about}, status=status)
