"""Where this machine is."""

from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

FALLBACK_ZONE = "Europe/London"


@cache
def machine_zone() -> str:
    """The time zone this machine is set to."""
    # Linux and macOS link this to a file of the zone's name.
    place = Path("/etc/localtime").resolve().as_posix()
    _, found, name = place.partition("/zoneinfo/")
    return name if found and name in available_timezones() else FALLBACK_ZONE
