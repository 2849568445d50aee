"""A packed diary in which days say what no day can is refused, not counted."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from diary.analytics.diary import Diary
from diary.analytics.packed import COUNTS, DETAIL, LayoutError, Packed, PackedDay, recorded
from diary.terms.answers import Provenance
from diary.terms.day_document import DayDocument
from tests.analytics.test_bad_input import CLEAR, FIRST, WORST

MERELY_LOGGED = ("logged", *DETAIL.provenances)
"""A day that is in one of these alone is one that was logged."""


def flipped(packed: Packed, byte: int, bit: int = 0) -> Packed:
    blob = bytearray(packed.blob)
    blob[byte] ^= 1 << bit
    return Packed(packed.layout, packed.origin, packed.stride, bytes(blob))


def one_day(layout, document=WORST) -> Packed:
    """One logged day, the last of its 64, in a word of days of which nothing is logged."""
    day = date.fromordinal(FIRST.toordinal() // 64 * 64 + 63)
    return recorded(None, layout, {day: PackedDay(document, Provenance.SAME_DAY)})


@pytest.mark.parametrize(
    ("layout", "plane"),
    [(layout, name) for layout in (COUNTS, DETAIL) for name in layout.planes if name not in MERELY_LOGGED],
)
def test_no_plane_says_anything_of_a_day_that_is_not_logged(layout, plane):
    whole = one_day(layout)
    with pytest.raises(LayoutError, match="no day can"):
        flipped(whole, layout.places[plane] * whole.stride)


@pytest.mark.parametrize("origin", [-64, 1, 2**30])
def test_a_diary_begins_on_a_date_and_with_a_whole_word(origin):
    whole = one_day(COUNTS)
    with pytest.raises(LayoutError, match="begins"):
        Packed(COUNTS, origin, whole.stride, whole.blob)


def test_a_day_was_answered_in_one_way():
    whole = one_day(DETAIL)
    with pytest.raises(LayoutError):
        flipped(whole, DETAIL.places["provenance.late"] * whole.stride + 7, 7)


@pytest.mark.parametrize("flag", DETAIL.flags)
def test_no_plane_says_yes_where_nothing_is_known(flag):
    whole = one_day(DETAIL, DayDocument(headache=True))
    is_known = whole.plane(f"{flag}.known")
    assert not is_known
    with pytest.raises(LayoutError):
        flipped(whole, DETAIL.places[f"{flag}.yes"] * whole.stride + 7, 7)


@pytest.mark.parametrize(("document", "byte"), [(None, 4), (None, 0), (WORST, 97), (WORST, 254)])
def test_hours_are_of_logged_days_and_no_more_than_a_day_has(document, byte):
    whole = one_day(DETAIL)
    blob = bytearray(whole.blob)
    blob[-1 if document else -2] = byte
    with pytest.raises(LayoutError):
        Packed(DETAIL, whole.origin, whole.stride, bytes(blob))


def test_a_long_headache_is_a_headache():
    whole = one_day(COUNTS, CLEAR)
    with pytest.raises(LayoutError):
        flipped(whole, COUNTS.places["four_hours.yes"] * whole.stride + 7, 7)


@pytest.mark.parametrize(("counts", "detail"), [(None, CLEAR), (CLEAR, WORST), (CLEAR, "hours")])
def test_both_halves_of_a_diary_are_of_the_same_days(counts, detail):
    half = one_day(COUNTS, counts) if counts else recorded(None, COUNTS, {})
    other = one_day(DETAIL, CLEAR if detail == "hours" else detail)
    if detail == "hours":
        other = Packed(DETAIL, other.origin, other.stride, other.blob[:-1] + b"\x04")
    with pytest.raises(LayoutError, match="counts do not have"):
        Diary(half, other)


def test_halves_that_begin_on_different_days_may_go_together():
    early, late = FIRST - timedelta(days=200), FIRST + timedelta(days=200)
    for first, second in pairwise([early, late, early]):
        both = {day: PackedDay(WORST, Provenance.SAME_DAY) for day in (first, second)}
        for one, other in ((both, {first: both[first]}), (both, {second: both[second]})):
            Diary(recorded(None, COUNTS, one), recorded(None, DETAIL, other))
            with pytest.raises(LayoutError):
                Diary(recorded(None, COUNTS, other), recorded(None, DETAIL, one))
