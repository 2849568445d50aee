"""The outcome by API says what the core computed, as codes and numbers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from diary.actions import Change, write_baseline
from diary.analytics.criteria import Rule
from diary.terms.answers import Severity
from diary.terms.day_document import FEATURES
from diary.terms.preventives import Ended
from diary.terms.treatments import CourseStart, WrittenFigure, WrittenSource
from tests.flows.pages import text
from tests.preventives import NOW, STOPPED, take
from tests.treated import EVER, FIRST, month, months, treat


@pytest.fixture
def answered(pat, as_, log):
    """What Pat's program is told, 17 weeks after the first treatment."""
    with time_machine.travel(datetime(2026, 6, 30, 19, tzinfo=UTC), tick=False):
        log(pat, *month(FIRST - timedelta(days=28), 20, long=16), *months(FIRST, 12, 12, 12, long=9))
        treat(pat, start=EVER)
        response = as_(pat).get(f"/api/v1/patients/{pat.code}/outcome")
        assert response.status_code == 200
        return response.json()


def test_it_says_what_its_numbers_mean(answered):
    assert (answered["today"], answered["month_days"], answered["enough_days"]) == ("2026-06-30", 28, 20)
    assert "4 continuous hours" in answered["measures"]["four_hours"]
    placebo, botox = answered["documented"]
    assert (placebo["arm"], placebo["low"], placebo["high"]) == ("placebo", 6.4, 6.9)
    assert (botox["arm"], botox["low"], botox["high"]) == ("botox", 7.8, 9.2)
    assert botox["participants"] == [341, 347]


def test_the_baseline_is_told_as_fixed_and_as_it_is_now(answered):
    baseline = answered["courses"][0]["baseline"]
    assert (baseline["source"], baseline["lacking"]) == ("diary", None)
    assert (baseline["first"], baseline["last"]) == ("2026-02-03", "2026-03-02")
    assert baseline["days_per_28"] == {"headache": 20, "four_hours": 16, "crystal_clear": 8}
    assert (baseline["hours"]["known"], baseline["hours"]["hours_per_28"]) == (8, None)
    assert baseline["fixed"] == baseline["now"]
    assert baseline["has_changed"] is False


def test_each_window_has_its_counts_and_its_change(answered):
    (course,) = answered["courses"]
    (cycle,) = course["cycles"]
    assert [window["weeks"] for window in cycle["windows"]] == ["weeks_1_4", "weeks_5_8", "weeks_9_12"]
    window = cycle["windows"][2]
    assert (window["first"], window["last"], window["cut"]) == ("2026-04-28", "2026-05-25", None)
    assert window["weeks_since_first"] == [9, 12]
    assert window["counts"]["headache"] == {
        "days": 12,
        "known": 28,
        "logged": 28,
        "expected": 28,
        "clear_so_far": 0,
        "days_per_28": 12,
        "least_per_28": 12,
        "most_per_28": 12,
    }
    change = window["changes"]["headache"]
    low, high = change.pop("interval_95")
    assert change == {
        "before_per_28": 20,
        "after_per_28": 12,
        "days_fewer": 8,
        "percent_fewer": pytest.approx(40),
    }
    assert low < 0 < 8 < high
    assert window["changes"]["four_hours"]["days_fewer"] == 7
    assert course["newest"] == {"injected": "2026-03-03", "weeks": "weeks_9_12"}
    assert course["latest"] == {
        "injected": "2026-03-03",
        "weeks": "weeks_9_12",
        "compared_by": "four_hours",
        "place": "too_uncertain_to_tell",
        "differs_from_the_trials": ["other_weeks"],
    }


@pytest.mark.usefixtures("june")
def test_a_change_of_hours_has_its_interval(pat, as_, log):
    eight, four = ({"headache": True, "hours": Decimal(hours)} for hours in (8, 4))
    first = FIRST - timedelta(days=28)
    log(pat, *(Change(first + timedelta(days=ago), eight if ago < 28 else four) for ago in range(56)))
    treat(pat, start=EVER)
    (course,) = as_(pat).get("/api/v1/patients/me/outcome").json()["courses"]
    change = course["cycles"][0]["windows"][0]["hours_change"]
    low, high = change.pop("interval_95")
    assert change == {
        "before_per_28": 224,
        "after_per_28": 112,
        "hours_fewer": 112,
        "percent_fewer": 50,
    }
    assert 0 < low < 112 < high < 224
    assert course["cycles"][0]["windows"][1]["hours_change"] is None


def test_what_is_uncertain_beside_the_trials_is_told_too(answered):
    # Its window is one of those that are judged, of which it is told above.
    beside = answered["courses"][0]["like_for_like_uncertain"]
    assert (beside["logged"], beside["recorded_late"], beside["logged_differs"]) == (56, 0, 0)


def test_treatments_and_the_rules_of_medicine_days_are_told(answered):
    assert answered["courses"][0]["treatments"] == [
        {"date": "2026-03-03", "product": "onabotulinumtoxina", "units": 155, "lot": None}
    ]
    medicines = answered["medicines"]
    assert (medicines["near_within_days"], medicines["for_months"]) == (2, 4)
    assert medicines["with_headache_days"] == 15
    assert answered["courses"][0]["since_injection"]["wearing_off"]["rises"] == [
        {"cycle": 1, "rise_per_28": 0}
    ]


def test_what_makes_it_uncertain_is_told_in_numbers(answered):
    uncertain = answered["courses"][0]["uncertain"]
    assert uncertain == {
        "baseline_source": "diary",
        "logged": 112,
        "recorded_late": 112,
        "imported": 0,
        "clear_so_far": 0,
        "logged_differs": 0,
        "cut": None,
        "figure_outside_per_28": None,
        "confounders": [],
    }


@pytest.mark.usefixtures("june")
def test_a_figure_is_told_with_its_source_and_date(pat, as_, log):
    log(pat, *months(FIRST, 12, 12, 12))
    treat(pat, start=CourseStart(from_start=False, earlier=2))
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(22), date(2025, 6, 1))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    answer = as_(pat).get("/api/v1/patients/me/outcome").json()
    (course,) = answer["courses"]
    assert (course["baseline"]["source"], course["baseline"]["dated"]) == ("recalled", "2025-06-01")
    assert course["uncertain"]["baseline_source"] == "recalled"
    onset = course["since_injection"]["onset"]
    assert (onset["before_source"], onset["before_of_7"]) == ("recalled", 5.5)
    assert course["uncertain"]["figure_outside_per_28"] is None
    told = next(one for one in answer["criteria"]["rules"] if one["rule"] == "response_30")
    before = told["readings"][0]["sums"][0]["before"]
    assert (before["is_written"], before["source"], before["per_28"]) == (True, "recalled", 22)
    assert course["latest"]["differs_from_the_trials"] == [
        "days_of_any_length",
        "other_weeks",
        "baseline_not_from_a_diary",
    ]


@pytest.mark.usefixtures("june")
def test_a_figure_that_the_diary_contradicts_is_told_with_what_it_allows(pat, as_, log):
    log(pat, *month(FIRST - timedelta(days=28), 1, logged=19), *months(FIRST, 12))
    treat(pat, start=EVER)
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(20))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    (course,) = as_(pat).get("/api/v1/patients/me/outcome").json()["courses"]
    assert course["uncertain"]["figure_outside_per_28"] == [1, 10]
    assert "which allows 1 to 10 headache days." in text(as_(pat).get("/outcome/"))


@pytest.mark.usefixtures("june")
def test_daily_headache_is_compared_by_what_the_page_tells(pat, as_, log):
    bad = {"headache": True, "severity": Severity.SEVERE, "hours": Decimal(20)}
    log(pat, *(Change(FIRST + timedelta(days=day), bad) for day in range(-28, 56)))
    treat(pat, start=EVER)
    (course,) = as_(pat).get("/api/v1/patients/me/outcome").json()["courses"]
    assert (course["lead"], course["latest"]["compared_by"]) == ("moderate_or_severe", "moderate_or_severe")
    assert course["latest"]["place"] is None


def test_days_past_week_twelve_are_told_apart(answered):
    assert answered["courses"][0]["cycles"][0]["overdue_hours"]["expected"] == 36
    assert answered["courses"][0]["cycles"][0]["overdue"]["headache"]["expected"] == 36


@pytest.mark.usefixtures("june")
def test_who_has_nothing_to_compare_with_has_a_newest_window_all_the_same(pat, as_, log):
    treat(pat, start=CourseStart(from_start=False, earlier=2))
    api = "/api/v1/patients/me/outcome"
    assert as_(pat).get(api).json()["courses"][0]["newest"] is None
    log(pat, *months(FIRST, 12, 12))
    (course,) = as_(pat).get(api).json()["courses"]
    assert (course["newest"]["weeks"], course["latest"]) == ("weeks_5_8", None)
    assert (course["uncertain"]["baseline_source"], course["uncertain"]["recorded_late"]) == (None, 28)


def test_without_treatment_there_are_no_courses(pat, as_):
    assert as_(pat).get("/api/v1/patients/me/outcome").json()["courses"] == []


def test_the_rules_are_told_one_by_one_with_their_sums(answered):
    told = {one["rule"]: one for one in answered["criteria"]["rules"]}
    assert list(told) == [rule.value for rule in Rule]
    assert answered["criteria"]["thresholds"]["stop_percent"] == 30
    nice = told["nice_ta260_stop_days"]
    assert nice["name"] == "NICE TA260: few headache days, months in a row"
    assert nice["source"].startswith("NICE technology appraisal TA260")
    assert nice["asks"].startswith("Fewer than 15 headache days in each of 3 months in a row")
    half = told["response_50"]
    assert (half["answer"], half["answer_30"], half["is_close_call"]) == ("not_met", "not_met", True)
    reading = half["readings"][0]
    (said,) = reading["sums"]
    low, high = said.pop("interval_95")
    assert low < -2 < high
    assert said == {
        "measure": "headache",
        "asks": "fell_by_at_least_percent",
        "number": 50,
        "before": {
            "days": [{"first": "2026-02-03", "last": "2026-03-02", "known": 28, "expected": 28}],
            "per_28": 20,
            "least_per_28": 20,
            "most_per_28": 20,
            "is_written": False,
            "source": None,
            "why": None,
            "until": None,
        },
        "after": {
            "days": [{"first": "2026-04-28", "last": "2026-05-25", "known": 28, "expected": 28}],
            "per_28": 12,
            "least_per_28": 12,
            "most_per_28": 12,
            "is_written": False,
            "source": None,
            "why": None,
            "until": None,
        },
        "line_per_28": 10,
        "beyond_per_28": -2,
        "is_met": False,
        "is_met_30": False,
        "is_close_call": True,
        "why": None,
    }
    stop = told["nice_ta260_response"]
    assert (stop["answer"], stop["readings"][0]["why"]) == ("cannot_be_assessed", "not_over")
    assert [part["part"] for part in told["ahs_2021"]["besides"]] == ["midas", "hit_6"]
    assert told["nice_ta260_start"]["besides"][0] == {
        "part": "preventives_tried",
        "is_met": None,
        "recorded": 0,
        "needed": 3,
        "perhaps": 0,
    }
    assert answered["criteria"]["clinic"] is None


def test_months_of_thirty_days_have_their_own_answers(pat, as_, log):
    severe = {"headache": True, "severity": Severity.SEVERE} | dict.fromkeys(FEATURES, False)
    with time_machine.travel(datetime(2026, 5, 25, 19, tzinfo=UTC), tick=False):
        log(pat, *month(FIRST - timedelta(days=28), 20))
        for start in range(3):
            first = FIRST + timedelta(days=28 * start)
            log(
                pat,
                *(
                    Change(first + timedelta(days=index), severe if index < 6 else {"headache": index < 14})
                    for index in range(28)
                    if index < 6 or index >= 14
                ),
                *(
                    Change(first + timedelta(days=index), severe | {"severity": Severity.MILD})
                    for index in range(6, 14)
                ),
            )
        treat(pat, start=EVER)
        told = as_(pat).get("/api/v1/patients/me/outcome").json()
    rules = {one["rule"]: one for one in told["criteria"]["rules"]}
    few = rules["nice_ta260_stop_days"]
    assert (few["answer"], few["answer_30"]) == ("met", "not_met")
    assert [(said["is_met"], said["is_met_30"]) for said in few["readings"][0]["sums"]] == [(True, False)] * 3
    assert (told["burden"]["band"], told["burden"]["band_30"]) == ("from_4_to_6", "over_6")


def test_the_burden_and_the_other_sources_are_told(answered):
    assert answered["burden"]["band"] is None
    assert answered["burden"]["why"] == "too_few_days_known"
    assert answered["courses"][0]["months_before"] is None
    meta = next(one for one in answered["cited"] if "Lanteri-Minet" in one["source"])
    assert meta["groups"][0]["interval_95"] == [8.97, 12.31]


@pytest.mark.usefixtures("june")
def test_other_preventives_are_told_and_those_inside_the_days_compared(pat, as_, log):
    log(pat, *months(FIRST - timedelta(days=28), 20, 12, 12, 12))
    treat(pat, start=EVER)
    take(pat, taking=NOW, started=date(2026, 5, 3), dose="50 mg")
    stopped = {"taking": STOPPED, "started": date(2024, 1, 1), "stopped": date(2025, 1, 1)}
    take(pat, "propranolol", **stopped, ended=Ended.NOT_TOLERATED)
    take(pat, None, name="tea", taking=NOW)
    answer = as_(pat).get("/api/v1/patients/me/outcome").json()
    assert [one["drug"] for one in answer["preventives"]] == ["topiramate", "tea", "propranolol"]
    assert answer["preventives"][0] == {
        "drug": "topiramate",
        "is_listed": True,
        "class": "anticonvulsant",
        "taking": "now",
        "started": "2026-05-03",
        "started_about": False,
        "stopped": None,
        "stopped_about": False,
        "days_at_least": 58,
        "days_at_most": 58,
        "highest_dose": "50 mg",
        "ended": None,
    }
    assert answer["preventives_tried"] == {
        "ended": 1,
        "perhaps_ended": 0,
        "by_reason": {"did_not_help_enough": 0, "not_tolerated": 1, "not_suitable": 0},
        "for_8_weeks": ["beta_blocker", "anticonvulsant"],
        "perhaps_8_weeks": [],
    }
    assert answer["courses"][0]["uncertain"]["confounders"] == [
        {
            "drug": "topiramate",
            "happened": "started",
            "date": "2026-05-03",
            "about": False,
            "is_inside": True,
        },
        {"drug": "tea", "happened": "started", "date": None, "about": False, "is_inside": False},
    ]


def test_the_line_of_hours_has_its_interval_and_is_a_close_call(pat, as_, log):
    """8 hours on 20 days before, and 6 hours on 12 of each 28 since, as docs/methods.md has it."""
    days = months(FIRST - timedelta(days=28), 20, 12, 12, 12)
    for answer in days:
        if answer.values["headache"]:
            answer.values["hours"] = Decimal(8 if answer.date < FIRST else 6)
    log(pat, *days)
    treat(pat, start=EVER)
    rules = as_(pat).get("/api/v1/patients/me/outcome").json()["criteria"]["rules"]
    (renewal,) = [one for one in rules if one["rule"] == "us_payers_renewal"]
    days, hours = renewal["readings"][0]["sums"]
    assert (days["is_met"], hours["measure"], hours["is_met"]) == (True, "hours", False)
    low, high = hours["interval_95"]
    assert low < hours["beyond_per_28"] == -12 < 0 < high
    assert hours["is_close_call"] is True
