from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import django.db
from django.core.management import CommandError, CommandParser

from diary.actions import Conflict, OperationReused, Refused, TreatmentRefused, open_imported_diaries
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
from diary.management.machine_zone import machine_zone
from diary.management.plain import PlainCommand
from diary.management.progress import Progress
from diary.models import Clinic, Patient
from diary.queries.people import clinic_named, diarist_with, imported_into
from diary.queries.zones import known_zones
from diary.terms.reading import Unreadable, read_date
from diary.terms.treatments import CourseStart, TreatmentDocument, refusals
from diary.wording.refusals import SENTENCES, file_in_words, row_in_words

_STOPPING = (Refused, Conflict, OperationReused, TreatmentRefused, django.db.Error, KeyboardInterrupt)


class _Asked(NamedTuple):
    """The file and how it is to be read."""

    content: bytes
    columns: list[str]
    treatment_date: str | None


class Command(PlainCommand):
    help = "Import the days of a CSV file: all of its rows, or none. The same file again adds nothing."

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
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--clinic", metavar="NAME", help="many people without accounts, whom it reads")
        whose.add_argument("--email", metavar="ADDRESS", help="the diary of somebody with an account")
        parser.add_argument(
            "--zone", metavar="ZONE", help="where the people of a clinic are; here by default"
        )

    def handle(
        self,
        *,
        file: Path,
        columns: list[str],
        treatment_date: str | None,
        clinic: str | None,
        email: str | None,
        zone: str | None,
        **options: Any,
    ) -> None:
        asked = _Asked(_content(file), columns, treatment_date)
        try:
            if email is not None:
                self._into_diary(asked, _diarist(email))
            else:
                self._into_clinic(asked, _clinic(clinic or ""), _zone(zone))
        except FileRefused as refusal:
            reason = file_in_words(refusal.reason, refusal.about)
            raise CommandError(f"{reason} Nothing was imported.") from refusal

    def _into_diary(self, asked: _Asked, patient: Patient) -> None:
        _, days, treatment = self._read(asked, patient.today())
        if len(days.people) > 1:
            raise FileRefused("several_people", people=len(days.people))
        parts = self._parts(days, dict.fromkeys(days.people, patient), treatment)
        self._write([(patient, part) for part in parts.values()])

    def _into_clinic(self, asked: _Asked, clinic: Clinic, zone: str) -> None:
        table, days, treatment = self._read(asked, Patient(zone=zone).today())
        if "patient" not in table.read:
            raise FileRefused("patient_column_missing", there=", ".join(table.names))
        parts = self._parts(days, imported_into(clinic), treatment)
        # Opened only now, when every row is known to stand.
        patients = open_imported_diaries(by=None, clinic=clinic, names=parts, zone=zone)
        self._write([(patients[name], part) for name, part in parts.items()])

    def _read(self, asked: _Asked, today: date) -> tuple[Table, FileOfDays, date | None]:
        treatment = _treatment(asked.treatment_date, today)
        table = read_table(asked.content, columns_named(asked.columns))
        days = read_days(asked.content, table, treatment, today)
        self.say(_what_is_read(table))
        self._refuse(days.refused)
        return table, days, treatment

    def _parts(
        self, days: FileOfDays, patients: Mapping[str, Patient], treatment: date | None
    ) -> dict[str, Part]:
        """What each diary still lacks; refused as a whole where a diary says something else."""
        parts, refused = {}, []
        for name, rows in days.people.items():
            parts[name], against = part_for(patients.get(name), rows, treatment, days)
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


def _diarist(email: str) -> Patient:
    patient = diarist_with(email)
    if patient is None:
        raise CommandError(f"Nobody keeps a diary under {email}.")
    if patient.simulated:
        raise CommandError(f"Who keeps a diary under {email} is made up; a file is not.")
    return patient


def _clinic(name: str) -> Clinic:
    clinic = clinic_named(name)
    if clinic is None:
        raise CommandError(f"There is no clinic called {name}. Open it first: manage.py create_clinic")
    if clinic.simulated:
        raise CommandError(f"{clinic.name} is made up, and so are its people; those of a file are not.")
    return clinic


def _zone(written: str | None) -> str:
    if written is not None and written not in known_zones():
        raise CommandError(f"--zone: {SENTENCES['zone_unknown']}")
    return written or machine_zone()


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


def _what_is_read(table: Table) -> str:
    read = ", ".join(
        ours if ours == theirs else f"{ours} (“{theirs}”)" for ours, theirs in table.read.items()
    )
    left_out = ", ".join(name for name in table.names if name not in table.read.values())
    return f"Read: {read}. Left out: {left_out}" if left_out else f"Read: {read}"


def _summary(written: list[Written]) -> str:
    days, there_already = sum(one.days for one in written), sum(one.there_already for one in written)
    treatments = sum(one.treatments for one in written)
    diaries = _counted(len(written), "diary", "diaries")
    return (
        f"{diaries}: {_counted(days, 'day')} imported, {there_already:,} there already, "
        f"{_counted(treatments, 'treatment')} recorded"
    )


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
