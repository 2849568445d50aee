"""Time zones as people read and choose them."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from diary.queries.zones import known_zones

# The other names in the database are older ones of these, or no places.
REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


class Zone(NamedTuple):
    """A time zone, and the place that stands for it within its region."""

    name: str
    place: str


class Region(NamedTuple):
    """A part of the world with its time zones."""

    name: str
    zones: list[Zone]


def zones(chosen: str) -> SafeString:
    """Every time zone that is called after a place, by region, and the one that is `chosen`, if any is."""
    # Whatever is posted is no key of what is kept.
    return _drawn(chosen if chosen in known_zones() else "")


@lru_cache(maxsize=1024)
def _drawn(chosen: str) -> SafeString:
    names = {name for name in known_zones() if name.partition("/")[0] in REGIONS} | {"UTC"}
    names |= {chosen} & known_zones()
    regions = [
        Region(region, [Zone(name, _within_region(name)) for name in group])
        for region, group in groupby(sorted(names), key=lambda name: name.partition("/")[0])
    ]
    return render_to_string("zones.html", {"regions": regions, "chosen": chosen})


def place(zone: str) -> str:
    """The place that `zone` is called after, in words: “New York”."""
    return zone.rpartition("/")[2].replace("_", " ")


def _within_region(zone: str) -> str:
    region, _, place = zone.partition("/")
    return (place or region).replace("_", " ")
