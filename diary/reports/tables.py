"""Days, treatments and other preventives as CSV: ISO dates, plain words, an empty cell for what nobody
answered.

With a byte-order mark, because spreadsheets take a file for their own old code page without one;
programs read it as "utf-8-sig". The columns are described in the README.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from diary.analytics.diary import HEADACHE
from diary.analytics.preventives import days_at
from diary.queries.courses import RecordedCourse, RecordedTreatment
from diary.terms.day_document import FIELDS, DayDocument, Intake
from diary.terms.preventives import PreventiveDocument
from diary.terms.recorded_day import RecordedDay

DAY_COLUMNS = ("date", *FIELDS, "answered")
TREATMENT_COLUMNS = (
    *("date", "product", "units", "lot", "course", "cycle"),
    *("first_ever", "earlier_treatments", "began", "began_is_about"),
    *("baseline_first_day", "baseline_headache_days", "baseline_logged_days"),
    *("other_baseline_days", "other_baseline_source", "other_baseline_dated"),
)
PREVENTIVE_COLUMNS = (
    *("drug", "class", "taking", "started", "started_is_about", "stopped", "stopped_is_about"),
    *("weeks_at_least", "weeks_at_most", "highest_dose", "ended"),
)

NOTHING = "nothing"
"""What stands for the answer “took nothing”, in the column of medicines."""


def days_csv(days: Iterable[RecordedDay]) -> bytes:
    """A row for each logged day. A date without a row is not logged."""
    return file_of(DAY_COLUMNS, (_day(day, day.document) for day in days if day.document is not None))


def treatments_csv(courses: Iterable[RecordedCourse]) -> bytes:
    """A row for each treatment, with what is recorded of its course."""
    return file_of(TREATMENT_COLUMNS, (row for course in courses for row in _course(course)))


def preventives_csv(preventives: Iterable[PreventiveDocument], today: date) -> bytes:
    """A row for each other preventive, with the weeks at it by `today`."""
    return file_of(PREVENTIVE_COLUMNS, (_preventive(one, today) for one in preventives))


def file_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file of `rows` under the names of their columns."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """`value` in a cell that no spreadsheet runs as a formula; None, not answered, is an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return _FORMULA.sub("'", str(value))


# Spreadsheets run a cell that begins with one of these, even when it is quoted. The apostrophe in
# front tells them that it is text; one that stands there itself gets one too, so that whoever
# reads the file back takes exactly one away. A spreadsheet that parts cells at semicolons or tabs
# finds beginnings within a cell as well: there likewise.
_FORMULA = re.compile(
    r"""^(?=[=+\-@＝＋－＠'\t\r\n])"""
    r"""|(?<=[;,\t\r\n"])(?=[=+\-@＝＋－＠'])"""
)


def _day(day: RecordedDay, document: DayDocument) -> list[object]:
    answers: dict[str, object] = {name: getattr(document, name) for name in FIELDS}
    if document.intakes is not None:
        answers["intakes"] = " | ".join(map(_intake, document.intakes)) or NOTHING
    return [day.date, *answers.values(), day.provenance]


def _intake(intake: Intake) -> str:
    """“sumatriptan; doses 2; relief partly”."""
    doses = "" if intake.doses is None else f"; doses {intake.doses}"
    return f"{intake.medicine}{doses}" + ("" if intake.relief is None else f"; relief {intake.relief}")


def _course(recorded: RecordedCourse) -> Iterator[list[object]]:
    start = recorded.start
    about = start.about if start.began is not None else None
    number = recorded.course.number(0)
    earlier = None if number is None else number - 1
    course = [start.from_start, earlier, start.began, about, *_fixed(recorded), *_written(recorded)]
    for index, treatment in enumerate(recorded.treatments):
        yield [*_treatment(treatment), recorded.number, recorded.course.number(index), *course]


def _treatment(treatment: RecordedTreatment) -> list[object]:
    document = treatment.document
    return [document.date, document.product, document.units, document.lot]


def _preventive(document: PreventiveDocument, today: date) -> list[object]:
    least, most = days_at(document, today)
    dates: list[object] = []
    for when in (document.start, document.stop):
        dates += [when.day, when.about] if when else [None, None]
    weeks = (least // 7, None if most is None else most // 7)
    told = [document.called, document.preventive_class, document.taking]
    return [*told, *dates, *weeks, document.dose, document.ended]


def _fixed(recorded: RecordedCourse) -> list[object]:
    fixed = recorded.course.fixed
    if fixed is None:
        return [None] * 3
    tally = fixed.diary.bits(HEADACHE, fixed.span).tally()
    return [fixed.span.first, tally.days, tally.known]


def _written(recorded: RecordedCourse) -> list[object]:
    written = recorded.written
    return [None] * 3 if written is None else [written.days, written.source, written.dated]
