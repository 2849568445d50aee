from typing import Any

from django.core.management import BaseCommand, CommandError


class PlainCommand(BaseCommand):
    """A command that refuses in plain sentences on stderr: exit code 1, no traceback."""

    # Each command checks what it needs itself; it must be able to say why something is missing.
    requires_system_checks = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as refusal:
            if not getattr(self, "_called_from_command_line", False):
                raise  # `call_command`: the caller's to handle
            self.stdout.flush()
            self.stderr.write(str(refusal))
            raise SystemExit(refusal.returncode) from None

    def say(self, line: str) -> None:
        """One line about what is being done, shown at once."""
        self.stdout.write(line)
        self.stdout.flush()
