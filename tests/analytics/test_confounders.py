"""Which other preventives were started or stopped in the days compared, beside looking at every day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.confounders import Confounder, Happened, confounders
from diary.analytics.course import BaselineSource, Course, FixedBaseline, WrittenBaseline
from diary.analytics.outcome import outcome
from diary.analytics.uncertain import uncertain
from diary.analytics.windows import Span, baseline_span
from diary.terms.preventives import PreventiveDocument, When
from tests.analytics.test_outcome import FIRST, Answered, packed
from tests.preventives import NEVER, NOW, STOPPED, preventives, when

spans = st.tuples(when, when).map(lambda ends: Span(min(ends), max(ends)))
LONG_AGO, FAR_OFF = -400, 400  # more than any date of the property tests


def days_of(when_, about, *, since=None, until=None):
    """Every day on which it may have been, told from the first day of 2026."""
    if when_ is not None:
        at = (when_ - date(2026, 1, 1)).days
        return set(range(at - 28, at + 29)) if about else {at}
    first, last = LONG_AGO, FAR_OFF
    if since:
        first = min(days_of(*since))
    if until:
        last = max(days_of(*until))
    return set(range(first, last + 1))


@given(preventives(), spans)
def test_each_start_and_stop_is_told_if_any_day_of_it_may_lie_inside(document, compared):
    start, stop = (document.started, document.started_about), (document.stopped, document.stopped_about)
    happened = {}
    if document.taking is not NEVER:
        happened[Happened.STARTED] = (document.start, days_of(*start, until=stop if stop[0] else None))
        if document.taking is not NOW:
            happened[Happened.STOPPED] = (document.stop, days_of(*stop, since=start if start[0] else None))
    inside = {(compared.first - date(2026, 1, 1)).days + index for index in range(compared.days)}
    expected = {
        Confounder(document.called, what, known, days <= inside)
        for what, (known, days) in happened.items()
        if days & inside
    }
    found = confounders([document], compared)
    assert set(found) == expected
    assert len(found) == len(expected)


MAY = date(2026, 5, 3)
COMPARED = Span(date(2026, 4, 1), date(2026, 6, 30))


def told(**said):
    return [
        (one.happened.value, one.is_inside)
        for one in confounders([PreventiveDocument("topiramate", **said)], COMPARED)
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"taking": NOW, "started": MAY}, [("started", True)]),
        ({"taking": NOW, "started": COMPARED.first}, [("started", True)]),
        ({"taking": NOW, "started": COMPARED.first - timedelta(1)}, []),
        ({"taking": STOPPED, "stopped": COMPARED.last, "started": date(2025, 1, 1)}, [("stopped", True)]),
        ({"taking": STOPPED, "stopped": date(2026, 7, 1), "started": date(2025, 1, 1)}, []),
        ({"taking": NOW, "started": MAY, "started_about": True}, [("started", True)]),
        ({"taking": NOW, "started": date(2026, 4, 20), "started_about": True}, [("started", False)]),
        ({"taking": NOW, "started": date(2026, 3, 20), "started_about": True}, [("started", False)]),
        ({"taking": NOW, "started": date(2026, 3, 3), "started_about": True}, []),
        ({"taking": NOW}, [("started", False)]),
        # It was stopped before, so it was started before.
        ({"taking": STOPPED, "stopped": date(2026, 1, 1)}, []),
        ({"taking": STOPPED, "started": date(2026, 7, 1)}, []),
        ({"taking": STOPPED}, [("started", False), ("stopped", False)]),
        ({}, [("started", False), ("stopped", False)]),
        ({"started": date(2025, 1, 1)}, [("stopped", False)]),
        ({"taking": NEVER}, []),
    ],
)
def test_what_is_known_about_and_unknown_is_told_as_that(said, found):
    assert told(**said) == found


def test_they_are_in_order_of_time_and_those_without_a_date_come_last():
    found = confounders(
        [
            PreventiveDocument("timolol", taking=NOW),
            PreventiveDocument("topiramate", taking=NOW, started=MAY),
            PreventiveDocument(
                "propranolol", taking=STOPPED, started=date(2025, 1, 1), stopped=date(2026, 4, 9)
            ),
        ],
        COMPARED,
    )
    assert [one.called for one in found] == ["propranolol", "topiramate", "timolol"]
    assert found[1] == ("topiramate", Happened.STARTED, When(MAY), True)


def month(first, headaches):
    return {first + timedelta(index): Answered(index < headaches, None, so_far=False) for index in range(28)}


def found_of(started, *, written=None, days=28):
    """Who started topiramate on a day, and has one month before the first treatment and one after."""
    diary = packed(month(FIRST - timedelta(28), 20) | month(FIRST, 12))
    fixed = None if written else FixedBaseline(baseline_span(FIRST), diary)
    course = Course((FIRST,), from_start=written is None, fixed=fixed, written=written)
    taking = [PreventiveDocument("topiramate", taking=NOW, started=started)]
    found = outcome(diary, [course], FIRST + timedelta(days - 1), taking)
    assert found.preventives == found.courses[0].preventives == tuple(taking)
    said = uncertain(found.courses[0])
    return said and [one.when.day for one in said.confounders]


def test_the_days_compared_are_from_the_baseline_to_the_end_of_the_window():
    first, last = FIRST - timedelta(28), FIRST + timedelta(27)
    for day in (first, last):
        assert found_of(day, days=40) == [day]
    for day in (first - timedelta(1), last + timedelta(1)):
        assert found_of(day, days=40) == []


def test_of_a_figure_they_begin_with_its_date_and_else_with_the_treatment():
    before = FIRST - timedelta(10)
    figure = WrittenBaseline(BaselineSource.DOCUMENTED, Decimal(20), None)
    assert found_of(before, written=figure) == []
    assert found_of(FIRST, written=figure) == [FIRST]
    assert found_of(before, written=figure._replace(dated=before)) == [before]
    assert found_of(before, written=figure._replace(dated=before + timedelta(1))) == []
    # A figure that was told later is of the time before treatment all the same.
    assert found_of(FIRST, written=figure._replace(dated=FIRST + timedelta(5))) == [FIRST]


def test_where_nothing_is_compared_nothing_is_told():
    assert found_of(FIRST, days=5) is None
