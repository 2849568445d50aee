"""The rules for a cohort say of each person what trying every possibility says."""

from decimal import Decimal
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import (
    NOT_COUNTED,
    VERDICTS,
    CohortError,
    Rates,
    Runs,
    cohort_criteria,
    cohort_limits,
    cohort_outcome,
)
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import COUNTED
from diary.analytics.windows import Weeks
from diary.terms.criteria import PUBLISHED, ResponseDays
from tests.analytics import cohort_rules_on_fingers
from tests.analytics.cohort_people import (
    CLEAR,
    SHORT,
    TWELVE,
    TWENTY,
    injections_of,
    limits,
    rows_of,
    treated,
)
from tests.analytics.test_cohort import people

FOURTEEN = [SHORT] * 14 + [CLEAR] * 14
FIFTEEN = [SHORT] * 15 + [CLEAR] * 13
IN_TURNS = ([SHORT] * 5 + [CLEAR] * 2) * 4
CANNOT, NOT_MET, MET, DEPENDS = VERDICTS


def criteria(cast, thresholds=PUBLISHED):
    earlier = [NOT_COUNTED if person.earlier is None else person.earlier for person in cast]
    return cohort_criteria(*limits(cast), thresholds, np.array(earlier, int))


def said(verdicts, *place):
    """What one person is told in one place: the word, and whether it is a close call."""
    code = VERDICTS[verdicts.code[place]]
    return code if verdicts.close is None else (code, bool(verdicts.close[place]))


@given(st.lists(people(), max_size=5))
def test_every_rule_says_what_trying_every_possibility_says(cast):
    outcome, persons = limits(cast)
    found = criteria(cast)
    for index, person in enumerate(cast):
        one = person.alone()
        for window in outcome.windows:
            place = window.cycle - 1, tuple(Weeks).index(window.weeks), index
            here = cohort_rules_on_fingers.whole_window(one, window.cycle - 1, window.weeks, window.measure)
            rules = found.windows[window.measure]
            for percent, verdicts in rules.response.items():
                expected = cohort_rules_on_fingers.response(one, [here], window.measure, percent)
                assert said(verdicts, *place) == expected
            assert said(rules.renewal, *place) == cohort_rules_on_fingers.renewal(one, here, window.measure)
        last, whole, both = cohort_rules_on_fingers.nice_response(one)
        assert said(found.nice_response, index) == both
        for days, expected in ((ResponseDays.WEEKS_9_12, last), (ResponseDays.WHOLE_CYCLE, whole)):
            asked = criteria(cast, PUBLISHED._replace(response_days=days))
            assert said(asked.nice_response, index) == expected
        assert said(found.stop_months, index) == cohort_rules_on_fingers.months_under(person, 15)
        assert said(found.ehf_months, index) == cohort_rules_on_fingers.months_under(person, 10)
    assert set(persons) == set(COUNTED)


def test_people_are_judged_alike_in_one_go_and_in_several(monkeypatch):
    cast = [
        treated([None] * (day % 3) + IN_TURNS + [SHORT] * day + [CLEAR] * (250 - day), 84)
        for day in range(0, 160, 16)
    ]
    cast[4] = cast[4]._replace(fixed=None, written=Decimal(20), earlier=1)
    _, persons = limits(cast)
    whole = criteria(cast)
    monkeypatch.setattr("diary.analytics.cohort.rows.AT_ONCE", 3)
    _, others = limits(cast)
    parts = criteria(cast)
    for measure in COUNTED:
        assert persons[measure].correlation == pytest.approx(others[measure].correlation, abs=1e-12)
        for one, other in zip(persons[measure].limits, others[measure].limits, strict=True):
            assert one == pytest.approx(other, abs=1e-9, nan_ok=True)
        for percent, verdicts in whole.windows[measure].response.items():
            assert_alike(verdicts, parts.windows[measure].response[percent])
        assert_alike(whole.windows[measure].renewal, parts.windows[measure].renewal)
    assert_alike(whole.nice_response, parts.nice_response)
    assert len(set(whole.nice_response.code.tolist())) > 1
    assert whole.stop_months.code.tolist() == parts.stop_months.code.tolist()


def assert_alike(one, other):
    assert one.code.tolist() == other.code.tolist()
    assert one.close.tolist() == other.close.tolist()


def first_window(person, percent=30):
    return said(criteria([person]).windows[HEADACHE].response[percent], 0, 0, 0)


def test_a_tie_is_met_and_one_day_more_is_not():
    twenty, fourteen = TWENTY, FOURTEEN
    assert first_window(treated(twenty + fourteen))[0] is MET
    assert first_window(treated(twenty + FIFTEEN))[0] is NOT_MET


def test_what_unlogged_days_could_turn_cannot_be_assessed():
    assert first_window(treated(TWENTY + FOURTEEN[:-1] + [None])) == (CANNOT, False)
    assert first_window(treated([*TWENTY, None, *FOURTEEN[1:]]))[0] is MET
    assert first_window(treated([None, *TWENTY[1:], *FIFTEEN]))[0] is NOT_MET
    assert first_window(treated([CLEAR] * 28 + TWELVE)) == (CANNOT, False)


def test_twenty_to_twelve_is_a_close_call_and_twenty_to_none_is_not():
    assert first_window(treated(IN_TURNS + TWELVE)) == (MET, True)
    assert first_window(treated(IN_TURNS + [CLEAR] * 28)) == (MET, False)
    figure = treated(TWENTY + TWELVE)._replace(fixed=None, written=Decimal(20))
    assert first_window(figure) == (MET, False)


def test_seven_days_fewer_renew():
    thirteen = [SHORT] * 13 + [CLEAR] * 15
    rules = criteria([treated(TWENTY + thirteen), treated(TWENTY + FOURTEEN)]).windows[HEADACHE]
    assert said(rules.renewal, 0, 0, 0) == (MET, True)
    assert said(rules.renewal, 0, 0, 1) == (NOT_MET, True)


def two_cycles(*windows, **more):
    """Twelve weeks like TWENTY, then these three windows of cycle 2."""
    return treated([*TWENTY * 4, *chain(*windows)], 84, **more)


def nice(person, **thresholds):
    return said(criteria([person], PUBLISHED._replace(**thresholds)).nice_response, 0)[0]


@given(st.lists(st.integers(8, 20), min_size=3, max_size=3), st.lists(st.integers(0, 27), max_size=2))
def test_after_two_cycles_it_is_what_trying_every_possibility_says(days, unlogged):
    documents = [day for many in days for day in [SHORT] * many + [CLEAR] * (28 - many)]
    for day in unlogged:
        documents[day] = documents[56 + day] = None
    person = two_cycles(documents)
    assert (
        said(criteria([person]).nice_response, 0) == cohort_rules_on_fingers.nice_response(person.alone())[2]
    )


def test_a_response_depends_on_the_window_where_both_disagree():
    agreeing, last_only = two_cycles(*[TWELVE] * 3), two_cycles(TWENTY, TWENTY, TWELVE)
    assert nice(agreeing) is MET
    assert nice(two_cycles(*[TWENTY] * 3)) is NOT_MET
    assert nice(last_only) is DEPENDS
    assert nice(last_only, response_days=ResponseDays.WEEKS_9_12) is MET
    assert nice(last_only, response_days=ResponseDays.WHOLE_CYCLE) is NOT_MET
    assert nice(last_only, stop_percent=41, response_days=ResponseDays.WEEKS_9_12) is NOT_MET


def spread(days):
    """A month of so many headache days that lie all over it."""
    return [SHORT if (index + 1) * days // 28 > index * days // 28 else CLEAR for index in range(28)]


def test_a_close_call_on_either_days_is_one():
    person = treated(spread(20) * 4 + spread(16) * 2 + [CLEAR] * 28, 84)
    last, whole, both = cohort_rules_on_fingers.nice_response(person.alone())
    assert (last[1], whole[1], both[1]) == (False, True, True)
    assert said(criteria([person]).nice_response, 0) == both


def test_all_three_windows_need_enough_days_and_the_cycle_must_be_over():
    assert nice(two_cycles([None] * 28, TWELVE, TWELVE)) is CANNOT
    assert nice(two_cycles(TWELVE, TWELVE, TWELVE, further=82)) is CANNOT
    assert nice(two_cycles(TWELVE, TWELVE, TWELVE, further=83)) is MET


def test_the_second_cycle_counts_injections_before_the_diary():
    figure = treated(TWENTY + TWELVE * 3)._replace(fixed=None, written=Decimal(20))
    assert nice(figure._replace(earlier=1)) is MET
    assert [nice(figure._replace(earlier=earlier)) for earlier in (0, 2, None)] == [CANNOT] * 3


def months(documents, **more):
    found = criteria([treated(TWENTY + documents, **more)])
    return said(found.stop_months, 0), said(found.ehf_months, 0)


def test_three_months_under_fifteen_end_today_and_lie_since_the_first_injection():
    nine = [SHORT] * 9 + [CLEAR] * 19
    assert months(FOURTEEN * 3, further=83) == (MET, NOT_MET)
    assert months(nine * 3, further=83) == (MET, MET)
    assert months(nine * 3, further=82) == (CANNOT, CANNOT)
    # Today is not logged yet, so the months end yesterday.
    assert months(nine * 3, further=84) == (MET, MET)
    assert months(FIFTEEN + nine * 2, further=84) == (NOT_MET, NOT_MET)
    assert months([SHORT] + FOURTEEN * 3, further=84) == (MET, NOT_MET)
    assert months(FOURTEEN + FIFTEEN + FOURTEEN, further=83) == (NOT_MET, NOT_MET)
    assert months(FOURTEEN * 2 + FOURTEEN[:-2] + [None, CLEAR], further=83) == (CANNOT, NOT_MET)
    assert months(nine * 2 + nine[:-2] + [None, CLEAR], further=83) == (MET, CANNOT)
    assert months(nine * 2 + nine[:19] + [None] * 9, further=83) == (CANNOT, CANNOT)


def test_a_clinic_may_set_its_own_lines():
    cast = [treated(TWENTY + FOURTEEN * 3, further=83), treated(TWENTY + FOURTEEN * 2, further=55)]
    found = criteria(cast, PUBLISHED._replace(stop_headache_days=14))
    assert said(found.stop_months, 0) is NOT_MET
    found = criteria(cast, PUBLISHED._replace(stop_months=2, renewal_days=6))
    assert said(found.stop_months, 1) is MET
    assert said(found.windows[HEADACHE].renewal, 0, 0, 0)[0] is MET


def test_the_largest_figure_is_decided_exactly():
    most = 2**31 // 2800
    person = two_cycles(*[[SHORT] * 21 + [CLEAR] * 7] * 3)
    found = []
    for days in (most, most // 28 * 28 * 15 // 14 // 30 * 28):
        none = dict.fromkeys(COUNTED, Rates(np.array([days]), np.array([most])))
        outcome = cohort_outcome(
            rows_of([person.counts]), injections_of([person]), none, [person.today.toordinal()]
        )
        figures = dict.fromkeys(COUNTED, Runs(np.zeros(1, np.uint8), np.zeros(1, np.uint8)))
        rules = cohort_criteria(outcome, cohort_limits(outcome, figures), PUBLISHED._replace(stop_percent=25))
        found.append(said(rules.nice_response, 0)[0])
    # From daily to 21 of 28 is 25 % fewer, exactly; from less it is less.
    assert found == [MET, NOT_MET]


def test_nobody_and_nobody_treated_have_rules_too():
    for cast in ([], [treated(TWENTY)._replace(injections=())]):
        found = criteria(cast)
        for verdicts in (found.nice_response, found.stop_months, found.ehf_months):
            assert verdicts.code.tolist() == [0] * len(cast)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stop_percent": 0},
        {"stop_percent": 100},
        {"renewal_days": 29},
        {"stop_headache_days": 0},
        {"stop_months": 0},
    ],
)
def test_thresholds_that_cannot_be_are_refused(wrong):
    with pytest.raises(CohortError):
        criteria([treated(TWENTY)], PUBLISHED._replace(**wrong))


@pytest.mark.parametrize("earlier", [[0, 0], [-2]])
def test_numbers_of_earlier_injections_that_cannot_be_are_refused(earlier):
    with pytest.raises(CohortError, match="earlier"):
        cohort_criteria(*limits([treated(TWENTY)]), earlier=np.array(earlier))
