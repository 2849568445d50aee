"""The still picture and the figure to explore show what the core computed, and nothing else."""

import re
from datetime import date, timedelta
from itertools import pairwise

import plotly.graph_objects
import pytest

from diary.analytics.diary import HEADACHE
from diary.analytics.tally import Hours
from diary.charts.explore import explore
from diary.charts.still import BOTTOM, LEFT, RIGHT, TOP, dates_to_label, full_days, points, shown, still
from tests.analytics.test_outcome import ANSWERS, FIRST, TWELVE, TWENTY, C, H, one_course

WORDS = {one: one for one in ("days", "before", "enough", "sparse", "baseline")}


def bars(path: str) -> list[tuple[float, float, float, float]]:
    """x, y, width, height of each box of a path."""
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-([\d.]+)z", path)
    return [tuple(float(number) for number in box[:4]) for box in found]


def per_28(height: float) -> float:
    return 28 * height / (BOTTOM - TOP)


def test_each_window_with_enough_days_is_a_bar_as_high_as_its_count():
    drawn = still(one_course(TWENTY + TWELVE * 3), {})
    (before,) = bars(drawn.baseline_bar)
    assert per_28(before[3]) == pytest.approx(20, abs=0.05)
    assert [round(per_28(bar[3])) for bar in bars(drawn.bars)] == [12, 12, 12]
    assert drawn.sparse == ""
    assert drawn.baseline == pytest.approx(BOTTOM - (BOTTOM - TOP) * 20 / 28, abs=0.05)


@pytest.mark.parametrize("gaps", [(), (84,), (90, 70), (87,) * 30])
def test_each_bar_stands_where_its_window_lies(gaps):
    course = one_course([H, C] * 2000, *gaps)
    drawn = still(course, {})
    windows, all_days = [window.span for window, _ in course.windows(HEADACHE)], shown(course)
    unit, found = (RIGHT - LEFT) / all_days.days, sorted(bars(drawn.bars) + bars(drawn.sparse))
    assert len(found) == len(windows)
    for span, (x, _, width, _) in zip(windows, found, strict=True):
        middle = LEFT + ((span.first - all_days.first).days + span.days / 2) * unit
        assert x + width / 2 == pytest.approx(middle, abs=0.11)
        assert width <= span.days * unit


def test_a_window_with_too_few_days_is_hollow_from_the_least_to_the_most():
    drawn = still(one_course(TWENTY + [H] * 8 + [C] * 7 + [None] * 13 + TWELVE), {})
    box, _empty = bars(drawn.sparse)
    assert per_28(box[3]) == pytest.approx(13, abs=0.05)
    assert per_28(BOTTOM - box[1]) == pytest.approx(21, abs=0.05)


def test_missing_days_have_a_line_from_the_least_to_the_most():
    drawn = still(one_course(TWENTY + [H] * 10 + [None] * 4 + [ANSWERS[5]] * 2 + [C] * 12), {})
    low, high = (float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)", drawn.whiskers)[0])
    assert (per_28(BOTTOM - low), per_28(BOTTOM - high)) == pytest.approx((10, 16), abs=0.05)


def test_a_hollow_window_has_no_line_and_a_line_stands_in_the_middle_of_its_bar():
    sparse = still(one_course([H] * 28 + [H] * 19), {})
    assert (sparse.whiskers, len(bars(sparse.sparse))) == ("", 3)
    drawn = still(one_course([H] * 28 + [H] * 10 + [None] * 4 + [C] * 14), {})
    (x, _, width, _), (middle,) = bars(drawn.bars)[0], re.findall(r"M([\d.]+) ", drawn.whiskers)
    assert float(middle) == pytest.approx(x + width / 2, abs=0.1)


def test_the_averages_would_put_them_where_their_baseline_less_the_averages_is():
    placebo, botox = still(one_course(TWENTY + TWELVE * 3), {}).bands
    assert per_28(BOTTOM - placebo.y) == pytest.approx(20 - 6.4, abs=0.05)
    assert per_28(placebo.height) == pytest.approx(0.5, abs=0.1)
    assert per_28(BOTTOM - botox.y) == pytest.approx(20 - 7.8, abs=0.05)


@pytest.mark.parametrize("headaches", [14, 26])
def test_no_averages_beside_those_they_are_not_about(headaches):
    course = one_course([H] * headaches + [C] * (28 - headaches) + TWELVE)
    assert still(course, {}).bands == []
    assert len(explore(course, WORDS, {})["layout"]["shapes"]) == 2


@pytest.mark.parametrize("gaps", [(), (84,), (84,) * 9, (84,) * 39])
def test_everything_stays_within_the_picture(gaps):
    course = one_course([H, C, None] * 1200, *gaps)
    labels = {day: str(day.year) for day in dates_to_label(course)}
    drawn = still(course, labels)
    for x, y, width, height in bars(drawn.bars + drawn.baseline_bar + drawn.sparse):
        assert LEFT <= x <= x + width <= RIGHT + 0.1
        assert TOP <= y <= y + height <= BOTTOM + 1.1
    assert all(LEFT <= mark.x <= RIGHT for mark in drawn.dates)
    assert len(drawn.dates) <= 10


def test_few_treatments_are_labelled_by_their_dates_and_many_by_years():
    assert dates_to_label(one_course(TWENTY, 84)) == [FIRST, FIRST + timedelta(days=84)]
    assert dates_to_label(one_course(TWENTY, *[84] * 9))[0] == date(2025, 1, 1)


@pytest.mark.parametrize("gaps", [(), (84,), (84, 84), (84,) * 5, (7,) * 5, (84,) * 9, (84,) * 39])
@pytest.mark.parametrize("days_since", [0, 1, 83])
def test_labels_of_dates_leave_each_other_room_and_the_latest_is_there(gaps, days_since):
    course = one_course([H] * (28 + sum(gaps) + days_since), *gaps)
    labels = {day: f"{day:%-d %b %Y}" for day in dates_to_label(course)}
    marks = still(course, labels).dates
    spans = [(mark.x - 3.75 * len(mark.text), mark.x + 3.75 * len(mark.text)) for mark in marks]
    assert all(start >= 0 and end <= 400 for start, end in spans)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    if labels:
        assert marks[-1].text == list(labels.values())[-1]


def test_the_line_of_before_is_named():
    course = one_course(TWENTY + TWELVE * 3)
    shapes = explore(course, WORDS | {"baseline": "as before, recalled"}, {})["layout"]["shapes"]
    assert [one["label"]["text"] for one in shapes if "label" in one] == ["as before, recalled"]


def test_the_figure_is_one_that_plotly_takes():
    course = one_course(TWENTY + [H] * 8 + [None] * 20 + TWELVE * 3, 84)
    told = {span: str(index) for index, (span, _) in enumerate(points(course))}
    figure = explore(course, WORDS, told)
    plotly.graph_objects.Figure(figure)
    assert [trace["name"] for trace in figure["data"]] == ["before", "enough", "sparse"]
    assert figure["data"][0]["meta"] == "before"


def test_the_figure_holds_the_same_windows_as_the_picture():
    course = one_course(TWENTY + [H] * 8 + [None] * 20 + TWELVE * 3, 84)
    before, enough, sparse = explore(course, WORDS, {})["data"]
    shown = dict(points(course))
    assert before["y"] == [20]
    assert enough["y"] == [t.scaled for t in list(shown.values())[1:] if t.scaled is not None]
    hollow = [t for t in shown.values() if t.scaled is None]
    assert sparse["base"] == [t.bounds[0] for t in hollow]
    assert [low + more for low, more in zip(sparse["base"], sparse["y"], strict=True)] == [
        t.bounds[1] for t in hollow
    ]
    error = enough["error_y"]
    counted = [tally for tally in list(shown.values())[1:] if tally.scaled is not None]
    drawn = zip(enough["y"], error["array"], error["arrayminus"], counted, strict=True)
    for scaled, up, down, tally in drawn:
        assert (scaled - down, scaled + up) == pytest.approx(tally.bounds)


def test_a_bar_lies_in_the_middle_of_its_days():
    course = one_course(TWENTY + TWELVE * 3)
    first = explore(course, WORDS, {})["data"][1]
    assert first["x"][0] == f"{FIRST + timedelta(days=14)}T00:00"
    assert course.cycles[0].windows[0].tallies[HEADACHE].days == 12


def test_hours_are_drawn_as_days_of_24_hours_with_their_bounds():
    drawn = full_days(Hours(240, 2400, known=27, logged=28, expected=28, asked=28))
    assert drawn.bounds == (10, 11)
    assert drawn.scaled == pytest.approx(28 * 240 / 27 / 24)
    assert (drawn.expected, drawn.is_enough) == (28, True)
