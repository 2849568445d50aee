"""A course in words, whole: what the page and the report say of it, so that they cannot disagree."""

from typing import NamedTuple

from django.utils.text import capfirst

from diary.analytics.criteria import before_treatment
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import HOURS
from diary.analytics.outcome import CourseOutcome, comparable
from diary.analytics.placing import differences, place
from diary.analytics.uncertain import uncertain, uncertain_of_trials
from diary.queries.courses import RecordedCourse
from diary.terms.documented import BOTOX, PLACEBO
from diary.wording import changes, daily
from diary.wording import outcome as words
from diary.wording import trials as of_trials
from diary.wording.burden import before_in_words
from diary.wording.dates import short_date
from diary.wording.kept import gettext as _
from diary.wording.treatments import treatment_in_words
from diary.wording.uncertain import uncertain_in_words
from diary.wording.windows import count_in_words, logged_in_words


class TrialsInWords(NamedTuple):
    """The comparison with the documented averages, behind a question."""

    averages: str
    no_band: str
    like_for_like: str
    placing: str
    differences: list[str]
    regression: str
    sources: str


class CourseInWords(NamedTuple):
    """What is said of one course; a sentence that there is nothing to say in is empty."""

    title: str
    sentence: str
    place: str
    variation: str
    cycle_sentence: str
    baseline: str
    fixed: str
    figure: str
    daily: str
    uncertain: list[str]
    trials: TrialsInWords
    treatments: list[str]


def course_in_words(
    recorded: RecordedCourse, course: CourseOutcome, *, alone: bool, most: int | None = None
) -> CourseInWords:
    """`alone`: the patient has no other course, so it needs no title. Treatments are told the latest
    first, the `most` latest if that is said."""
    sentence = where = variation = cycle_sentence = ""
    if course.newest is not None:
        where = words.place_in_words(*course.newest)
    if course.latest is not None:
        cycle, window = course.latest
        measure = course.told
        change = window.changes[measure]
        sentence = changes.change_in_words(change, course.baseline, window.tallies[measure], measure)
        variation = changes.variation_in_words(cycle.changes[measure])
        cycle_sentence = changes.cycle_change_in_words(cycle, course.baseline.source, measure)
    if leading := daily.leading_in_words(course):
        # Whether headache days are beyond what is ordinary says nothing of what leads.
        sentence, cycle_sentence, variation = leading, f"{sentence} {cycle_sentence}".strip(), ""
    uncertainties = uncertain_in_words(uncertain(course))
    began = short_date(recorded.course.injections[0])
    return CourseInWords(
        title="" if alone else _("Treatment since %(date)s") % {"date": began},
        sentence=sentence or _nothing_to_compare(course),
        place=capfirst(where),
        variation=variation,
        cycle_sentence=cycle_sentence,
        baseline=_baseline(course),
        fixed=words.fixed_in_words(course.baseline, recorded.course.injections[0]),
        figure=_figure(course),
        daily=daily.daily_in_words(course),
        uncertain=uncertainties,
        trials=_trials(course, uncertainties),
        treatments=[treatment_in_words(one.document) for one in recorded.treatments[::-1][:most]],
    )


def _nothing_to_compare(course: CourseOutcome) -> str:
    """Why there is no sentence about a change yet, and what was counted all the same."""
    if course.newest is None:
        return _("No 28 days since the treatment have enough days logged yet (20 are needed).")
    _cycle, window = course.newest
    tally = window.tallies[HEADACHE]
    return _("There is nothing to compare with yet. Headache days per 28: %(count)s; logged %(logged)s.") % {
        "count": count_in_words(tally),
        "logged": logged_in_words(tally),
    }


def _baseline(course: CourseOutcome) -> str:
    """What everything is compared with, and beside it the mean of three months where the diary has them."""
    said = words.baseline_in_words(course.baseline, course)
    before = before_treatment(course)
    return f"{said} {before_in_words(before)}" if before is not None else said


def _figure(course: CourseOutcome) -> str:
    cycles, windows = len(course.cycles), len(course.counted.windows.cuts)
    if course.drawn == HOURS:
        enough = sum(window.hours.is_enough for cycle in course.cycles for window in cycle.windows)
    else:
        enough = course.counted[course.drawn].enough
    return words.picture_in_words(course.drawn, cycles, windows, enough)


def _trials(course: CourseOutcome, uncertainties: list[str]) -> TrialsInWords:
    """`uncertainties` were said already."""
    placing, like_for_like, differing = "", "", []
    if course.like_for_like is not None and course.no_band is None:
        cycle, window = course.like_for_like
        measure = comparable(course.baseline, window)
        change = window.changes[measure]
        if measure != HEADACHE:
            said = changes.change_in_words(change, course.baseline, window.tallies[measure], measure)
            like_for_like = of_trials.as_the_trials_in_words(said, words.place_in_words(cycle, window))
        if (interval := change.interval) is not None:
            placing = of_trials.placing_in_words(place(interval))
        differing = of_trials.differences_in_words(differences(course, window), window)
        beside = uncertain_in_words(uncertain_of_trials(course))
        differing += [one for one in beside if one not in uncertainties]
    return TrialsInWords(
        averages=of_trials.trials_in_words(),
        no_band=str(of_trials.NO_BAND[course.no_band]) if course.no_band else "",
        like_for_like=like_for_like,
        placing=placing,
        differences=differing,
        regression=str(changes.REGRESSION),
        sources=of_trials.source_in_words(BOTOX if BOTOX.source == PLACEBO.source else PLACEBO),
    )
