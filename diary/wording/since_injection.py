"""The course within a cycle in words: what repeats, and that no definition of it is agreed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import ngettext

from diary.analytics.course import BaselineSource
from diary.analytics.since_injection import Late, Onset, SinceInjection, WearingOff, WeekSince
from diary.charts.weeks import StillWeeks, still_weeks
from diary.terms.since_injection import PATTERN_CYCLES, WEAR_OFF_DAYS
from diary.wording.kept import gettext as _
from diary.wording.kept import kept
from diary.wording.numbers import days_in_words
from diary.wording.outcome import figure_in_words


class WeekRow(NamedTuple):
    """One week since the injection, over so many cycles."""

    week: str
    days: str
    spread: str
    cycles: str


class WeeksInWords(NamedTuple):
    """The picture with its sentence, the rows, and what is said of the end of a cycle."""

    still: StillWeeks
    figure: str
    rows: list[WeekRow]
    said: list[str]


def weeks_in_words(found: SinceInjection) -> WeeksInWords | None:
    """None where no week has enough days logged."""
    if not found.weeks:
        return None
    said = [*_onset(found.onset), _wearing_off(found.wearing_off)]
    if found.late is not None and found.late.overdue.known:
        said.append(_late(found.late))
    figure = _("Headache days of 7 in weeks %(first)s to %(last)s since the treatment, averaged over cycles.")
    weeks = {"first": found.weeks[0].week, "last": found.weeks[-1].week}
    return WeeksInWords(still_weeks(found.weeks), figure % weeks, [_row(one) for one in found.weeks], said)


def _row(one: WeekSince) -> WeekRow:
    spread = "" if one.spread is None else days_in_words(one.spread)
    return WeekRow(str(one.week), days_in_words(one.mean), spread, str(one.cycles))


def _onset(found: Onset) -> Iterator[str]:
    """How soon: weeks 1 to 4, with what there was before, and those of the first cycle."""
    if not found.weeks:
        return
    said = _("Headache days of 7 since the treatment: %(weeks)s.") % {"weeks": _week_by_week(found.weeks)}
    if found.before is not None:
        before = days_in_words(found.before)
        if found.source is not BaselineSource.DIARY:
            before = figure_in_words(before, found.source)
        said = _("%(weeks)s Before treatment, of 7: %(before)s.") % {"weeks": said, "before": before}
    yield said
    if found.first_cycle and found.first_cycle != found.weeks:
        yield _("In the first cycle: %(weeks)s.") % {"weeks": _week_by_week(found.first_cycle)}
    yield _(
        "A change often shows within two to four weeks; in some people only in the second or third cycle."
    )


def _week_by_week(weeks: Iterable[WeekSince]) -> str:
    return ", ".join(_one_week(one.week, days_in_words(one.mean)) for one in weeks)


@kept
def _one_week(week: int, days: str) -> str:
    # Translators: "week 1: 4.5": headache days of 7 in a week since the treatment.
    return _("week %(week)s: %(days)s") % {"week": week, "days": days}


def _wearing_off(found: WearingOff) -> str:
    assessed = len(found.rises)
    if not assessed:
        return _("Whether it wears off cannot be told yet: no cycle has enough days logged in weeks 5 to 12.")
    words = {"rose": found.rose, "of": assessed, "days": WEAR_OFF_DAYS}
    counted = (
        ngettext(
            "In %(rose)s of %(of)s cycle, weeks 9 to 12 had at least %(days)s headache days per 28 more than "
            "weeks 5 to 8.",
            "In %(rose)s of %(of)s cycles, weeks 9 to 12 had at least %(days)s headache days per 28 more "
            "than weeks 5 to 8.",
            assessed,
        )
        % words
    )
    return f"{counted} {_pattern(found.rose, found.is_pattern)}"


@kept
def _pattern(rose: int, is_pattern: bool) -> str:
    if is_pattern:
        return _(
            "It repeats: it may be wearing off before the next treatment. There is no agreed rule for it."
        )
    if rose >= PATTERN_CYCLES:
        return _("It repeats, but not in most cycles: not called a pattern. There is no agreed rule for it.")
    return _("A pattern of wearing off would have to repeat. There is no agreed rule for it.")


def _late(late: Late) -> str:
    overdue, weeks = late.overdue, late.weeks_9_12
    return ngettext(
        "After week 12, %(overdue)s of %(overdue_known)s logged days were headache days; in weeks 9 to 12 of "
        "the same cycle %(weeks)s of %(weeks_known)s.",
        "After week 12, %(overdue)s of %(overdue_known)s logged days were headache days; in weeks 9 to 12 of "
        "the same %(cycles)s cycles %(weeks)s of %(weeks_known)s.",
        late.cycles,
    ) % {
        "cycles": late.cycles,
        "overdue": overdue.days,
        "overdue_known": overdue.known,
        "weeks": weeks.days,
        "weeks_known": weeks.known,
    }
