"""What makes a comparison less certain is counted on both sides of it."""

from datetime import timedelta
from decimal import Decimal

from diary.analytics.course import BaselineSource, Course, FixedBaseline, WrittenBaseline
from diary.analytics.diary import Diary
from diary.analytics.outcome import outcome
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.uncertain import Uncertain, uncertain
from diary.analytics.windows import Cut, baseline_span
from diary.terms.answers import Provenance
from diary.terms.day_document import DayDocument
from diary.terms.preventives import PreventiveDocument as Preventive
from diary.terms.preventives import Taking
from tests.analytics.test_outcome import FIRST

SAME, LATE, BACK, FILE = Provenance.SAME_DAY, Provenance.LATE, Provenance.BACKFILLED, Provenance.IMPORTED
EARLY = Provenance.EARLY


def found_of(before, after, written=None):
    """By provenance of each day, a headache every other day; None: not logged."""
    days = {
        FIRST + timedelta(days=index - 28): PackedDay(
            DayDocument(headache=index % 2 == 0 and one != EARLY), one
        )
        for index, one in enumerate([*before, *after])
        if one is not None
    }
    diary = Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))
    fixed = None if written else FixedBaseline(baseline_span(FIRST), diary)
    course = Course((FIRST,), from_start=written is None, fixed=fixed, written=written)
    return uncertain(outcome(diary, [course], FIRST + timedelta(days=len(after) - 1)).courses[0])


def test_days_answered_on_their_day_are_as_certain_as_can_be():
    found = found_of([SAME] * 28, [SAME] * 28)
    assert found == Uncertain(BaselineSource.DIARY, 56, 0, 0, 0, 0, None)


def test_late_days_and_days_of_a_file_are_counted_on_both_sides():
    found = found_of([LATE] * 3 + [BACK] * 4 + [SAME] * 21, [FILE] * 5 + [LATE] + [SAME] * 22)
    assert (found.late, found.imported, found.logged) == (8, 5, 56)


def test_days_that_are_only_clear_so_far_are_counted():
    assert found_of([SAME] * 28, [EARLY] * 2 + [SAME] * 26).so_far == 2


def test_sides_that_differ_by_more_than_five_logged_days_are_told():
    assert found_of([SAME] * 28, [SAME] * 23 + [None] * 5).logged_differs == 0
    assert found_of([SAME] * 28, [SAME] * 22 + [None] * 6).logged_differs == 6
    assert found_of([SAME] * 21 + [None] * 7, [SAME] * 28).logged_differs == 7


def test_a_figure_has_no_days_of_its_own():
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal(20), None)
    found = found_of([LATE] * 28, [SAME] * 28, written)
    assert (found.source, found.logged, found.late, found.logged_differs) == (
        BaselineSource.RECALLED,
        28,
        0,
        0,
    )


def test_every_window_of_the_cycle_counts_because_the_verdict_is_of_the_cycle():
    found = found_of([SAME] * 28, [EARLY] * 28 + [BACK] * 28 + [SAME] * 28)
    assert (found.logged, found.so_far, found.late) == (112, 28, 28)
    still_open = found_of([SAME] * 28, [SAME] * 28 + [LATE] * 24)
    assert (still_open.logged, still_open.late, still_open.cut) == (80, 24, Cut.TODAY)
    too_few = found_of([SAME] * 28, [SAME] * 28 + [LATE] * 10)
    assert (too_few.logged, too_few.late, too_few.cut) == (56, 0, None)
    assert found_of([SAME] * 28, [SAME] * 20 + [None] * 8 + [SAME] * 28).logged_differs == 8


def test_a_window_that_is_not_over_has_not_fewer_days_known():
    assert found_of([SAME] * 28, [SAME] * 22).logged_differs == 0
    assert found_of([SAME] * 20 + [None] * 8, [SAME] * 22).logged_differs == 8


def test_where_nothing_is_compared_the_window_that_leads_is_told_of():
    diary = {FIRST + timedelta(days=day): PackedDay(DayDocument(headache=True), BACK) for day in range(56)}
    packed = Diary(recorded(None, COUNTS, diary), recorded(None, DETAIL, diary))
    started = Preventive("topiramate", taking=Taking.NOW, started=FIRST)
    course = Course((FIRST,), from_start=False, earlier=None)
    found = uncertain(outcome(packed, [course], FIRST + timedelta(days=55), [started]).courses[0])
    assert found == Uncertain(None, 28, 28, 0, 0, 0, None)


def test_a_figure_that_the_diary_contradicts_is_told():
    days = {FIRST - timedelta(days=day): PackedDay(DayDocument(headache=False), SAME) for day in range(1, 20)}
    days |= {FIRST + timedelta(days=day): PackedDay(DayDocument(headache=True), SAME) for day in range(28)}
    packed = Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))

    def outside(figure):
        written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(figure), None)
        course = Course((FIRST,), True, fixed=FixedBaseline(baseline_span(FIRST), packed), written=written)
        return uncertain(outcome(packed, [course], FIRST + timedelta(days=27)).courses[0]).outside

    assert (outside(20), outside(9)) == ((0, 9), None)


def test_a_window_that_is_cut_short_says_so_and_none_says_nothing():
    assert found_of([SAME] * 28, [SAME] * 24).cut is Cut.TODAY
    assert found_of([SAME] * 28, [SAME] * 10) is None
