"""The one way in which days are written: a tap, a form, an API call or a batch."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from diary.actions.answers import Answer, Change, Edit, Replace, Undo, Withdraw
from diary.actions.database_refusals import refusal_by_constraint
from diary.actions.events import note_event
from diary.actions.outcomes import Conflict, OperationReused, Recorded, Refused, VersionMissing
from diary.actions.packing import keep_packed
from diary.actions.storing import Request, store
from diary.models import Patient, User
from diary.queries.events import request_of
from diary.queries.history import carried_out_by, history
from diary.queries.locks import hold
from diary.queries.zones import known_zones
from diary.terms.answers import EARLY_BEFORE_HOUR, LATE_WITHIN_DAYS, Provenance, Source
from diary.terms.day_document import DayDocument, merged, refusals
from diary.terms.merging import changes, contested, rebased
from diary.terms.month import EARLIEST_DAY
from diary.terms.recorded_day import RecordedDay
from diary.terms.refusals import Refusals


def record_days(
    *,
    by: User | None,
    patient: Patient,
    answers: Sequence[Answer],
    source: Source,
    operation: UUID,
    zone: str | None = None,
    client_time: datetime | None = None,
    needs_versions: bool = False,
) -> Recorded:
    """Write `answers`, one a date, all or none; when this returns, they are committed.

    `by` None: the operator, from a command.
    `operation` is made by the client: the same one again answers what it answered before and
    changes nothing. `zone` is where the person says they are; it decides what is in the future.
    With `needs_versions` each answer must name the version it was made for.
    Raises Refused, Conflict, VersionMissing or OperationReused, having changed nothing.
    """
    request = Request(by, source, operation, _digest(patient, answers), zone, client_time)
    try:
        _refuse_zone(answers, zone)
        return _record(patient, answers, request, needs_versions)
    except (Refused, Conflict, VersionMissing, IntegrityError) as problem:
        # Was it carried out before? Looked up only now, because most answers are new ones.
        days, digest = carried_out_by(patient, operation)
        if days and digest == request.digest:
            return Recorded(tuple(days), replayed=True)
        if days or request_of(patient, operation) is not None:
            raise OperationReused from problem
        if isinstance(problem, IntegrityError) and (refusal := refusal_by_constraint(problem)):
            raise Refused({answer.date: refusal for answer in answers}) from problem
        raise


@transaction.atomic(durable=True)
def _record(patient: Patient, answers: Sequence[Answer], request: Request, needs_versions: bool) -> Recorded:
    hold(patient)
    before = {answer.date: [RecordedDay(answer.date, 0)] for answer in answers}
    for day in history(patient, before):
        before[day.date].append(day)
    _refuse_dates(answers, before, patient.today(request.zone))
    if needs_versions and any(answer.version is None for answer in answers):
        raise VersionMissing
    _refuse_other_versions(answers, before)
    # By the diary's own clock, as the pages ask: a zone sent decides only what is in the future.
    settled = [_rebased(answer, before[answer.date]) for answer in answers]
    days = _next_days(settled, before, patient.local_now(), request.source)
    # The event first: an operation sent twice fails here, and a database may write the statement that
    # failed to its own log. This one carries no answer.
    detail = {"versions": {day.date.isoformat(): day.version for day in days}, "source": request.source}
    note_event(
        by=request.by, patient=patient, verb="days.recorded", detail=detail, operation=request.operation
    )
    store(patient, days, request)
    keep_packed(patient, days)
    return Recorded(days)


def _refuse_zone(answers: Sequence[Answer], zone: str | None) -> None:
    if zone is not None and zone not in known_zones():
        raise Refused({answer.date: {"zone": "zone_unknown"} for answer in answers})


def _digest(patient: Patient, answers: Sequence[Answer]) -> bytes:
    """Tells what was asked apart; keyed, so that it cannot be guessed back into answers.

    The version is left out, except where it says what is asked: whoever asks again may have seen a
    newer one in the meantime.
    """
    content = [(type(answer).__name__, answer.date, _asked(answer)) for answer in answers]
    return hmac.digest(patient.key, json.dumps(content, sort_keys=True, default=str).encode(), hashlib.sha256)


def _asked(answer: Answer) -> object:
    if isinstance(answer, Undo):
        return answer.version
    if isinstance(answer, Edit):
        return {**answer.values, **answer.said}
    return getattr(answer, "values", None)


Settled = Change | Replace | Undo | Withdraw
"""An answer that itself says what it changes."""

History = Mapping[date, Sequence[RecordedDay]]
"""Each date as it stood at version 0, 1, ... and, last, now."""


def _refuse_dates(answers: Sequence[Answer], before: History, today: date) -> None:
    """A date that has a version has come: it was logged from further east, and can be corrected anywhere."""
    reasons: dict[date, Refusals] = {}
    for day, times in Counter(answer.date for answer in answers).items():
        if day > today and before[day][-1].version == 0:
            reasons[day] = {"date": "date_future"}
        elif day < EARLIEST_DAY:
            reasons[day] = {"date": "date_too_early"}
        elif times > 1:
            reasons[day] = {"date": "date_twice"}
    if reasons:
        raise Refused(reasons)


def _refuse_other_versions(answers: Sequence[Answer], before: History) -> None:
    others = [before[answer.date][-1] for answer in answers if _is_overtaken(answer, before[answer.date])]
    if others:
        raise Conflict(tuple(others))


def _is_overtaken(answer: Answer, before: Sequence[RecordedDay]) -> bool:
    """Whether the date was changed since, in a way that `answer` did not reckon with."""
    current = before[-1]
    if answer.version is None or answer.version == current.version:
        return False
    if not isinstance(answer, Edit) or answer.version > current.version:
        return True
    drawn = before[answer.version].document
    # A tap answers a day anew, also one that was withdrawn.
    is_withdrawn = drawn is not None and current.document is None and not answer.said
    return is_withdrawn or bool(contested(changes(answer.values, drawn), drawn, current.document))


def _rebased(answer: Answer, before: Sequence[RecordedDay]) -> Settled:
    """An edit as the change that it makes of the date as it stands now; any other answer as it is."""
    if not isinstance(answer, Edit):
        return answer
    drawn, now = before[answer.version].document, before[-1].document
    if answer.said:
        # Fields that were left alone are not named, so that "no headache" clears those of the pain.
        return Change(answer.date, {**changes(answer.values, drawn), **answer.said})
    return Change(answer.date, rebased(answer.values, drawn, now))


def _next_days(
    answers: Sequence[Settled], before: History, now: datetime, source: Source
) -> tuple[RecordedDay, ...]:
    """Each date as it will stand; Refused with every reason when one of them cannot."""
    days, reasons = [], {}
    for answer in answers:
        try:
            days.append(_next_day(answer, before[answer.date], now, source))
        except _CannotStand as error:
            reasons[answer.date] = error.refusals
    if reasons:
        raise Refused(reasons)
    return tuple(days)


class _CannotStand(Exception):
    def __init__(self, refusals: Refusals) -> None:
        super().__init__()
        self.refusals = refusals


def _next_day(answer: Settled, before: Sequence[RecordedDay], now: datetime, source: Source) -> RecordedDay:
    current = before[-1]
    if isinstance(answer, Undo):
        if current.version == 0:
            raise _CannotStand({"date": "nothing_to_undo"})
        return replace(before[-2], version=current.version + 1)
    if isinstance(answer, Withdraw):
        if current.document is None:
            raise _CannotStand({"date": "not_logged"})
        return RecordedDay(answer.date, current.version + 1)
    if isinstance(answer, Change) and not answer.values:
        raise _CannotStand({"headache": "nothing_said"})
    document = merged(current.document if isinstance(answer, Change) else None, answer.values)
    if (refused := refusals(document)) or document is None:
        raise _CannotStand(refused)
    provenance = _provenance(answer, current, document, now, source)
    return RecordedDay(answer.date, current.version + 1, document, provenance)


def _provenance(
    answer: Change | Replace, before: RecordedDay, document: DayDocument, now: datetime, source: Source
) -> Provenance:
    """How soon the headache question was answered; kept while its answer stands unchanged."""
    unchanged = before.document is not None and before.document.headache == document.headache
    confirmed = before.provenance is Provenance.EARLY and "headache" in answer.values
    if unchanged and not confirmed and before.provenance is not None:
        return before.provenance
    if source is Source.IMPORT:
        return Provenance.IMPORTED
    if source is Source.SIMULATED:
        return Provenance.SAME_DAY
    days_later = (now.date() - answer.date).days
    if days_later > LATE_WITHIN_DAYS:
        return Provenance.BACKFILLED
    if days_later > 0:
        return Provenance.LATE
    clear_so_far = not document.headache and (days_later < 0 or now.hour < EARLY_BEFORE_HOUR)
    return Provenance.EARLY if clear_so_far else Provenance.SAME_DAY
