"""Every number of a cohort equals that of its patients one by one, whatever diaries and injections."""

from datetime import date, timedelta
from random import Random
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import (
    NO_BASELINE,
    NO_INJECTION,
    NOT_ASSESSED,
    STANDINGS,
    CohortError,
    Rates,
    Standing,
    before_treatment,
    cohort_outcome,
    cohort_rows,
    counted,
    filled,
)
from diary.analytics.cohort.mean import student
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import COUNTED, FOUR_HOURS
from diary.analytics.packed import COUNTS, Packed
from diary.analytics.windows import InjectionsError, Weeks
from tests.analytics.cohort_people import (
    CLEAR,
    FIRST,
    LONG,
    NOTHING_LOGGED,
    SHORT,
    TWELVE,
    TWENTY,
    UNSAID,
    Person,
    cohort,
    injections_of,
    packed,
    rows_of,
    treated,
)


@st.composite
def people(draw):
    """Diaries of any length and density that begin and end anywhere about the injections.

    Most are long and dense enough to be judged, and change at the first injection.
    """
    random = Random(draw(st.integers(0, 2**32)))
    starts, days = draw(st.just((-28, 420)) | st.tuples(st.integers(-400, 400), st.integers(0, 500)))
    documents = some_days(random, draw(gap_weights), 28) + some_days(random, draw(gap_weights), days)
    gaps = draw(st.lists(st.just(84) | st.integers(1, 130), max_size=3))
    person = treated(documents, *gaps, further=draw(st.just(90) | st.integers(0, 150)), starts=starts)
    other = draw(st.sampled_from(["none"] * 8 + ["untreated", "not fixed", "written", "fixed otherwise"]))
    if other == "untreated":
        return person._replace(injections=())
    if other == "not fixed":
        return person._replace(fixed=None)
    if other == "written":
        figure = draw(st.decimals(0, 28, places=1))
        return person._replace(fixed=None, written=figure, earlier=draw(st.none() | st.integers(0, 3)))
    otherwise = packed(FIRST - timedelta(days=30), [LONG, UNSAID, CLEAR, SHORT] * 8)
    return person._replace(fixed=otherwise) if other == "fixed otherwise" else person


gap_weights = st.sampled_from([0, 0, 0, 0.5, 2])
"""How common days are that are not logged, beside others."""


def some_days(random: Random, gaps: float, days: int):
    weights = [gaps, random.random(), random.random() / 2, random.random() / 4, 2 * random.random()]
    return random.choices([None, LONG, SHORT, UNSAID, CLEAR], weights, k=days)


@given(st.lists(people(), max_size=6))
def test_every_number_equals_the_patients_one_by_one(cast):
    found = cohort(cast)
    alone = [person.alone() for person in cast]
    assert len(found.windows) == injections_of(cast).shape[1] * len(Weeks) * len(COUNTED)
    for window in found.windows:
        told = [told_alone(person, one, window) for person, one in zip(cast, alone, strict=True)]
        for index, (tally, standing, change) in enumerate(told):
            assert tuple(numbers[index] for numbers in window.counts) == tally
            assert STANDINGS[window.standing[index]] is standing
            days = change.days if change else None
            assert window.change[index] == pytest.approx(np.nan if days is None else days, nan_ok=True)
            assert window.reached[index] == reached_alone(change)
        check_response(window.response, [standing for _, standing, _ in told], [one for *_, one in told])


def told_alone(person, one, window):
    """Counts, standing and change of one person in one window, by the one-patient core."""
    cycles = one.cycles if one else ()
    here = cycles[window.cycle - 1] if window.cycle <= len(cycles) else None
    begun = [each for each in here.windows if each.window.weeks is window.weeks] if here else []
    tally = tuple(begun[0].tallies[window.measure])[:5] if begun else (0,) * 5
    standing = standing_alone(person, one, window, here, begun)
    return tally, standing, begun[0].changes[window.measure] if standing is Standing.EVALUABLE else None


def standing_alone(person, one, window, here, begun) -> Standing:
    if one is None:
        return Standing.NO_TREATMENT
    if window.measure not in one.baseline.rates:
        if person.fixed is None:
            return Standing.NO_BASELINE
        return Standing.BASELINE_TOO_FEW_DAYS
    if here is None:
        return Standing.CYCLE_NOT_BEGUN
    if not begun or begun[0].window.cut is not None:
        return Standing.NOT_OVER if here.cycle.is_last else Standing.CUT_SHORT
    return Standing.EVALUABLE if window.measure in begun[0].changes else Standing.TOO_FEW_DAYS


def reached_alone(change) -> int:
    if change is None or not change.before.days:
        return NOT_ASSESSED
    return sum(change.is_at_least(percent) for percent in (30, 50, 75))


def check_response(found, standings, changes):
    there = [change for change in changes if change is not None]
    assert found.evaluable == len(there)
    assert found.why_not == {why: standings.count(why) for why in Standing if why is not Standing.EVALUABLE}
    for percent in (30, 50, 75):
        verdicts = [change.is_at_least(percent) for change in there]
        assert found.responders[percent] == (verdicts.count(True), len(verdicts) - verdicts.count(None))
    if not there:
        assert found.mean is None
    else:
        assert found.mean.persons == len(there)
        assert found.mean.days == pytest.approx(fmean(change.days for change in there), abs=1e-9)
        if len(there) > 1:
            spread = stdev([change.days for change in there])
            half = student(len(there) - 1) * spread / len(there) ** 0.5
            clipped = max(-28, found.mean.days - half), min(28, found.mean.days + half)
            assert found.mean.interval == pytest.approx(clipped, abs=1e-5)


@given(st.data())
def test_any_span_of_any_diary_is_counted_exactly(data):
    diaries = data.draw(st.lists(any_rows(), max_size=5))
    spans = data.draw(st.integers(1, 3))
    first = [[data.draw(st.integers(63_000, 66_000)) for _ in diaries] for _ in range(spans)]
    days = [[data.draw(st.integers(0, 28)) for _ in diaries] for _ in range(spans)]
    found = counted(rows_of(diaries), np.array(first, int), np.array(days, int))
    for span in range(spans):
        for index, diary in enumerate(diaries):
            begin = date.fromordinal(first[span][index])
            expected = days[span][index]
            for measure, planes in PLANES.items():
                counts = [diary.counted(name, begin, begin + timedelta(expected - 1)) for name in planes]
                *before, asked = counts
                shown = tuple(numbers[span, index] for numbers in found[measure])
                assert shown == (*before, expected, asked)


PLANES = {
    HEADACHE: ("headache", "logged", "logged", "logged"),
    FOUR_HOURS: ("four_hours.yes", "four_hours.known", "logged", "headache"),
}


@st.composite
def any_rows(draw):
    words = draw(st.integers(0, 6))
    random = Random(draw(st.integers(0, 2**32)))
    logged, headache, known, yes = (random.getrandbits(64 * words) for _ in range(4))
    # Of no more days than a day can say: else it would be refused.
    planes = logged, headache & logged, known & logged, yes & known & headache & logged
    blob = b"".join(plane.to_bytes(8 * words, "little") for plane in planes)
    return Packed(COUNTS, 64 * draw(st.integers(985, 1_030)), 8 * words, blob)


def test_diaries_are_counted_alike_in_one_go_and_in_several(monkeypatch):
    people = [treated(TWENTY + [SHORT] * days + [CLEAR] * (150 - days)) for days in range(0, 50, 5)]
    at_once = cohort(people)
    monkeypatch.setattr("diary.analytics.cohort.rows.AT_ONCE", 3)
    for one, other in zip(at_once.windows, cohort(people).windows, strict=True):
        for numbers, others in zip(one.counts, other.counts, strict=True):
            assert numbers.tolist() == others.tolist()
        assert one.standing.tolist() == other.standing.tolist()
        assert one.response.responders == other.response.responders
        assert one.response.mean.days == pytest.approx(other.response.mean.days)
        assert one.response.mean.interval == pytest.approx(other.response.mean.interval)


def standing_of(person, cycle=1, weeks=Weeks.FIRST, measure=HEADACHE) -> Standing:
    return STANDINGS[cohort([person]).window(cycle, weeks, measure).standing[0]]


def test_twenty_days_fall_to_twelve():
    found = cohort([treated(TWENTY + TWELVE * 3)])
    headache = found.window(1, Weeks.SECOND, HEADACHE)
    assert headache.change[0] == pytest.approx(8)
    assert headache.response.responders == {30: (1, 1), 50: (0, 1), 75: (0, 1)}
    assert found.window(1, Weeks.SECOND, FOUR_HOURS).response.responders[75] == (1, 1)
    assert found.baselines[HEADACHE] == Rates(20, 28)


def test_each_reason_why_not_is_told():
    known = TWENTY + TWELVE * 12
    assert standing_of(treated(known)) is Standing.EVALUABLE
    assert standing_of(treated(TWENTY + [SHORT] * 19 + [None] * 9)) is Standing.TOO_FEW_DAYS
    assert standing_of(treated(TWENTY + [UNSAID] * 28), measure=FOUR_HOURS) is Standing.TOO_FEW_DAYS
    assert standing_of(treated(known, further=26)) is Standing.NOT_OVER
    assert standing_of(treated(known, further=27)) is Standing.EVALUABLE
    assert standing_of(treated(known, 27)) is Standing.CUT_SHORT
    assert standing_of(treated(known, 28)) is Standing.EVALUABLE
    assert standing_of(treated(known, 28), weeks=Weeks.THIRD) is Standing.CUT_SHORT
    assert standing_of(treated([None] * 9 + known[9:])) is Standing.BASELINE_TOO_FEW_DAYS
    assert standing_of(treated(known)._replace(fixed=None)) is Standing.NO_BASELINE
    both = cohort([treated(known, 84), treated(known), treated(known)._replace(injections=())])
    codes = both.window(2, Weeks.FIRST, HEADACHE).standing
    assert [STANDINGS[code] for code in codes] == [
        Standing.EVALUABLE, Standing.CYCLE_NOT_BEGUN, Standing.NO_TREATMENT
    ]  # fmt: skip


def test_a_window_cut_short_has_its_counts_all_the_same():
    window = cohort([treated(TWENTY + [LONG] * 40, 24)]).window(1, Weeks.FIRST, HEADACHE)
    assert tuple(numbers[0] for numbers in window.counts) == (24,) * 5
    assert np.isnan(window.change[0])


def test_no_day_is_a_headache_day_where_none_was_logged():
    for person in (treated([]), treated([CLEAR] * 60, starts=500)):
        for window in cohort([person]).windows:
            assert not any(numbers.any() for numbers in window.counts[:3])
            assert window.response.evaluable == 0
            assert window.response.mean is None


def test_an_injection_before_the_diary_begins_has_windows_all_the_same():
    found = cohort([treated([SHORT] * 200, starts=40)])
    assert [found.window(1, weeks, HEADACHE).counts.known[0] for weeks in Weeks] == [0, 16, 28]


def test_a_window_over_a_leap_day_and_one_over_a_new_year_have_28_days():
    for first in (date(2024, 2, 10), date(2023, 12, 20), date(2100, 2, 20)):
        counts = packed(first - timedelta(days=28), [LONG] * 120)
        person = Person(counts, (first,), first + timedelta(days=90), counts)
        assert cohort([person]).window(1, Weeks.FIRST, HEADACHE).counts.days[0] == 28


def test_a_cohort_can_have_nobody_or_no_injections():
    assert cohort([]).windows == ()
    assert cohort([treated(TWENTY)._replace(injections=())]).windows == ()
    nobody = np.zeros((0, 1), int)
    none = dict.fromkeys(COUNTED, Rates(nobody[:, 0], nobody[:, 0]))
    window = cohort_outcome(rows_of([]), nobody, none, nobody[:, 0]).window(1, Weeks.FIRST, HEADACHE)
    assert (window.response.evaluable, window.response.mean) == (0, None)
    with pytest.raises(KeyError):
        cohort([]).window(1, Weeks.FIRST, HEADACHE)


def test_a_figure_from_a_letter_is_whole_numbers_too():
    person = treated(TWENTY + TWELVE * 3)
    written = {HEADACHE: Rates([41], [56]), FOUR_HOURS: Rates([0], [NO_BASELINE])}
    found = cohort_outcome(
        rows_of([person.counts]), injections_of([person]), written, [person.today.toordinal()]
    )
    assert found.window(1, Weeks.FIRST, HEADACHE).change[0] == pytest.approx(8.5)
    assert STANDINGS[found.window(1, Weeks.FIRST, FOUR_HOURS).standing[0]] is Standing.NO_BASELINE


def test_the_largest_baseline_is_decided_exactly():
    most = 2**31 // 2800
    person = treated([None] * 28 + [LONG] * 14 + [CLEAR] * 14)
    for days, expected in ((most, 1), (most - 1, 0)):
        whole = dict.fromkeys(COUNTED, Rates([days], [most]))
        today = [person.today.toordinal()]
        found = cohort_outcome(rows_of([person.counts]), injections_of([person]), whole, today)
        assert found.window(1, Weeks.FIRST, HEADACHE).response.responders[50] == (expected, 1)


def test_only_baselines_that_are_asked_for_are_read_from_the_diary():
    people = [treated(TWENTY), treated(TWENTY), treated(TWENTY)._replace(injections=())]
    diaries = before_treatment(rows_of([person.counts for person in people]), injections_of(people))
    given = Rates(np.array([3, 5, NO_BASELINE]), np.array([28, 28, NO_BASELINE]))
    found = filled(dict.fromkeys(COUNTED, given), diaries, np.array([False, True, True]))
    assert found[HEADACHE].days.tolist() == [3, 20, NO_BASELINE]
    assert found[HEADACHE].known.tolist() == [28, 28, NO_BASELINE]


def outcome_of(injections, today=(740_000,), known=(28,), days=(20,)):
    rates = dict.fromkeys(COUNTED, Rates(np.array(days), np.array(known)))
    return cohort_outcome(rows_of([NOTHING_LOGGED]), injections, rates, today)


@pytest.mark.parametrize(
    "injections", [[[739_000, 739_000]], [[739_010, 739_000]], [[NO_INJECTION, 739_000]], [[740_001]], [[-1]]]
)
def test_injections_that_cannot_be_are_refused(injections):
    with pytest.raises(InjectionsError):
        outcome_of(injections)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"injections": [739_000]}, "one row of injections"),
        ({"injections": [[739_000], [739_000]]}, "one row of injections"),
        ({"injections": [[739_000.5]]}, "not whole numbers"),
        ({"today": (740_000, 740_000)}, "one today"),
        ({"known": (28, 28)}, "one baseline"),
        ({"days": (20, 20)}, "one baseline"),
        ({"days": (29,)}, "0 to all"),
        ({"days": (-1,)}, "0 to all"),
        ({"days": (20.5,)}, "not whole numbers"),
        ({"known": (766_959,)}, "at most"),
    ],
)
def test_arrays_that_do_not_fit_are_refused_by_name(wrong, named):
    outcome_of([[739_000]])
    with pytest.raises(CohortError, match=named):
        outcome_of(**({"injections": [[739_000]]} | wrong))


@pytest.mark.parametrize(
    ("origins", "strides", "blobs"),
    [([64], [8], bytes(31)), ([64], [4], bytes(16)), ([64, 64], [8], bytes(32)), ([64, 64], [8, -8], b"")],
)
def test_rows_that_do_not_fit_are_refused(origins, strides, blobs):
    with pytest.raises(CohortError):
        cohort_rows(origins, strides, blobs)


@pytest.mark.parametrize(("first", "days"), [([1], [29]), ([1], [-1]), ([1, 2], [3, 4]), ([1], [[3]])])
def test_spans_that_do_not_fit_are_refused(first, days):
    with pytest.raises(CohortError):
        counted(rows_of([NOTHING_LOGGED]), np.array(first), np.array(days))
