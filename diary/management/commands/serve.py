import os
from typing import Any

from django.conf import settings
from django.core.management import CommandError

from diary.management.plain import PlainCommand
from diary.management.production import refusals, warnings
from diary.management.serving import OLD_SQLITE, become_server, is_free
from diary.management.static_files import collect


class Command(PlainCommand):
    help = "Check this installation, then serve it in production; settings are in the environment."

    def handle(self, **options: Any) -> None:
        bind = os.environ.get("BIND", "127.0.0.1:8000")
        found = [*refusals(), *_taken(bind)]
        if found:
            raise CommandError("\n".join(found))
        for warning in warnings():
            self.stderr.write(f"Warning: {warning}")
        if settings.SQLITE and not settings.SQLITE_WAL_IS_SAFE:
            self.say(OLD_SQLITE)
        try:
            collect(self.say)
        except OSError as error:
            reason = f"Static files cannot be kept in {settings.STATIC_ROOT}: {error.strerror}."
            raise CommandError(reason) from error
        become_server(greeting=f"Serving on {bind}")


def _taken(bind: str) -> list[str]:
    """One refusal when the address is plainly another server's; odd ones are left to gunicorn."""
    host, _, port = bind.rpartition(":")
    plain = host and "/" not in bind and "," not in bind and port.isdigit() and 0 < int(port) < 65536
    if plain and not is_free(host.strip("[]"), int(port)):
        return [f"Nothing can listen on {bind}: it is taken, or not of this machine. Choose another BIND."]
    return []
