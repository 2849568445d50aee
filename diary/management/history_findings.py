"""Where a history does not agree with itself: events, the versions they tell of, and what stands now.

Nothing of what anybody answered is said: dates, numbers and versions only. What its finder does not
prevent: whoever can write to the database and works through all of it, hashes included, leaves nothing
to find.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from diary.models import (
    Course,
    CourseRevision,
    Day,
    Event,
    Preventive,
    PreventiveRevision,
    Revision,
    Treatment,
    TreatmentRevision,
)
from diary.models.day import document_from
from diary.models.preventive import PLAIN, SEALED
from diary.queries.stored_history import StoredHistory
from diary.queries.unreadable import UNREADABLE
from diary.terms.day_document import FIELDS

ASKED_OF = ("earlier_than", "earlier_before")
_COURSE = (
    *("from_start", "began", "about", "earlier", *ASKED_OF),
    *("fixed_first", "fixed_rules", "fixed_counts", "fixed_detail", "fixed_at"),
    *("written_source", "written_days", "written_dated"),
)
_OF_COURSES = frozenset({"course.changed", "baseline.written", "baseline.fixed"})
_OF_TREATMENTS, _OF_PREVENTIVES = "treatment.", "preventive."

AnyRevision = Revision | TreatmentRevision | CourseRevision | PreventiveRevision


class Version(NamedTuple):
    """One version of a date, of a treatment, of a course or of another preventive."""

    thing: str
    number: int

    def __str__(self) -> str:
        return f"version {self.number} of {self.thing}"


def findings(stored: StoredHistory) -> Iterator[str]:
    """Each disagreement in a few words; none where the history is whole."""
    if stored.broken_link is not None:
        yield f"the chain breaks at event {stored.broken_link}"
    kept = _kept(stored)
    if stored.patient is None:
        # Nothing erases a diary yet, so nobody goes by rights.
        yield "the patient is gone, and the history is not"
    elif kept and not stored.events:
        yield "there is a history, and no event tells of it"
    else:
        yield from _untold(stored, kept)
        yield from _without_event(stored)
    yield from _gaps(kept)
    yield from _rows(stored)


def _kept(stored: StoredHistory) -> dict[Version, AnyRevision]:
    revisions: tuple[AnyRevision, ...] = (
        *stored.revisions,
        *stored.treatment_revisions,
        *stored.course_revisions,
        *stored.preventive_revisions,
    )
    return {Version(_thing(revision), revision.version): revision for revision in revisions}


def _thing(revision: AnyRevision | Day | Treatment | Course | Preventive) -> str:
    match revision:
        case TreatmentRevision() | Treatment():
            return f"treatment {revision.uid}"
        case CourseRevision() | Course():
            return f"course {revision.number}"
        case PreventiveRevision() | Preventive():
            return f"preventive {revision.uid}"
    return revision.date.isoformat()


# --- events and versions --------------------------------------------------------------------


def _untold(stored: StoredHistory, kept: Mapping[Version, AnyRevision]) -> Iterator[str]:
    """Versions that are gone, that no event tells of, or that were made by another operation or person."""
    told = _told(stored.events)
    for version in sorted(told.keys() - kept.keys()):
        yield f"event {told[version].sequence} tells of {version}, which is gone"
    # A course is opened and closed with a treatment, whose event names the treatment only.
    openings = {event.operation: event for event in stored.events if event.verb.startswith(_OF_TREATMENTS)}
    for version, revision in kept.items():
        event = told.get(version)
        if event is None and isinstance(revision, CourseRevision):
            event = openings.get(revision.operation)
        if event is None:
            yield f"no event tells of {version}"
        elif (event.operation, event.by_id) != (revision.operation, revision.by_id):
            yield f"{version} is not what event {event.sequence} tells of"


def _told(events: Iterable[Event]) -> dict[Version, Event]:
    return {version: event for event in events for version in _versions(event)}


def _versions(event: Event) -> Iterator[Version]:
    detail = event.detail
    if event.verb == "days.recorded":
        for day, version in detail["versions"].items():
            yield Version(day, version)
    elif event.verb.startswith(_OF_TREATMENTS):
        yield Version(f"treatment {detail['uid']}", detail["version"])
    elif event.verb.startswith(_OF_PREVENTIVES):
        yield Version(f"preventive {detail['uid']}", detail["version"])
    elif event.verb in _OF_COURSES:
        yield Version(f"course {detail['course']}", detail["version"])


def _without_event(stored: StoredHistory) -> Iterator[str]:
    """What events leave behind besides versions: agreements and the time zone."""
    agreed = {event.detail["notice"] for event in stored.events if event.verb == "diary.opened"}
    for notice in sorted(set(stored.notices) - agreed):
        yield f"no event tells of the agreement to notice {notice[:12]}"
    zones = [event for event in stored.events if event.verb == "zone.changed"]
    if zones and stored.patient is not None and zones[-1].detail["zone"] != stored.patient.zone:
        yield f"the time zone is not the one that event {zones[-1].sequence} tells of"


def _gaps(kept: Iterable[Version]) -> Iterator[str]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for version in kept:
        numbers[version.thing].add(version.number)
    for thing, there in numbers.items():
        for missing in sorted(set(range(1, max(there))) - there):
            yield f"version {missing} of {thing} is missing"


# --- versions and what stands now -----------------------------------------------------------


def _rows(stored: StoredHistory) -> Iterator[str]:
    """What stands now and is not what its last version says."""
    yield from _differing(stored.revisions, stored.days, _same_day)
    yield from _differing(stored.treatment_revisions, stored.treatments, _same_treatment)
    yield from _differing(stored.course_revisions, stored.courses, _same_course)
    yield from _differing(stored.preventive_revisions, stored.preventives, _same_preventive)


def _differing(revisions: Iterable[Any], rows: Iterable[Any], is_same: Any) -> Iterator[str]:
    last = {_thing(revision): revision for revision in revisions}
    now = {_thing(row): row for row in rows}
    for thing in sorted(last.keys() | now.keys()):
        revision, row = last.get(thing), now.get(thing)
        try:
            if row is None or revision is None or revision.document is None:
                same = row is None and revision is not None and revision.document is None
            else:
                same = row.version == revision.version and is_same(row, revision)
        except UNREADABLE:
            yield f"{thing} cannot be read"
        else:
            if not same:
                yield f"{thing} is not what its last version says"


def _same_day(row: Day, revision: Revision) -> bool:
    now = document_from({name: getattr(row, name) for name in FIELDS if name != "note"}, None)
    said = document_from(revision.document or {}, None)
    about = [(each.provenance, each.source, _bytes(each.note)) for each in (row, revision)]
    return now == said and about[0] == about[1]


def _same_treatment(row: Treatment, revision: TreatmentRevision) -> bool:
    said: Any = revision.document
    same = _same_fields(row, said, ("date", "product", "units", "lot"))
    return same and row.course.number == said["course"]


def _same_course(row: Course, revision: CourseRevision) -> bool:
    said: Any = revision.document
    # Courses of before this was kept do not tell.
    return _same_fields(row, dict.fromkeys(ASKED_OF) | said, _COURSE)


def _same_preventive(row: Preventive, revision: PreventiveRevision) -> bool:
    said: Any = revision.document
    sealed = [tuple(_bytes(getattr(each, name)) for name in SEALED) for each in (row, revision)]
    return _same_fields(row, said, PLAIN) and sealed[0] == sealed[1]


def _same_fields(row: Any, said: Any, names: Iterable[str]) -> bool:
    return all(
        _comparable(getattr(row, name)) == _comparable(row._meta.get_field(name).to_python(said[name]))
        for name in names
    )


def _comparable(value: Any) -> Any:
    """As far as a version's document keeps it: moments to the millisecond."""
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return _bytes(value) if isinstance(value, bytes | memoryview) else value


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
