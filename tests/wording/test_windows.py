"""Rows of the table: what is only known in part says so."""

from datetime import date

from diary.analytics.windows import Span
from diary.wording.dates import span_in_words
from diary.wording.windows import window_rows
from tests.analytics.test_outcome import ANSWERS, TWENTY, C, H, one_course

HOW_LONG, EARLY = ANSWERS[3], ANSWERS[5]
"""A headache of which nobody said how long it was; and clear so far."""


def test_days_that_are_only_clear_so_far_are_told_beside_the_days_logged():
    _before, first, *_ = window_rows(one_course(TWENTY + [H] * 10 + [EARLY] * 2 + [C] * 15 + [None]))
    assert first.logged == "27 of 28, 2 clear so far"
    assert first.headache == "10.4 (10 to 13)"


def test_days_that_do_not_say_how_long_are_told_where_some_do_not():
    _before, first, second, *_ = window_rows(one_course(TWENTY + [HOW_LONG] * 3 + [H] * 25 + [HOW_LONG] * 28))
    assert (first.headache, first.four_hours) == ("28", "28 (25 to 28), 25 known")
    assert (second.headache, second.logged) == ("28", "28 of 28")
    assert second.four_hours == "0 to 28, 0 known"


def test_the_year_is_said_once_where_it_is_one():
    assert span_in_words(Span(date(2026, 3, 3), date(2026, 3, 30))) == "3 Mar to 30 Mar 2026"
    assert span_in_words(Span(date(2025, 12, 20), date(2026, 1, 16))) == "20 Dec 2025 to 16 Jan 2026"
