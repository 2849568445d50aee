"""The rules decided again, slowly and each in its own words: date by date, from kinds of days alone."""

from datetime import date, timedelta
from fractions import Fraction

MONTH = timedelta(days=28)
DAY = timedelta(days=1)

CLEAR, EARLY, BAD, HARD, MILD, LONG, BARE = "clear", "early", "bad", "hard", "mild", "long", "bare"
"""A clear day; one that is clear so far; migraine of 6 hours; severe pain of 5 hours that is none; mild pain
of 2 hours, and of 8; "headache" and no more."""

SAYS = {
    "headache": {CLEAR: 0, EARLY: 0, BAD: 1, HARD: 1, MILD: 1, LONG: 1, BARE: 1},
    "four_hours": {CLEAR: 0, EARLY: 0, BAD: 1, HARD: 1, MILD: 0, LONG: 1},
    "migraine": {CLEAR: 0, EARLY: 0, BAD: 1, HARD: 0, MILD: 0, LONG: 0},
    "moderate_or_severe": {CLEAR: 0, EARLY: 0, BAD: 1, HARD: 1, MILD: 0, LONG: 0},
    "crystal_clear": {CLEAR: 1, EARLY: 1, BAD: 0, HARD: 0, MILD: 0, LONG: 0, BARE: 0},
    "hours": {CLEAR: 0, EARLY: 0, BAD: 6, HARD: 5, MILD: 2, LONG: 8},
}

Months = tuple[Fraction, Fraction, Fraction]
"""Per 28 days: as counted, the least and the most."""


def month(diary: dict[date, str], first: date, measure: str, length: int = 28) -> Months | None:
    """One month; None where too few of its days are known."""
    says = SAYS[measure]
    days = [diary.get(first + DAY * index) for index in range(length)]
    logged = [day for day in days if day]
    known = [day for day in logged if day in says]
    asked = [day for day in logged if day not in (CLEAR, EARLY)] if measure != "crystal_clear" else logged
    answered = [day for day in asked if day in says]
    if measure == "headache":
        asked = answered = logged
    if len(known) < 20 or (asked and Fraction(len(answered), len(asked)) < Fraction(20, 28)):
        return None
    counted = sum(says[day] for day in known)
    each = 24 if measure == "hours" else 1
    unsure = sum(day == EARLY for day in known)
    if measure == "crystal_clear":
        least, most = counted - unsure, counted + 28 - len(known)
    else:
        least, most = counted, counted + each * (28 - len(known) + unsure)
    return Fraction(28 * counted, len(known)), Fraction(least), Fraction(most)


def mean(months: list[Months | None]) -> Months | None:
    if not months or None in months:
        return None
    return tuple(sum(column) / len(months) for column in zip(*months, strict=True))


def surely(holds, *sides: Months | None) -> bool | None:
    """Whether it holds of everything that the days not known could have been; None where that differs."""
    if None in sides:
        return None
    corners = [()]
    for _, least, most in sides:
        corners = [(*corner, end) for corner in corners for end in (least, most)]
    answers = {holds(*corner) for corner in corners}
    return answers.pop() if len(answers) == 1 else None


def all_of(answers: list[bool | None]) -> bool | None:
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def any_of(answers: list[bool | None]) -> bool | None:
    if any(answer is True for answer in answers):
        return True
    return None if any(answer is None for answer in answers) else False


def fell(percent: int, before: Months | None, after: Months | None) -> bool | None:
    """By at least so many percent."""
    if before is not None and before[0] == 0:
        return None
    return surely(lambda was, now: 100 * (was - now) >= percent * was, before, after)


class Patient:
    """One course from its start: the kinds of days of a diary, injections, and the day asked about."""

    def __init__(self, diary: dict[date, str], injections: list[date], today: date) -> None:
        self.diary, self.injections, self.today = diary, injections, today
        self.asked = today if diary.get(today) else today - DAY

    def before(self, measure: str) -> Months | None:
        return month(self.diary, self.injections[0] - MONTH, measure)

    def window(self, cycle: int, place: int, measure: str) -> Months | None:
        """None where it has not come to its end, or too few days are known."""
        if cycle > len(self.injections):
            return None
        first = self.injections[cycle - 1] + place * MONTH
        if cycle < len(self.injections):
            length = min(28, (self.injections[cycle] - first).days)
            return month(self.diary, first, measure, length) if length > 0 else None
        return month(self.diary, first, measure) if first + MONTH - DAY <= self.today else None

    def whole(self) -> list[tuple[int, int]]:
        """Windows of 28 days that are over: cycle and place."""
        ends = [*self.injections[1:], self.today + DAY]
        return [
            (cycle + 1, place)
            for cycle, injected in enumerate(self.injections)
            for place in range(3)
            if injected + (place + 1) * MONTH <= ends[cycle]
        ]

    def latest(self, measure: str) -> Months | None:
        whole = self.whole()
        return self.window(*whole[-1], measure) if whole else None

    def months(self, measure: str, number: int) -> list[Months | None]:
        return [month(self.diary, self.asked + DAY - (ago + 1) * MONTH, measure) for ago in range(number)]

    def treated_months(self, number: int) -> list[Months | None]:
        if (self.today - self.injections[-1]).days >= 111:
            return [None] * number
        is_reached = [self.asked + DAY - (ago + 1) * MONTH >= self.injections[0] for ago in range(number)]
        return [
            one if yes else None for one, yes in zip(self.months("headache", number), is_reached, strict=True)
        ]

    def months_before(self, measure: str, number: int) -> list[Months | None]:
        return [month(self.diary, self.injections[0] - (ago + 1) * MONTH, measure) for ago in range(number)]


def decided(patient: Patient) -> dict[str, list[bool | None]]:
    """Each rule's answer in each of its readings, the diary's part alone."""
    before, whole = patient.before("headache"), patient.whole()
    cycle = [place for place in whole if whole and place[0] == whole[-1][0]]
    in_cycle = mean([patient.window(*place, "headache") for place in cycle])
    second = [patient.window(2, place, "headache") for place in range(3)]
    found = {
        f"response_{percent}": [
            fell(percent, before, patient.latest("headache")),
            fell(percent, before, in_cycle),
        ]
        for percent in (30, 50, 75)
    }
    found["nice_ta260_start"] = [
        all_of([surely(lambda n: n >= 15, before), surely(lambda n: n >= 8, patient.before("migraine"))])
    ]
    found["nice_ta260_response"] = [
        fell(30, before, second[2]),
        fell(30, before, mean(second)),
    ]
    treated = patient.treated_months(3)
    found["nice_ta260_stop_days"] = [all_of([surely(lambda n: n < 15, one) for one in treated])]
    found["ehf_2018_stop_days"] = [all_of([surely(lambda n: n < 10, one) for one in treated])]
    third_is_over = len(patient.injections) > 3 or (3, 0) in whole
    numbers = [1, 2, 3] if third_is_over and len(patient.injections) > 2 else [1, 2]
    firsts = [patient.window(number, 0, "headache") for number in numbers]
    fours = [
        month(patient.diary, patient.injections[number - 1] - MONTH, "headache")
        if number <= len(patient.injections)
        else None
        for number in numbers
    ]
    found["ehf_2018_response"] = [
        any_of([fell(30, was, now) for was, now in zip(fours, firsts, strict=True)]),
        any_of([fell(30, before, now) for now in firsts]),
    ]
    begun = [place for place in whole if place[1] == 0]
    first = {
        measure: patient.window(*begun[-1], measure) if begun else None
        for measure in ("headache", "migraine", "crystal_clear")
    }
    clear = patient.before("crystal_clear")
    doubled = surely(lambda was, now: now >= 2 * was, clear, first["crystal_clear"])
    found["hull"] = [
        any_of(
            [
                fell(50, before, first["headache"]),
                fell(50, patient.before("migraine"), first["migraine"]),
                None if clear is not None and clear[0] == 0 else doubled,
            ]
        )
    ]
    severe = patient.before("moderate_or_severe"), patient.window(2, 2, "moderate_or_severe")
    found["ahs_2021"] = [any_of([fell(50, before, second[2]), fell(50, *severe)])]
    found["us_payers_start"] = [
        all_of([surely(lambda n: n >= 15, one) for one in patient.months_before("four_hours", 3)])
    ]
    hours = patient.before("hours")
    found["us_payers_renewal"] = [
        any_of(
            [
                surely(lambda was, now: was - now >= 7, before, now),
                surely(lambda was, now: was - now >= 100, hours, now_hours),
            ]
        )
        for now, now_hours in (
            (patient.latest("headache"), patient.latest("hours")),
            (in_cycle, mean([patient.window(*place, "hours") for place in cycle])),
        )
    ]
    for rule, months in (("before", patient.months_before), ("now", patient.months)):
        found[f"ichd_3_chronic_{rule}"] = [
            all_of(
                [
                    *(surely(lambda n: n >= 15, one) for one in months("headache", 4)),
                    *(surely(lambda n: n >= 8, one) for one in months("migraine", 4)),
                ]
            )
        ]
    return found
