"""The examples of counting in `docs/methods.md`, counted by the program."""

import re
from datetime import date, timedelta

from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.measures import FOUR_HOURS, bits_of
from diary.analytics.overuse import medicine_days
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.preventives import days_at, tried
from diary.analytics.since_injection import since_injection
from diary.analytics.windows import Span
from diary.terms.answers import FourHours, Provenance
from diary.terms.day_document import DayDocument, Intake
from diary.terms.medicines import MedicineClass
from diary.terms.preventives import PreventiveClass, PreventiveDocument, Taking
from tests.analytics.test_methods_document import DOCUMENT
from tests.analytics.test_outcome import TWENTY, C, H, one_course

FIRST = date(2026, 3, 3)
CLEAR = DayDocument(headache=False)


def headache(four_hours):
    return DayDocument(headache=True, four_hours=four_hours)


def diary_of(documents) -> Diary:
    days = {
        FIRST + timedelta(days=index): PackedDay(one, Provenance.SAME_DAY)
        for index, one in enumerate(documents)
    }
    return Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))


def counted(said_how_long):
    """24 days: 12 headaches, of which so many say how long they were, 6 of them 4 hours or more; 12 clear."""
    long = [FourHours.YES] * 6 + [FourHours.NO] * (said_how_long - 6) + [None] * (12 - said_how_long)
    diary = diary_of([headache(one) for one in long] + [CLEAR] * 12)
    span = Span(FIRST, FIRST + timedelta(days=27))
    return (bits_of(diary, measure, span).tally() for measure in (HEADACHE, FOUR_HOURS))


def test_every_number_of_the_examples_is_what_the_program_counts():
    text = DOCUMENT.read_text().split("## The rules")[0]
    said = {name: float(number) for name, number in re.findall(r"`([a-z0-9 ]+): ([0-9.]+)`", text)}
    days, long = counted(9)
    (least, most), (long_least, long_most) = days.bounds, long.bounds
    cycle = since_injection(one_course(TWENTY + [H] * 28 + [H] * 10 + [C] * 18 + [H] * 13 + [C] * 15))
    took = [
        DayDocument(headache=True, intakes=(Intake(one),)) for one in ["paracetamol"] * 6 + ["ibuprofen"] * 6
    ]
    medicines = medicine_days(diary_of(took), FIRST + timedelta(days=11)).today.days
    started = {"started": FIRST - timedelta(weeks=12), "started_about": True}
    topiramate = PreventiveDocument("topiramate", taking=Taking.STOPPED, **started, stopped=FIRST)
    weeks = days_at(topiramate, FIRST)
    assert tried([topiramate], FIRST).for_8_weeks == (PreventiveClass.ANTICONVULSANT,)
    assert said == {
        "logged": days.logged,
        "headache per 28": days.scaled,
        "headache least": least,
        "headache most": most,
        "long known": long.known,
        "long per 28": long.scaled,
        "long least": long_least,
        "long most": long_most,
        "rise": cycle.wearing_off.rises[0],
        "simple days": medicines[MedicineClass.NON_OPIOID].days,
        "weeks at least": weeks.least / 7,
        "weeks at most": weeks.most / 7,
    }
    assert cycle.wearing_off.rose == 1


def test_eight_of_twelve_that_say_how_long_are_too_few():
    _days, long = counted(8)
    assert (long.known, long.scaled) == (20, None)
