"""The examples of counting in `docs/methods.md`, counted by the program."""

import re
from datetime import date, timedelta
from decimal import Decimal

from diary.analytics.around import around_injections
from diary.analytics.criteria import before_treatment
from diary.analytics.diary import HEADACHE, Diary
from diary.analytics.measures import BURDEN, FOUR_HOURS, MIGRAINE, PROBABLE, bits_of
from diary.analytics.outcome import NoBand, outcome
from diary.analytics.overuse import SEVERAL, line_of, medicine_days
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.analytics.preventives import days_at, tried
from diary.analytics.since_injection import since_injection
from diary.analytics.uncertain import LOGGED_DIFFERS
from diary.analytics.windows import Span, Weeks, are_weeks_21_24
from diary.terms.answers import EARLY_BEFORE_HOUR, LATE_WITHIN_DAYS, FourHours, Provenance, Severity
from diary.terms.day_document import DayDocument, Intake
from diary.terms.documented import BASELINE_AT_LEAST, BOTOX, PLACEBO
from diary.terms.medicines import MedicineClass
from diary.terms.overuse import HEADACHE_DAYS, MONTHS, NEAR
from diary.terms.preventives import PreventiveClass, PreventiveDocument, Taking
from diary.terms.since_injection import ENOUGH_OF_WEEK, PATTERN_CYCLES
from diary.terms.treatments import PAUSE_DAYS
from diary.wording.uncertain import LATE_SHARE
from tests.analytics.methods import DOCUMENT
from tests.analytics.test_outcome import FIRST as FIRST_OF_COURSE
from tests.analytics.test_outcome import TWENTY, C, H, days_from, one_course, packed, treated

FIRST = date(2026, 3, 3)
MONTH = Span(FIRST, FIRST + timedelta(days=27))
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


def of_month(documents, measure):
    return bits_of(diary_of(documents), measure, MONTH).tally()


def four_headaches():
    """Each one-sided and pulsating, and nothing specific was taken; the rest differs."""
    both = {"one_sided": True, "pulsating": True, "intakes": ()}
    none = {"nausea": False, "light_sensitivity": False, "sound_sensitivity": False}
    days = [
        DayDocument(
            headache=True,
            severity=Severity.MILD,
            aura=False,
            light_sensitivity=True,
            sound_sensitivity=True,
            **both,
        ),
        DayDocument(headache=True, aura=False, **both, **none),
        DayDocument(headache=True, aura=False, **both),
        DayDocument(headache=True, aura=True, **both),
    ]
    migraine, probable = (of_month(days, measure) for measure in (MIGRAINE, PROBABLE))
    return {
        "migraine days": migraine.days,
        "migraine known": migraine.known,
        "probable days": probable.days,
        "probable known": probable.known,
    }


def hours():
    """18 clear days, 8 headaches of 6 hours, 2 that do not say."""
    six = DayDocument(headache=True, hours=Decimal(6))
    found = diary_of([CLEAR] * 18 + [six] * 8 + [headache(None)] * 2).hours(MONTH)
    least, most = found.bounds
    return {
        "hours": found.total,
        "hours known": found.known,
        "hours per 28": round(found.scaled, 1),
        "hours least": least,
        "hours most": most,
    }


def bad_days():
    found = of_month([DayDocument(headache=True, severity=Severity.SEVERE)] * 28, BURDEN)
    assert found.scaled is None
    return {"burden least": found.bounds[0]}


def one_cycle():
    windows = [answer for many in (12, 10, 14) for answer in [H] * many + [C] * (28 - many)]
    change = one_course(TWENTY + windows).cycles[0].changes[HEADACHE]
    return {
        "cycle mean": change.after.per_month,
        "cycle fall": change.days,
        "cycle percent": round(change.percent, 9),
    }


def first_weeks():
    """6, 4, and 4 of 5 logged headache days in the first weeks of three cycles."""
    weeks = [[H] * 6 + [C], [H] * 4 + [C] * 3, [H] * 4 + [C] + [None] * 2]
    days = [answer for week in weeks for answer in week + [C] * 77]
    first = since_injection(one_course(TWENTY + days, 84, 84, further=83)).weeks[0]
    return {"week mean": round(first.mean, 9), "week spread": round(first.spread, 2)}


def late():
    """94 days to the second injection: 8 of the last 10 are logged."""
    cycle = [C] * 56 + [H] * 14 + [C] * 14 + [H] * 6 + [C] * 2 + [None] * 2
    found = since_injection(one_course(TWENTY + cycle, 94)).late
    return {
        "late days": found.overdue.days,
        "late known": found.overdue.known,
        "weeks 9 to 12": found.weeks_9_12.days,
    }


def daily():
    often, less = (one_course([H] * days + [C] * (27 - days)) for days in (26, 25))
    assert (often.no_band, less.no_band) == (NoBand.DAILY, None)
    return {
        "daily": round(often.baseline.rates[HEADACHE].per_month, 2),
        "not daily": round(less.baseline.rates[HEADACHE].per_month, 2),
    }


def limits():
    on_time = [
        days
        for days in range(84)
        if are_weeks_21_24([FIRST, FIRST + timedelta(days=84 + days)], 2, Weeks.THIRD)
        and are_weeks_21_24([FIRST, FIRST + timedelta(days=84 - days)], 2, Weeks.THIRD)
    ]
    return {"days off at most": on_time[-1], "logged differs": LOGGED_DIFFERS, "late share": LATE_SHARE}


def windows():
    """Twelve headache days and twelve clear ones: two of them so far, or all of a window that was cut."""
    days = {
        FIRST + timedelta(days=day): PackedDay(
            DayDocument(headache=day < 12), Provenance.EARLY if day in (20, 21) else Provenance.SAME_DAY
        )
        for day in range(24)
    }
    early = Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days))
    cut = one_course(TWENTY + [H] * 12 + [C] * 12 + TWENTY, 24).cycles[0].windows[0].tallies[HEADACHE]
    before = [answer for many in (18, 21, 24) for answer in [H] * many + [C] * (28 - many)]
    course, today, diary = treated(before[56:] + TWENTY)
    earlier = days_from(FIRST_OF_COURSE - timedelta(days=84), before) | diary
    months = before_treatment(outcome(packed(earlier), [course], today).courses[0])
    return {
        "late within": LATE_WITHIN_DAYS,
        "evening": EARLY_BEFORE_HOUR,
        "so far most": bits_of(early, HEADACHE, MONTH).tally().bounds[1],
        "cut per 28": cut.scaled,
        "cut least": cut.bounds[0],
        "cut most": cut.bounds[1],
        "three months before": float(months.rate),
        "of a week": ENOUGH_OF_WEEK,
    }


def rest_of_cycle():
    weeks = [H] * 10 + [C] * 18 + [H] * 12 + [C] * 16
    smaller = since_injection(one_course(TWENTY + [H] * 28 + weeks)).wearing_off
    assert smaller.rose == 0
    cycle = [C] * 56 + [H] * 14 + [C] * 14
    again = around_injections(one_course(TWENTY + cycle + [H] * 11 + [C] * 17, 84, further=27))[1]
    return {
        "onset weeks": len(since_injection(one_course(TWENTY + [H] * 84)).onset.weeks),
        "smaller rise": smaller.rises[0],
        "pattern cycles": PATTERN_CYCLES,
        "pause weeks": PAUSE_DAYS / 7,
        "around": again.change.days,
    }


def lines():
    return {
        "line": line_of(MedicineClass.TRIPTAN),
        "line of simple": line_of(MedicineClass.NON_OPIOID),
        "line together": line_of(SEVERAL),
        "months in a row": MONTHS,
        "headache in each": HEADACHE_DAYS,
        "near": NEAR,
        "trials from": BASELINE_AT_LEAST,
    }


def test_the_averages_are_those_of_the_program():
    text = DOCUMENT.read_text()
    for said in (f"{BOTOX.low} and {BOTOX.high} headache days", f"{PLACEBO.low} and {PLACEBO.high} (US"):
        assert said in text


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
    examples = (four_headaches, hours, bad_days, one_cycle, first_weeks, late, daily, limits, windows)
    others = {
        name: number for example in (*examples, rest_of_cycle, lines) for name, number in example().items()
    }
    assert {name: number for name, number in said.items() if name in others} == others
    assert {name: number for name, number in said.items() if name not in others} == {
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
