"""What the outcome page shows: every number formatted once, every sentence finished."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import (
    FOUR_HOURS,
    CourseOutcome,
    CycleOutcome,
    Outcome,
    WindowOutcome,
    comparable,
)
from diary.analytics.placing import place
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
from diary.charts.explore import explore
from diary.charts.still import Still, dates_to_label, still
from diary.queries.courses import RecordedCourse
from diary.terms.documented import BOTOX, PLACEBO
from diary.wording import outcome as words
from diary.wording.dates import short_date, span_in_words
from diary.wording.numbers import (
    between_in_words,
    days_in_words,
    fewer_in_words,
    limits_in_words,
    of_in_words,
    percent_in_words,
)
from diary.wording.treatments import treatment_in_words


class Trials(NamedTuple):
    """The comparison with the documented averages, behind a question."""

    averages: str
    placing: str
    differences: list[str]
    no_band: str
    sources: str


class TreatmentLine(NamedTuple):
    """One treatment, and the way to change it."""

    uid: str
    in_words: str


class CoursePage(NamedTuple):
    """One course as its part of the page shows it."""

    number: int
    title: str
    sentence: str
    place: str
    variation: str
    cycle_sentence: str
    baseline: str
    fixed: str
    can_fix: bool
    lacks_baseline: bool
    still: Still
    figcaption: str
    rows: SafeString
    # How many cycles there are, where the table shows the latest ones only.
    all_cycles: int
    trials: Trials
    treatments: list[TreatmentLine]
    regression: Promise


def course_pages(recorded: list[RecordedCourse], found: Outcome, most: int | None) -> list[CoursePage]:
    """The courses, the latest first; in each table the `most` latest cycles."""
    both = zip(recorded, found.courses, strict=True)
    return [_course(one, course, len(recorded), most) for one, course in both][::-1]


def figures(found: Outcome) -> list[dict[str, object]]:
    """The same courses as figures to explore, in the order of `course_pages`."""
    named = {name: str(word) for name, word in words.FIGURE_WORDS.items()}
    return [explore(course, named, dict(_points(course))) for course in found.courses[::-1]]


def _points(course: CourseOutcome) -> Iterator[tuple[Span, str]]:
    baseline = course.baseline
    if baseline.span is not None and HEADACHE in baseline.tallies:
        yield baseline.span, words.point_in_words(_("Before treatment"), baseline.tallies[HEADACHE])
    for cycle in course.cycles:
        for window in cycle.windows:
            label = words.place_in_words(cycle, window)
            yield window.window.span, words.point_in_words(label, window.tallies[HEADACHE])


def _course(recorded: RecordedCourse, course: CourseOutcome, many: int, most: int | None) -> CoursePage:
    baseline = course.baseline
    sentence = where = variation = cycle_sentence = ""
    if course.latest is not None:
        cycle, window = course.latest
        change = window.changes[HEADACHE]
        sentence = words.change_in_words(change, baseline, window.tallies[HEADACHE])
        where, variation = words.place_in_words(cycle, window), words.variation_in_words(change)
        cycle_sentence = words.cycle_change_in_words(cycle, cycle.changes[HEADACHE])
    labels = {day: short_date(day) for day in dates_to_label(course)}
    first = recorded.course.injections[0]
    began = short_date(first)
    return CoursePage(
        number=recorded.number,
        title=_("Treatment since %(date)s") % {"date": began} if many > 1 else "",
        sentence=sentence or words.nothing_to_compare_in_words(course),
        place=where,
        variation=variation,
        cycle_sentence=cycle_sentence,
        baseline=words.baseline_in_words(baseline, course),
        fixed=words.fixed_in_words(baseline),
        can_fix=recorded.start.from_start and (baseline.has_changed or not baseline.is_before(first)),
        lacks_baseline=baseline.source is None,
        still=still(course, labels),
        figcaption=_caption(course),
        rows=SafeString("".join(_rows(course, most))),
        all_cycles=0 if most is None or len(course.cycles) <= most else len(course.cycles),
        trials=_trials(course),
        treatments=[
            TreatmentLine(str(one.uid), treatment_in_words(one.document))
            for one in recorded.treatments[::-1][:most]
        ],
        regression=words.REGRESSION,
    )


def _caption(course: CourseOutcome) -> str:
    windows = [window for cycle in course.cycles for window in cycle.windows]
    enough = sum(window.tallies[HEADACHE].is_enough for window in windows)
    return words.figure_in_words(len(course.cycles), len(windows), enough)


def _trials(course: CourseOutcome) -> Trials:
    placing, differences = "", []
    if course.latest is not None and course.no_band is None:
        _cycle, window = course.latest
        measure = comparable(course.baseline, window)
        interval = window.changes[measure].interval
        if interval is not None:
            placing = words.placing_in_words(place(interval))
        differences = words.differences_in_words(measure, window, course.baseline)
    return Trials(
        averages=words.trials_in_words(),
        placing=placing,
        differences=differences,
        no_band=str(words.NO_BAND[course.no_band]) if course.no_band else "",
        sources=words.source_in_words(BOTOX if BOTOX.source == PLACEBO.source else PLACEBO),
    )


def _rows(course: CourseOutcome, most: int | None) -> Iterator[str]:
    """The table's rows, the latest cycle first, each cell said once."""
    pattern = _pattern(get_language())
    for cycle in course.cycles[::-1][:most]:
        for index, window in enumerate(cycle.windows):
            yield _row(pattern, window, cycle if index == 0 else None)
        if HEADACHE in cycle.overdue and cycle.cycle.overdue is not None:
            yield _overdue_row(pattern, cycle.cycle.overdue, cycle.overdue[HEADACHE])
    if course.baseline.span is not None and HEADACHE in course.baseline.tallies:
        yield _baseline_row(pattern, course.baseline.span, course.baseline.tallies)


@lru_cache
def _pattern(language: str | None) -> str:
    """A row of the table as a template draws it, with places for what differs from row to row."""
    return render_to_string("outcome/row.html")


def _row(pattern: str, window: WindowOutcome, first_of: CycleOutcome | None) -> str:
    tally = window.tallies[HEADACHE]
    return pattern.format(
        "" if tally.is_enough else "sparse",
        escape(words.window_in_words(window.window, first_of)),
        escape(span_in_words(window.window.span)),
        escape(_count(tally)),
        escape(_count(window.tallies[FOUR_HOURS])),
        escape(of_in_words(tally.known, tally.expected)),
        escape(_change(window)),
    )


def _overdue_row(pattern: str, span: Span, tally: Tally) -> str:
    name, counted = words.overdue_in_words(), words.counted_in_words(tally.days, tally.expected)
    logged = of_in_words(tally.known, tally.expected)
    return pattern.format(
        "sparse", escape(name), escape(span_in_words(span)), escape(counted), "", escape(logged), ""
    )


def _baseline_row(pattern: str, span: Span, tallies: Mapping[str, Tally]) -> str:
    tally = tallies[HEADACHE]
    return pattern.format(
        "before",
        escape(words.FIGURE_WORDS["before"]),
        escape(span_in_words(span)),
        escape(_count(tally)),
        escape(_count(tallies[FOUR_HOURS])),
        escape(of_in_words(tally.known, tally.expected)),
        "",
    )


def _count(tally: Tally) -> str:
    """“12”, or the least and the most it can be."""
    return days_in_words(tally.scaled) if tally.scaled is not None else between_in_words(*tally.bounds)


def _change(window: WindowOutcome) -> str:
    change = window.changes.get(HEADACHE)
    if change is None:
        return ""
    parts = [fewer_in_words(change)]
    if change.percent is not None:
        sign = "−" if change.days > 0 else "+" if change.days < 0 else ""
        parts.append(f"{sign}{percent_in_words(change)} %")
    if (interval := change.interval) is not None:
        parts.append(limits_in_words(interval))
    return "; ".join(parts)
