"""Whole files through the operator's door: every number of every outcome equals a count of the raw lines.

A small made-up file is always tested. Real diaries are, where REAL_DIARIES names their folder; where
it does not, the run says so.
"""

import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from diary.actions import create_clinic
from diary.analytics.outcome import CourseOutcome
from diary.models import Patient
from diary.queries.courses import outcome_of, recorded_courses
from tests.conftest import someone
from tests.imports.raw_recount import people_in, recounted

TREATED = date(2026, 3, 3)
COLUMNS = "patient=id,day=time"
CLINIC = "Clinic of the files"


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel(datetime(2026, 8, 1, 12, tzinfo=UTC), tick=False):
        yield


def small_file(folder: Path) -> Path:
    """Six people in the shape of the real file: full, with gaps, sparse, without a baseline, daily, never."""
    chance = random.Random(28)
    logged = {"full": 1.0, "gaps": 0.85, "sparse": 0.5, "late": 1.0, "daily": 0.9, "never": 0.9}
    rates = {"daily": 1.0, "never": 0.0}
    lines = ["id,time,dos,hatype,age,airq,medication,headache,sex"]
    for name, share in logged.items():
        for day in range(0 if name == "late" else -29, 100):
            had = chance.random() < rates.get(name, 0.7 if day < 0 else 0.45)
            if chance.random() < share:
                lines.append(f"{name},{day},1,Aura,30,9,none,{'yes' if had else 'no'},female")
    file = folder / "small.csv"
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.fixture(params=["small", "real"])
def file(request, tmp_path):
    if request.param == "small":
        return small_file(tmp_path)
    # Real people's diaries are no part of the project; the small file of the same shape always runs, and
    # tests/conftest.py says at the end that these were not looked at.
    if not os.environ.get("REAL_DIARIES"):
        pytest.skip("REAL_DIARIES names no folder: real diaries lie outside the project")
    found = Path(os.environ["REAL_DIARIES"]) / "headache_logs.csv"
    assert found.is_file(), f"REAL_DIARIES has no {found.name}"
    return found


@pytest.fixture
def imported(file, db) -> dict[str, Patient]:
    """The people of the file, by what it calls them."""
    clinic = create_clinic(by=None, name=CLINIC, admin=someone("admin"))
    call_command(
        "import_diary", str(file), clinic=CLINIC, columns=[COLUMNS], treatment_date=TREATED.isoformat()
    )
    return {grant.patient.display_name: grant.patient for grant in clinic.grants.select_related("patient")}


def said_by_the_product(course: CourseOutcome) -> dict:
    """What an outcome says, in the shape of the recount."""
    baseline = course.baseline
    (cycle,) = course.cycles
    return {
        "baseline": {measure: tuple(tally) for measure, tally in baseline.tallies.items()},
        "rates": {measure: rate.per_month for measure, rate in baseline.rates.items()},
        "lacking": baseline.lacking,
        "no_band": course.no_band,
        "windows": {
            one.window.weeks: {
                "days": tuple((day - TREATED).days for day in one.window.span),
                "cut": one.window.cut is not None,
                "tallies": {measure: tuple(tally) for measure, tally in one.tallies.items()},
                "changes": {measure: _change(found) for measure, found in one.changes.items()},
            }
            for one in cycle.windows
        },
        "together": {measure: _change(found) for measure, found in cycle.changes.items()},
        "overdue": {measure: tuple(tally) for measure, tally in cycle.overdue.items()},
    }


def _change(found) -> dict:
    _, low, high = found.interval
    met = [found.is_at_least(percent) for percent in (30, 50)]
    return {"days": found.days, "percent": found.percent, "low": low, "high": high, "at_least": met}


def flat(said, path=""):
    """Path -> number, so that numbers can be compared as nearly equal."""
    if isinstance(said, dict):
        return {key: value for name in said for key, value in flat(said[name], f"{path}/{name}").items()}
    if isinstance(said, list | tuple):
        return flat(dict(enumerate(said)), path)
    return {path: float(said) if hasattr(said, "numerator") and not isinstance(said, bool) else said}


def test_every_number_equals_a_count_of_the_raw_lines(imported, file):
    people = people_in(file)
    assert imported.keys() == people.keys()
    for name, days in people.items():
        courses = recorded_courses(imported[name])
        for today in (10, 60, 99, 140):  # windows that are cut, all of them whole, and days past week 12
            (course,) = outcome_of(imported[name], courses, TREATED + timedelta(days=today)).courses
            expected = flat(recounted(days, today))
            assert flat(said_by_the_product(course)) == pytest.approx(expected, abs=1e-7), (name, today)
    without = [days for days in people.values() if recounted(days, 140)["lacking"]]
    assert 0 < len(without) < len(people), "both those with enough days and those without are to be seen"


def test_every_outcome_page_is_drawn_and_says_where_not_enough_days_are_logged(imported, file, as_):
    for name, days in people_in(file).items():
        # Nobody of them has an account; here each is given one, to look at their own page.
        imported[name].user = someone(f"reader-of-{name}")
        imported[name].save(update_fields=["user"])
        browser = as_(imported[name])
        page = browser.get("/outcome/")
        assert page.status_code == 200, name
        lacking = recounted(days, (imported[name].today() - TREATED).days)["lacking"]
        said = "Not enough days were logged in the 28 days before" in page.content.decode()
        assert said == (lacking is not None), name
        assert browser.get("/outcome/figures/").status_code == 200, name
