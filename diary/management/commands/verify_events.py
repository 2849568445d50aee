from typing import Any

from django.core.management import CommandError

from diary.management.plain import PlainCommand
from diary.queries.events import broken_link, every_chain


class Command(PlainCommand):
    help = "Follow every patient's chain of events, and say where a link is missing or altered."

    def handle(self, **options: Any) -> None:
        chains = broken = 0
        for patient in every_chain():
            chains += 1
            if (sequence := broken_link(patient)) is not None:
                broken += 1
                self.say(f"patient {patient}: the chain breaks at event {sequence}")
        if broken:
            raise CommandError(f"{chains:,} chains of events, {broken:,} broken.")
        self.say(f"{chains:,} chains of events, all whole")
