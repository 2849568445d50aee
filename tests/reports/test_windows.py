"""The CSV of windows says what the results say, number by number."""

import csv
import io

from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS
from diary.queries.courses import outcome_of, recorded_courses
from diary.reports.windows import OTHERS, WINDOW_COLUMNS, windows_csv
from tests.treated import EVER, FIRST, months, treat


def rows_of(patient):
    recorded = recorded_courses(patient)
    found = outcome_of(patient, recorded, patient.today())
    content = windows_csv(recorded, found).decode("utf-8-sig")
    return found, list(csv.DictReader(io.StringIO(content, newline="")))


def number(cell):
    return None if cell == "" else float(cell)


def rounded(value):
    return None if value is None else round(value, 3)


def test_every_number_is_that_of_the_results(anybody):
    found, rows = rows_of(anybody)
    shown = iter(rows)
    for place, course in enumerate(found.courses, 1):
        if course.baseline.span and course.baseline.tallies:
            row = next(shown)
            assert (row["course"], row["window"], row["cycle"]) == (str(place), "before", "")
            counts(row, course.baseline.span, course.baseline.tallies, course.baseline.hours)
        for cycle in course.cycles:
            for window in cycle.windows:
                row = next(shown)
                assert row["cycle"] == ("" if cycle.number is None else str(cycle.number))
                assert row["injected"] == cycle.cycle.injected.isoformat()
                assert (row["window"], row["cut_short"]) == (window.window.weeks, window.window.cut or "")
                counts(row, window.window.span, window.tallies, window.hours)
                fell(row, window.changes.get(HEADACHE), course.baseline.source)
            if cycle.cycle.overdue:
                row = next(shown)
                assert row["window"] == "after_week_12"
                hours = found.diary.hours(cycle.cycle.overdue)
                counts(row, cycle.cycle.overdue, cycle.overdue, hours)
            if HEADACHE in cycle.changes:
                row = next(shown)
                assert (row["window"], row["headache_days"]) == ("windows_together", "")
                used = [one for one in cycle.windows if one.tallies[HEADACHE].is_enough]
                assert row["first_day"] == used[0].window.span.first.isoformat()
                assert row["last_day"] == used[-1].window.span.last.isoformat()
                assert int(row["logged"]) == sum(one.tallies[HEADACHE].known for one in used)
                fell(row, cycle.changes[HEADACHE], course.baseline.source)
    assert list(shown) == []


def counts(row, span, tallies, hours):
    assert number(row["hours"]) == hours.total
    assert (number(row["hours_known"]), number(row["hours_per_28"])) == (hours.known, rounded(hours.scaled))
    limits = number(row["hours_least_per_28"]), number(row["hours_most_per_28"])
    assert limits == (*map(rounded, hours.bounds),)
    for measure in OTHERS:
        tally = tallies[measure]
        names = ("days", "known", "per_28", "least_per_28", "most_per_28")
        told = [number(row[f"{measure}_{what}"]) for what in names]
        assert told == [tally.days, tally.known, rounded(tally.scaled), *map(rounded, tally.bounds)], measure
    assert (row["first_day"], row["last_day"]) == (span.first.isoformat(), span.last.isoformat())
    headache, long = tallies[HEADACHE], tallies[FOUR_HOURS]
    whole = {
        "days": headache.expected,
        "logged": headache.known,
        "clear_so_far": headache.so_far,
        "headache_days": headache.days,
        "four_hours_days": long.days,
        "four_hours_known": long.known,
    }
    assert {name: int(row[name]) for name in whole} == whole
    for name, tally in (("headache", headache), ("four_hours", long)):
        assert number(row[f"{name}_per_28"]) == rounded(tally.scaled)
        limits = number(row[f"{name}_least_per_28"]), number(row[f"{name}_most_per_28"])
        assert limits == (*map(rounded, tally.bounds),)


def fell(row, change, source):
    names = ("fewer_per_28", "fewer_percent", "interval_95_low", "interval_95_high")
    told = tuple(number(row[name]) for name in names)
    if change is None:
        assert (*told, row["compared_with"]) == (*[None] * 4, "")
        return
    assert row["compared_with"] == source
    limits = (change.interval.low, change.interval.high) if change.interval else (None, None)
    assert told == (*map(rounded, (change.days, change.percent, *limits)),)


def test_a_rise_is_a_number_not_a_text_and_none_is_zero(pat, log):
    log(pat, *months(FIRST.replace(day=3, month=2), 10, 12, 0))
    treat(pat, FIRST, start=EVER)
    _found, rows = rows_of(pat)
    assert list(rows[0]) == list(WINDOW_COLUMNS)
    before, first, second, *_ = rows
    assert (before["headache_days"], before["fewer_per_28"]) == ("10", "")
    assert (first["fewer_per_28"], first["fewer_percent"]) == ("-2.0", "-20.0")
    assert (second["headache_days"], second["headache_per_28"]) == ("0", "0.0")
