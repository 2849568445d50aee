"""Time zones, by their names in the IANA database."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """Every zone name; read from disk once a process, because that takes milliseconds."""
    # "Wherever this machine is" and "not set up yet" are no places.
    return frozenset(available_timezones() - {"localtime", "Factory"})
