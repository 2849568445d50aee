"""Single rules at their edges: the day, the count and the percent at which the answer turns."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from diary.analytics.course import BaselineSource, Course, FixedBaseline, WrittenBaseline
from diary.analytics.criteria import Answer, Elsewhere, Rule, Where, Why, criteria
from diary.analytics.criteria.sums import holds_line
from diary.analytics.interval import Level, lag_one, level
from diary.analytics.outcome import outcome
from diary.analytics.windows import baseline_span
from diary.terms.criteria import PUBLISHED, ResponseDays
from tests.analytics.ruled import FIRST, found_of, from_day, month, packed, rule_of, scattered
from tests.analytics.rules_on_fingers import BAD

BEFORE = FIRST - timedelta(days=28)
LAST_OF_CYCLE_2 = FIRST + timedelta(days=2 * 84 - 1)


def after_two_cycles(*headaches: int, baseline: int = 20, today=LAST_OF_CYCLE_2, **options):
    """Six months of so many headache days after a baseline, two cycles on time."""
    return found_of(
        from_day(BEFORE, *(month(bad) for bad in (baseline, *headaches))), 84, today=today, **options
    )


def test_thirty_percent_fewer_is_a_response_and_no_reason_to_stop():
    found = after_two_cycles(20, 20, 20, 14, 14, 14)
    assert rule_of(found, Rule.NICE_RESPONSE).answer is Answer.MET
    assert rule_of(found, Rule.RESPONSE_30).answer is Answer.MET
    assert rule_of(found, Rule.RESPONSE_50).answer is Answer.NOT_MET


def test_a_day_more_is_less_than_thirty_percent_fewer():
    found = after_two_cycles(20, 20, 20, 15, 15, 15)
    assert rule_of(found, Rule.NICE_RESPONSE).answer is Answer.NOT_MET
    assert rule_of(found, Rule.RESPONSE_30).answer is Answer.NOT_MET


def test_the_response_depends_on_the_window_where_the_windows_disagree():
    criterion = rule_of(after_two_cycles(20, 20, 20, 16, 16, 12), Rule.NICE_RESPONSE)
    weeks_9_12, whole_cycle = criterion.readings
    assert (weeks_9_12.where, weeks_9_12.is_met) == (Where.WEEKS_9_12, True)
    assert (whole_cycle.where, whole_cycle.is_met) == (Where.WHOLE_CYCLE, False)
    assert whole_cycle.sums[0].after.rate == Fraction(16 + 16 + 12, 3)
    assert criterion.answer is Answer.DEPENDS


def test_the_only_whole_window_of_a_cycle_is_read_once():
    days = from_day(BEFORE, month(20), month(8), month(12))
    one = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.RESPONSE_50)
    two = rule_of(found_of(days, today=FIRST + timedelta(days=55)), Rule.RESPONSE_50)
    assert [reading.is_met for reading in one.readings] == [True]
    assert [reading.is_met for reading in two.readings] == [False, True]
    none = rule_of(found_of(days, today=FIRST), Rule.RESPONSE_50)
    assert [reading.where for reading in none.readings] == [Where.LATEST_WINDOW, Where.LATEST_CYCLE]


def test_a_clinic_may_settle_which_days_decide():
    found = after_two_cycles(20, 20, 20, 16, 16, 12)
    for days, answer in ((ResponseDays.WEEKS_9_12, Answer.MET), (ResponseDays.WHOLE_CYCLE, Answer.NOT_MET)):
        own = PUBLISHED._replace(response_days=days)
        assert rule_of(found, Rule.NICE_RESPONSE, own).answer is answer


def test_after_two_cycles_begins_with_the_last_day_of_the_second():
    eve = after_two_cycles(*[14] * 6, today=LAST_OF_CYCLE_2 - timedelta(days=1))
    reading = rule_of(eve, Rule.NICE_RESPONSE).readings[0]
    assert (reading.why, reading.sums[0].after.until) == (Why.NOT_OVER, LAST_OF_CYCLE_2)
    assert rule_of(after_two_cycles(*[14] * 6), Rule.NICE_RESPONSE).answer is Answer.MET


def test_without_a_second_cycle_nothing_is_said_of_two():
    found = found_of(from_day(BEFORE, month(20), *[month(8)] * 3), today=FIRST + timedelta(days=83))
    assert rule_of(found, Rule.NICE_RESPONSE).readings[0].why is Why.NOT_OVER


def test_whoever_joined_later_has_no_second_cycle_here():
    found = after_two_cycles(*[8] * 6, from_start=False, fixed=None, earlier=5)
    for rule in (Rule.NICE_RESPONSE, Rule.AHS):
        assert rule_of(found, rule).readings[0].why is Why.NO_BASELINE
    after = rule_of(found, Rule.NICE_RESPONSE).readings[0].sums[0].after
    assert after.lacking is Why.BEFORE_THE_DIARY
    assert rule_of(found, Rule.US_START).readings[0].why is Why.BEFORE_THE_DIARY


def test_a_second_cycle_counted_with_the_earlier_ones_is_found():
    written = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(20), None)
    found = found_of(
        from_day(FIRST, *[month(14)] * 3),
        today=FIRST + timedelta(days=83),
        from_start=False,
        fixed=None,
        earlier=1,
        written=written,
    )
    (said, _whole) = (reading.sums[0] for reading in rule_of(found, Rule.NICE_RESPONSE).readings)
    assert (said.is_met, said.margin, said.interval) == (True, 0, None)


def three_months(*headaches: int, ago: int = 0, **options):
    """As many months since the first treatment, the last of which ended so many days ago."""
    today = FIRST + timedelta(days=28 * len(headaches) - 1 + ago)
    return found_of(from_day(BEFORE, month(20), *map(month, headaches)), today=today, **options)


def test_fourteen_days_in_each_of_three_months_are_under_fifteen():
    assert rule_of(three_months(14, 14, 14), Rule.NICE_STOP_DAYS).answer is Answer.MET


@pytest.mark.parametrize("headaches", [(15, 14, 14), (14, 15, 14), (14, 14, 15)])
def test_one_month_of_fifteen_among_three_is_enough_against_it(headaches):
    assert rule_of(three_months(*headaches), Rule.NICE_STOP_DAYS).answer is Answer.NOT_MET


def test_three_months_are_under_treatment_from_the_first_to_the_last_day():
    days = from_day(BEFORE, month(10), *[month(14)] * 3)
    third_ends = FIRST + timedelta(days=83)
    eve = rule_of(found_of(days, today=third_ends - timedelta(days=1)), Rule.NICE_STOP_DAYS).readings[0]
    assert (eve.why, eve.sums[0].after.until) == (Why.NOT_OVER, third_ends)
    assert rule_of(found_of(days, today=third_ends), Rule.NICE_STOP_DAYS).answer is Answer.MET


def test_months_end_yesterday_until_today_is_logged():
    for ago, last in ((0, 83), (1, 83), (2, 84)):
        said = rule_of(three_months(14, 14, 14, ago=ago), Rule.NICE_STOP_DAYS).readings[0].sums[-1]
        assert said.after.counts[0].span.last == FIRST + timedelta(days=last)


def test_a_month_of_nineteen_logged_days_cannot_be_assessed():
    days = from_day(BEFORE, month(20), month(5), month(5, unlogged=9), month(5))
    reading = rule_of(found_of(days, today=FIRST + timedelta(days=83)), Rule.NICE_STOP_DAYS).readings[0]
    assert [said.why for said in reading.sums] == [None, Why.TOO_FEW_DAYS, None]
    assert reading.is_met is None


def test_unlogged_days_that_could_decide_leave_it_open():
    days = from_day(BEFORE, month(20), month(14), month(14), month(14, unlogged=1))
    said = rule_of(found_of(days, today=FIRST + timedelta(days=83)), Rule.NICE_STOP_DAYS).readings[0].sums[-1]
    assert (said.after.bounds, said.why) == ((14, 15), Why.UNLOGGED_DECIDE)
    assert said.margin == 15 - Fraction(28 * 14, 27)


def test_unlogged_days_on_both_sides_could_pull_apart():
    days = from_day(BEFORE, month(20, unlogged=2), month(14, unlogged=1))
    reading = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.RESPONSE_30).readings[0]
    said = reading.sums[0]
    # 20 to 15 is not 30 % fewer, 22 to 14 is; 20 to 14 and 22 to 15 both are.
    assert (said.before.bounds, said.after.bounds, said.why) == ((20, 22), (14, 15), Why.UNLOGGED_DECIDE)
    assert (
        not rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.RESPONSE_30).readings[0].is_close
    )


def test_a_sparse_baseline_is_shown_with_its_days():
    days = from_day(BEFORE, month(10, unlogged=9), month(5))
    said = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.RESPONSE_30).readings[0].sums[0]
    assert (said.why, said.before.counts[0].tally.known) == (Why.TOO_FEW_DAYS, 19)


def test_fourteen_of_28_days_are_fifteen_of_30():
    criterion = rule_of(three_months(14, 14, 14), Rule.NICE_STOP_DAYS)
    assert (criterion.answer, criterion.in_30) == (Answer.MET, Answer.NOT_MET)
    ten = rule_of(three_months(9, 9, 9), Rule.EHF_STOP_DAYS)
    assert (ten.answer, ten.in_30) == (Answer.MET, Answer.MET)


def test_stopping_is_discussed_under_ten_days_by_the_european_rule():
    assert rule_of(three_months(9, 9, 9), Rule.EHF_STOP_DAYS).answer is Answer.MET
    assert rule_of(three_months(9, 10, 9), Rule.EHF_STOP_DAYS).answer is Answer.NOT_MET


def test_the_european_rule_looks_at_two_cycles_and_at_the_third_once_it_can():
    two = after_two_cycles(15, 20, 20, 15, 20, 20)
    around, since_baseline = rule_of(two, Rule.EHF_RESPONSE).readings
    assert [said.is_met for said in around.sums] == [False, False]
    assert [said.is_met for said in since_baseline.sums] == [False, False]
    firsts = [said.before.counts[0].span.first for said in around.sums]
    assert firsts == [BEFORE, BEFORE + timedelta(days=84)]
    assert [said.before.counts[0].span.first for said in since_baseline.sums] == [BEFORE, BEFORE]
    days = from_day(BEFORE, *map(month, (20, 15, 20, 20, 15, 20, 20, 13)))
    three = found_of(days, 84, 84, today=FIRST + timedelta(days=2 * 84 + 27))
    criterion = rule_of(three, Rule.EHF_RESPONSE)
    assert [said.is_met for said in criterion.readings[0].sums] == [False, False, True]
    assert criterion.answer is Answer.MET


def test_the_european_rule_needs_a_second_cycle():
    reading = rule_of(three_months(15, 20, 20), Rule.EHF_RESPONSE).readings[0]
    assert [said.why for said in reading.sums] == [None, Why.NOT_OVER]


def test_hull_is_met_by_clear_days_that_doubled():
    criterion = rule_of(three_months(12, 20, 20, ago=0), Rule.HULL)
    headache, migraine, clear = criterion.readings[0].sums
    assert (headache.is_met, migraine.is_met, clear.is_met) == (False, False, True)
    assert (clear.at, clear.after.rate, clear.margin) == (16, 16, 0)
    assert criterion.answer is Answer.MET


def test_hull_cannot_double_no_clear_day():
    found = found_of(from_day(BEFORE, month(28), month(20)), today=FIRST + timedelta(days=27))
    assert rule_of(found, Rule.HULL).readings[0].sums[2].why is Why.FROM_ZERO
    assert rule_of(found, Rule.HULL).answer is Answer.CANNOT


def test_nothing_falls_from_no_headache_days():
    found = found_of(from_day(BEFORE, month(0), month(0)), today=FIRST + timedelta(days=27))
    for percent in (30, 50, 75):
        assert rule_of(found, Rule(f"response_{percent}")).readings[0].why is Why.FROM_ZERO


def test_questionnaires_that_are_not_kept_leave_the_american_rule_open():
    severe = from_day(BEFORE, month(hard=20), *[month(hard=10, mild=10)] * 6)
    halved = found_of(severe, 84, today=LAST_OF_CYCLE_2)
    assert [said.is_met for said in rule_of(halved, Rule.AHS).readings[0].sums] == [False, True]
    open_one = rule_of(after_two_cycles(*[15] * 6), Rule.AHS)
    assert open_one.readings[0].sums[0].is_met is False
    assert (open_one.answer, open_one.readings[0].why) == (Answer.CANNOT, Why.NOT_KEPT)
    assert open_one.asked.elsewhere == (Elsewhere.MIDAS, Elsewhere.HIT_6)
    assert rule_of(after_two_cycles(*[10] * 6), Rule.AHS).answer is Answer.MET


def test_the_start_rule_asks_for_more_than_a_diary_holds():
    reading = rule_of(after_two_cycles(*[14] * 6), Rule.NICE_START).readings[0]
    assert [said.is_met for said in reading.sums] == [True, True]
    assert reading.why is Why.NOT_KEPT
    few = rule_of(after_two_cycles(*[14] * 6, baseline=14), Rule.NICE_START)
    assert few.answer is Answer.NOT_MET


def test_seven_migraine_days_do_not_start_it():
    days = from_day(BEFORE, month(7, mild=13), month(7))
    reading = rule_of(found_of(days, today=FIRST + timedelta(days=27)), Rule.NICE_START).readings[0]
    assert [said.is_met for said in reading.sums] == [True, False]


def test_a_written_figure_starts_it_without_an_interval_and_without_migraine_days():
    written = WrittenBaseline(BaselineSource.RECALLED, Decimal(15), None)
    found = after_two_cycles(*[8] * 6, from_start=False, fixed=None, earlier=0, written=written)
    headache, migraine = rule_of(found, Rule.NICE_START).readings[0].sums
    assert (headache.is_met, headache.interval, migraine.why) == (True, None, Why.NO_BASELINE)


def test_seven_days_or_a_hundred_hours_fewer_renew_it():
    days = rule_of(three_months(20, 20, 13), Rule.US_RENEWAL)
    assert [said.is_met for said in days.readings[0].sums] == [True, False]
    fewer_hours = from_day(BEFORE, month(24), month(7, mild=11))
    found = found_of(fewer_hours, today=FIRST + timedelta(days=27))
    headache, hours = rule_of(found, Rule.US_RENEWAL).readings[0].sums
    assert (headache.is_met, hours.is_met) == (False, False)
    assert (hours.before.rate, hours.after.rate, hours.margin) == (144, 64, -20)
    assert hours.interval.days == pytest.approx(-20)
    assert hours.interval.low < -20 < 0 < hours.interval.high


def test_payers_wordings_are_a_clinics_own():
    own = PUBLISHED._replace(renewal_days=4, stop_headache_days=10, stop_months=2, stop_percent=20)
    found = three_months(20, 9, 9)
    assert rule_of(three_months(16, 16, 16), Rule.US_RENEWAL, own).answer is Answer.MET
    assert rule_of(found, Rule.NICE_STOP_DAYS, own).answer is Answer.MET
    assert rule_of(found, Rule.NICE_STOP_DAYS).answer is Answer.NOT_MET
    fifth = after_two_cycles(*[16] * 6)
    assert rule_of(fifth, Rule.NICE_RESPONSE).answer is Answer.NOT_MET
    assert rule_of(fifth, Rule.NICE_RESPONSE, own).answer is Answer.MET
    hours = found_of(from_day(BEFORE, month(20), month(hard=20)), today=FIRST + timedelta(days=27))
    for line, answer in ((20, Answer.MET), (21, Answer.NOT_MET)):
        asked = PUBLISHED._replace(renewal_hours=line)
        assert rule_of(hours, Rule.US_RENEWAL, asked).answer is answer
    for own_start, answers in (
        (PUBLISHED._replace(start_headache_days=21), [False, True]),
        (PUBLISHED._replace(start_migraine_days=21), [True, False]),
    ):
        sums = rule_of(fifth, Rule.NICE_START, own_start).readings[0].sums
        assert [said.is_met for said in sums] == answers


def test_a_chronic_pattern_is_four_months_of_headache_and_of_migraine():
    months = from_day(FIRST - timedelta(days=112), *[month(8, mild=7)] * 4, month(3))
    found = found_of(months, today=FIRST + timedelta(days=27))
    assert rule_of(found, Rule.CHRONIC_BEFORE).answer is Answer.MET
    assert rule_of(found, Rule.CHRONIC_NOW).answer is Answer.NOT_MET
    three = from_day(FIRST - timedelta(days=112), month(7, mild=8), *[month(8, mild=7)] * 3)
    assert rule_of(found_of(three, today=FIRST), Rule.CHRONIC_BEFORE).answer is Answer.NOT_MET


def test_payers_ask_for_three_months_of_long_headaches():
    long = from_day(FIRST - timedelta(days=84), *[month(15)] * 3)
    assert (
        rule_of(found_of(long, today=FIRST), Rule.US_START).readings[0]._replace(elsewhere=()).is_met is True
    )
    short = from_day(FIRST - timedelta(days=84), month(15), month(14, mild=10), month(15))
    assert rule_of(found_of(short, today=FIRST), Rule.US_START).answer is Answer.NOT_MET


def test_a_close_call_is_one_whose_interval_holds_the_line():
    found = after_two_cycles(*[12] * 6)
    close = rule_of(found, Rule.RESPONSE_30)
    assert close.answer is Answer.MET
    assert close.is_close
    said = close.readings[0].sums[0]
    assert (said.at, said.margin) == (14, 2)
    assert said.interval.low < 0 < said.interval.high
    far = rule_of(after_two_cycles(*[1] * 6, baseline=27), Rule.RESPONSE_30)
    assert (far.answer, far.is_close) == (Answer.MET, False)


@pytest.mark.parametrize(
    ("low", "high", "is_close"),
    [(0, 5, True), (-5, 0, True), (-1, 1, True), (0.5, 5, False), (-5, -0.5, False)],
)
def test_a_line_at_the_end_of_its_interval_is_close(low, high, is_close):
    assert holds_line(Level(1, low, high)) is is_close


def test_after_a_pause_the_rules_are_about_the_latest_course():
    days = from_day(BEFORE, *[month(20)] * 4, *[month(24)] * 7, month(12))
    again = FIRST + timedelta(days=28 * 10)
    first = found_of(days, today=again).courses[0].course
    second = Course((again,), from_start=True, fixed=FixedBaseline(baseline_span(again), packed(days)))
    found = outcome(packed(days), [first, second], again + timedelta(days=27))
    said = rule_of(found, Rule.RESPONSE_50).readings[0].sums[0]
    assert (said.before.rate, said.after.rate, said.is_met) == (24, 12, True)


def test_a_close_sum_that_does_not_decide_makes_no_close_call():
    days = from_day(BEFORE, *map(scattered, (20, 9, 28, 9)))
    criterion = rule_of(found_of(days, today=FIRST + timedelta(days=83)), Rule.EHF_STOP_DAYS)
    assert [said.is_close for said in criterion.readings[0].sums] == [True, False, True]
    assert (criterion.answer, criterion.is_close) == (Answer.NOT_MET, False)


def test_without_a_treatment_the_latest_months_are_those_before_it():
    today = FIRST + timedelta(days=27)
    found = outcome(packed(from_day(FIRST - timedelta(days=84), *[month(16)] * 4)), [], today)
    told = {one.asked.rule: one for one in criteria(found, PUBLISHED)}
    assert list(told) == [Rule.NICE_START, Rule.EHF_START, Rule.US_START, Rule.CHRONIC_NOW]
    assert told[Rule.CHRONIC_NOW].answer is Answer.MET
    said = told[Rule.NICE_START].readings[0].sums[0]
    assert said.after.counts[0].span.last == today
    own = level(said.after.chains, lag_one(said.after.chains))
    assert said.interval == pytest.approx((own.days - 15, own.low - 15, own.high - 15))


def test_the_baseline_of_a_rule_is_the_one_that_was_fixed():
    found = after_two_cycles(*[14] * 6)
    later = packed(from_day(BEFORE, month(28), *[month(14)] * 6))
    again = outcome(later, [found.courses[0].course], LAST_OF_CYCLE_2)
    assert again.courses[0].baseline.has_changed
    assert rule_of(again, Rule.RESPONSE_30).readings[0].sums[0].before.rate == 20


def test_the_first_treatment_today_leaves_rules_about_the_time_since_open():
    found = found_of(from_day(BEFORE, month(20)), today=FIRST)
    for rule in (Rule.RESPONSE_30, Rule.HULL, Rule.US_RENEWAL, Rule.NICE_STOP_DAYS):
        assert rule_of(found, rule).readings[0].why is Why.NOT_OVER


def test_a_cycle_cut_before_its_third_window_has_too_few_days_for_it():
    days = from_day(BEFORE, *[month(20)] * 12)
    found = found_of(days, 84, 50, today=FIRST + timedelta(days=200))
    assert rule_of(found, Rule.NICE_RESPONSE).readings[0].why is Why.CUT_SHORT


@pytest.mark.parametrize(
    ("days", "whys"),
    [
        (60, [Why.CUT_SHORT] * 2),
        (75, [Why.CUT_SHORT] * 2),
        (76, [Why.UNLOGGED_DECIDE, None]),
        (84, [None] * 2),
    ],
)
def test_a_cycle_whose_third_window_was_cut_says_so_and_not_that_days_are_missing(days, whys):
    answers = from_day(BEFORE, month(20), *[month(8)] * 12)
    found = found_of(answers, 84, days, today=FIRST + timedelta(days=200))
    assert [reading.why for reading in rule_of(found, Rule.NICE_RESPONSE).readings] == whys


@pytest.mark.parametrize("kind", [None, "clear", BAD])
def test_diaries_of_nothing_of_clear_days_and_of_headaches_break_nothing(kind):
    days = from_day(FIRST - timedelta(days=112), [kind] * 300)
    for one in criteria(found_of(days, 84, today=FIRST + timedelta(days=187)), PUBLISHED):
        assert one.answer in Answer
