"""Rows of the table: what is only known in part says so."""

from datetime import date, timedelta
from decimal import Decimal

from diary.analytics.course import BaselineSource, WrittenBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import outcome
from diary.analytics.windows import Span
from diary.wording.changes import change_in_words, cycle_change_in_words
from diary.wording.dates import span_in_words
from diary.wording.outcome import baseline_in_words
from diary.wording.windows import window_rows
from tests.analytics.ruled import FIRST, found_of, from_day
from tests.analytics.rules_on_fingers import HARD
from tests.analytics.test_outcome import ANSWERS, TWENTY, C, H, one_course, packed, treated

HOW_LONG, EARLY = ANSWERS[3], ANSWERS[5]
"""A headache of which nobody said how long it was; and clear so far."""


def test_days_that_are_only_clear_so_far_are_told_beside_the_days_logged():
    _before, first, *_ = window_rows(one_course(TWENTY + [H] * 10 + [EARLY] * 2 + [C] * 15 + [None]))
    assert first.logged == "27 of 28, 2 clear so far"
    assert first.days == "10.4 (10 to 13)"


def test_days_that_do_not_say_how_long_are_told_where_some_do_not():
    _before, first, second, *_ = window_rows(one_course(TWENTY + [HOW_LONG] * 3 + [H] * 25 + [HOW_LONG] * 28))
    assert (first.days, first.beside) == ("28", "28 (25 to 28), 25 known")
    assert (second.days, second.logged) == ("28", "28 of 28")
    assert second.beside == "0 to 28, 0 known"


def test_a_window_that_is_not_over_is_told_in_its_own_days():
    course, today, diary = treated(TWENTY + [H] * 3 + [C] * 6, further=9)
    *_, row = window_rows(outcome(packed(diary), [course], today).courses[0])
    assert (row.label, row.kind) == ("cycle 1, weeks 1 to 4, not over yet", "sparse")
    assert (row.counted, row.days, row.logged) == ("Headache days", "3 to 4 in 10 days", "9 of 10")


def test_a_window_not_over_with_enough_days_may_still_be_more():
    course, today, diary = treated(TWENTY + [H] * 10 + [C] * 14, further=23)
    *_, row = window_rows(outcome(packed(diary), [course], today).courses[0])
    assert (row.days, row.logged) == ("11.7 (10 to 14)", "24 of 24")


def test_a_change_that_rounds_to_none_is_no_change():
    course = one_course([H] * 27 + [C] + [H] * 26 + [C] + [None] + [H] * 56)
    row = list(window_rows(course))[1]
    assert row.change.startswith("no change (")
    cycle, window = course.cycles[0], course.cycles[0].windows[0]
    said = change_in_words(window.changes[HEADACHE], course.baseline, window.tallies[HEADACHE])
    assert said.startswith("Headache days did not change: 27 per 28 (no change;")
    assert cycle.number == 1


def test_one_window_alone_is_not_said_twice():
    course = one_course(TWENTY + [H] * 12 + [C] * 16)
    assert cycle_change_in_words(course.cycles[0], BaselineSource.DIARY) == ""
    course = one_course(TWENTY + [H] * 12 + [C] * 16 + [H] * 10 + [C] * 18)
    said = cycle_change_in_words(course.cycles[0], BaselineSource.DIARY)
    assert said.startswith("The 2 windows of cycle 1 with enough days logged together: 11 per 28 on average")


def test_each_row_of_a_figure_that_was_recalled_says_so():
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal("20.5"), date(2024, 1, 5))
    course = one_course(
        [C] * 28 + [H, C] * 42, from_start=False, fixed=None, earlier=2, written=written, further=83
    )
    before, *windows = window_rows(course)
    assert (before.label, before.dates) == ("before treatment", "recalled, dated 5 Jan 2024")
    assert (before.days, before.logged, before.change) == ("20.5", "not counted here", "")
    assert [row.change for row in windows] == ["−32\xa0%, 6.5 fewer; before: recalled"] * 3
    said = cycle_change_in_words(course.cycles[0], BaselineSource.RECALLED)
    assert said.endswith(
        "14 per 28 on average (−32\xa0%, 6.5 fewer; no interval, because the baseline is recalled)."
    )
    compared = baseline_in_words(course.baseline, course)
    assert "20.5 headache days a month before treatment, recalled, dated 5 Jan 2024." in compared


def test_days_before_of_which_too_few_are_known_stand_above_the_figure_in_their_stead():
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(20), None)
    course = one_course([H] + [C] * 18 + [None] * 9 + [H, C] * 14, further=27, written=written)
    diary, figure, window = window_rows(course)
    assert (diary.label, diary.days, diary.logged) == ("before treatment", "1 to 10", "19 of 28")
    assert (figure.dates, figure.days) == ("from a letter or a paper diary", "20")
    assert window.change == "−30\xa0%, 6 fewer; before: from a letter or a paper diary"


def test_hours_after_week_12_are_those_of_their_own_days():
    days = from_day(FIRST - timedelta(days=28), [HARD] * 28, [HARD] * 28, [HARD] * 28, [HARD] * 28)
    days |= from_day(FIRST + timedelta(days=84), [HARD] * 4)
    rows = list(window_rows(found_of(days, today=FIRST + timedelta(days=87)).courses[0]))
    assert (rows[-1].days, rows[-1].beside_counted) == ("4 in 4 days", "Hours of headache")
    assert rows[-1].beside == "20 in 4 days"
    rows = list(window_rows(found_of(days, today=FIRST + timedelta(days=89)).courses[0]))
    assert rows[-1].beside == "at least 20 in 6 days"


def test_hours_of_a_window_that_is_not_over_are_those_of_its_own_days():
    days = from_day(FIRST - timedelta(days=28), [HARD] * 28, [HARD] * 5)
    row = list(window_rows(found_of(days, today=FIRST + timedelta(days=4)).courses[0]))[1]
    assert (row.beside_counted, row.beside) == ("Hours of headache", "25 in 5 days")


def test_a_figure_is_told_as_it_was_written():
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal("25.99"), None)
    course = one_course(
        [C] * 28 + [H] * 84, from_start=False, fixed=None, earlier=2, written=written, further=83
    )
    _cycle, window = course.latest
    said = change_in_words(window.changes[HEADACHE], course.baseline, window.tallies[HEADACHE])
    assert "from 25.99 to 28 per 28" in said


def test_the_year_is_said_once_where_it_is_one():
    assert span_in_words(Span(date(2026, 3, 3), date(2026, 3, 30))) == "3 Mar to 30 Mar 2026"
    assert span_in_words(Span(date(2026, 3, 3), date(2026, 3, 3))) == "3 Mar 2026"
    assert span_in_words(Span(date(2025, 12, 20), date(2026, 1, 16))) == "20 Dec 2025 to 16 Jan 2026"
