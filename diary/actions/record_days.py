"""The one way in which days are written: a tap, a form, an API call or a batch."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.db.models import Q

from diary.actions.answers import Answer, Change, Undo, Withdraw
from diary.actions.database_refusals import refusal_by_constraint
from diary.actions.events import note_event
from diary.actions.outcomes import Conflict, OperationReused, Recorded, Refused, VersionMissing
from diary.actions.packing import keep_packed
from diary.actions.storing import Request, store
from diary.models import Patient, Revision, User
from diary.queries.days import carried_out_by, days_on, revisions_made
from diary.terms.answers import EARLY_BEFORE_HOUR, LATE_WITHIN_DAYS, Provenance, Source
from diary.terms.day_document import DayDocument, merged, refusals
from diary.terms.month import EARLIEST_DAY
from diary.terms.recorded_day import RecordedDay
from diary.terms.refusals import Refusals


def record_days(
    *,
    by: User,
    patient: Patient,
    answers: Sequence[Answer],
    source: Source,
    operation: UUID,
    zone: str | None = None,
    client_time: datetime | None = None,
    needs_versions: bool = False,
) -> Recorded:
    """Write `answers`, one a date, all or none; when this returns, they are committed.

    `operation` is made by the client: the same one again answers what it answered before and
    changes nothing. `zone` is where the person says they are; it decides what is in the future.
    With `needs_versions` each answer must name the version it was made for.
    Raises Refused, Conflict, VersionMissing or OperationReused, having changed nothing.
    """
    _refuse_dates(patient, answers, zone)
    request = Request(by, source, operation, _digest(patient, answers), zone, client_time)
    try:
        return _record(patient, answers, request, needs_versions)
    except IntegrityError as error:
        refusal = refusal_by_constraint(error)
        if refusal is None:
            raise
        raise Refused({answer.date: refusal for answer in answers}) from error


@transaction.atomic(durable=True)
def _record(patient: Patient, answers: Sequence[Answer], request: Request, needs_versions: bool) -> Recorded:
    Patient.objects.select_for_update().values_list("pk").get(pk=patient.pk)
    versions, carried_out = _versions(patient, answers, request)
    if carried_out:
        return Recorded(carried_out_by(patient, request.operation), replayed=True)
    if needs_versions and any(answer.version is None for answer in answers):
        raise VersionMissing
    current = _current_days(patient, answers, versions)
    _refuse_other_versions(answers, current)
    days = _next_days(patient, answers, current, patient.local_now(request.zone))
    store(patient, days, request)
    keep_packed(patient, days)
    detail = {"versions": {day.date.isoformat(): day.version for day in days}, "source": request.source}
    note_event(by=request.by, patient=patient, verb="days.recorded", detail=detail)
    return Recorded(days)


def _refuse_dates(patient: Patient, answers: Sequence[Answer], zone: str | None) -> None:
    if zone is not None and zone not in available_timezones():
        raise Refused({answer.date: {"zone": "zone_unknown"} for answer in answers})
    today = patient.today(zone)
    reasons: dict[date, Refusals] = {}
    for day, times in Counter(answer.date for answer in answers).items():
        if day > today:
            reasons[day] = {"date": "date_future"}
        elif day < EARLIEST_DAY:
            reasons[day] = {"date": "date_too_early"}
        elif times > 1:
            reasons[day] = {"date": "date_twice"}
    if reasons:
        raise Refused(reasons)


def _digest(patient: Patient, answers: Sequence[Answer]) -> bytes:
    """Tells two requests apart; keyed, so that it cannot be guessed back into answers."""
    content = [(type(answer).__name__, asdict(answer)) for answer in answers]
    return hmac.digest(patient.key, json.dumps(content, sort_keys=True, default=str).encode(), hashlib.sha256)


def _versions(patient: Patient, answers: Sequence[Answer], request: Request) -> tuple[dict[date, int], bool]:
    """The last version of each date, and whether this very request was carried out before."""
    dates = [answer.date for answer in answers]
    revisions = Revision.objects.filter(Q(operation=request.operation) | Q(date__in=dates), patient=patient)
    versions: dict[date, int] = {}
    carried_out = False
    for day, version, operation, digest in revisions.values_list(
        "date", "version", "operation", "request_digest"
    ):
        versions[day] = max(version, versions.get(day, 0))
        if operation == request.operation:
            if bytes(digest) != request.digest:
                raise OperationReused
            carried_out = True
    return versions, carried_out


def _current_days(
    patient: Patient, answers: Sequence[Answer], versions: Mapping[date, int]
) -> dict[date, RecordedDay]:
    dates = [answer.date for answer in answers]
    logged = days_on(patient, dates)
    return {day: logged.get(day) or RecordedDay(day, versions.get(day, 0)) for day in dates}


def _refuse_other_versions(answers: Sequence[Answer], current: Mapping[date, RecordedDay]) -> None:
    others = [
        current[answer.date]
        for answer in answers
        if answer.version is not None and answer.version != current[answer.date].version
    ]
    if others:
        raise Conflict(tuple(others))


def _next_days(
    patient: Patient, answers: Sequence[Answer], current: Mapping[date, RecordedDay], now: datetime
) -> tuple[RecordedDay, ...]:
    """Each date as it will stand; Refused with every reason when one of them cannot."""
    earlier = _before(patient, [answer for answer in answers if isinstance(answer, Undo)])
    days, reasons = [], {}
    for answer in answers:
        before = current[answer.date]
        if isinstance(answer, Undo):
            days.append(earlier[answer.date])
        elif isinstance(answer, Withdraw):
            if before.document is None:
                reasons[answer.date] = Refusals(date="not_logged")
            days.append(RecordedDay(answer.date, before.version + 1))
        else:
            document = merged(before.document if isinstance(answer, Change) else None, answer.values)
            if refused := refusals(document):
                reasons[answer.date] = refused
            elif document is not None:
                provenance = _provenance(answer, before, document, now)
                days.append(RecordedDay(answer.date, before.version + 1, document, provenance))
    if reasons:
        raise Refused(reasons)
    return tuple(days)


def _before(patient: Patient, undos: Sequence[Undo]) -> dict[date, RecordedDay]:
    """What each undone date said before, as its next version: nothing, if the change was its first."""
    if not undos:
        return {}
    said = revisions_made(patient, {undo.date: undo.version - 1 for undo in undos})
    return {
        undo.date: replace(said.get(undo.date, RecordedDay(undo.date, 0)), version=undo.version + 1)
        for undo in undos
    }


def _provenance(answer: Answer, before: RecordedDay, document: DayDocument, now: datetime) -> Provenance:
    """How soon the headache question was answered; kept while its answer stands unchanged."""
    unchanged = before.document is not None and before.document.headache == document.headache
    confirmed = before.provenance is Provenance.EARLY and "headache" in getattr(answer, "values", {})
    if unchanged and not confirmed and before.provenance is not None:
        return before.provenance
    days_later = (now.date() - answer.date).days
    if days_later > LATE_WITHIN_DAYS:
        return Provenance.BACKFILLED
    if days_later > 0:
        return Provenance.LATE
    clear_so_far = not document.headache and now.hour < EARLY_BEFORE_HOUR
    return Provenance.EARLY if clear_so_far else Provenance.SAME_DAY
