"""The shapes of the API for its OpenAPI description.

What is sent is read by `terms.reading`, as on the page; a test holds these shapes to it.
"""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

from diary.terms.answers import Effect, FourHours, Provenance, Relief, Severity
from diary.terms.day_document import FEATURES, MAX_DOSES, MAX_HOURS, MAX_INTAKES, MAX_NOTE
from diary.terms.recorded_day import DayState

MAX_BATCH = 400
MAX_RANGE = 400
PAGE_SIZE = 100


def word(kind: Any, **options: Any) -> serializers.ChoiceField:
    """One of the words of an enumeration."""
    return serializers.ChoiceField([word.value for word in kind], **options)


_UNANSWERED: dict[str, Any] = {"allow_null": True, "required": False}


class IntakeShape(serializers.Serializer[Any]):
    """One acute medicine taken that day: a generic or brand name from the diary's list."""

    medicine = serializers.CharField()
    doses = serializers.IntegerField(min_value=1, max_value=MAX_DOSES, **_UNANSWERED)
    relief = word(Relief, **_UNANSWERED)


class ChangesShape(serializers.Serializer[Any]):
    """Answers about one day. Null is "not answered"; an empty list of intakes is "took nothing"."""

    headache = serializers.BooleanField(required=False)
    severity = word(Severity, **_UNANSWERED)
    four_hours = word(FourHours, **_UNANSWERED)
    hours = serializers.FloatField(
        min_value=0.25, max_value=MAX_HOURS, help_text="in quarters, such as 1.5", **_UNANSWERED
    )
    for _name in FEATURES:
        locals()[_name] = serializers.BooleanField(**_UNANSWERED)
    effect = word(Effect, **_UNANSWERED)
    intakes = serializers.ListField(child=IntakeShape(), max_length=MAX_INTAKES, **_UNANSWERED)
    menstruation = serializers.BooleanField(**_UNANSWERED)
    note = serializers.CharField(max_length=MAX_NOTE, allow_blank=True, **_UNANSWERED)


class DocumentShape(ChangesShape):
    """A whole day: what is left out becomes "not answered"."""

    headache = serializers.BooleanField()


class BatchDayShape(DocumentShape):
    """A whole day of a batch, and the version it was made for: 0 for a date never logged."""

    date = serializers.DateField()
    version = serializers.IntegerField(min_value=0, default=0)


class BatchShape(serializers.Serializer[Any]):
    """Many days, written all or none."""

    days = serializers.ListField(child=BatchDayShape(), min_length=1, max_length=MAX_BATCH)


class BriefShape(serializers.Serializer[Any]):
    """Which version a date has, and its state."""

    date = serializers.DateField()
    version = serializers.IntegerField()
    state = word(DayState)


class DayShape(BriefShape, ChangesShape):
    """A date as it stands."""

    headache = serializers.BooleanField(allow_null=True)
    provenance = word(Provenance, allow_null=True)


class RangeShape(serializers.Serializer[Any]):
    """The logged days of a range; the others are not logged, which is not the same as clear."""

    first = serializers.DateField()
    last = serializers.DateField()
    expected = serializers.IntegerField(help_text="days in the range")
    logged = serializers.IntegerField(help_text="logged days in the range")
    next = serializers.CharField(allow_null=True, help_text="the next page")
    days = DayShape(many=True)


class RecordedShape(serializers.Serializer[Any]):
    """What a batch made of its days."""

    days = BriefShape(many=True)


class ConflictShape(serializers.Serializer[Any]):
    """Nothing was changed: these dates have other versions now."""

    code = serializers.CharField()
    detail = serializers.CharField()
    current = DayShape(many=True)


_REASONS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {"code": {"type": "string"}, "sentence": {"type": "string"}},
        "required": ["code", "sentence"],
    },
}
# A serializer cannot have a field named "fields", so this shape is written out.
REFUSAL: dict[str, Any] = {
    "type": "object",
    "description": "Nothing was changed. Reasons by field, or by the date or the place in a batch.",
    "properties": {
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": _REASONS,
        "days": {"type": "object", "additionalProperties": _REASONS},
        "items": {"type": "object", "additionalProperties": _REASONS},
    },
    "required": ["code", "detail"],
}


def _header(name: str, text: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=text)


OPERATION = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    required=True,
    description="A UUID of your own for this change. Sent again, it answers the same and changes nothing.",
)
IF_MATCH = _header(
    "If-Match", 'The version you saw, such as "3"; "0" for a date never logged.', required=True
)
TIME_ZONE = _header("Time-Zone", "Where you are (IANA); decides what is in the future.")
CLIENT_TIME = _header("Client-Time", "When it was answered, with its offset from UTC; kept, not judged by.")
CODE = OpenApiParameter("code", str, OpenApiParameter.PATH, description="A patient's code, or “me”.")
DATE = OpenApiParameter("date", OpenApiTypes.DATE, OpenApiParameter.PATH)

_READING = {400: REFUSAL, 404: REFUSAL, 429: REFUSAL}
_WRITING = _READING | {
    408: REFUSAL,
    411: REFUSAL,
    412: ConflictShape,
    413: REFUSAL,
    415: REFUSAL,
    422: REFUSAL,
}
_WRITING_ONE = _WRITING | {428: REFUSAL}

read_day = extend_schema(parameters=[CODE, DATE], responses={200: DayShape, **_READING})
replace_day = extend_schema(
    parameters=[CODE, DATE, OPERATION, IF_MATCH, TIME_ZONE, CLIENT_TIME],
    request=DocumentShape,
    responses={200: DayShape, **_WRITING_ONE},
)
change_day = extend_schema(
    parameters=[CODE, DATE, OPERATION, IF_MATCH, TIME_ZONE, CLIENT_TIME],
    request=ChangesShape,
    responses={200: DayShape, **_WRITING_ONE},
)
withdraw_day = extend_schema(
    parameters=[CODE, DATE, OPERATION, IF_MATCH, TIME_ZONE, CLIENT_TIME],
    request=None,
    responses={200: DayShape, **_WRITING_ONE},
)
read_range = extend_schema(
    operation_id="patients_days_list",
    parameters=[
        CODE,
        OpenApiParameter(
            "first", OpenApiTypes.DATE, description="first date; 28 days up to `last` if left out"
        ),
        OpenApiParameter(
            "last", OpenApiTypes.DATE, description=f"last date, within {MAX_RANGE} days; today if left out"
        ),
        OpenApiParameter("page", OpenApiTypes.INT, description=f"{PAGE_SIZE} logged days a page"),
    ],
    responses={200: RangeShape, **_READING},
)
record_batch = extend_schema(
    parameters=[CODE, OPERATION, TIME_ZONE, CLIENT_TIME],
    request=BatchShape,
    responses={200: RecordedShape, **_WRITING},
)
