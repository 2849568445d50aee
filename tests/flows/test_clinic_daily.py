"""The clinic's list leads with bad days and hours of whom headache days tell nothing."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from diary.actions import Change, let_in, write_baseline
from diary.models import Course, Day, PackedDiary
from diary.terms.answers import Severity
from diary.terms.treatments import CourseStart, WrittenFigure, WrittenSource
from tests.flows.pages import text
from tests.treated import EVER, treat

TUESDAY = date(2026, 3, 3)

pytestmark = pytest.mark.usefixtures("tuesday_evening")

DAILY = "With headache on nearly every day before treatment, headache days can hardly show a change."
RECALLED = DAILY.replace("treatment,", "treatment, recalled,")
STOPS_NEVER = (
    "With headache on every day that was logged since the treatment, headache days can hardly show a change."
)


def treated_daily(patient, log, headache=28):
    """Headache on so many of the 28 days before a treatment 28 days ago; since then it is severe every other
    day, for 6 hours, and mild on the others, for 2."""
    bad = {"headache": True, "severity": Severity.SEVERE, "hours": Decimal(6)}
    mild = {"headache": True, "severity": Severity.MILD, "hours": Decimal(2)}
    before = (Change(TUESDAY - timedelta(days=28 + ago), {"headache": ago < headache}) for ago in range(28))
    since = (Change(TUESDAY - timedelta(days=ago), mild if ago % 2 else bad) for ago in range(28))
    log(patient, *before, *since)
    treat(patient, TUESDAY - timedelta(days=27), start=EVER)


def test_of_daily_headache_the_list_tells_how_bad_it_was_and_how_long(pat, eve, doc, clinic, as_, log):
    let_in(by=eve.user, patient=eve, clinic=clinic)
    treated_daily(pat, log)
    treated_daily(eve, log, headache=25)
    said = text(as_(doc).get("/clinic/"))
    assert said.count(DAILY) == 1
    told = (
        "From the last 28 days, per 28: moderate or severe pain on 14 days, known of 28 of 28; hours of "
        "headache 112, known of 28 of 28."
    )
    assert said.index(pat.code) < said.index(f"{DAILY} {told} Last logged: Tuesday 3 March.")
    PackedDiary.objects.filter(patient=pat).update(rules=0)
    assert told in text(as_(doc).get("/clinic/"))


DAMAGE = {
    "fixed days of rules nobody knows": lambda pat: Course.objects.filter(patient=pat).update(fixed_rules=9),
    "torn fixed days": lambda pat: Course.objects.filter(patient=pat).update(fixed_detail=b"abc"),
    "rows past the calendar": lambda pat: PackedDiary.objects.filter(patient=pat).update(
        origin=date.max.toordinal() // 64 * 64
    ),
    "a day that cannot be read": lambda pat: (
        PackedDiary.objects.filter(patient=pat).update(rules=0),
        Day.objects.filter(patient=pat, date=TUESDAY).update(intakes=[{"medicine": "of a later version"}]),
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_one_damaged_diary_hides_nobody_else_in_the_list(pat, eve, doc, clinic, as_, log, damage):
    let_in(by=eve.user, patient=eve, clinic=clinic)
    treated_daily(pat, log)
    treated_daily(eve, log)
    damage(pat)
    said = text(as_(doc).get("/clinic/"))
    assert pat.code in said
    assert f"Patient {eve.code} {DAILY}" in said


def test_the_list_goes_by_the_latest_course(pat, doc, as_, log):
    headache = (Change(TUESDAY - timedelta(days=ago), {"headache": ago > 60}) for ago in range(300))
    log(pat, *headache)
    treat(pat, TUESDAY - timedelta(days=200), start=EVER)
    assert DAILY in text(as_(doc).get("/clinic/"))
    treat(pat, TUESDAY - timedelta(days=27), restart=True)
    assert DAILY not in text(as_(doc).get("/clinic/"))


def test_who_recalls_daily_headache_has_it_in_the_list_too(pat, doc, as_, log):
    log(pat, Change(TUESDAY, {"headache": True}))
    treat(pat, TUESDAY - timedelta(days=40), start=CourseStart(from_start=False, earlier=2))
    assert DAILY not in text(as_(doc).get("/clinic/"))
    figure = WrittenFigure(WrittenSource.RECALLED, Decimal(28))
    write_baseline(by=pat.user, patient=pat, number=1, figure=figure, operation=uuid4())
    said = text(as_(doc).get("/clinic/"))
    assert f"{RECALLED} From the last 28 days, per 28: moderate or severe pain on 0 to 28 days" in said


def test_pain_that_never_stops_is_in_the_list_though_nothing_is_known_of_before(pat, doc, as_, log):
    bad = {"headache": True, "severity": Severity.SEVERE, "hours": Decimal(20)}
    log(pat, *(Change(TUESDAY - timedelta(days=ago), bad) for ago in range(24)))
    treat(pat, TUESDAY - timedelta(days=40), start=CourseStart(from_start=False, earlier=2))
    told = (
        f"{STOPS_NEVER} From the last 28 days, per 28: moderate or severe pain on 28 (24 to 28) days, "
        "known of 24 of 28; hours of headache 560 (480 to 576), known of 24 of 28."
    )
    assert told in text(as_(doc).get("/clinic/"))
    log(pat, Change(TUESDAY, {"headache": False}))
    assert STOPS_NEVER not in text(as_(doc).get("/clinic/"))


@pytest.mark.parametrize(
    ("headaches", "treated_ago"),
    [
        (dict.fromkeys(range(1, 28), False), 0),
        (dict.fromkeys(range(1, 28), False) | {0: True}, 0),
        ({ago: ago % 2 == 0 for ago in range(60)}, 0),
        (dict.fromkeys(range(19), True), 27),
    ],
    ids=["clear and treated today", "one headache since", "every other day", "too few days since"],
)
def test_a_few_days_since_the_treatment_are_no_pain_that_never_stops(
    pat, doc, as_, log, headaches, treated_ago
):
    log(
        pat,
        *(Change(TUESDAY - timedelta(days=ago), {"headache": had}) for ago, had in headaches.items()),
    )
    treat(pat, TUESDAY - timedelta(days=treated_ago), start=CourseStart(from_start=False, earlier=2))
    assert STOPS_NEVER not in text(as_(doc).get("/clinic/"))
