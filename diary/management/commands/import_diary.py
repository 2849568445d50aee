from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import django.db
from django.core.management import CommandError, CommandParser

from diary.actions import Conflict, OperationReused, Refused, TreatmentRefused
from diary.imports import (
    COLUMNS,
    MAX_BYTES,
    FileOfDays,
    FileRefused,
    Part,
    RefusedRow,
    Table,
    Written,
    columns_named,
    part_for,
    read_days,
    read_table,
    write_part,
)
from diary.management.plain import PlainCommand
from diary.management.progress import Progress
from diary.models import Patient
from diary.queries.people import diarist_with
from diary.terms.reading import Unreadable, read_date
from diary.terms.treatments import CourseStart, TreatmentDocument, refusals
from diary.wording.refusals import SENTENCES, file_in_words, row_in_words

_STOPPING = (Refused, Conflict, OperationReused, TreatmentRefused, django.db.Error, KeyboardInterrupt)


class Command(PlainCommand):
    help = "Import the days of a CSV file into the diary of one person. All of its rows, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--columns",
            action="append",
            default=[],
            metavar="OURS=THEIRS,...",
            help=f"what the file calls our columns: {', '.join(COLUMNS)}",
        )
        parser.add_argument(
            "--treatment-date", metavar="DATE", help="day 0 of the file, recorded as the first treatment ever"
        )
        parser.add_argument("--email", required=True, metavar="ADDRESS", help="whose diary it is")

    def handle(
        self, *, file: Path, columns: list[str], treatment_date: str | None, email: str, **options: Any
    ) -> None:
        content = _content(file)
        patient = diarist_with(email)
        if patient is None:
            raise CommandError(f"Nobody keeps a diary under {email}.")
        try:
            self._import(content, columns, treatment_date, patient)
        except FileRefused as refusal:
            reason = file_in_words(refusal.reason, refusal.about)
            raise CommandError(f"{reason} Nothing was imported.") from refusal

    def _import(
        self, content: bytes, columns: list[str], treatment_date: str | None, patient: Patient
    ) -> None:
        today = patient.today()
        treatment = _treatment(treatment_date, today)
        table = read_table(content, columns_named(columns))
        days = read_days(content, table, treatment, today)
        self._say_what_is_read(table)
        self._refuse(days.refused)
        if len(days.people) > 1:
            raise FileRefused("several_people", people=len(days.people))
        self._write(self._parts(days, dict.fromkeys(days.people, patient), treatment))

    def _say_what_is_read(self, table: Table) -> None:
        read = ", ".join(
            ours if ours == theirs else f"{ours} (“{theirs}”)" for ours, theirs in table.read.items()
        )
        left_out = f". Left out: {', '.join(table.left_out)}" if table.left_out else ""
        self.say(f"Read: {read}{left_out}")

    def _parts(
        self, days: FileOfDays, patients: Mapping[str, Patient], treatment: date | None
    ) -> list[tuple[Patient, Part]]:
        """What each diary still lacks; refused as a whole where a diary says something else."""
        parts, refused = [], []
        for name, rows in days.people.items():
            part, against = part_for(patients[name], rows, treatment, days.digest)
            parts.append((patients[name], part))
            refused += against
        self._refuse(refused)
        return parts

    def _refuse(self, refused: list[RefusedRow]) -> None:
        for row in refused:
            for line in row_in_words(row.line, row.reasons):
                self.stderr.write(line, style_func=str)
        if refused:
            raise CommandError(f"Nothing was imported: {_counted(len(refused), 'row')} cannot stand.")

    def _write(self, parts: list[tuple[Patient, Part]]) -> None:
        written = []
        with Progress(self.stderr, len(parts), "people") as progress:
            try:
                for patient, part in parts:
                    written.append(write_part(patient, part))
                    progress.step()
            except _STOPPING as problem:
                # Each diary is written for itself, so what is done is done.
                raise CommandError(
                    f"Stopped after {progress.done:,} of {len(parts):,} diaries ({type(problem).__name__}). "
                    "What was written stays; the same command again adds the rest."
                ) from problem
        self.say(_summary(written))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _treatment(written: str | None, today: date) -> date | None:
    if written is None:
        return None
    try:
        day = read_date(written)
    except Unreadable as error:
        raise CommandError(f"--treatment-date: {SENTENCES[error.refusal]}") from error
    for refusal in refusals(TreatmentDocument(day, units=None), CourseStart(from_start=True), today).values():
        raise CommandError(f"--treatment-date: {SENTENCES[refusal]}")
    return day


def _summary(written: list[Written]) -> str:
    days, there_already = sum(one.days for one in written), sum(one.there_already for one in written)
    treatments = sum(one.treatments for one in written)
    people = _counted(len(written), "diary", "diaries")
    return (
        f"{people}: {_counted(days, 'day')} imported, {there_already:,} there already, "
        f"{_counted(treatments, 'treatment')} recorded"
    )


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
