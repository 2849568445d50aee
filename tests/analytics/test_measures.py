"""Every measure counted in planes equals counting days one by one, three-valued, from the answers."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics import classify
from diary.analytics.course import Course, FixedBaseline
from diary.analytics.criteria import Why, shortage
from diary.analytics.diary import HEADACHE, Bits, Diary, Spans, cut
from diary.analytics.measures import (
    ACUTE,
    BURDEN,
    BY_AURA,
    BY_FEATURES,
    BY_RELIEF,
    CLEAR_WITHOUT_MEDICINE,
    CRYSTAL_CLEAR,
    FOUR_HOURS,
    MEASURES,
    MIGRAINE,
    MIGRAINE_OR_PROBABLE,
    MODERATE_OR_SEVERE,
    PROBABLE,
    bits_of,
    either,
    negation,
)
from diary.analytics.outcome import outcome
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.windows import Span
from diary.api.outcome import DEFINITIONS
from diary.terms.answers import Provenance, Severity
from diary.terms.day_document import FEATURES, DayDocument, Intake
from diary.terms.medicines import MedicineClass
from tests.days import clear_days, headache_days

FIRST = date(2026, 3, 3)
LAST = FIRST + timedelta(days=27)
SPAN = Span(FIRST, LAST)

any_days = st.none() | st.one_of(
    st.builds(PackedDay, headache_days(), st.just(Provenance.SAME_DAY)),
    st.builds(PackedDay, clear_days, st.sampled_from([Provenance.SAME_DAY, Provenance.EARLY])),
)
diaries = st.lists(any_days, max_size=34)


def diary_of(days, first=FIRST - timedelta(days=3)) -> tuple[Diary, dict]:
    logged = {first + timedelta(days=i): day for i, day in enumerate(days) if day is not None}
    return Diary(recorded(None, COUNTS, logged), recorded(None, DETAIL, logged)), logged


def answer(day: PackedDay, measure: str) -> bool | None:
    """One day's answer, from the rules of one day."""
    said = day.document
    if measure in list(MedicineClass):
        return classify.took(said, MedicineClass(measure))
    probable, moderate = classify.probable_migraine(said), classify.moderate_or_severe(said)
    took = classify.took(said)
    return {
        HEADACHE: said.headache,
        FOUR_HOURS: classify.four_hours(said),
        MODERATE_OR_SEVERE: moderate,
        MIGRAINE: classify.migraine(said),
        BY_FEATURES: classify.by_features(said),
        BY_AURA: classify.by_aura(said),
        BY_RELIEF: classify.by_relief(said),
        PROBABLE: probable,
        MIGRAINE_OR_PROBABLE: either_where_both_are_known(classify.migraine(said), probable),
        BURDEN: either_where_both_are_known(classify.migraine(said), moderate),
        CRYSTAL_CLEAR: not said.headache,
        CLEAR_WITHOUT_MEDICINE: None if took is None else not said.headache and not took,
        ACUTE: took,
    }[measure]


def either_where_both_are_known(one, other):
    return None if None in (one, other) else one or other


@given(diaries)
def test_every_measure_equals_counting_day_by_day(days):
    diary, logged = diary_of(days)
    window = {day: one for day, one in logged.items() if FIRST <= day <= LAST}
    for measure in MEASURES:
        tally = bits_of(diary, measure, SPAN).tally()
        known = {day: said for day, one in window.items() if (said := answer(one, measure)) is not None}
        assert tally.days == sum(known.values()), measure
        assert (tally.known, tally.logged, tally.expected) == (len(known), len(window), 28), measure
        early = [day for day in known if window[day].provenance is Provenance.EARLY]
        if measure == ACUTE or measure in list(MedicineClass):
            early = []  # what was taken by then was taken
        if measure == CLEAR_WITHOUT_MEDICINE:
            early = [day for day in early if known[day]]
        assert tally.unsure == sum(known[day] for day in early), measure
        assert tally.so_far == len(early) - tally.unsure, measure
        of_pain = measure not in (HEADACHE, CRYSTAL_CLEAR, CLEAR_WITHOUT_MEDICINE, ACUTE, *MedicineClass)
        headaches = [one for one in window.values() if one.document.headache]
        assert tally.asked == len(headaches if of_pain else window), measure


def certain_answer(day: PackedDay | None, measure: str) -> bool | None:
    """What is certain of one day, whatever was not answered, and however its evening went on."""
    if day is None:
        return None
    said, took = day.document, classify.took(day.document)
    is_early = day.provenance is Provenance.EARLY
    if measure == CLEAR_WITHOUT_MEDICINE:
        if said.headache or took:
            return False
        return None if is_early or took is None else True
    if is_early and measure not in (ACUTE, *MedicineClass):
        return None
    migraine, probable = classify.migraine(said), classify.probable_migraine(said)
    if measure == MIGRAINE_OR_PROBABLE:
        return classify.either(migraine, probable)
    if measure == BURDEN:
        return classify.either(migraine, classify.moderate_or_severe(said))
    return answer(day, measure)


@given(diaries)
def test_the_bounds_hold_whatever_is_certain_of_a_day_and_nothing_else(days):
    diary, logged = diary_of(days)
    window = [logged.get(FIRST + timedelta(days=place)) for place in range(28)]
    for measure in MEASURES:
        said = [certain_answer(day, measure) for day in window]
        tally = bits_of(diary, measure, SPAN).tally()
        assert tally.bounds == (said.count(True), 28 - said.count(False)), measure
        in_spans = Spans(cut([SPAN], SPAN)).tallies(bits_of(diary, measure, SPAN))
        assert in_spans == [tally], measure
        if tally.scaled is not None and (tally.certain or tally.excluded):
            assert tally.bounds[0] <= tally.scaled <= tally.bounds[1], measure


def test_days_of_severe_pain_are_a_burden_even_where_nobody_told_if_they_were_migraine():
    severe = PackedDay(DayDocument(headache=True, severity=Severity.SEVERE), Provenance.SAME_DAY)
    diary, _ = diary_of([severe] * 28, first=FIRST)
    tally = bits_of(diary, BURDEN, SPAN).tally()
    assert (tally.known, tally.scaled, tally.bounds) == (0, None, (28, 28))


def test_one_certain_yes_of_three_flags_stays_certain():
    day = Bits(days=1, logged=1, known=1, yes=0, asked=1, so_far=0)
    yes, unknown, no = day._replace(yes=1), day._replace(known=0), day
    for flags in permutations([yes, unknown, no]):
        found = either(*flags)
        assert (found.known, found.yes, found.certain) == (0, 0, 1), flags
    assert either(no, unknown, no).certain == 0


def test_headache_days_are_no_clear_days_without_medicine_whatever_was_taken():
    headache = PackedDay(DayDocument(headache=True), Provenance.SAME_DAY)
    diary, _ = diary_of([headache] * 28, first=FIRST)
    tally = bits_of(diary, CLEAR_WITHOUT_MEDICINE, SPAN).tally()
    assert (tally.known, tally.bounds) == (0, (0, 0))


def test_days_that_answer_everything_do_not_stand_for_others_that_are_otherwise():
    """Ten of twenty whole days were bad: fourteen of 28 pro rata. But all of the other eight were severe."""
    features = dict.fromkeys(FEATURES, False) | {"intakes": ()}
    mild = PackedDay(DayDocument(headache=True, severity=Severity.MILD, **features), Provenance.SAME_DAY)
    whole = PackedDay(DayDocument(headache=True, severity=Severity.SEVERE, **features), Provenance.SAME_DAY)
    severe = PackedDay(DayDocument(headache=True, severity=Severity.SEVERE), Provenance.SAME_DAY)
    diary, _ = diary_of([mild] * 10 + [whole] * 10 + [severe] * 8, first=FIRST)
    bits = bits_of(diary, BURDEN, SPAN)
    tally = bits.tally()
    assert (tally.days, tally.known, tally.certain) == (10, 20, 8)
    assert (tally.is_one_sided, tally.is_enough, tally.scaled, tally.bounds) == (True, False, None, (18, 18))
    assert Spans(cut([SPAN], SPAN)).enough(bits) == [False]
    assert shortage(tally) is Why.ONE_SIDED
    fewer, _ = diary_of([mild] * 10 + [whole] * 10 + [severe] * 2, first=FIRST)
    tally = bits_of(fewer, BURDEN, SPAN).tally()
    assert (tally.is_enough, tally.scaled, tally.bounds) == (True, 14, (12, 18))


@given(st.lists(any_days, min_size=40, max_size=56), st.sampled_from([20, 28]))
def test_a_change_is_between_the_counts_that_stand_beside_it(days, certain_headaches):
    """Whatever was answered, no change is told from or to anything but what is told as the count."""
    severe = PackedDay(DayDocument(headache=True, severity=Severity.SEVERE), Provenance.SAME_DAY)
    diary, _ = diary_of([severe] * (certain_headaches - 20) + days, first=FIRST)
    treated = FIRST + timedelta(days=28)
    course = Course((treated,), from_start=True, fixed=FixedBaseline(SPAN, diary))
    found = outcome(diary, [course], treated + timedelta(days=27)).courses[0]
    window = found.cycles[0].windows[0]
    for measure, change in window.changes.items():
        assert change.before.per_month == pytest.approx(found.baseline.tallies[measure].scaled), measure
        assert change.after.per_month == pytest.approx(window.tallies[measure].scaled), measure
        for told, (least, most) in (
            (change.before, found.baseline.tallies[measure].bounds),
            (change.after, window.tallies[measure].bounds),
        ):
            assert least - 1e-9 <= told.per_month <= most + 1e-9, measure


@given(diaries)
def test_hours_equal_adding_them_up(days):
    diary, logged = diary_of(days)
    window = [one.document for day, one in logged.items() if FIRST <= day <= LAST]
    said = [one.hours if one.headache else Decimal(0) for one in window]
    known = [hours for hours in said if hours is not None]
    hours = diary.hours(SPAN)
    assert (hours.total, hours.known) == (float(sum(known)), len(known))
    assert (hours.logged, hours.expected) == (len(window), 28)
    early = sum(one.provenance is Provenance.EARLY for day, one in logged.items() if FIRST <= day <= LAST)
    assert hours.so_far == early
    least, most = hours.bounds
    assert (least, most) == (hours.total, hours.total + 24 * (28 - len(known) + early))
    assert hours.asked == sum(one.headache for one in window)


@given(diaries, st.integers(-90, 90), st.integers(1, 60))
def test_hours_of_any_span_are_those_of_its_days(days, begins, length):
    diary, _ = diary_of(days)
    span = Span(FIRST + timedelta(days=begins), FIRST + timedelta(days=begins + length - 1))
    one_by_one = [
        diary.hours(Span(day, day)) for day in (span.first + timedelta(days=i) for i in range(length))
    ]
    found = diary.hours(span)
    assert found.total == sum(one.total for one in one_by_one)
    assert found.known == sum(one.known for one in one_by_one)
    assert found.expected == length


def early_clear(**said):
    return PackedDay(DayDocument(headache=False, **said), Provenance.EARLY)


def test_a_day_that_is_only_clear_so_far_may_yet_be_no_clear_day():
    clear = PackedDay(DayDocument(headache=False), Provenance.SAME_DAY)
    diary, _ = diary_of([clear] * 20 + [early_clear()] * 2, first=FIRST)
    tally = bits_of(diary, CRYSTAL_CLEAR, SPAN).tally()
    assert (tally.days, tally.unsure, tally.so_far) == (22, 2, 0)
    assert tally.bounds == (20, 28)
    assert bits_of(diary, HEADACHE, SPAN).tally().bounds == (0, 8)


def test_a_certain_yes_is_not_so_far_whatever_the_other_is():
    severe = PackedDay(DayDocument(headache=True, severity=Severity.SEVERE), Provenance.SAME_DAY)
    diary, _ = diary_of([severe, early_clear()], first=FIRST)
    moderate, migraine = (bits_of(diary, one, SPAN) for one in (MODERATE_OR_SEVERE, MIGRAINE))
    found = either(moderate, migraine._replace(known=0b11, so_far=0b11)).tally()
    assert (found.days, found.known, found.so_far, found.unsure) == (1, 2, 1, 0)
    assert either(moderate, migraine).tally()[:2] == (0, 1)
    assert negation(negation(moderate)) == moderate


def test_a_triptan_that_helped_is_a_way_of_its_own_to_a_migraine_day():
    helped = DayDocument(
        headache=True, believed_migraine=True, intakes=(Intake("sumatriptan", 1, "partly"),), nausea=False
    )
    diary, _ = diary_of([PackedDay(helped, Provenance.SAME_DAY)], first=FIRST)
    ways = {
        one: bits_of(diary, one, SPAN).tally().days for one in (MIGRAINE, BY_RELIEF, BY_AURA, BY_FEATURES)
    }
    assert ways == {MIGRAINE: 1, BY_RELIEF: 1, BY_AURA: 0, BY_FEATURES: 0}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_its_definition(measure):
    assert DEFINITIONS[measure].endswith(".")
