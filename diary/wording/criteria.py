"""What the rules come to in words: every sum with its days, its line and how far beyond that it lies."""

from fractions import Fraction
from typing import NamedTuple

from django.utils.functional import Promise

from diary.analytics.change import Change, Rate
from diary.analytics.criteria import (
    Answer,
    Asks,
    Criterion,
    Exact,
    Reading,
    Rule,
    Side,
    Sum,
    Why,
)
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import HOURS
from diary.analytics.windows import Span
from diary.terms.month import DAYS_PER_MONTH
from diary.wording.dates import short_date, span_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.measures import measure_in_words
from diary.wording.numbers import (
    between_in_words,
    beyond_in_words,
    exact_in_words,
    fewer_in_words,
    is_no_change,
    of_in_words,
    percent_of,
    rate_in_words,
)
from diary.wording.outcome import figure_in_words
from diary.wording.rules import ANSWER, LATEST_DAYS, NAME, SOURCE, WHERE, asks_in_words, besides_in_words


class SumInWords(NamedTuple):
    """One row: what is counted and when, before and since, the line, how far beyond it, the answer."""

    label: str
    dates: str
    before: str
    counted: str
    line: str
    beyond: str
    answer: str


class ReadingInWords(NamedTuple):
    """The days of one way to read a rule, its answer on them, and the sums."""

    where: str
    answer: str
    sums: list[SumInWords]


class RuleInWords(NamedTuple):
    """One rule; `kind` is its answer as a code, for how it is drawn, `figure` what it comes to in numbers."""

    kind: str
    name: str
    figure: str
    answer: str
    asks: str
    readings: list[ReadingInWords]
    notes: list[str]


def criteria_in_words(
    found: tuple[Criterion, ...], *, treated: bool, daily: bool = False
) -> list[RuleInWords]:
    """Every rule by itself; `treated`: there is a course, so that days before treatment are such; `daily`:
    headache was on nearly every day before."""
    return [_rule(one, treated, daily) for one in found]


def _rule(one: Criterion, treated: bool, daily: bool) -> RuleInWords:
    notes = besides_in_words(one.besides)
    if one.in_30 is not one.answer:
        notes.append(_in_30(one.in_30))
    if daily and any(line.measure == HEADACHE and line.percent_of_before for line in one.asked.lines):
        notes.append(str(_DAILY))
    notes.append(_source(one.asked.rule))
    return RuleInWords(
        kind=one.answer.value,
        name=str(NAME[one.asked.rule]),
        figure=_figure(one),
        answer=_whole(one),
        asks=asks_in_words(one.asked),
        readings=[_reading(reading, treated) for reading in one.readings],
        notes=notes,
    )


_DAILY: Promise = gettext_lazy(
    "Headache was on nearly every day before, so headache days can hardly show a change; days of moderate or "
    "severe pain tell more."
)


@kept
def _source(rule: Rule) -> str:
    return _("Source: %(source)s") % {"source": SOURCE[rule]}


def _whole(one: Criterion) -> str:
    """The answer; where days alone would meet the rule, and it asks for more, that."""
    if one.answer is Answer.CANNOT and one.besides and one.diary_part is Answer.MET:
        return _("met as far as the diary tells")
    return _answer(one.answer, one.is_close)


def _figure(one: Criterion) -> str:
    """How far the first of its counts fell, or what was counted, in each reading or month: what is known of
    it."""
    first = [
        said
        for reading in one.readings
        for said in reading.sums
        if said.line == one.asked.lines[0] and said.margin is not None
    ]
    figures = ", ".join(dict.fromkeys(_figure_of(said) for said in first))
    if not figures or one.asked.lines[0].percent_of_before:
        return figures
    return _("%(days)s per 28") % {"days": figures}


def _figure_of(one: Sum) -> str:
    """“−46 %” and “11 fewer” where a rule compares, “12.8” where it does not."""
    if one.before is None:
        return exact_in_words(one.after.rate, _decimals(one))
    change = Change(_share(one.before.rate), _share(one.after.rate), None, ())
    if one.line.asks is Asks.FELL_PERCENT and change.percent is not None and not is_no_change(change):
        return percent_of(change)
    return fewer_in_words(change)


def _share(per_28: Fraction) -> Rate:
    """The share of days that so many per 28 are."""
    return Rate(per_28.numerator, per_28.denominator * DAYS_PER_MONTH)


@kept
def _in_30(answer: Answer) -> str:
    return _("For months of 30 days, as in calendars: %(answer)s.") % {"answer": ANSWER[answer]}


@kept
def _answer(answer: Answer, is_close: bool) -> str:
    return _("%(answer)s, a close call") % {"answer": ANSWER[answer]} if is_close else str(ANSWER[answer])


def _of(is_met: bool | None, is_close: bool) -> str:
    if is_met is None:
        return str(ANSWER[Answer.CANNOT])
    return _answer(Answer.MET if is_met else Answer.NOT_MET, is_close)


def _reading(reading: Reading, treated: bool) -> ReadingInWords:
    answer = _of(reading.is_met, reading.is_close)
    if reading.why is not None:
        answer = f"{answer}: {_why(reading)}"
    where = WHERE[reading.where] if treated else LATEST_DAYS
    return ReadingInWords(str(where), answer, [_sum(one) for one in reading.sums])


def _why(reading: Reading) -> str:
    until = max((one.after.until for one in reading.sums if one.after.until), default=None)
    if reading.why is Why.NOT_OVER and until is not None:
        return _("its days are complete on %(date)s") % {"date": short_date(until)}
    return str(WHY[reading.why]) if reading.why else ""


WHY: dict[Why, Promise] = {
    Why.NO_BASELINE: gettext_lazy("no figure from before treatment"),
    Why.BEFORE_THE_DIARY: gettext_lazy("its days were before the diary"),
    Why.ON_TREATMENT: gettext_lazy("its days were under an earlier treatment"),
    Why.PAUSED: gettext_lazy("there was no treatment for 16 weeks or more"),
    Why.NOT_OVER: gettext_lazy("its days are still to come"),
    Why.CUT_SHORT: gettext_lazy("the next treatment came before its days did"),
    Why.TOO_FEW_DAYS: gettext_lazy("fewer than 20 of 28 days are known"),
    Why.TOO_FEW_ANSWERS: gettext_lazy("too few of the headache days say it (5 of every 7 are needed)"),
    Why.ONE_SIDED: gettext_lazy("days on which not all was answered are known to be different"),
    Why.FROM_ZERO: gettext_lazy("none before, so there is no share of it"),
    Why.UNLOGGED_DECIDE: gettext_lazy("days not known could decide it"),
    Why.NOT_KEPT: gettext_lazy("the rest is not in the diary"),
}


def _sum(one: Sum) -> SumInWords:
    answer, decimals = _of(one.is_met, one.is_close), _decimals(one)
    if one.why is not None:
        answer = str(WHY[one.why])
    return SumInWords(
        label=_label(one.line.measure),
        dates=_dates(one.after),
        before=_side(one.before, decimals) if one.before is not None else "",
        counted=_side(one.after, decimals),
        line=_line(one, decimals),
        beyond=_beyond(one),
        answer=answer,
    )


def _decimals(one: Sum) -> int:
    """So many that what is printed adds up, and a count beside its line is not printed as on it."""
    if one.at is None:
        return 1
    for decimals in (1, 2):
        count, line = round(one.after.rate, decimals), round(one.at, decimals)
        before = Fraction(0) if one.before is None else round(one.before.rate, decimals)
        summed = before * one.line.percent_of_before / 100 + one.line.offset
        if (count == line) is (one.after.rate == one.at) and round(summed, decimals) == line:
            return decimals
    return 3


def _label(measure: str) -> str:
    return _("Hours of headache") if measure == HOURS else measure_in_words(measure)


def _dates(side: Side) -> str:
    if not side.counts:
        return ""
    return span_in_words(Span(side.counts[0].span.first, side.counts[-1].span.last))


def _side(side: Side, decimals: int) -> str:
    """“12 (11 to 15), 25 of 28 known”: per 28, the least and the most, and of how many days that is known."""
    if side.figure is not None:
        return figure_in_words(rate_in_words(side.figure), side.source)
    if not side.counts:
        return ""
    known = sum(count.tally.known for count in side.counts)
    expected = sum(count.tally.expected for count in side.counts)
    low, high = side.bounds
    is_enough = all(count.tally.is_enough for count in side.counts)
    counted = exact_in_words(side.rate, decimals) if is_enough else ""
    return _counted(counted, low, high, known, expected)


@kept
def _counted(counted: str, low: Exact, high: Exact, known: int, expected: int) -> str:
    if low < high:
        between = between_in_words(float(low), float(high))
        counted = (
            _("%(counted)s (%(between)s)") % {"counted": counted, "between": between} if counted else between
        )
    # Translators: “12 (11 to 15), 25 of 28 known”: a count, and of how many days it is known.
    return _("%(counted)s, %(known)s known") % {"counted": counted, "known": of_in_words(known, expected)}


def _line(one: Sum, decimals: int) -> str:
    """“14 or fewer (20 − 30 %)”: the line with the sum that gave it."""
    if one.at is None or one.before is None:
        return _asks(one.line.asks, one.line.number)
    before, at = (exact_in_words(days, decimals) for days in (one.before.rate, one.at))
    return str(_LINES[one.line.asks]) % {"number": one.line.number, "before": before, "at": at}


@kept
def _asks(asks: Asks, number: int) -> str:
    return str(_ASKS[asks]) % {"number": number}


_LINES: dict[Asks, Promise] = {
    Asks.FELL_PERCENT: gettext_lazy("%(at)s or fewer (%(before)s − %(number)s\xa0%%)"),
    Asks.FELL_DAYS: gettext_lazy("%(at)s or fewer (%(before)s − %(number)s)"),
    Asks.TIMES: gettext_lazy("%(at)s or more (%(number)s × %(before)s)"),
}
_ASKS: dict[Asks, Promise] = {
    Asks.AT_LEAST: gettext_lazy("%(number)s or more"),
    Asks.UNDER: gettext_lazy("fewer than %(number)s"),
    Asks.FELL_PERCENT: gettext_lazy("%(number)s\xa0%% fewer"),
    Asks.FELL_DAYS: gettext_lazy("%(number)s fewer"),
    Asks.TIMES: gettext_lazy("%(number)s times as many"),
}


def _beyond(one: Sum) -> str:
    return "" if one.margin is None else beyond_in_words(float(one.margin), one.interval)
