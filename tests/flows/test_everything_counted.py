"""What the outcome page shows beyond headache days: every count, the weeks of a cycle, medicine days."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest

from diary.actions import Change, change_start, write_baseline
from diary.analytics.measures import MEASURES
from diary.analytics.overuse import medicine_days
from diary.analytics.since_injection import since_injection
from diary.queries.courses import outcome_of, recorded_courses
from diary.terms.answers import Severity
from diary.terms.day_document import Intake
from diary.terms.treatments import CourseStart, WrittenFigure, WrittenSource
from diary.wording.measures import MEASURE
from tests.conftest import with_diary
from tests.flows.pages import text
from tests.treated import EVER, FIRST, treat

pytestmark = pytest.mark.usefixtures("june")

TODAY = date(2026, 6, 30)


def day(ago, *, headache, severity=None, hours=None, medicines=(), **features):
    values = {"headache": headache, "intakes": tuple(Intake(one, 1) for one in medicines)} | features
    if severity:
        values |= {"severity": severity, "hours": Decimal(hours)}
    return Change(FIRST - timedelta(days=28) + timedelta(days=ago), values)


@pytest.fixture
def telling(pat, log):
    """Pat tells how bad each day was, and what was taken: severe every other day before, mild after."""
    log(
        pat,
        *(
            day(ago, headache=ago % 2 == 0, severity=Severity.SEVERE, hours=8, medicines=["sumatriptan"])
            if ago % 2 == 0
            else day(ago, headache=False)
            for ago in range(28)
        ),
        *(
            day(ago, headache=ago % 4 == 0, severity=Severity.MILD, hours=2)
            if ago % 4 == 0
            else day(ago, headache=False)
            for ago in range(28, 112)
        ),
    )
    treat(pat, start=EVER)
    return pat


def rows(page, summary):
    """The cells of the table behind `summary`."""
    html = page.content.decode()
    fold = html[html.index(f"<summary>{summary}</summary>") :]
    body = fold[fold.index("<tbody>") : fold.index("</tbody>")]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if "<t" in row]
    return [[unescape(cell) for cell in row] for row in cells]


def test_every_count_of_the_leading_window_is_beside_the_days_before(telling, as_):
    shown = {
        row[0]: row[1:] for row in rows(as_(telling).get("/outcome/?more"), "Everything that was counted")
    }
    assert shown["Moderate or severe pain"][:3] == ["14", "0", "28 of 28"]
    assert shown["Moderate or severe pain"][3].startswith("−100\N{NO-BREAK SPACE}%, 14 fewer (")
    assert shown["Clear days"][:2] == ["14", "21"]
    assert shown["Clear days without medicine"][:2] == ["14", "21"]
    assert shown["Days with an acute medicine"][:2] == ["14", "0"]
    assert shown["Triptan"][:2] == ["14", "0"]
    assert shown["Hours of headache"] == ["112", "14", "28 of 28", "98 hours fewer (21 fewer to 157 fewer)"]
    assert "Opioid" not in shown


def test_what_nobody_answered_is_not_in_the_table(treated, as_):
    shown = [row[0] for row in rows(as_(treated).get("/outcome/?more"), "Everything that was counted")]
    assert "Headache days" in shown
    assert not {"Migraine days", "Days with an acute medicine", "Hours of headache"} & set(shown)


@pytest.mark.parametrize(
    ("every", "told", "fell", "why"),
    [
        (2, 3, "no change (", "not compared: too few days known (20 of 28 are needed)"),
        (4, 4, "\N{MINUS SIGN}50", "not compared: too few headaches say it (5 of every 7 are needed)"),
    ],
)
def test_a_change_that_cannot_be_said_says_why(telling, log, as_, every, told, fell, why):
    for ago in range(28 + 56, 28 + 84):
        headache = ago % every == 0
        severity = Severity.MILD if headache and ago < 84 + told * every else None
        date = FIRST + timedelta(days=ago - 28)
        log(telling, Change(date, {"headache": headache, "severity": severity, "hours": None}))
    shown = {
        row[0]: row[1:] for row in rows(as_(telling).get("/outcome/?more"), "Everything that was counted")
    }
    assert shown["Moderate or severe pain"][3] == why
    assert shown["Headache days"][3].startswith(fell)


def test_too_few_days_before_are_told_from_too_few_now(pat, log, as_):
    for ago in range(112):
        severity = Severity.MILD if ago % 2 == 0 and not 6 <= ago < 28 else None
        log(pat, day(ago, headache=ago % 2 == 0, severity=severity, hours=2))
    treat(pat, start=EVER)
    shown = {row[0]: row[1:] for row in rows(as_(pat).get("/outcome/?more"), "Everything that was counted")}
    told = "not compared: too few days known before treatment"
    assert (shown["Moderate or severe pain"][3], shown["Hours of headache"][3]) == (told, told)


def test_who_joined_in_mid_treatment_sees_what_was_counted_too(telling, as_):
    change_start(
        by=telling.user,
        patient=telling,
        number=1,
        start=CourseStart(from_start=False, earlier=2),
        operation=uuid4(),
    )
    shown = {
        row[0]: row[1:] for row in rows(as_(telling).get("/outcome/?more"), "Everything that was counted")
    }
    assert shown["Headache days"] == ["7", "28 of 28"]
    assert shown["Hours of headache"] == ["14", "28 of 28"]
    assert "95" not in text(as_(telling).get("/outcome/?more")).split("Everything")[1].split("Four weeks")[0]


def test_the_page_is_short_until_somebody_asks_for_more(telling, as_):
    short = as_(telling).get("/outcome/")
    assert "Everything that was counted" not in text(short)
    assert 'href="?more"' in short.content.decode()
    assert 'href="?more"' not in as_(telling).get("/outcome/?more").content.decode()


def test_every_measure_has_its_words():
    assert MEASURE.keys() == set(MEASURES)


def test_the_weeks_are_those_of_the_results(telling, as_):
    (course,) = outcome_of(telling, recorded_courses(telling), TODAY).courses
    found = since_injection(course)
    shown = rows(as_(telling).get("/outcome/?more"), "Week by week since the treatment")
    assert [int(row[0]) for row in shown] == [one.week for one in found.weeks] == list(range(1, 13))
    assert [float(row[1]) for row in shown] == [round(one.mean, 1) for one in found.weeks]
    said = text(as_(telling).get("/outcome/?more"))
    assert "Headache days of 7 since the treatment: week 1: 2, week 2: 2, week 3: 2, week 4: 1." in said
    assert "Before treatment, of 7: 3.5." in said
    assert "in some people only in the second or third cycle" in said
    assert "In the first cycle:" not in said
    assert "In 0 of 1 cycle, weeks 9 to 12 had at least 3 headache days per 28 more" in text(
        as_(telling).get("/outcome/?more")
    )


def test_medicine_days_are_calm_and_no_diagnosis(telling, log, as_):
    log(telling, Change(TODAY, {"headache": True, "intakes": (Intake("sumatriptan", 1),)}))
    assert "Whether a medicine is near its line cannot be told" in text(as_(telling).get("/outcome/?more"))
    log(
        telling,
        *(Change(TODAY - timedelta(days=ago), {"headache": False, "intakes": ()}) for ago in range(1, 30)),
    )
    assert "No medicine is near its line in the last 30 days." in text(as_(telling).get("/outcome/?more"))
    month = [TODAY - timedelta(days=ago) for ago in range(120)]
    log(
        telling,
        *(
            Change(one, {"headache": True, "intakes": (Intake("sumatriptan", 1),)})
            for one in month
            if one.day % 2 == 0
        ),
    )
    shown = text(as_(telling).get("/outcome/?more"))
    assert "Triptan: on or over the line" in shown
    assert "worth discussing" in shown.lower()
    assert "A line is no diagnosis" in shown
    assert "overuse" not in shown.lower()
    table = {row[0]: row[1:] for row in rows(as_(telling).get("/outcome/?more"), "Medicine days")}
    found = medicine_days(outcome_of(telling, recorded_courses(telling), TODAY).diary, TODAY)
    tally = found.today.days["triptan"]
    assert table["Triptan"] == [str(tally.days), "10"]
    assert tally.known == 30
    html = as_(telling).get("/outcome/?more").content.decode()
    months = html[html.index('aria-label="Medicine days month by month"') :]
    body = months.split("<tbody>")[1].split("</tbody>")[0]
    latest = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", body.split("</tr>")[0])
    assert re.findall(r'data-label="(.*?)"', body)[:3] == ["Triptan", "Headache days", "Medicines known of"]
    assert latest[1:] == [str(tally.days), str(found.today.headache.days), "30 of 30"]
    assert body.count("</tr>") == sum(1 for month in found.months if month.headache.logged)


def test_medicine_days_need_no_treatment(pat, log, as_):
    assert "Medicine days" not in text(as_(pat).get("/outcome/"))
    log(pat, Change(TODAY, {"headache": True, "intakes": ()}))
    assert "Medicine days" in text(as_(pat).get("/outcome/"))


@pytest.fixture
def daily(pat, log):
    """Headache on every day, severe before treatment and on every fourth day since."""
    severe, mild = Severity.SEVERE, Severity.MILD
    log(
        pat,
        *(day(ago, headache=True, severity=severe, hours=20) for ago in range(28)),
        *(
            day(ago, headache=True, severity=severe if ago % 4 == 0 else mild, hours=10)
            for ago in range(28, 112)
        ),
    )
    treat(pat, start=EVER)
    return pat


def test_daily_headache_is_told_by_how_bad_and_how_long(daily, as_):
    shown = text(as_(daily).get("/outcome/"))
    assert "Days of moderate or severe pain fell 75 %: from 28 to 7 per 28 (21 fewer;" in shown
    assert "headache days can hardly show a change" in shown
    assert (
        "Hours of headache fell 50 %: from 560 to 280 per 28 days (280 hours fewer; 95 % interval 25 fewer "
        "to 470 fewer; known of 28 of 28 and 28 of 28)." in shown
    )
    html = as_(daily).get("/outcome/").content.decode()
    head = re.findall(r"<th[^>]*>(.*?)</th>", html[html.index("<thead>") : html.index("</thead>")])
    assert head[1:3] == ["Days of moderate or severe pain per 28", "Hours of headache per 28 days"]
    assert '<td data-label="Hours of headache per 28 days">560</td>' in html
    assert "Headache days fell" not in shown
    assert "Headache days did not change" not in shown
    assert "Beside the averages, this change is" not in shown
    page = as_(daily).get("/outcome/").content.decode()
    assert 'class="band' not in page
    assert "Days of moderate or severe pain per 28 in 3 windows around 1 treatment" in shown


def test_daily_headache_of_which_nobody_said_how_bad_says_so(pat, log, as_):
    log(pat, *(day(ago, headache=True) for ago in range(112)))
    treat(pat, start=EVER)
    shown = text(as_(pat).get("/outcome/"))
    assert "Headache days did not change: 28 per 28" in shown
    assert "How bad the pain was is not known of enough of the newest days" in shown


def test_where_only_hours_were_told_they_lead(pat, log, as_):
    before, since = ({"headache": True, "hours": Decimal(hours)} for hours in (20, 10))
    first = FIRST - timedelta(days=28)
    log(pat, *(Change(first + timedelta(days=ago), before if ago < 28 else since) for ago in range(112)))
    treat(pat, start=EVER)
    html = as_(pat).get("/outcome/").content.decode()
    lead = html.split('<p class="lead"><strong>')[1].split("</strong>")[0]
    assert lead.startswith("Hours of headache fell 50\xa0%: from 560 to 280 per 28 days")
    shown = text(as_(pat).get("/outcome/"))
    assert "Headache days did not change: 28 per 28" in shown
    assert "The interval includes no change" not in shown
    assert "Hours of headache per 28 days, as days of 24 hours in 3 windows around 1 treatment" in shown
    (figure,) = json.loads(as_(pat).get("/outcome/figures/").content)["figures"]
    assert [bar["y"] for bar in figure["data"]] == [[pytest.approx(560 / 24)], [pytest.approx(280 / 24)] * 3]
    assert figure["data"][1]["text"][0].endswith(": 280 hours per 28 days, known of 28 of 28")
    assert "How bad the days are and how long they last tell more." in shown
    assert "is not known of enough" not in shown
    assert "Too little of it is known" not in shown


def test_who_only_recalls_daily_headache_is_told_how_bad_the_days_are_now(pat, log, as_):
    severe = (day(ago, headache=True, severity=Severity.SEVERE, hours=6) for ago in range(28, 112))
    log(pat, *severe)
    treat(pat, start=CourseStart(from_start=False, earlier=2))
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(28))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    html = as_(pat).get("/outcome/").content.decode()
    lead = html.split('<p class="lead"><strong>')[1].split("</strong>")[0]
    assert lead == (
        "Days of moderate or severe pain per 28: 28 (known of 28 of 28). Hours of headache per 28 days: 168 "
        "(known of 28 of 28). Too little of it is known of the days before treatment to compare it with."
    )
    assert "Headache days did not change: 28 per 28" in unescape(html)
    assert 'class="band' not in html
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    assert '<td data-label="Days of moderate or severe pain per 28">28 headache days</td>' in table
    assert html.count("headache days: no change; before: recalled") == 3
    assert "Days of moderate or severe pain per 28 in 3 windows around 1 treatment" in html
    api = as_(pat).get("/api/v1/patients/me/outcome").json()["courses"][0]
    assert (api["lead"], api["no_band"]) == ("moderate_or_severe", "daily_headache")


def test_pain_that_never_stops_is_told_by_how_bad_it_is_though_nothing_is_known_of_before(pat, log, as_):
    log(pat, *(day(ago, headache=True, severity=Severity.SEVERE, hours=20) for ago in range(28, 112)))
    treat(pat, start=CourseStart(from_start=False, earlier=2))
    html = as_(pat).get("/outcome/").content.decode()
    lead = html.split('<p class="lead"><strong>')[1].split("</strong>")[0]
    assert lead.startswith(
        "Days of moderate or severe pain per 28: 28 (known of 28 of 28). Hours of headache"
    )
    shown = text(as_(pat).get("/outcome/"))
    assert (
        "With headache on every day that was logged since the treatment, headache days can hardly show a "
        "change." in shown
    )
    assert "Headache days per 28: 28" not in shown
    assert "Treated before the diary began, so there are no untreated days to compare with." in shown


def test_bad_days_say_of_how_many_days_they_are_known_and_not_logged(pat, log, as_):
    severe, bare = {"severity": Severity.SEVERE, "hours": 6}, {}
    log(pat, *(day(ago, headache=True, **severe) for ago in range(28)))
    log(
        pat,
        *(
            day(28 * month + ago, headache=True, **(severe if ago < known else bare))
            for month, known in ((1, 22), (2, 10), (3, 22))
            for ago in range(28)
        ),
    )
    treat(pat, start=EVER)
    shown = text(as_(pat).get("/outcome/"))
    assert "in 3 windows around 1 treatment; 2 in which it is known of 20 days or more." in shown
    assert "The 2 windows of cycle 1 of which enough days are known together" in shown
    assert "Before treatment and since differ by 6 of 28 days in how many are known." in shown
    told = json.loads(as_(pat).get("/outcome/figures/").content)["figures"][0]["data"]
    said = [one for part in told for one in part["text"]]
    assert any("not enough days known (10 of 28; 20 needed)" in one for one in said)
    assert any("known of 22 of 28" in one for one in said)


def test_the_table_of_each_person_has_its_own_headings(daily, eve, log, as_):
    log(eve, *(day(ago, headache=ago % 2 == 0) for ago in range(112)))
    treat(eve, start=EVER)
    bare = with_diary("bare")
    log(bare, *(day(ago, headache=True) for ago in range(112)))
    treat(bare, start=EVER)
    hours = "Hours of headache per 28 days"
    for _ in range(2):
        for person, headings in (
            (daily, ["Days of moderate or severe pain per 28", hours]),
            (eve, ["Headache days per 28", "4 hours or more, per 28"]),
            (bare, ["Headache days per 28", hours]),
        ):
            html = as_(person).get("/outcome/").content.decode()
            head = html[html.index("<thead>") : html.index("</thead>")]
            assert re.findall(r"<th[^>]*>(.*?)</th>", head)[1:3] == headings


def test_severe_days_are_in_the_table_of_counts_though_nobody_said_if_they_were_migraine(pat, log, as_):
    log(pat, *(day(ago, headache=True, severity=Severity.SEVERE, hours=5) for ago in range(112)))
    treat(pat, start=EVER)
    shown = {row[0]: row[1:] for row in rows(as_(pat).get("/outcome/?more"), "Everything that was counted")}
    assert shown["Migraine, or moderate or severe pain"][1] == "28"


def test_where_nobody_says_how_bad_it_is_any_more_its_bounds_lead(pat, log, as_):
    log(pat, *(day(ago, headache=True, severity=Severity.SEVERE, hours=20) for ago in range(28)))
    log(pat, *(day(ago, headache=ago % 7 == 0) for ago in range(28, 112)))
    treat(pat, start=EVER)
    html = as_(pat).get("/outcome/").content.decode()
    lead = html.split('<p class="lead"><strong>')[1].split("</strong>")[0]
    assert lead == (
        "Days of moderate or severe pain per 28: 0 to 4 (known of 24 of 28); before treatment 28."
    )
    assert "Headache days fell 86\xa0%: from 28 to 4 per 28" in html


def test_a_figure_stands_before_with_its_source_and_counts_nothing(pat, log, as_):
    log(pat, *(day(ago, headache=ago % 2 == 0) for ago in range(28, 112)))
    treat(pat, start=CourseStart(from_start=False, earlier=None))
    figure = WrittenFigure(WrittenSource.LETTER, Decimal(24))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    shown = {row[0]: row[1] for row in rows(as_(pat).get("/outcome/?more"), "Everything that was counted")}
    assert shown["Headache days"] == "24, from a letter or a paper diary"
    assert shown["Clear days"] == ""
    said = text(as_(pat).get("/outcome/?more"))
    assert "Before treatment, of 7: 6, from a letter or a paper diary." in said


def test_four_weeks_before_and_after_are_in_their_columns(telling, as_):
    page = as_(telling).get("/outcome/?more")
    ((treated, before, after, change),) = rows(page, "Four weeks before and after each treatment")
    assert (treated, before, after) == ("3 Mar 2026", "14", "7")
    assert change.startswith("−50\N{NO-BREAK SPACE}%, 7 fewer (")


def test_the_report_leads_with_the_same_and_the_api_says_which(daily, as_):
    answered = as_(daily).get("/api/v1/patients/me/outcome").json()
    (course,) = answered["courses"]
    assert course["lead"] == "moderate_or_severe"
    assert course["cycles"][0]["windows"][0]["changes"]["moderate_or_severe"]["days_fewer"] == 21
    assert course["baseline"]["hours"]["hours_per_28"] == 560
    assert [one["week"] for one in course["since_injection"]["weeks"]] == list(range(1, 13))
    assert answered["medicines"]["lines"]["triptan"] == 10
    assert answered["medicines"]["months"][-1]["days"]["acute_medication"]["days"] == 0
