"""A date is found from the calendar without leafing there."""

from datetime import UTC, date, datetime
from http import HTTPStatus

import pytest
import time_machine

from diary.actions import Change
from tests.flows.pages import text

pytestmark = pytest.mark.usefixtures("tuesday_evening")


@pytest.mark.parametrize("url", ["/calendar/", "/calendar/2025-07/"])
def test_a_date_of_long_ago_is_one_step_away(page, url):
    assert 'type="date"' in page.get(url).content.decode()
    assert page.get(url, {"date": "2020-02-29"})["Location"] == "/days/2020-02-29/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Give the date as year-month-day, such as 2026-03-03."),
        ("29.2.2020", "Give the date as year-month-day, such as 2026-03-03."),
        ("2025-02-29", "Give the date as year-month-day, such as 2026-03-03."),
        ("2026-03-04", "This date has not come yet."),
        ("0202-02-02", "Dates before 1990 cannot be logged."),
    ],
)
def test_a_date_that_cannot_be_shown_is_told_in_the_month_it_was_asked_in(page, typed, sentence):
    response = page.get("/calendar/2025-07/", {"date": typed})
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert sentence in text(response)
    assert "July 2025" in text(response)
    assert f'value="{typed}" autofocus aria-invalid="true"' in response.content.decode()


def test_a_date_that_was_logged_further_east_is_found(page, pat, log):
    tomorrow = date(2026, 3, 4)
    with time_machine.travel(datetime(2026, 3, 3, 22, tzinfo=UTC), tick=False):
        log(pat, Change(tomorrow, {"headache": False}), zone="Pacific/Auckland")
    assert page.get("/calendar/", {"date": "2026-03-04"})["Location"] == "/days/2026-03-04/"
