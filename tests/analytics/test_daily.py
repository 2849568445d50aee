"""Where headache is daily, how bad it was leads, wherever that is known."""

from datetime import timedelta
from decimal import Decimal

from diary.analytics.course import BaselineSource, WrittenBaseline
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import HOURS, MODERATE_OR_SEVERE
from diary.analytics.outcome import NoBand
from diary.analytics.uncertain import uncertain_of_trials
from diary.wording.daily import leading_in_words
from tests.analytics.ruled import FIRST, SEVERE, TWO_HOURS, found_of, from_day, month
from tests.analytics.rules_on_fingers import BARE, CLEAR, HARD, LONG, MILD

BEFORE = FIRST - timedelta(days=28)
ALL_BAD, ALL_BARE = [SEVERE] * 28, [BARE] * 28
RECALLED = {
    "from_start": False,
    "fixed": None,
    "earlier": 2,
    "written": WrittenBaseline(BaselineSource.RECALLED, Decimal(28), None),
}
JOINED = {"from_start": False, "fixed": None, "earlier": 2}


def course_of(*months, days=None, first=BEFORE, gaps=(), **options):
    """Months from `first` on, told on the last of them or so many days after the first injection."""
    told = from_day(first, *months)
    today = max(told) if days is None else FIRST + timedelta(days=days)
    return found_of(told, *gaps, today=today, **options).courses[0]


def test_bad_days_lead_where_they_are_known_before_and_since():
    course = course_of(ALL_BAD, [SEVERE] * 7 + [MILD] * 21)
    assert (course.no_band, course.lead, course.compared) == (
        NoBand.DAILY,
        MODERATE_OR_SEVERE,
        MODERATE_OR_SEVERE,
    )


def test_a_first_window_that_is_not_over_is_led_by_them_too():
    course = course_of(ALL_BAD, [SEVERE] * 8 + [MILD] * 16)
    assert course.lead == MODERATE_OR_SEVERE
    _, window = course.newest
    assert (window.window.cut, window.changes[MODERATE_OR_SEVERE].days > 0) == ("today", True)


def test_windows_that_are_all_cut_short_are_led_by_them():
    course = course_of(ALL_BAD, ALL_BAD[:24], ALL_BAD[:24], gaps=(24,))
    assert {window.cut for window, _ in course.windows(HEADACHE)} == {"next_injection", "today"}
    assert course.lead == MODERATE_OR_SEVERE


def test_before_any_window_is_known_the_days_before_lead():
    course = course_of(ALL_BAD, ALL_BAD[:5])
    assert (course.lead, course.newest) == (MODERATE_OR_SEVERE, None)


def test_the_newest_window_leads_though_too_few_of_its_days_say_it():
    sparse = [SEVERE] * 15 + [BARE] * 13
    course = course_of(ALL_BAD, [SEVERE] * 14 + [MILD] * 14, sparse)
    assert (course.lead, course.compared, course.told) == (MODERATE_OR_SEVERE, MODERATE_OR_SEVERE, HEADACHE)
    _, window = course.newest
    assert (window.window.weeks, window.tallies[MODERATE_OR_SEVERE].bounds) == ("weeks_5_8", (15, 28))
    assert leading_in_words(course) == (
        "Days of moderate or severe pain per 28: 15 to 28 (known of 15 of 28); before treatment 28."
    )


def test_hours_of_the_newest_window_lead_where_it_says_too_little_of_how_bad_it_was():
    course = course_of([HARD] * 28, [HARD] * 28, [TWO_HOURS] * 28)
    said = leading_in_words(course)
    assert "Hours of headache fell 60\xa0%: from 140 to 56 per 28 days" in said
    assert "moderate or severe" not in said


def test_daily_headache_of_a_second_cycle_is_set_beside_no_trial():
    course = course_of([HARD] * 28, *[[HARD] * 28] * 3, *[[LONG] * 28] * 4, gaps=(84, 84))
    assert course.cycles[1].windows[2].is_weeks_21_24
    assert course.like_for_like == course.latest
    assert course.latest[0].number == 3
    assert uncertain_of_trials(course) is None


def test_bounds_lead_where_too_few_days_of_every_window_say_how_bad_it_was():
    sparse = [SEVERE] * 6 + [MILD] * 13 + [BARE] * 9
    course = course_of(ALL_BAD, sparse, sparse)
    assert (course.lead, course.told) == (MODERATE_OR_SEVERE, HEADACHE)
    assert leading_in_words(course).startswith("Days of moderate or severe pain per 28: 6 to 15 (known of 19")


def test_clear_days_bound_it_where_no_headache_says_how_bad_it_was():
    course = course_of(ALL_BAD, [CLEAR] * 27 + [BARE])
    assert leading_in_words(course) == (
        "Days of moderate or severe pain per 28: 0 to 1 (known of 27 of 28); before treatment 28."
    )


def test_where_nobody_says_how_bad_it_is_since_headache_days_lead():
    course = course_of(ALL_BAD, ALL_BARE)
    assert (course.lead, course.newest is not None) == (HEADACHE, True)


def test_bad_days_lead_without_a_change_where_only_a_figure_is_from_before():
    course = course_of(ALL_BAD, first=FIRST, **RECALLED)
    assert (course.no_band, course.lead, course.compared) == (NoBand.DAILY, MODERATE_OR_SEVERE, HEADACHE)


def test_pain_that_never_stops_leads_with_bad_days_though_nothing_is_known_of_before():
    course = course_of(ALL_BAD, ALL_BAD, first=FIRST, **JOINED)
    assert (course.no_band, course.never_stops, course.is_daily) == (NoBand.NO_BASELINE, True, True)
    assert (course.lead, course.latest) == (MODERATE_OR_SEVERE, None)
    few_before = course_of([SEVERE] * 19 + [None] * 9, ALL_BAD)
    assert few_before.never_stops


def test_one_clear_day_is_no_pain_that_never_stops():
    assert not course_of(ALL_BAD, [SEVERE] * 27 + [CLEAR], first=FIRST, **JOINED).never_stops
    assert not course_of(ALL_BAD[:10], first=FIRST, **JOINED).never_stops
    assert not course_of(month(20), ALL_BAD).never_stops
    assert course_of(month(20), ALL_BAD).lead == HEADACHE


def test_hours_are_drawn_only_where_headache_is_daily_and_only_they_are_known():
    assert course_of([TWO_HOURS] * 28, [TWO_HOURS] * 28).drawn == HOURS
    assert course_of(ALL_BAD, ALL_BARE).drawn == HEADACHE
    assert course_of([HARD] * 28, [HARD] * 28).drawn == MODERATE_OR_SEVERE
    assert course_of([TWO_HOURS] * 20 + [CLEAR] * 8, [TWO_HOURS] * 28).drawn == HEADACHE
