"""The outcome as Pat sees it: the sentence, the picture, the table, and what is not claimed."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.actions import Change, change_treatment, write_baseline
from diary.queries.courses import recorded_courses
from diary.terms.answers import FourHours
from diary.terms.treatments import CourseStart, TreatmentDocument, WrittenFigure, WrittenSource
from tests.flows.pages import text
from tests.treated import EVER, FIRST, month, months, treat

pytestmark = pytest.mark.usefixtures("june")


def test_percent_comes_first_and_the_interval_always(treated, as_):
    shown = text(as_(treated).get("/outcome/"))
    assert (
        "Headache days fell 40 %: from 20 to 12 per 28 (8 fewer; 95 % interval 18 more to 25 fewer; "
        "logged 28 of 28 and 28 of 28)." in shown
    )
    assert "Weeks 9 to 12 of cycle 1, 28 Apr to 25 May 2026." in shown
    assert "The interval includes no change" in shown


def test_nobody_is_told_that_it_works_or_to_whom_they_compare(treated, as_):
    shown = text(as_(treated).get("/outcome/")).lower()
    for claim in ("is working", "responder", "responded", "caused", "thanks to", "because of the treatment"):
        assert claim not in shown
    assert "too uncertain to tell apart from either average" in shown
    assert "single people vary far more than these averages differ" in shown
    assert "3.0 headache days fewer 3 months later and 3.5 fewer after 12" in shown


def test_the_averages_are_those_of_two_trials_and_never_a_range(treated, as_):
    shown = text(as_(treated).get("/outcome/"))
    assert "people given Botox had 7.8 and 9.2 fewer headache days a month in two trials" in shown
    assert "people given placebo 6.4 and 6.9 fewer" in shown
    assert "688 people given Botox and 696 given placebo" in shown
    assert "these are headache days of any length" in shown
    assert "this window begins in week 9" in shown


def test_without_treatment_the_page_says_what_to_do(pat, as_):
    page = as_(pat).get("/outcome/")
    assert "Once a treatment is recorded" in text(page)
    assert 'href="/treatments/new/"' in page.content.decode()
    assert "<svg" not in page.content.decode()


def test_who_joined_in_mid_treatment_is_asked_for_an_earlier_figure(pat, as_, log):
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12, 12))
    treat(pat, start=CourseStart(from_start=False, earlier=None))
    page = as_(pat).get("/outcome/")
    assert "Treated before the diary began" in text(page)
    assert "nothing to compare with yet. Headache days per 28: 12; logged 28 of 28." in text(page)
    assert "Weeks 9 to 12 of the cycle from" in text(page)
    assert 'href="/courses/1/baseline/"' in page.content.decode()
    assert 'class="band' not in page.content.decode()


def test_a_count_without_comparison_is_no_surer_than_in_the_table(pat, as_, log):
    log(pat, *months(FIRST, 0, 0))
    month = [FIRST + timedelta(days=56 + ago) for ago in range(20)]
    log(pat, *(Change(day, {"headache": False}) for day in month))
    treat(pat, start=CourseStart(from_start=False, earlier=None))
    assert "Headache days per 28: 0 (0 to 8); logged 20 of 28." in text(as_(pat).get("/outcome/"))


def test_a_figure_from_a_letter_says_so_and_has_no_interval(pat, as_, log):
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12, 12))
    treat(pat, start=CourseStart(from_start=False, earlier=3))
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(24))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    shown = text(as_(pat).get("/outcome/"))
    assert "Headache days fell 50 %: from 24 to 12 per 28 (12 fewer; no interval" in shown
    assert "The 3 windows of cycle 4 with enough days logged together: 12 per 28 on average (" in shown
    assert shown.count("before: from a letter or a paper diary") == 3
    assert "as before treatment, from a letter or a paper diary" in shown
    assert "cycle 4" in shown


def test_a_changed_baseline_is_told_and_can_be_fixed_anew(treated, as_, log):
    log(treated, Change(FIRST - timedelta(days=1), {"headache": True}))
    client = as_(treated)
    shown = text(client.get("/outcome/"))
    assert "The baseline is fixed as 20 (28 of 28 logged); the diary now says 21 (28 of 28)." in shown
    assert "from 20 to 12 per 28" in shown
    form = {"operation": str(uuid4()), "reason": "a day was wrong"}
    assert client.post("/courses/1/fix/", form)["Location"] == "/outcome/"
    shown = text(client.get("/outcome/"))
    assert "from 21 to 12 per 28" in shown
    assert "is fixed as" not in shown


def test_sparse_windows_are_visibly_different_and_have_no_change(pat, as_, log):
    log(pat, *month(FIRST - timedelta(days=28), 20), *month(FIRST, 8, logged=15))
    treat(pat, start=EVER)
    page = as_(pat).get("/outcome/").content.decode()
    row = page.split('class="sparse"><th')[1].split("</tr>")[0]
    assert "8 to 21" in row
    assert "15 of 28" in row
    assert "fewer" not in row
    assert re.search(r'<path class="sparse" d="M\d', page)
    assert "No 28 days since the treatment have enough days logged yet" in text(as_(pat).get("/outcome/"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (28, 28, "Headache days did not change: 28 per 28"),
        (0, 0, "Headache days did not change: 0 per 28"),
        (0, 5, "Headache days rose from none to 5 per 28"),
        (10, 15, "Headache days rose 50 %: from 10 to 15 per 28"),
        (20, 0, "Headache days fell 100 %: from 20 to 0 per 28"),
    ],
)
def test_extreme_diaries_are_told_plainly(pat, as_, log, before, after, said):
    log(pat, *months(FIRST - timedelta(days=28), before, after, after, after))
    treat(pat, start=EVER)
    assert said in text(as_(pat).get("/outcome/"))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (14, "headache of 4 hours or more on 15 days a month or more"),
        (27, "headache days can hardly show a change"),
    ],
)
def test_the_averages_are_not_drawn_for_whom_they_are_not_about(pat, as_, log, before, said):
    log(pat, *months(FIRST - timedelta(days=28), before, 12, 12, 12))
    treat(pat, start=EVER)
    page = as_(pat).get("/outcome/")
    assert 'class="band' not in page.content.decode()
    assert said in text(page)
    assert "Beside the averages" not in text(page)


def test_days_of_four_hours_decide_whether_the_averages_are_about_somebody(pat, as_, log):
    log(pat, *month(FIRST - timedelta(days=28), 24, long=14), *months(FIRST, 12, 12, 12, long=9))
    treat(pat, start=EVER)
    page = as_(pat).get("/outcome/")
    assert 'class="band' not in page.content.decode()
    assert "Beside the averages" not in text(page)


def test_what_is_placed_beside_the_averages_is_said(pat, as_, log):
    log(pat, *month(FIRST - timedelta(days=28), 20, long=16), *months(FIRST, 12, 12, 12, long=9))
    treat(pat, start=EVER)
    said = text(as_(pat).get("/outcome/"))
    like = said.index("Days of 4 hours or more fell 44 %: from 16 to 9 per 28")
    assert like < said.index("Beside the averages, this change is")


LONG, CLEAR = {"headache": True, "four_hours": FourHours.YES}, {"headache": False}


def scattered(first, *headaches):
    """Months whose headaches, all long, are spread over them, so that one day tells little of the next."""
    return [
        Change(first + timedelta(days=28 * place + day), LONG if is_bad else CLEAR)
        for place, many in enumerate(headaches)
        for day in range(28)
        for is_bad in [(day + 1) * many // 28 > day * many // 28]
    ]


def test_a_small_change_is_told_apart_from_the_average_that_its_interval_leaves_out(pat, as_, log):
    log(pat, *scattered(FIRST - timedelta(days=28), 20, 22, 22, 22))
    treat(pat, start=EVER)
    said = text(as_(pat).get("/outcome/"))
    assert "smaller than the Botox average, and too uncertain to tell apart from the placebo average" in said


def test_sides_that_do_not_say_alike_how_long_it_was_are_told_beside_the_trials(pat, as_, log):
    def since(long):
        """21 headaches, of which so many say how long they were, and 7 clear days."""
        days = [LONG] * long + [{"headache": True}] * (21 - long) + [CLEAR] * 7
        return [
            Change(FIRST + timedelta(days=28 * month + day), days[day])
            for month in range(3)
            for day in range(28)
        ]

    log(pat, *scattered(FIRST - timedelta(days=28), 20), *since(15))
    treat(pat, start=EVER)
    said = text(as_(pat).get("/outcome/"))
    assert "Days of 4 hours or more fell 5 %: from 20 to 19.1 per 28" in said
    differs = "Before treatment and since differ by 6 of 28 days in how many are known."
    assert said.count(differs) == 1
    log(pat, *since(16))
    assert differs not in text(as_(pat).get("/outcome/"))


def test_what_was_said_is_not_said_again_beside_the_trials(pat, as_, log):
    log(pat, *scattered(FIRST - timedelta(days=28), 20))
    log(pat, *[one for one in scattered(FIRST, 12, 12, 12) if (one.date - FIRST).days % 28 < 20])
    treat(pat, start=EVER)
    said = text(as_(pat).get("/outcome/"))
    assert "Counted as the trials did" in said
    assert said.count("Before treatment and since differ by 8 of 28 days in how many are known.") == 1


def test_a_baseline_that_was_fixed_before_another_first_treatment_says_so(treated, as_, doc, log):
    (course,) = recorded_courses(treated)
    first = course.treatments[0]
    later = TreatmentDocument(FIRST + timedelta(days=30))
    change = {"by": treated.user, "patient": treated, "uid": first.uid, "version": first.version}
    change_treatment(**change, treatment=later, operation=uuid4())
    sentence = (
        "The baseline was fixed before another first treatment: it is not of the 28 days before 2 Apr 2026."
    )
    assert sentence in text(as_(treated).get("/outcome/"))
    assert sentence in text(as_(doc).get(f"/patients/{treated.code}/outcome/"))


def test_days_not_logged_after_week_12_are_not_counted_as_clear(pat, as_, log):
    log(
        pat,
        *months(FIRST - timedelta(days=28), 20, 12, 12, 12),
        *month(FIRST + timedelta(days=84), 3, logged=8),
    )
    treat(pat, start=EVER)
    assert "3 to 31 in 36 days" in text(as_(pat).get("/outcome/"))


def test_a_restart_is_shown_beside_the_course_before_it(treated, as_, log):
    restart = FIRST + timedelta(days=112)
    log(treated, *month(FIRST + timedelta(days=84), 18))
    treat(treated, restart, restart=True)
    page = as_(treated).get("/outcome/").content.decode()
    assert page.index("Treatment since 23 Jun 2026") < page.index("Treatment since 3 Mar 2026")


def test_ten_treatments_in_a_long_diary_cost_no_more_statements(pat, as_, log):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert as_(pat).get("/outcome/").status_code == 200
        return len(captured)

    day = FIRST - timedelta(days=900)
    log(pat, *months(day - timedelta(days=28), 20, 12, 12))
    treat(pat, day, start=EVER)
    client = as_(pat)
    with CaptureQueriesContext(connection) as few:
        client.get("/outcome/")
    for _ in range(9):
        day += timedelta(days=84)
        log(pat, *months(day, 12, 11, 10))
        treat(pat, day)
    with CaptureQueriesContext(connection) as many:
        assert client.get("/outcome/").status_code == 200
    assert len(many) == len(few) <= 8


def test_the_figures_to_explore_hold_the_same_numbers(treated, as_):
    (figure,) = json.loads(as_(treated).get("/outcome/figures/").content)["figures"]
    before, windows = figure["data"][:2]
    assert before["y"] == [20]
    assert windows["y"][:3] == [12, 12, 12]
    assert "logged 28 of 28" in windows["text"][0]
    assert "<b>" not in json.dumps(figure)


def test_a_stranger_sees_her_own_and_nothing_of_pat(treated, eve, as_):
    assert "Once a treatment is recorded" in text(as_(eve).get("/outcome/"))
    assert as_(None).get("/outcome/")["Location"].startswith("/account/login/")
