"""Days by API: one date, a range, a batch."""

from collections.abc import Iterable, Mapping
from datetime import date as calendar_date
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from diary.access import patient_for_writing, signed_in
from diary.actions import Answer, Change, Recorded, Replace, Withdraw, reading, record_days
from diary.api import description
from diary.api.refusals import RequestRefused
from diary.api.representation import day_as_json, day_in_brief
from diary.queries.days import day_on, days_page
from diary.queries.zones import known_zones
from diary.terms.answers import Source
from diary.terms.clinics import Read
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.reading import (
    Unreadable,
    all_refusals,
    read_date,
    read_moment,
    read_operation,
    read_values,
    read_version,
    typed_count,
)
from diary.terms.recorded_day import RecordedDay
from diary.terms.refusals import Refusal, Refusals

if TYPE_CHECKING:
    from diary.models import Patient

RANGE = frozenset({"first", "last", "page"})
MOST_UNKNOWN = 10
"""Whoever sends thousands of unknown names is told of some."""


class DayView(APIView):
    """One date of one patient."""

    @description.read_day
    def get(self, request: Request, code: str, date: str) -> Response:
        with reading(request.user, code, what=Read.DAY) as patient:
            _refuse_fields(request.query_params)
            day = day_on(patient, _date(date))
        return _day(day)

    @description.replace_day
    def put(self, request: Request, code: str, date: str) -> Response:
        return self._write(request, code, date, Replace)

    @description.change_day
    def patch(self, request: Request, code: str, date: str) -> Response:
        return self._write(request, code, date, Change)

    @description.withdraw_day
    def delete(self, request: Request, code: str, date: str) -> Response:
        patient = patient_for_writing(request.user, code)
        _refuse_fields(request.query_params)
        _refuse_fields(_mapping(request.data))
        answer = Withdraw(_date(date), _if_match(request))
        return _day(_record(request, patient, [answer]).days[0])

    def _write(self, request: Request, code: str, date: str, kind: type[Change | Replace]) -> Response:
        patient = patient_for_writing(request.user, code)
        _refuse_fields(request.query_params)
        values, refused = read_values(_mapping(request.data))
        if refused:
            raise RequestRefused(fields=all_refusals(values, refused))
        answer = kind(_date(date), values, _if_match(request))
        return _day(_record(request, patient, [answer]).days[0])


class DaysView(APIView):
    """Many dates of one patient."""

    @description.read_range
    def get(self, request: Request, code: str) -> Response:
        with reading(request.user, code, what=Read.RANGE) as patient:
            first, last, page = _range(request, patient)
            days, logged = days_page(patient, first, last, page, description.PAGE_SIZE)
        more = page * description.PAGE_SIZE < logged
        query = urlencode({"first": first, "last": last, "page": page + 1})
        return Response(
            {
                "first": first,
                "last": last,
                "expected": (last - first).days + 1,
                "logged": logged,
                "next": f"{request.path}?{query}" if more else None,
                "days": [day_as_json(day) for day in days],
            }
        )

    @description.record_batch
    def post(self, request: Request, code: str) -> Response:
        patient = patient_for_writing(request.user, code)
        _refuse_fields(request.query_params)
        # Each day of a batch names the version it was made for.
        _refuse_fields(request.headers.keys() & {"If-Match"})
        recorded = _record(request, patient, _batch(request.data))
        return Response({"days": [day_in_brief(day) for day in recorded.days]})


def _record(request: Request, patient: "Patient", answers: list[Answer]) -> Recorded:
    try:
        operation = read_operation(request.headers.get("Idempotency-Key", "").strip('"'))
    except Unreadable as error:
        raise RequestRefused(fields={"Idempotency-Key": error.refusal}) from None
    return record_days(
        by=signed_in(request.user),
        patient=patient,
        answers=answers,
        source=Source.API,
        operation=operation,
        zone=_zone(request),
        client_time=_client_time(request),
        needs_versions=True,
    )


def _zone(request: Request) -> str | None:
    zone = request.headers.get("Time-Zone")
    if zone is not None and zone not in known_zones():
        raise RequestRefused(fields={"Time-Zone": "zone_unknown"})
    return zone


def _client_time(request: Request) -> datetime | None:
    try:
        return read_moment(request.headers.get("Client-Time"))
    except Unreadable as error:
        raise RequestRefused(fields={"Client-Time": error.refusal}) from None


def _day(day: RecordedDay) -> Response:
    return Response(day_as_json(day), headers={"ETag": f'"{day.version}"'})


def _date(sent: str, field: str = "date") -> calendar_date:
    try:
        return read_date(sent)
    except Unreadable as error:
        raise RequestRefused(fields={field: error.refusal}) from None


def _if_match(request: Request) -> int | None:
    try:
        # Compressed answers carry the version as a weak tag, W/"3".
        sent = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
        return read_version(typed_count(sent))
    except Unreadable as error:
        raise RequestRefused(fields={"If-Match": error.refusal}) from None


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise RequestRefused(fields={"body": "not_an_object"})
    return data


def _refuse_fields(names: Iterable[str], why: Refusal = "unknown_field") -> None:
    """Whoever sends what is not looked at believes that it was."""
    if told := sorted(names)[:MOST_UNKNOWN]:
        raise RequestRefused(fields=dict.fromkeys(told, why))


def _batch(data: object) -> list[Answer]:
    """The answers of a batch; RequestRefused with every reason, by the place in the list."""
    batch = _mapping(data)
    _refuse_fields(batch.keys() - {"days"})
    sent = batch.get("days")
    if not isinstance(sent, list) or not 1 <= len(sent) <= description.MAX_BATCH:
        raise RequestRefused(fields={"days": "batch_size"})
    answers: list[Answer] = []
    refused: dict[int, Refusals] = {}
    for index, item in enumerate(sent):
        try:
            answers.append(_batch_answer(_mapping(item)))
        except RequestRefused as error:
            refused[index] = error.fields
    if refused:
        raise RequestRefused(items=refused)
    return answers


def _batch_answer(item: Mapping[str, object]) -> Replace:
    values = dict(item)
    refused: Refusals = {}
    date, version = calendar_date.min, None
    try:
        date = read_date(values.pop("date", None))
        version = read_version(values.pop("version", 0))
        if version is None:
            raise Unreadable("version_invalid")
    except Unreadable as error:
        refused["date" if error.refusal == "date_invalid" else "version"] = error.refusal
    read, unreadable = read_values(values)
    if refused | unreadable:
        raise RequestRefused(fields=all_refusals(read, refused | unreadable))
    return Replace(date, read, version)


def _range(request: Request, patient: "Patient") -> tuple[calendar_date, calendar_date, int]:
    asked = request.query_params
    _refuse_fields(asked.keys() - RANGE)
    _refuse_fields((name for name in asked if len(asked.getlist(name)) > 1), "field_twice")
    last = _date(asked["last"], "last") if "last" in asked else patient.today()
    if last < EARLIEST_DAY:
        raise RequestRefused(fields={"last": "date_too_early"})
    first = _date(asked["first"], "first") if "first" in asked else last - timedelta(days=DAYS_PER_MONTH - 1)
    if not 0 <= (last - first).days < description.MAX_RANGE:
        raise RequestRefused(fields={"first": "range_size"})
    page = asked.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) < 7 and int(page)):
        raise RequestRefused(fields={"page": "page_invalid"})
    return first, last, int(page)
