"""Documents and tables of a usual diary and of ten years, made while nothing else is."""

import sys
from datetime import timedelta
from uuid import uuid4

from tests.bench.house import in_production
from tests.bench.table import Table

GOAL = 50
"""Milliseconds a usual report may take."""

PEOPLE = 12
"""So many with a usual diary, each another: typst remembers what it has typeset before."""


def main() -> int:
    with in_production():
        from tests.bench.browser import someone

        table = Table("The report and the tables (medians of ms of CPU, warm)")
        usual = [someone(f"pat{number}") for number in range(PEOPLE)]
        for number, patient in enumerate(usual):
            keep_diary(patient, months=7, others=number)
        measure(table, "7 months, 2 treatments", usual, GOAL)
        long_treated = [someone(f"treated{number}") for number in range(PEOPLE)]
        for number, patient in enumerate(long_treated):
            keep_diary(patient, months=19, others=number)
        measure(table, "19 months, 6 treatments", long_treated, GOAL)
        longest = someone("longest")
        keep_diary(longest, months=130, others=0)
        measure(table, "10 years, 43 treatments", [longest] * 5, None)
        return int(table.missed)


def measure(table: Table, name: str, people: list, goal: int | None) -> None:
    from diary.queries.courses import outcome_of, recorded_courses
    from diary.queries.days import every_day
    from diary.reports.outcome import outcome_pdf
    from diary.reports.tables import days_csv
    from tests.bench.browser import Browser
    from tests.bench.timing import median_cpu, statements

    asked = []
    for patient in people:
        recorded = recorded_courses(patient)
        asked.append((patient, recorded, outcome_of(patient, recorded, patient.today()), every_day(patient)))
    one_after_the_other = iter(asked[1:])
    size = f"{len(outcome_pdf(*asked[0])) / 1000:.0f} kB"
    typeset = median_cpu(lambda: outcome_pdf(*next(one_after_the_other)), len(people) - 1)
    table.line(f"PDF typeset, {name}", typeset, goal, " ms", size)
    browsers = iter([Browser(patient.user) for patient in people])
    answered = median_cpu(lambda: next(browsers).get("/outcome/report.pdf"), len(people))
    table.line(f"PDF asked for, {name}", answered, None, " ms")
    browser = Browser(people[0].user)
    table.line("  its SQL statements", statements(lambda: browser.get("/outcome/report.pdf")), 14)
    days = asked[0][3]
    table.line(f"CSV of days, {name}", median_cpu(lambda: days_csv(days), 20), None, " ms")


def keep_diary(patient, months: int, others: int) -> None:
    """Months of 28 days, each answer with a medicine and a note, and a treatment every three of them;
    `others` makes it another one."""
    from diary.actions import Change, record_days, record_treatment
    from diary.terms.answers import FourHours, Severity, Source
    from diary.terms.day_document import Intake
    from diary.terms.treatments import CourseStart, TreatmentDocument

    headache = {
        "headache": True,
        "severity": Severity.SEVERE,
        "four_hours": FourHours.YES,
        "intakes": (Intake("sumatriptan", 1),),
        "note": "after a short night",
    }
    first = patient.today() - timedelta(days=28 * months)
    for month in range(months):
        begins = first + timedelta(days=28 * month)
        answers = [
            Change(
                begins + timedelta(days=index),
                headache if index * 7 % 29 < 12 + (month * others) % 9 else {"headache": False},
            )
            for index in range(28)
            if (index + month * others) % 17
        ]
        by, operation = patient.user, uuid4()
        record_days(by=by, patient=patient, answers=answers, source=Source.PAGE, operation=operation)
    for number, month in enumerate(range(1, months - 2, 3)):
        record_treatment(
            by=patient.user,
            patient=patient,
            uid=uuid4(),
            treatment=TreatmentDocument(first + timedelta(days=28 * month), lot="C1234"),
            start=None if number else CourseStart(from_start=True),
            operation=uuid4(),
        )


if __name__ == "__main__":
    sys.exit(main())
