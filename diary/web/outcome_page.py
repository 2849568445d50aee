"""What the outcome page shows: every number formatted once, every sentence finished."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import (
    FOUR_HOURS,
    Baseline,
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
from diary.wording.numbers import days_in_words, fewer_in_words, limits_in_words, percent_in_words
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
    trials: Trials
    treatments: list[TreatmentLine]
    regression: Promise


def course_pages(recorded: list[RecordedCourse], found: Outcome) -> list[CoursePage]:
    """The courses, the latest first."""
    pages = [_course(one, course, len(recorded)) for one, course in zip(recorded, found.courses, strict=True)]
    return pages[::-1]


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


def _course(recorded: RecordedCourse, course: CourseOutcome, many: int) -> CoursePage:
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
        rows=SafeString("".join(_rows(course))),
        trials=_trials(course),
        treatments=[
            TreatmentLine(str(one.uid), treatment_in_words(one.document)) for one in recorded.treatments
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


def _rows(course: CourseOutcome) -> Iterator[SafeString]:
    """The table's rows, the latest cycle first, each cell formatted once."""
    for cycle in course.cycles[::-1]:
        name = words.cycle_in_words(cycle)
        for index, window in enumerate(cycle.windows):
            yield _row(cycle, window, name if index == 0 else "")
        if HEADACHE in cycle.overdue and cycle.cycle.overdue is not None:
            yield _overdue_row(cycle.cycle.overdue, cycle.overdue[HEADACHE])
    yield from _baseline_row(course.baseline)


@cache
def _pattern(language: str) -> str:
    """A row of the table as a template draws it, with places for what differs from row to row."""
    return render_to_string("outcome/row.html")


def _row(cycle: CycleOutcome, window: WindowOutcome, name: str) -> SafeString:
    tally = window.tallies[HEADACHE]
    weeks = str(words.WEEKS[window.window.weeks])
    label = f"{name}, {weeks}" if name else weeks
    if window.window.cut is not None:
        label = f"{label}, {words.CUT[window.window.cut]}"
    return format_html(
        _pattern(get_language() or ""),
        "" if tally.is_enough else "sparse",
        label,
        span_in_words(window.window.span),
        _count(tally),
        _count(window.tallies[FOUR_HOURS]),
        _logged(tally),
        _change(window),
    )


def _overdue_row(span: Span, tally: Tally) -> SafeString:
    counted = _("%(days)s in %(expected)s days") % {"days": tally.days, "expected": tally.expected}
    return format_html(
        _pattern(get_language() or ""),
        "sparse",
        _("after week 12"),
        span_in_words(span),
        counted,
        "",
        _logged(tally),
        "",
    )


def _baseline_row(baseline: Baseline) -> Iterator[SafeString]:
    if baseline.span is None or HEADACHE not in baseline.tallies:
        return
    tally = baseline.tallies[HEADACHE]
    yield format_html(
        _pattern(get_language() or ""),
        "before",
        _("before treatment"),
        span_in_words(baseline.span),
        _count(tally),
        _count(baseline.tallies[FOUR_HOURS]),
        _logged(tally),
        "",
    )


def _count(tally: Tally) -> str:
    """“12”, or the least and the most it can be."""
    if tally.scaled is not None:
        return days_in_words(tally.scaled)
    low, high = tally.bounds
    return _("%(low)s to %(high)s") % {"low": days_in_words(low), "high": days_in_words(high)}


def _logged(tally: Tally) -> str:
    return _("%(known)s of %(expected)s") % {"known": tally.known, "expected": tally.expected}


def _change(window: WindowOutcome) -> SafeString | str:
    change = window.changes.get(HEADACHE)
    if change is None:
        return ""
    parts = [(fewer_in_words(change),)]
    if change.percent is not None:
        sign = "−" if change.days > 0 else "+" if change.days < 0 else ""
        parts.append((f"{sign}{percent_in_words(change)} %",))
    if (interval := change.interval) is not None:
        parts.append((limits_in_words(interval),))
    return format_html_join("; ", "{}", parts)
