"""Time zones, by their names in the IANA database."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """Every zone name; read from disk once a process, because that takes milliseconds."""
    return frozenset(available_timezones())
