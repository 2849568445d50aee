"""What the outcome page shows: the course in words, the picture, the table, and what can be done."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from diary.analytics.around import around_injections
from diary.analytics.criteria import burden, criteria
from diary.analytics.measures import HOURS
from diary.analytics.outcome import CourseOutcome, NoBand, Outcome
from diary.analytics.since_injection import since_injection
from diary.analytics.tally import Hours, Tally
from diary.analytics.windows import Span
from diary.charts.explore import explore
from diary.charts.still import Still
from diary.queries.courses import RecordedCourse
from diary.queries.thresholds import Applied
from diary.wording import around as around_words
from diary.wording import counts
from diary.wording import outcome as words
from diary.wording.around import AroundRow, around_rows
from diary.wording.burden import burden_in_words
from diary.wording.counts import CountRow, count_rows
from diary.wording.courses import CourseInWords, course_in_words
from diary.wording.criteria import RuleInWords, criteria_in_words
from diary.wording.figure import KeyEntry, key_in_words, labelled_still, shape_in_words
from diary.wording.hours import hours_point_in_words
from diary.wording.rules import numbers_in_words
from diary.wording.since_injection import WeeksInWords, weeks_in_words
from diary.wording.windows import WindowRow, columns_of, kind_of_table, window_rows


class TreatmentLine(NamedTuple):
    """One treatment, and the way to change it."""

    address: str
    in_words: str


class CoursePage(NamedTuple):
    """One course as its part of the page shows it."""

    number: int
    words: CourseInWords
    can_fix: bool
    lacks_baseline: bool
    still: Still
    key: tuple[KeyEntry, ...]
    columns: tuple[Promise, ...]
    kind_of_table: tuple[str, ...]  # courses of one kind have the same columns
    rows: list[WindowRow]
    # How many cycles there are, where the table shows the latest ones only.
    all_cycles: int
    treatments: list[TreatmentLine]
    more: "MorePage | None"


class RulesPage(NamedTuple):
    """The rules, and whose their numbers are."""

    numbers: str
    rules: list[RuleInWords]


class MorePage(NamedTuple):
    """What else is known of a course, for who wants to see it."""

    counts: list[CountRow]
    is_compared: bool
    note: Promise
    around: list[AroundRow]
    around_note: Promise
    weeks: WeeksInWords | None


def course_pages(
    recorded: list[RecordedCourse], found: Outcome, *, most: int | None, more: bool
) -> list[CoursePage]:
    """The courses, the latest first; of each the `most` latest cycles and treatments, and whatever else is
    known if `more`."""
    both, alone = zip(recorded, found.courses, strict=True), len(recorded) == 1
    return [_course(one, course, alone, most, more) for one, course in both][::-1]


def rules_page(found: Outcome, applied: Applied) -> RulesPage:
    """Every rule held against the latest course, with its arithmetic."""
    judged = criteria(found, applied.thresholds)
    daily = bool(found.courses) and found.courses[-1].no_band is NoBand.DAILY
    rules = criteria_in_words(judged, treated=bool(found.courses), daily=daily)
    return RulesPage(numbers_in_words(applied.clinic), rules)


def burden_sentence(found: Outcome, *, is_own: bool) -> str:
    """What burden is left. Where it is not known, who only taps is not told so every day."""
    left = burden(found)
    return "" if is_own and left.days is None else burden_in_words(left)


def figures(found: Outcome) -> list[dict[str, object]]:
    """The same courses as figures to explore, in the order of `course_pages`."""
    named = {name: str(word) for name, word in words.FIGURE_WORDS.items()}
    return [explore(course, named | _named(course), dict(_points(course))) for course in found.courses[::-1]]


def _named(course: CourseOutcome) -> dict[str, str]:
    baseline = shape_in_words("baseline", course.baseline.source)
    return {"days": str(words.DRAWN[course.drawn]), "baseline": baseline}


def _points(course: CourseOutcome) -> Iterator[tuple[Span, str]]:
    baseline = course.baseline
    if baseline.span is not None and baseline.is_untreated(course.course.injections[0]):
        yield baseline.span, _point(_("Before treatment"), course, baseline.tallies, baseline.hours)
    for cycle in course.cycles:
        for window in cycle.windows:
            label = words.place_in_words(cycle, window)
            yield window.window.span, _point(label, course, window.tallies, window.hours)


def _point(label: str, course: CourseOutcome, tallies: Mapping[str, Tally], hours: Hours | None) -> str:
    if course.drawn == HOURS:
        return "" if hours is None else hours_point_in_words(label, hours)
    return words.point_in_words(label, course.drawn, tallies[course.drawn])


def _course(
    recorded: RecordedCourse, course: CourseOutcome, alone: bool, most: int | None, more: bool
) -> CoursePage:
    baseline, said = course.baseline, course_in_words(recorded, course, alone=alone, most=most)
    is_of_another_first = not baseline.is_before(recorded.course.injections[0])
    still = labelled_still(course)
    return CoursePage(
        number=recorded.number,
        words=said,
        can_fix=recorded.start.from_start and (baseline.has_changed or is_of_another_first),
        lacks_baseline=baseline.source is None,
        still=still,
        key=key_in_words(still, baseline.source),
        columns=columns_of(course),
        kind_of_table=kind_of_table(course),
        rows=list(window_rows(course, most)),
        all_cycles=0 if most is None or len(course.cycles) <= most else len(course.cycles),
        treatments=[
            TreatmentLine(_address_of_treatment().format(one.uid), in_words)
            for one, in_words in zip(recorded.treatments[::-1][:most], said.treatments, strict=True)
        ],
        more=_more(course, most) if more else None,
    )


def _more(course: CourseOutcome, most: int | None) -> MorePage:
    around = around_rows(around_injections(course, most))
    weeks = weeks_in_words(since_injection(course))
    return MorePage(
        count_rows(course), course.latest is not None, counts.NOTE, around, around_words.NOTE, weeks
    )


@cache
def _address_of_treatment() -> str:
    """The address of any treatment's page: looking each up takes longer than all else in its line."""
    some = UUID(int=0)
    return reverse("treatment", kwargs={"uid": some}).replace(str(some), "{}")
