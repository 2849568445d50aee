"""The examples of a cohort in `docs/methods.md`, computed by the program and by hand."""

import re
from math import sqrt

import pytest

from diary.analytics.cohort import VERDICTS, cohort_criteria, cohort_summary
from diary.analytics.cohort.mean import student
from diary.analytics.cohort.summary import Band, Side
from diary.analytics.diary import HEADACHE
from diary.analytics.windows import Weeks
from diary.terms.criteria import Answer
from tests.analytics.cohort_people import CLEAR, SHORT, TWENTY, cohort, limits, treated
from tests.analytics.methods import DOCUMENT, assert_right

FEWER = (12, 10, 8, 8, 7, 6, 4, 2, 0, -3)


def written():
    """By name, the number that stands in the document, as it stands there."""
    return dict(re.findall(r"`([a-z ]+) is (-?[0-9.]+)`", DOCUMENT.read_text()))


def by_hand():
    total, squares, n = sum(FEWER), sum(one * one for one in FEWER), len(FEWER)
    variance = (squares - total * total / n) / (n - 1)
    half = student(n - 1) * sqrt(variance / n)
    return {
        "sum": total,
        "mean": total / n,
        "squares": squares,
        "variance": variance,
        "deviation": sqrt(variance),
        "t": student(n - 1),
        "low": total / n - half,
        "high": total / n + half,
        "responders": sum(one >= 6 for one in FEWER),
        "evaluable": n,
        "halved": sum(one >= 10 for one in FEWER),
        "percent fewer": 100 * (20 - 15) / 20,
    }


def ten():
    """The outcome of the ten people."""
    after = [[SHORT] * (20 - fewer) + [CLEAR] * (8 + fewer) for fewer in FEWER]
    return cohort([treated(TWENTY + [CLEAR] * 56 + days) for days in after])


def test_every_number_of_the_example_is_what_the_program_computes():
    outcome = ten()
    found = outcome.window(1, Weeks.THIRD, HEADACHE).response
    told = cohort_summary(outcome).window(1, Weeks.THIRD, HEADACHE)
    expected = by_hand() | {
        "told low": float(told.group.mean.low),
        "told high": float(told.group.mean.high),
    }
    assert_right(written(), expected)
    assert found.mean.days == pytest.approx(expected["mean"])
    assert found.mean.interval == pytest.approx((expected["low"], expected["high"]))
    assert found.responders[30] == (expected["responders"], expected["evaluable"])
    assert found.responders[50] == (expected["halved"], expected["evaluable"])


def test_what_is_told_of_the_example_is_what_the_document_says():
    told = cohort_summary(ten()).window(1, Weeks.THIRD, HEADACHE)
    assert [one.side for one in told.group.beside] == [Side.HOLDS, Side.HOLDS, Side.HOLDS, Side.BELOW]
    assert told.evaluable == Band(10, 19)
    assert told.group.responders[30] == (Band(0, 9), Band(10, 19))


def test_one_day_that_is_not_logged_leaves_thirty_percent_open():
    open_day = treated(TWENTY + [SHORT] * 14 + [CLEAR] * 13 + [None])
    rules = cohort_criteria(*limits([open_day])).windows[HEADACHE]
    assert VERDICTS[rules.response[30].code[0, 0, 0]] is Answer.CANNOT
