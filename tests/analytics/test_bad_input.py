"""What the core makes of bad input when nobody stands before it: a sensible result, or an error by name."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from diary.analytics.around import around_injections
from diary.analytics.classify import counts_flags, criterion_c, four_hours, migraine, took
from diary.analytics.course import (
    BaselineError,
    BaselineSource,
    Course,
    FixedBaseline,
    NoBaseline,
    WrittenBaseline,
)
from diary.analytics.criteria import before_treatment, burden, criteria
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.measures import BURDEN, MEASURES
from diary.analytics.outcome import outcome
from diary.analytics.overuse import medicine_days
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.since_injection import since_injection
from diary.analytics.uncertain import uncertain
from diary.analytics.windows import DateError, InjectionsError, Span, baseline_span, cycles
from diary.terms.answers import FourHours, Provenance, Severity
from diary.terms.criteria import PUBLISHED, ThresholdsError
from diary.terms.day_document import FEATURES, AnswerError, DayDocument, Intake
from diary.terms.month import EARLIEST_DAY, LATEST_DAY
from diary.terms.preventives import PreventiveDocument, Taking

NAN = float("nan")
FIRST = date(2024, 1, 30)
TODAY = FIRST + timedelta(days=200)
WORST = DayDocument(
    headache=True,
    severity=Severity.SEVERE,
    hours=Decimal(24),
    intakes=(Intake("sumatriptan"),),
    **dict.fromkeys(FEATURES, True),
)
CLEAR = DayDocument(headache=False, intakes=())


def diary_of(document=None, first=FIRST - timedelta(days=112), days=400) -> Diary:
    """The same every day; nothing logged without a document."""
    return packed({first + timedelta(days=index): document for index in range(days if document else 0)})


def packed(documents) -> Diary:
    days = {day: PackedDay(document, Provenance.SAME_DAY) for day, document in documents.items()}
    return Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))


def course_of(diary, *injections, **options) -> Course:
    """A course with its baseline fixed, where it has an injection."""
    fixed = FixedBaseline(baseline_span(injections[0]), diary) if injections else None
    return Course(injections, **{"from_start": True, "fixed": fixed} | options)


def everything(diary, courses, today=TODAY):
    """All that a patient's pages ask for."""
    found = outcome(diary, courses, today)
    for course in found.courses:
        for cycle in course.cycles:
            for window in cycle.windows:
                for change in window.changes.values():
                    assert -28 <= change.interval.low <= change.days <= change.interval.high <= 28
                assert window.hours.total <= 24 * window.hours.known
                for tally in window.tallies.values():
                    assert 0 <= tally.days <= tally.known <= tally.logged <= tally.expected <= 28
        since_injection(course)
        around_injections(course)
        uncertain(course)
        before_treatment(course)
        assert dict(course.baseline.tallies).keys() in (set(), set(MEASURES))
    for criterion in criteria(found, PUBLISHED):
        assert criterion.answer in ("met", "not_met", "depends_on_the_window", "cannot_be_assessed")
        for reading in criterion.readings:
            assert all(one.interval is None or one.interval.low <= one.interval.high for one in reading.sums)
    burden(found)
    medicine_days(diary, found.asked)
    return found


# --- answers


@pytest.mark.parametrize("name", ["headache", *FEATURES, "menstruation"])
@pytest.mark.parametrize("wrong", [NAN, 1, 0, "yes", Decimal("NaN"), float("inf")])
def test_a_flag_is_yes_or_no_or_open_and_nothing_else(name, wrong):
    with pytest.raises(AnswerError, match=name):
        DayDocument(**{"headache": True} | {name: wrong})


def test_whether_there_was_a_headache_is_never_open():
    with pytest.raises(AnswerError, match="headache"):
        DayDocument(headache=None)


@pytest.mark.parametrize("name", ["severity", "four_hours", "effect"])
@pytest.mark.parametrize("wrong", [NAN, True, "awful"])
def test_a_word_is_one_of_its_question(name, wrong):
    with pytest.raises(AnswerError, match=name):
        DayDocument(headache=True, **{name: wrong})


def test_a_word_as_it_is_stored_counts_as_that_word():
    said = DayDocument(headache=True, severity="mild", four_hours="yes", pulsating=True, one_sided=False)
    # Mild pain is no third feature, and not severe.
    assert (criterion_c(said), four_hours(said)) == (None, True)


HOURS = ["NaN", "sNaN", "Infinity", "-Infinity", "-1", "24.25", "0.1", "0"]


@pytest.mark.parametrize("hours", [*map(Decimal, HOURS), NAN, 2.5, True, "3"])
@pytest.mark.parametrize("four", [None, FourHours.YES])
@pytest.mark.parametrize("layout", [COUNTS, DETAIL])
def test_hours_are_quarters_of_one_day(hours, four, layout):
    wrong = DayDocument(headache=True, hours=hours, four_hours=four)
    with pytest.raises(AnswerError, match="hours"):
        recorded(None, layout, {FIRST: PackedDay(wrong, Provenance.SAME_DAY)})
    if four is None:
        with pytest.raises(AnswerError, match="hours"):
            counts_flags(wrong)


@pytest.mark.parametrize("intake", [Intake("moonshine"), Intake("sumatriptan", relief=NAN)])
def test_a_medicine_is_one_of_the_list_and_its_relief_a_word(intake):
    wrong = DayDocument(headache=True, believed_migraine=True, intakes=(intake,))
    with pytest.raises(AnswerError, match="intakes"):
        (migraine(wrong), took(wrong))


@pytest.mark.parametrize("layout", [COUNTS, DETAIL])
def test_how_a_day_was_answered_is_a_word(layout):
    with pytest.raises(AnswerError, match="provenance"):
        recorded(None, layout, {FIRST: PackedDay(CLEAR, "tomorrow")})


# --- injections and days


@pytest.mark.parametrize(
    "injections",
    [
        [],
        [FIRST, FIRST],
        [FIRST + timedelta(days=84), FIRST],
        [FIRST, FIRST + timedelta(days=84), FIRST + timedelta(days=10)],
        [FIRST, TODAY + timedelta(days=1)],
        [TODAY + timedelta(days=1)],
    ],
)
def test_injections_that_cannot_be_are_refused_by_name(injections):
    diary = diary_of(WORST)
    with pytest.raises(InjectionsError):
        outcome(diary, [course_of(diary, *injections)], TODAY)


@pytest.mark.parametrize("early", [date(1, 1, 10), date(1, 3, 1), EARLIEST_DAY - timedelta(days=1), date.min])
def test_an_injection_before_any_diary_is_refused_by_name(early):
    diary = diary_of()
    for refused in (
        lambda: outcome(diary, [Course((early,), from_start=True)], TODAY),
        lambda: cycles([early], TODAY),
        lambda: baseline_span(early),
    ):
        with pytest.raises(InjectionsError, match="before any diary"):
            refused()


@pytest.mark.parametrize("today", [date.min, date(1, 1, 10), date(1989, 12, 31), date(9999, 1, 1), date.max])
def test_nobody_asks_on_a_day_at_the_ends_of_the_calendar(today):
    for refused in (lambda: outcome(diary_of(), [], today), lambda: medicine_days(diary_of(), today)):
        with pytest.raises(DateError, match="No diary is asked"):
            refused()


@pytest.mark.parametrize("day", [EARLIEST_DAY, LATEST_DAY])
def test_the_first_and_the_last_day_that_is_asked_about_have_everything(day):
    diary = diary_of(WORST, day - timedelta(days=28), 29)
    found = everything(diary, [course_of(diary, day)], day)
    assert [len(cycle.windows) for cycle in found.courses[0].cycles] == [1]
    everything(diary, [], day)


ONE, OTHER = (FIRST, FIRST + timedelta(days=84)), (FIRST + timedelta(days=10), TODAY)


@pytest.mark.parametrize("courses", [(ONE, OTHER), (OTHER, ONE), (ONE, ONE), (ONE, ONE[1:]), (ONE, ())])
def test_courses_that_overlap_or_do_not_follow_each_other_are_refused(courses):
    diary = diary_of(WORST)
    with pytest.raises(InjectionsError):
        outcome(diary, [course_of(diary, *injections) for injections in courses], TODAY)


def test_injections_on_neighbouring_days_are_cycles_of_one_day():
    diary = diary_of(WORST)
    found = everything(diary, [course_of(diary, *(FIRST + timedelta(days=index) for index in range(3)))])
    assert [cycle.cycle.days for cycle in found.courses[0].cycles] == [1, 1, 199]
    assert found.courses[0].cycles[0].windows[0].tallies[HEADACHE].scaled is None


def test_a_span_that_ends_before_it_begins_is_refused_and_one_of_no_days_has_none():
    diary = diary_of(WORST)
    with pytest.raises(DateError):
        diary.bits(HEADACHE, Span(FIRST, FIRST - timedelta(days=2)))
    assert diary.bits(HEADACHE, Span(FIRST, FIRST - timedelta(days=1))).tally().expected == 0


@pytest.mark.parametrize("began", [FIRST, FIRST + timedelta(days=300), LATEST_DAY])
def test_a_course_that_began_after_its_own_treatments_began_nobody_knows_when(began):
    diary = diary_of(WORST)
    joined = course_of(diary, *ONE, from_start=False, fixed=None, earlier=2, began=began)
    course = everything(diary, [joined]).courses[0]
    assert {window.weeks for cycle in course.cycles for window in cycle.windows} == {None}


@pytest.mark.parametrize("day", [date.min, date.max])
def test_another_preventive_from_the_ends_of_the_calendar_has_room_within_it(day):
    taken = PreventiveDocument("topiramate", taking=Taking.NOW, started=day, started_about=True)
    assert date.min <= taken.start.earliest <= day <= taken.start.latest <= date.max
    diary = diary_of(WORST)
    found = outcome(diary, [course_of(diary, FIRST)], TODAY, [taken])
    assert uncertain(found.courses[0]).confounders == ()
    criteria(found, PUBLISHED)


def test_the_latest_injections_are_as_many_as_asked_for():
    diary = diary_of(WORST)
    (course,) = outcome(diary, [course_of(diary, *ONE)], TODAY).courses
    assert [len(around_injections(course, most)) for most in (None, 3, 1, 0, -1)] == [2, 2, 1, 0, 0]


# --- baselines


@pytest.mark.parametrize("days", ["NaN", "sNaN", "Infinity", "-Infinity", "-5", "-0.01", "28.01", "40"])
@pytest.mark.parametrize("document", [None, WORST])
def test_a_figure_is_0_to_28_days_also_where_the_diary_stands_before_it(days, document):
    diary = diary_of(document)
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(days), None)
    with pytest.raises(BaselineError, match="no days of 28"):
        outcome(diary, [course_of(diary, FIRST, written=written)], TODAY)


@pytest.mark.parametrize("days", [NAN, float("inf"), "20", None])
def test_a_figure_is_a_decimal(days):
    written = WrittenBaseline(BaselineSource.RECALLED, days, None)
    with pytest.raises(BaselineError):
        outcome(diary_of(), [course_of(diary_of(), FIRST, written=written)], TODAY)


@pytest.mark.parametrize("days", [0, 28])
def test_figures_at_both_ends_stand(days):
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(days), None)
    diary = diary_of()
    found = outcome(diary, [Course((FIRST,), from_start=False, written=written)], TODAY).courses[0]
    assert found.baseline.rates[HEADACHE].per_month == days


@pytest.mark.parametrize("length", [-3, 0, 27, 29])
def test_the_days_fixed_are_28(length):
    diary = diary_of(WORST)
    fixed = FixedBaseline(Span(FIRST - timedelta(days=length), FIRST - timedelta(days=1)), diary)
    with pytest.raises(BaselineError, match="28"):
        outcome(diary, [course_of(diary, FIRST, fixed=fixed)], TODAY)


def test_fixed_days_that_were_damaged_are_no_baseline_and_are_called_that():
    diary = diary_of(WORST)
    torn = course_of(diary, FIRST, fixed=None, are_unreadable=True)
    found = everything(diary, [torn]).courses[0]
    assert (found.baseline.source, found.baseline.lacking) == (None, NoBaseline.UNREADABLE)


# --- rules


@pytest.mark.parametrize(
    "wrong", [{"stop_months": 10**9}, {"stop_percent": NAN}, {"renewal_days": -1}, {"response_days": "some"}]
)
def test_numbers_that_no_rule_has_are_refused(wrong):
    for courses in ([], [course_of(diary_of(), FIRST)]):
        with pytest.raises(ThresholdsError, match=next(iter(wrong))):
            criteria(outcome(diary_of(), courses, TODAY), PUBLISHED._replace(**wrong))


# --- diaries that say little, or always the same


def test_of_an_empty_diary_everything_is_unknown_and_nothing_is_0():
    diary = diary_of()
    found = everything(diary, [course_of(diary, *ONE)])
    course = found.courses[0]
    assert course.baseline.lacking is NoBaseline.TOO_FEW_DAYS
    assert course.newest is None
    assert uncertain(course) is None
    assert {criterion.answer for criterion in criteria(found, PUBLISHED)} == {"cannot_be_assessed"}
    assert (burden(found).days, burden(found).band) == (None, None)
    assert since_injection(course).weeks == ()
    assert [one.change for one in around_injections(course)] == [None, None]
    assert not medicine_days(diary, TODAY).is_known
    everything(diary, [])


def test_who_has_headache_every_day_stays_where_they_were():
    diary = diary_of(WORST)
    found = everything(diary, [course_of(diary, *ONE)])
    _, window = found.courses[0].latest
    assert (window.changes[HEADACHE].days, window.changes[HEADACHE].percent) == (0, 0)
    assert (window.hours.scaled, burden(found).days) == (28 * 24, 28)
    assert {week.mean for week in since_injection(found.courses[0]).weeks} == {7}
    everything(diary, [])


def test_who_never_has_headache_has_nothing_to_fall_from():
    diary = diary_of(CLEAR)
    found = everything(diary, [course_of(diary, *ONE)])
    _, window = found.courses[0].latest
    change = window.changes[HEADACHE]
    assert (change.days, change.percent, change.is_at_least(50)) == (0, None, None)
    assert (burden(found).days, window.tallies[BURDEN].days) == (0, 0)
    assert {week.mean for week in since_injection(found.courses[0]).weeks} == {0}
    everything(diary, [])


def test_a_treatment_before_the_first_logged_day_has_no_baseline_and_its_later_windows_count():
    diary = diary_of(WORST, FIRST + timedelta(days=28))
    course = everything(diary, [course_of(diary, FIRST)]).courses[0]
    assert course.baseline.lacking is NoBaseline.TOO_FEW_DAYS
    assert [window.tallies[HEADACHE].known for window in course.cycles[0].windows] == [0, 28, 28]


def test_days_after_today_count_nowhere():
    diary = diary_of(WORST)
    today = FIRST + timedelta(days=9)
    course = everything(diary, [course_of(diary, FIRST)], today).courses[0]
    assert [window.tallies[HEADACHE].known for window in course.cycles[0].windows] == [10]


def test_it_does_not_matter_in_which_order_days_are_written():
    span = [FIRST + timedelta(days=index) for index in range(60)]
    days = {day: PackedDay(WORST if day.day % 3 else CLEAR, Provenance.LATE) for day in span}
    for layout in (COUNTS, DETAIL):
        assert recorded(None, layout, dict(reversed(days.items()))).blob == recorded(None, layout, days).blob
