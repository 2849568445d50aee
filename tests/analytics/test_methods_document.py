"""The worked example of `docs/methods.md`, worked out again: every number that stands there is that one."""

import re
from math import hypot, sqrt

import pytest

from diary.analytics.interval import DRIFT_DAYS, Chain, Z, design_effect, fall, lag_one, mean_correlation
from tests.analytics.methods import DOCUMENT, assert_right

NUMBER = r"-?\d+(?:\.\d+)?"
BEFORE, AFTER = Chain(20, 28, 9, 27), Chain(12, 27, 11, 25)


def worked_out():
    """The steps by hand, by the names that the document gives them."""
    expected = {}
    r = 0.5
    for number in (1, 2):
        c = mean_correlation(r)
        effects = design_effect(28, c), design_effect(27, c)
        e = 2 * 27 * 20 * 8 / (28 * (28 - effects[0])) + 2 * 25 * 12 * 15 / (27 * (27 - effects[1]))
        r = 1 - (9 + 11 + 1) / (e + 2)
        expected |= {f"E{number}": e, f"r{number}": r}
    c = mean_correlation(r)
    effects = {"before": design_effect(28, c), "after": design_effect(27, c)}
    expected |= {"r": r, "c": c, "v": (DRIFT_DAYS / 28) ** 2, "s": sqrt(1 / 2)}
    for when, yes, known in (("before", 20, 28), ("after", 12, 27)):
        p, a, v, s = yes / known, effects[when] / known, expected["v"], expected["s"]
        q = (Z * s) ** 2
        middle = (p + q * a / 2) / (1 + q * a)
        half = sqrt(q * (p * (1 - p) * a + v * (1 + q * a) + q * a * a / 4)) / (1 + q * a)
        low, up = middle - half, middle + half
        for limit in (low, up):
            assert (p - limit) ** 2 == pytest.approx(q * (limit * (1 - limit) * a + v))
        found = {"D": effects[when], "p": p, "a": a, "l": low, "u": up}
        found |= {"below": (p - low) / s, "above": (up - p) / s}
        expected |= {f"{name} {when}": value for name, value in found.items()}
    days = expected["p before"] - expected["p after"]
    low = days - hypot(expected["below before"], expected["above after"])
    high = days + hypot(expected["above before"], expected["below after"])
    return expected | {"fall": 28 * days, "low": 28 * low, "high": 28 * high}


def written():
    """By name, the number that stands in the document, as it stands there."""
    return dict(re.findall(rf"`([A-Za-z][A-Za-z0-9 ]*) = ({NUMBER})`", DOCUMENT.read_text()))


def test_every_number_of_the_example_is_written_and_right():
    assert_right(written(), worked_out())


def test_what_people_are_shown_is_the_example():
    correlation, expected = lag_one([BEFORE, AFTER]), worked_out()
    shown = fall([BEFORE], [AFTER], correlation)
    assert correlation == pytest.approx(expected["r"])
    assert shown == pytest.approx((expected["fall"], expected["low"], expected["high"]))
