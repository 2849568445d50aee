from collections.abc import Iterator
from typing import Any

from django.core.management import CommandError

from diary.management.history_findings import findings
from diary.management.plain import PlainCommand
from diary.queries.stored_history import every_history, stored_history
from diary.queries.unreadable import UNREADABLE


class Command(PlainCommand):
    help = (
        "Follow every patient's chain of events, hold it against the versions it tells of and those "
        "against what stands now, and say where something is missing or altered."
    )

    def handle(self, **options: Any) -> None:
        chains = broken = 0
        for patient in every_history():
            found = list(_found(patient))
            for finding in found:
                self.say(f"patient {patient}: {finding}")
            chains, broken = chains + 1, broken + bool(found)
        if broken:
            raise CommandError(f"{chains:,} chains of events, {broken:,} broken.")
        self.say(f"{chains:,} chains of events, all whole")


def _found(patient: int) -> Iterator[str]:
    try:
        yield from findings(stored_history(patient))
    except UNREADABLE:
        yield "something in the history cannot be read"
