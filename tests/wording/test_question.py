"""The question says which day is asked about."""

from datetime import date, timedelta

import pytest

from diary.terms.recorded_day import RecordedDay
from diary.wording.days import question

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("ago", "asked", "asked_again"),
    [
        (0, "Did you have a headache today?", "Still no headache today?"),
        (1, "Did you have a headache yesterday?", "No headache to the end of yesterday?"),
        (2, "Did you have a headache that day?", "No headache to the end of this day?"),
    ],
)
def test_today_and_yesterday_are_called_so(ago, asked, asked_again):
    day = RecordedDay(TODAY - timedelta(days=ago), 0)
    assert question(day, TODAY, so_far=False) == asked
    assert question(day, TODAY, so_far=True) == asked_again
