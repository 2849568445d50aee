"""Medicine days on the outcome page: what is worth discussing without asking, and a picture of each class."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from diary.actions import Change
from diary.charts.still import BOTTOM, TOP
from diary.terms.day_document import Intake
from tests.flows.pages import text
from tests.treated import EVER, treat

pytestmark = pytest.mark.usefixtures("june")

TODAY = date(2026, 6, 30)

SAME = "Triptan: on or over the line for more than three months. This is worth discussing."
ONE_NEAR = "Triptan: near or over the line for more than three months. This is worth discussing."
REACHED = (
    "In each of the last four months some medicine was on or over its line, and not always the same. "
    "This is worth discussing."
)
NEARLY = (
    "In each of the last four months some medicine was near or over its line, and not always the same. "
    "This is worth discussing."
)
NO_DIAGNOSIS = "A line is no diagnosis."


@pytest.fixture
def take(log):
    """Write months of 30 days, the latest first: what was taken, on how many days of 16 with headache."""

    def write(patient, *months):
        for ago, (medicine, days) in enumerate(months):
            log(
                patient,
                *(
                    Change(
                        TODAY - timedelta(days=30 * ago + day),
                        {"headache": day < 16, "intakes": (Intake(medicine, 1),) if day < days else ()},
                    )
                    for day in range(30)
                ),
            )
        return patient

    return write


def fold(page) -> str:
    """The section of medicine days."""
    html = page.content.decode()
    begins = html.index("<summary>Medicine days</summary>")
    return html[begins : html.index("</details>", begins)]


def captions(page) -> list[str]:
    return [unescape(one) for one in re.findall(r"<figcaption><p>(.*?)</p>", fold(page))]


def table(page) -> list[list[str]]:
    """The table of months, its headings first."""
    rows = fold(page).split('<table class="windows">')[1].split("</tr>")
    return [cells for row in rows if (cells := re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", row))]


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        ([("sumatriptan", 10)] * 4, SAME),
        ([("sumatriptan", 10), ("codeine", 10)] * 2, REACHED),
        ([("sumatriptan", 8), ("sumatriptan", 10)] * 2, ONE_NEAR),
        ([("sumatriptan", 8), ("ibuprofen", 15), ("codeine", 9), ("ibuprofen", 13)], NEARLY),
    ],
)
def test_what_is_worth_discussing_is_said_unasked_to_both_and_once(
    pat, doc, clinic, as_, take, months, sentence
):
    treat(take(pat, *months), start=EVER)
    for client, address in ((as_(pat), "/outcome/"), (as_(doc), f"/patients/{pat.code}/outcome/")):
        short, long = client.get(address), client.get(f"{address}?more")
        for page in (short, long):
            assert text(page).count(sentence) == text(page).count(NO_DIAGNOSIS) == 1
            assert "overuse" not in text(page).lower()
        assert "In the last 30 days" not in text(short)
        assert '<details class="fold more" open>\n<summary>Medicine days' in long.content.decode()
        assert sentence in fold(long)


@pytest.mark.parametrize(
    "months",
    [
        [("sumatriptan", 10)] * 3,
        [("sumatriptan", 8), ("ibuprofen", 13), ("codeine", 8)],
        [("sumatriptan", 7)] * 4,
    ],
)
def test_what_is_not_worth_discussing_yet_is_said_only_to_who_asks(pat, as_, take, months):
    treat(take(pat, *months), start=EVER)
    short, long = as_(pat).get("/outcome/"), as_(pat).get("/outcome/?more")
    assert "worth discussing" not in text(short).lower()
    assert NO_DIAGNOSIS not in text(short)
    assert '<details class="fold more">\n<summary>Medicine days' in long.content.decode()
    assert NO_DIAGNOSIS in fold(long)


def test_without_a_treatment_it_is_said_once_too(pat, as_, take):
    page = as_(take(pat, *[("sumatriptan", 10)] * 4)).get("/outcome/")
    assert text(page).count(SAME) == 1
    assert SAME in fold(page)


def test_each_class_that_came_near_its_line_has_a_picture_and_a_column(pat, as_, take):
    client = as_(take(pat, ("sumatriptan", 9), ("ibuprofen", 3), ("codeine", 1), ("ibuprofen", 14)))
    page = client.get("/outcome/")
    said = "{}: days in each of the last 12 months of 30 days, beside a line of {}. The table says the same."
    assert captions(page) == [said.format("Triptan", 10), said.format("Simple painkiller", 15)]
    heights = [BOTTOM - (BOTTOM - TOP) * line / 30 for line in (10, 15)]
    drawn = re.findall(r'class="baseline" d="M26 ([0-9.]+)H392"', fold(page))
    assert [float(one) for one in drawn] == pytest.approx(heights, abs=0.1)
    headings, *months = table(page)
    known = ["Headache days", "Medicines known of"]
    assert headings == ["30 days", "Triptan", "Simple painkiller", *known]
    assert [one[1:] for one in months] == [
        ["9", "0", "16", "30 of 30"],
        ["0", "3", "16", "30 of 30"],
        ["0", "0", "16", "30 of 30"],
        ["0", "14", "16", "30 of 30"],
    ]
    labels = re.findall(r'data-label="(.*?)"', fold(page))
    assert labels == ["Triptan", "Simple painkiller", *known] * 4


def test_the_pictures_of_each_person_have_their_own_headings(pat, eve, as_, take):
    take(pat, ("sumatriptan", 9), ("ibuprofen", 14))
    take(eve, ("codeine", 3))
    for _ in range(2):
        assert table(as_(pat).get("/outcome/"))[0][1:3] == ["Triptan", "Simple painkiller"]
        assert table(as_(eve).get("/outcome/"))[0][1:3] == ["Opioid", "Headache days"]


def test_several_kinds_together_are_left_out_where_they_are_not_counted(pat, as_, log, take):
    take(pat, ("sumatriptan", 4), ("sumatriptan", 12))
    others = [TODAY - timedelta(days=20 + ago) for ago in range(5)]
    log(pat, *(Change(day, {"headache": True, "intakes": (Intake("ibuprofen", 1),)}) for day in others))
    page = as_(pat).get("/outcome/")
    headings, now, before = table(page)
    place = headings.index("Several kinds together")
    assert (now[place], before[place]) == ("9", "")
    why = (
        "Several kinds together are counted in months in which two or more were taken and none was on its own"
    )
    assert why in text(page)
    take(pat, ("sumatriptan", 9))
    assert why not in text(as_(pat).get("/outcome/"))


def test_who_took_nothing_with_a_line_has_one_picture_without_one(pat, as_, take):
    page = as_(take(pat, ("rimegepant", 9))).get("/outcome/")
    assert captions(page) == [
        "Days with an acute medicine: days in each of the last 12 months of 30 days. The table says the same."
    ]
    assert "baseline" not in fold(page)


def test_the_api_tells_near_one_or_another_apart(pat, as_, take):
    take(pat, ("sumatriptan", 8), ("codeine", 8), ("sumatriptan", 8), ("codeine", 8))
    told = as_(pat).get("/api/v1/patients/me/outcome").json()["medicines"]
    assert told["near_one_or_another_for_months"] is True
    assert told["one_or_another_for_months"] is False
    take(pat, ("sumatriptan", 10), ("codeine", 10), ("sumatriptan", 10), ("codeine", 10))
    told = as_(pat).get("/api/v1/patients/me/outcome").json()["medicines"]
    assert told["near_one_or_another_for_months"] is False
    assert told["one_or_another_for_months"] is True


def test_a_class_near_its_line_is_named_beside_one_that_is_over(pat, log, as_):
    both, one = (Intake("sumatriptan", 1), Intake("paracetamol", 1)), (Intake("paracetamol", 1),)
    for ago in range(4):
        log(
            pat,
            *(
                Change(
                    TODAY - timedelta(days=30 * ago + day),
                    {"headache": day < 16, "intakes": both if day < 10 else one if day < 14 else ()},
                )
                for day in range(30)
            ),
        )
    treat(pat, start=EVER)
    near = "Simple painkiller: near or over the line for more than three months. This is worth discussing."
    assert f"{SAME} {near}" in text(as_(pat).get("/outcome/"))


def test_what_is_over_only_now_is_named_beside_what_was_for_months(pat, log, as_):
    for ago in range(4):
        taken = (Intake("sumatriptan", 1), *([Intake("codeine", 1)] if ago == 0 else []))
        log(
            pat,
            *(
                Change(
                    TODAY - timedelta(days=30 * ago + day),
                    {"headache": day < 16, "intakes": taken if day < 10 else ()},
                )
                for day in range(30)
            ),
        )
    treat(pat, start=EVER)
    over = "Opioid: on or over the line in the last 30 days. Worth discussing if it stays so."
    assert f"{SAME} {over}" in text(as_(pat).get("/outcome/"))
