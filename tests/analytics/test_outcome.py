"""Every number of an outcome equals a slow recount from the answers, whatever diary and injections."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.course import BaselineSource, Course, FixedBaseline, NoBaseline, WrittenBaseline
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.interval import Chain, fall, lag_one
from diary.analytics.measures import COUNTED, FOUR_HOURS
from diary.analytics.outcome import NoBand, comparable, outcome
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.windows import baseline_span
from diary.terms.answers import FourHours, Provenance
from diary.terms.day_document import DayDocument
from tests.analytics import on_fingers
from tests.analytics.on_fingers import Answered

FIRST = date(2024, 1, 30)
ANSWERS = (
    None,
    Answered(headache=True, four_hours=True, so_far=False),
    Answered(headache=True, four_hours=False, so_far=False),
    Answered(headache=True, four_hours=None, so_far=False),
    Answered(headache=False, four_hours=False, so_far=False),
    Answered(headache=False, four_hours=False, so_far=True),
)


def packed(answers: dict[date, Answered]) -> Diary:
    """The diary that says this, as it is stored."""
    words = {True: FourHours.YES, False: FourHours.NO, None: None}
    days = {}
    for day, answer in answers.items():
        said = words[answer.four_hours] if answer.headache else None
        provenance = Provenance.EARLY if answer.so_far else Provenance.SAME_DAY
        days[day] = PackedDay(DayDocument(headache=answer.headache, four_hours=said), provenance)
    return Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))


def days_from(first: date, answers) -> dict[date, Answered]:
    said = ((first + timedelta(days=index), answer) for index, answer in enumerate(answers))
    return {day: answer for day, answer in said if answer is not None}


def treated(answers, *gaps, further=100, **options) -> tuple[Course, date, dict[date, Answered]]:
    """A course from FIRST on, and a diary that begins 28 days before it."""
    injections = [FIRST]
    for gap in gaps:
        injections.append(injections[-1] + timedelta(days=gap))
    diary = days_from(FIRST - timedelta(days=28), answers)
    fixed = FixedBaseline(baseline_span(FIRST), packed(diary))
    options = {"from_start": True, "fixed": fixed} | options
    return Course(tuple(injections), **options), injections[-1] + timedelta(days=further), diary


def one_course(answers, *gaps, **options):
    course, today, diary = treated(answers, *gaps, **options)
    return outcome(packed(diary), [course], today).courses[0]


H, C = ANSWERS[1], ANSWERS[4]
TWENTY = [H] * 20 + [C] * 8
TWELVE = [H] * 12 + [C] * 16


@given(
    st.lists(st.sampled_from(ANSWERS), max_size=500),
    st.lists(st.integers(1, 130), max_size=4),
    st.integers(0, 150),
)
def test_every_number_equals_a_slow_recount(answers, gaps, further):
    course, today, diary = treated(answers, *gaps, further=further)
    found = outcome(packed(diary), [course], today).courses[0]
    before = on_fingers.dates(*baseline_span(FIRST))
    windows = on_fingers.window_dates(list(course.injections), today)
    for measure in COUNTED:
        base = on_fingers.per_month(before, diary, measure)
        assert tuple(found.baseline.tallies[measure]) == on_fingers.tally(before, diary, measure)
        assert (measure in found.baseline.rates) == (base is not None)
        chains = [
            as_chain(days, diary, measure)
            for days in [before, *(days for cycle in windows for days in cycle[:3])]
            if on_fingers.per_month(days, diary, measure) is not None
        ]
        correlation = lag_one(chains)
        for cycle, (*expected, overdue) in zip(found.cycles, windows, strict=True):
            usable = []
            for window, days in zip(cycle.windows, expected, strict=False):
                assert tuple(window.tallies[measure]) == on_fingers.tally(days, diary, measure)
                now = on_fingers.per_month(days, diary, measure)
                change = window.changes.get(measure)
                assert (change is not None) == (base is not None and now is not None)
                if now is not None:
                    usable.append((as_chain(days, diary, measure), now))
                if change is not None:
                    check(change, base, now)
                    alone = fall([as_chain(before, diary, measure)], [usable[-1][0]], correlation)
                    assert change.interval == pytest.approx(alone)
            together = cycle.changes.get(measure)
            assert (together is not None) == (base is not None and bool(usable))
            if together is not None:
                check(together, base, sum(now for _, now in usable) / len(usable))
            if overdue:
                assert tuple(cycle.overdue[measure]) == on_fingers.tally(overdue, diary, measure)
            else:
                assert measure not in cycle.overdue


def as_chain(days, diary, measure) -> Chain:
    count, known, *_ = on_fingers.tally(days, diary, measure)
    return Chain(count, known, *on_fingers.switches(days, diary, measure))


def check(change, before: Fraction, after: Fraction) -> None:
    assert Fraction(28 * change.before.days, change.before.of) == before
    assert Fraction(28 * change.after.days, change.after.of) == after
    assert change.days == pytest.approx(float(before - after))
    for percent in (30, 50, 75):
        exact = None if before == 0 else (before - after) / before >= Fraction(percent, 100)
        assert change.is_at_least(percent) is exact


def test_twenty_days_fall_to_twelve():
    found = one_course(TWENTY + TWELVE * 3)
    _, window = found.latest
    change = window.changes[HEADACHE]
    assert (change.before.per_month, change.after.per_month, change.days) == (20, 12, 8)
    assert change.percent == pytest.approx(40)
    assert change.is_at_least(30)
    assert not change.is_at_least(50)


def test_the_bounds_hold_what_the_missing_days_could_be():
    found = one_course(TWENTY + [H] * 10 + [None] * 4 + [ANSWERS[5]] * 2 + [C] * 12)
    tally = found.cycles[0].windows[0].tallies[HEADACHE]
    assert tally.bounds == (10, 16)
    assert tally.scaled == pytest.approx(28 * 10 / 24)


def test_below_twenty_of_28_days_there_is_no_verdict():
    found = one_course(TWENTY + [H] * 19 + [None] * 9 + [H] * 20)
    first, second, _ = found.cycles[0].windows
    assert first.tallies[HEADACHE].scaled is None
    assert first.changes == {}
    assert HEADACHE in second.changes


def test_a_sparse_baseline_gives_no_change():
    found = one_course([H] * 19 + [None] * 9 + TWELVE * 3)
    assert found.baseline.lacking is NoBaseline.TOO_FEW_DAYS
    assert found.latest is None
    assert found.no_band is NoBand.NO_BASELINE


def test_days_on_treatment_are_never_a_baseline():
    found = one_course(TWENTY + TWELVE * 3, from_start=False, fixed=None, earlier=None)
    assert found.baseline.lacking is NoBaseline.ON_TREATMENT
    assert found.baseline.tallies == {}
    assert [cycle.number for cycle in found.cycles] == [None]


def test_of_earlier_treatments_those_recorded_are_counted_once():
    injections = tuple(FIRST + timedelta(days=84 * number) for number in range(4))
    course = Course(injections, from_start=False, earlier=3)
    assert [course.number(index) for index in range(4)] == [4, 5, 6, 7]
    # Two of the three were recorded since.
    assert [course._replace(of_earlier=2).number(index) for index in range(4)] == [2, 3, 4, 5]
    # More were recorded than were told of.
    assert [course._replace(earlier=1, of_earlier=2).number(index) for index in range(4)] == [1, 2, 3, 4]
    assert course._replace(earlier=None, of_earlier=2).number(0) is None


def test_a_letter_can_say_what_it_was_before_and_gets_no_interval():
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal("20.5"), date(2023, 5, 2))
    found = one_course(
        TWENTY + TWELVE * 3, from_start=False, fixed=None, earlier=4, began=date(2023, 6, 1), written=written
    )
    cycle, window = found.latest
    change = window.changes[HEADACHE]
    assert (cycle.number, found.baseline.source) == (5, BaselineSource.DOCUMENTED)
    assert change.days == pytest.approx(8.5)
    assert change.interval is None
    assert FOUR_HOURS not in window.changes
    assert window.weeks == (43, 47)
    assert not window.is_weeks_21_24


def test_a_figure_has_its_date_and_days_of_the_diary_have_none():
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal("20.5"), date(2023, 5, 2))
    found = one_course(TWELVE * 3, from_start=False, fixed=None, earlier=4, written=written)
    assert found.baseline.dated == date(2023, 5, 2)
    counted = one_course(TWENTY + TWELVE * 3, written=written)
    assert (counted.baseline.source, counted.baseline.dated) == (BaselineSource.DIARY, None)


def test_a_fixed_baseline_stays_when_the_diary_says_something_else_later():
    course, today, diary = treated(TWENTY + TWELVE * 3)
    later = diary | {FIRST - timedelta(days=1): H}
    found = outcome(packed(later), [course], today).courses[0]
    assert found.baseline.has_changed
    assert found.baseline.tallies[HEADACHE].days == 20
    assert found.baseline.now[HEADACHE].days == 21
    assert found.baseline.rates[HEADACHE].per_month == 20


def test_a_restart_ends_the_course_before_it_and_has_its_own_baseline():
    first, _, diary = treated(TWENTY + TWELVE * 12)
    restart = FIRST + timedelta(days=200)
    fixed = FixedBaseline(baseline_span(restart), packed(diary))
    second = Course((restart,), from_start=True, fixed=fixed)
    found = outcome(packed(diary), [first, second], restart + timedelta(days=30))
    assert found.courses[0].cycles[-1].cycle.last == restart - timedelta(days=1)
    assert found.courses[1].baseline.span == baseline_span(restart)
    assert [cycle.number for cycle in found.courses[1].cycles] == [1]


@pytest.mark.parametrize(
    ("headaches", "no_band"),
    [(14, NoBand.BASELINE_UNDER_15), (15, None), (25, None), (26, NoBand.DAILY), (28, NoBand.DAILY)],
)
def test_the_averages_stand_beside_those_they_are_about(headaches, no_band):
    assert one_course([H] * headaches + [C] * (28 - headaches) + TWELVE).no_band is no_band


def test_daily_headache_is_daily_however_short_it_is():
    long, short = ANSWERS[1], ANSWERS[2]
    assert one_course([long] * 10 + [short] * 18 + TWELVE).no_band is NoBand.DAILY
    assert one_course([long] * 10 + [short] * 15 + [C] * 3 + TWELVE).no_band is NoBand.BASELINE_UNDER_15


def test_like_is_compared_with_like_where_it_is_known():
    long, unknown = ANSWERS[1], ANSWERS[3]
    both = one_course([long] * 28 + [long] * 28)
    assert comparable(both.baseline, both.latest[1]) == FOUR_HOURS
    unsaid = one_course([long] * 28 + [unknown] * 9 + [long] * 19)
    assert comparable(unsaid.baseline, unsaid.latest[1]) == HEADACHE


def test_a_window_that_is_not_over_waits_until_no_whole_one_is_there():
    found = one_course(TWENTY + TWELVE + [H] * 25, further=52)
    assert found.latest[1].window.cut is None
    early = one_course(TWENTY + [H] * 25, further=24)
    assert early.latest[1].window.cut is not None


@pytest.mark.parametrize("answers", [[], [H] * 400, [C] * 400])
def test_extreme_diaries_have_an_outcome(answers):
    found = one_course(answers, 84, 84)
    assert len(found.cycles) == 3
    for cycle in found.cycles:
        for change in cycle.changes.values():
            assert change.days == 0
            assert change.interval.low < 0 < change.interval.high


def test_without_treatment_there_is_nothing_to_tell():
    assert outcome(packed({}), [], FIRST).courses == ()
