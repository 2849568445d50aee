"""The packed diary says exactly what the days say, for any window."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.classify import COUNTS_FLAGS, DETAIL_FLAGS, counts_flags, detail_flags
from diary.analytics.packed import (
    COUNTS,
    DETAIL,
    LAYOUTS,
    LayoutError,
    Packed,
    PackedDay,
    recorded,
)
from tests.days import documents, provenances

# A few dates on both sides of a new year and of blocks of 64 days, so that batches meet.
dates = st.integers(0, 9).map(lambda index: date(2019, 12, 20) + timedelta(days=index * 17))
answers = st.none() | st.builds(PackedDay, documents, provenances)
diaries = st.lists(st.tuples(dates, answers), max_size=8).map(dict)


def count_on_fingers(days, name, first, last) -> int:
    """Slow twin: look at each day of the window."""
    total = 0
    for index in range((last - first).days + 1):
        day = days.get(first + timedelta(days=index))
        total += day is not None and is_so(day, name)
    return total


def is_so(day: PackedDay, name: str) -> bool:
    if name == "logged":
        return True
    if name == "headache":
        return day.document.headache
    flag, _, half = name.rpartition(".")
    if flag == "provenance":
        return day.provenance == half
    flags = dict(zip(COUNTS_FLAGS, counts_flags(day.document), strict=True))
    flags |= dict(zip(DETAIL_FLAGS, detail_flags(day.document), strict=True))
    return flags[flag] is not None if half == "known" else flags[flag] is True


@given(diaries, diaries, dates, st.integers(0, 100))
def test_every_plane_counts_like_fingers_after_two_batches(before, after, first, length):
    last = first + timedelta(days=length)
    for layout in LAYOUTS.values():
        packed = recorded(recorded(None, layout, before), layout, after)
        for name in layout.planes:
            expected = count_on_fingers(before | after, name, first, last)
            assert packed.counted(name, first, last) == expected, name


@given(diaries, dates, st.integers(-80, 80), st.integers(0, 100))
def test_what_a_span_says_is_the_same_out_of_its_own_bytes(days, first, later, length):
    begins = first + timedelta(days=later)
    span = begins, begins + timedelta(days=length)
    for layout in LAYOUTS.values():
        packed = recorded(None, layout, days)
        assert packed.says(layout.planes, span) == [packed.days_with(name, *span) for name in layout.planes]


@given(diaries, diaries)
def test_hours_of_each_day_come_back(before, after):
    packed = recorded(recorded(None, DETAIL, before), DETAIL, after)
    for day, kept in (before | after).items():
        if kept is None:
            assert packed.hours_on(day) is None
        elif not kept.document.headache:
            assert packed.hours_on(day) == 0
        else:
            assert packed.hours_on(day) == kept.document.hours


@given(diaries)
def test_one_batch_and_one_day_at_a_time_make_the_same_bytes(days):
    at_once = recorded(None, COUNTS, days)
    one_by_one = None
    for day, kept in days.items():
        one_by_one = recorded(one_by_one, COUNTS, {day: kept})
    assert one_by_one is None or one_by_one == at_once


def test_planes_begin_at_a_whole_word_and_have_whole_words():
    packed = recorded(None, COUNTS, {date(2026, 3, 3): None})
    assert packed.origin % 64 == 0
    assert packed.origin <= date(2026, 3, 3).toordinal() < packed.origin + 64
    assert packed.stride == 8


def test_days_outside_the_blob_are_not_logged():
    packed = recorded(None, DETAIL, {})
    assert packed.counted("migraine.yes", date(1990, 1, 1), date(2030, 1, 1)) == 0
    assert packed.hours_on(date(2026, 3, 3)) is None


def test_a_window_that_ends_before_it_begins_has_no_days():
    packed = recorded(None, COUNTS, {date(2026, 3, 3): None})
    assert packed.counted("logged", date(2026, 3, 4), date(2026, 3, 3)) == 0


def test_a_torn_blob_is_refused_not_counted():
    with pytest.raises(LayoutError):
        Packed(COUNTS, 64, 8, bytes(31))
