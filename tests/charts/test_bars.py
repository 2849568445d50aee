"""The pictures of weeks and of medicine months stand on their line and are as high as what they show."""

from datetime import date, timedelta

import pytest

from diary.analytics.overuse import ANY, SEVERAL, MedicineMonth
from diary.analytics.since_injection import WeekSince
from diary.analytics.tally import Tally
from diary.analytics.windows import Span
from diary.charts.medicine_months import still_months
from diary.charts.still import BOTTOM, TOP
from diary.charts.weeks import still_weeks
from diary.terms.medicines import MedicineClass
from tests.charts.test_pictures import bars

ROUNDED = 0.11
"""Units of the picture: a path is written with one decimal."""


def month(days: int, known: int) -> MedicineMonth:
    span = Span(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=29))
    tally = Tally(days, known, logged=known, expected=30, asked=known, so_far=0, unsure=0)
    return MedicineMonth(span, tally, {ANY: tally, MedicineClass.TRIPTAN: tally})


def test_a_week_stands_on_the_line_as_high_as_its_mean_and_a_week_without_any_is_still_seen():
    drawn = still_weeks([WeekSince(1, 3, 3.5, 1.0), WeekSince(2, 1, 0.0, None)])
    half, none = bars(drawn.bars)
    assert half[1] + half[3] == pytest.approx(BOTTOM, abs=ROUNDED)
    assert half[3] == pytest.approx((BOTTOM - TOP) / 2, abs=ROUNDED)
    assert none[1] + none[3] == pytest.approx(BOTTOM, abs=ROUNDED)
    assert none[3] == 1
    assert none[0] > half[0] + half[2]


def test_the_line_of_each_class_is_drawn_at_its_days():
    months = [month(6, 30)]
    for what, days in ((MedicineClass.TRIPTAN, 10), (MedicineClass.NON_OPIOID, 15), (SEVERAL, 10)):
        height = BOTTOM - (BOTTOM - TOP) * days / 30
        assert still_months(months, what, {}).line == pytest.approx(height, abs=ROUNDED)
    assert still_months(months, ANY, {}).line is None


def test_several_together_have_no_bar_where_they_are_not_counted():
    counted, unsaid = month(6, 30), month(6, 20)
    counted.days[SEVERAL] = counted.days[ANY]
    drawn = still_months([unsaid, counted], SEVERAL, {})
    (bar,), (hollow,) = bars(drawn.bars), bars(drawn.open)
    assert bar[0] > hollow[0] + hollow[2]
    assert bar[3] == pytest.approx((BOTTOM - TOP) * 6 / 30, abs=ROUNDED)
    assert hollow[1] + hollow[3] == pytest.approx(BOTTOM, abs=ROUNDED)
    assert hollow[3] == pytest.approx((BOTTOM - TOP) * 10 / 30, abs=ROUNDED)
    none = still_months([unsaid], MedicineClass.OPIOID, {})
    assert bars(none.bars)[0][3] == 1


def test_days_nobody_spoke_of_stand_hollow_on_those_counted():
    drawn = still_months([month(6, 20), month(6, 30)], MedicineClass.TRIPTAN, {})
    (first, second), (unknown,) = bars(drawn.bars), bars(drawn.open)
    assert first[1:] == second[1:]
    assert first[1] + first[3] == pytest.approx(BOTTOM, abs=ROUNDED)
    assert first[3] == pytest.approx((BOTTOM - TOP) * 6 / 30, abs=ROUNDED)
    assert unknown[1] + unknown[3] == pytest.approx(first[1], abs=ROUNDED)
    assert unknown[3] == pytest.approx((BOTTOM - TOP) * 10 / 30, abs=ROUNDED)
    assert (unknown[0], unknown[2]) == (first[0], first[2])
