"""The outcome of a raw file of days, counted from its lines alone: no dates, no packing, no product code.

A line says a person, a day counted from the treatment (day 0) and whether there was a headache. The
file says nothing of hours: a clear day had no headache of four hours, of the others nobody knows.
"""

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

WINDOWS = {"weeks_1_4": range(28), "weeks_5_8": range(28, 56), "weeks_9_12": range(56, 84)}
BASELINE = range(-28, 0)


def people_in(file: Path) -> dict[str, dict[int, bool]]:
    """Person -> day -> whether there was a headache."""
    people: dict[str, dict[int, bool]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            people.setdefault(line["id"], {})[int(line["time"])] = {"yes": True, "no": False}[
                line["headache"]
            ]
    return people


OF_PAIN = (
    *("four_hours", "moderate_or_severe", "migraine", "migraine_by_features", "migraine_by_aura"),
    *("migraine_by_relief", "probable_migraine", "migraine_or_probable", "migraine_or_moderate"),
)
"""What a file of headaches alone says only of clear days."""

OF_MEDICINES = (
    *("clear_without_medicine", "acute_medication", "ergot", "triptan", "opioid", "combination"),
    *("non_opioid", "gepant", "ditan", "antiemetic", "other"),
)
"""What it says of no day."""


def recounted(days: dict[int, bool], today: int) -> dict:
    """Everything an outcome says of somebody treated on day 0, as of the day `today`."""
    clear = {day: False for day, had in days.items() if not had}
    measures = {"headache": days, "crystal_clear": {day: not had for day, had in days.items()}}
    measures |= dict.fromkeys(OF_PAIN, clear) | {name: {} for name in OF_MEDICINES}
    windows = {
        name: [day for day in span if day <= today] for name, span in WINDOWS.items() if today >= span[0]
    }
    overdue = range(84, today + 1)
    said: dict = {"baseline": {}, "rates": {}, "windows": {}, "together": {}, "overdue": {}}
    for name, span in windows.items():
        said["windows"][name] = {
            "days": (span[0], span[-1]),
            "cut": len(span) < 28,
            "tallies": {},
            "changes": {},
        }
    for measure, answers in measures.items():
        said["baseline"][measure] = tally(BASELINE, answers, days, measure)
        before = rate(BASELINE, answers, days)
        usable = {name: span for name, span in windows.items() if rate(span, answers, days) is not None}
        if overdue:
            said["overdue"][measure] = tally(overdue, answers, days, measure)
        for name, span in windows.items():
            said["windows"][name]["tallies"][measure] = tally(span, answers, days, measure)
        if before is None:
            continue
        said["rates"][measure] = 28 * before
        correlation = own_correlation([BASELINE, *usable.values()], answers)
        for name, span in usable.items():
            said["windows"][name]["changes"][measure] = change([span], answers, correlation)
        if usable:
            said["together"][measure] = change(list(usable.values()), answers, correlation)
    said["lacking"] = None if said["rates"] else "too_few_days_logged"
    said["no_band"] = no_band(said["rates"].get("headache"), said["rates"].get("four_hours"))
    return said


def tally(span, answers, logged, measure="") -> tuple[int, ...]:
    """Days with it, days that answer it, days logged, days there are, days asked; then those clear so far and
    those certain without an answer, of which a file has none; and those it cannot have been."""
    known = [answers[day] for day in span if day in answers]
    there = [day for day in span if day in logged]
    # A question about a headache, which only clear days answer here, is asked of headache days.
    is_of_pain = bool(answers) and not any(answers.values()) and answers is not logged
    asked = [day for day in there if logged[day]] if is_of_pain else there
    # Whatever was taken, a headache day is no clear day without medicine.
    excluded = sum(logged[day] for day in there) if measure == "clear_without_medicine" else 0
    return sum(known), len(known), len(there), len(span), len(asked), 0, 0, 0, excluded


def rate(span, answers, logged) -> Fraction | None:
    """The share of days; None with fewer than 20 answered, or a headache that does not say how long."""
    known = [answers[day] for day in span if day in answers]
    is_answered = all(day in answers for day in span if day in logged)
    return part(span, answers) if len(known) >= 20 and is_answered else None


def part(span, answers) -> Fraction:
    known = [answers[day] for day in span if day in answers]
    return Fraction(sum(known), len(known))


def no_band(before: Fraction | None, of_four_hours: Fraction | None) -> str | None:
    if before is None:
        return "no_baseline"
    if (before if of_four_hours is None else of_four_hours) < 15:
        return "baseline_under_15"
    return "daily_headache" if before >= 26 else None


def change(spans, answers, correlation) -> dict:
    """From the baseline to the mean of `spans`: days per 28, percent, interval, and thresholds met."""
    before = part(BASELINE, answers)
    after = sum(part(span, answers) for span in spans) / len(spans)
    fell = before - after
    below, above = reach([BASELINE], answers, correlation, len(spans))
    under, over = reach(spans, answers, correlation, 1)
    return {
        "days": 28 * float(fell),
        "percent": 100 * float(fell / before) if before else None,
        "low": 28 * max(-1, float(fell) - (below**2 + over**2) ** 0.5),
        "high": 28 * min(1, float(fell) + (above**2 + under**2) ** 0.5),
        "at_least": [100 * fell >= percent * before if before else None for percent in (30, 50)],
    }


def own_correlation(spans, answers) -> float:
    """Lag-1 from the switches of all usable spans, in two passes."""
    r = 0.5
    for _ in range(2):
        seen = awaited = 0.0
        for span in spans:
            pairs = [(answers[d], answers[d + 1]) for d in span[:-1] if d in answers and d + 1 in answers]
            yes, known, *_ = tally(span, answers, answers)
            seen += sum(one != other for one, other in pairs)
            if pairs and known > 1:
                awaited += 2 * len(pairs) * yes * (known - yes) / (known * (known - widening(known, r)))
        r = max(0.0, 1 - (seen + 1) / (awaited + 2))
    return r


def widening(known: int, r: float) -> float:
    """Design effect of `known` days."""
    return 1 + (known - 1) * mean_of_pairs(r)


@cache
def mean_of_pairs(r: float) -> float:
    """The mean of r^distance over all pairs of 28 days, one by one."""
    distances = [abs(one - other) for one in range(28) for other in range(28) if one != other]
    return sum(r**distance for distance in distances) / len(distances)


def reach(spans, answers, r, others) -> tuple[float, float]:
    """How far the group's limits lie below and above its mean, by halving towards where they stop fitting."""
    rates = [float(part(span, answers)) for span in spans]
    known = [tally(span, answers, answers)[1] for span in spans]
    mean = sum(rates) / len(rates)
    a = sum(widening(n, r) / n for n in known) / len(known) ** 2
    drift = (2.5 / 28) ** 2 / len(spans)
    share = (others / (others + len(spans))) ** 0.5

    def fits(at: float) -> bool:
        return (mean - at) ** 2 <= (1.96 * share) ** 2 * (at * (1 - at) * a + drift)

    def limit(end: float) -> float:
        if fits(end):
            return end
        inside = mean
        for _ in range(100):
            middle = (inside + end) / 2
            inside, end = (middle, end) if fits(middle) else (inside, middle)
        return inside

    return (mean - limit(0.0)) / share, (limit(1.0) - mean) / share
