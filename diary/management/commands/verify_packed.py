from collections.abc import Iterator
from typing import Any

from django.core.management import CommandError, CommandParser

from diary.actions.packing import rebuild
from diary.analytics.classify import RULES
from diary.analytics.packed import LAYOUTS
from diary.analytics.recount import differing_dates, is_readable
from diary.management.plain import PlainCommand
from diary.queries.packed import StoredDiary, every_patient, stored_diary
from diary.queries.unreadable import UNREADABLE


class Command(PlainCommand):
    help = "Count every diary's packed rows again from its stored days, and say where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make packed rows that differ anew")

    def handle(self, *, rebuild: bool, **options: Any) -> None:
        patients = days = differing = 0
        for patient in every_patient():
            stored = _stored(patient)
            equal = self._is_equal(patient.pk, stored)
            if rebuild and not equal:
                equal = self._is_equal_when_rebuilt(patient, stored)
            patients, differing = patients + 1, differing + (not equal)
            days += _number_of_days(stored)
        counted = f"{patients:,} patients, {days:,} days"
        if differing:
            differ = "1 packed diary differs" if differing == 1 else f"{differing:,} packed diaries differ"
            raise CommandError(f"{counted}, {differ}; see --rebuild.")
        self.say(f"{counted}, all equal")

    def _is_equal(self, number: int, stored: StoredDiary | None) -> bool:
        """Whether there is nothing to find; what there is, is said."""
        found = list(_findings(stored)) if stored else ["the days cannot be read"]
        for finding in found:
            self.say(f"patient {number}: {finding}")
        return not found

    def _is_equal_when_rebuilt(self, patient: Any, stored: StoredDiary | None) -> bool:
        if stored is None or stored.unreadable:
            self.say(f"patient {patient.pk}: not made anew, which needs days that can be read")
            return False
        rebuild(by=None, patient=patient)
        self.say(f"patient {patient.pk}: made anew")
        return self._is_equal(patient.pk, _stored(patient))


def _stored(patient: Any) -> StoredDiary | None:
    """What is to be compared; None where the database itself holds no days that can be read."""
    try:
        return stored_diary(patient)
    except UNREADABLE:
        return None


def _number_of_days(stored: StoredDiary | None) -> int:
    return len(stored.days) + len(stored.unreadable) if stored else 0


def _findings(stored: StoredDiary) -> Iterator[str]:
    """Where rows and days differ, without saying what either says."""
    for day in stored.unreadable:
        yield f"{day} cannot be read"
    for kind in sorted(stored.rows.keys() - LAYOUTS.keys()):
        yield f"an extra row of a kind that does not exist, {kind}"
    for kind, layout in LAYOUTS.items():
        row = stored.rows.get(kind)
        if row is None:
            if stored.days:
                yield f"the {kind} row is missing"
        elif row.rules != RULES:
            yield f"the {kind} row was made by rules {row.rules}, not {RULES}"
        elif not is_readable(layout, row.origin, row.stride, row.blob):
            yield f"the {kind} row cannot be read"
        else:
            for day in differing_dates(layout, row.origin, row.stride, row.blob, stored.days):
                if day not in stored.unreadable:
                    yield f"{day} differs in {kind}"
