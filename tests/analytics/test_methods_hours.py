"""The example of hours in `docs/methods.md`, worked out by hand and by the program."""

import re
from datetime import timedelta
from math import hypot, sqrt

import pytest

from diary.analytics.criteria import Rule
from diary.analytics.interval import DRIFT_DAYS, Z
from tests.analytics.methods import DOCUMENT, assert_right
from tests.analytics.ruled import FIRST, found_of, from_day, rule_of, scattered
from tests.analytics.rules_on_fingers import BAD, LONG


def worked_out():
    """The steps by hand, by the names that the document gives them."""
    length, a, v, s = 8, 1 / 28, (DRIFT_DAYS / 28) ** 2, sqrt(1 / 2)
    expected = {"L before": 20 * 8 * 8 / 160, "L after": 12 * 6 * 6 / 72, "L": length, "a": a, "v": v, "s": s}
    for when, hours in (("before", 20 * 8), ("after", 12 * 6)):
        p, q = hours / 28 / length, (Z * s) ** 2
        middle = (p + q * a / 2) / (1 + q * a)
        half = sqrt(q * (p * (1 - p) * a + v * (1 + q * a) + q * a * a / 4)) / (1 + q * a)
        low, up = middle - half, middle + half
        for limit in (low, up):
            assert (p - limit) ** 2 == pytest.approx(q * (limit * (1 - limit) * a + v))
        found = {"P": p, "l": low, "u": up, "below": (p - low) / s, "above": (up - p) / s}
        expected |= {f"{name} {when}": value for name, value in found.items()}
    days = expected["P before"] - expected["P after"]
    low = 28 * (days - hypot(expected["below before"], expected["above after"]))
    high = 28 * (days + hypot(expected["above before"], expected["below after"]))
    expected |= {"low in days": low, "high in days": high}
    low, high = length * low, length * high
    expected |= {"fall": 160 - 72, "low": low, "high": high, "line": 160 - 100, "short of it": 72 - 60}
    return expected | {"from the line low": low - 100, "from the line high": high - 100}


def written():
    """By name, the number that stands in the document, as it stands there."""
    text = DOCUMENT.read_text().split("### Hours of headache")[1].split("\n## ")[0]
    return dict(re.findall(r"`([A-Za-z][A-Za-z0-9 ]*): (-?\d+(?:\.\d+)?)`", text))


def test_every_number_of_the_example_is_written_and_right():
    assert_right(written(), worked_out())


def test_what_people_are_shown_is_the_example():
    days = from_day(FIRST - timedelta(days=28), scattered(20, LONG), scattered(12, BAD))
    found, expected = found_of(days, today=FIRST + timedelta(days=27)), worked_out()
    assert found.courses[0].counted["headache"].correlation == 0
    criterion = rule_of(found, Rule.US_RENEWAL)
    hours = criterion.readings[0].sums[1]
    assert (hours.is_met, hours.is_close, -hours.margin) == (False, True, expected["short of it"])
    assert hours.at == expected["line"]
    edges = -12, expected["from the line low"], expected["from the line high"]
    assert hours.interval == pytest.approx(edges)
