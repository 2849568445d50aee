"""The weeks around each treatment say what they are, and why they are not compared."""

from diary.analytics.around import around_injections
from diary.wording.around import around_rows
from tests.analytics.test_outcome import ANSWERS, TWELVE, TWENTY, C, H, one_course

EARLY = ANSWERS[5]


def rows_of(*answers, gaps=(), **options):
    course = one_course([one for part in answers for one in part], *gaps, **options)
    return around_rows(around_injections(course))


def test_the_first_treatment_is_told_from_those_that_treat_again():
    first, again = rows_of(TWENTY, TWELVE * 6, gaps=(84,))
    assert (first.treated, again.treated) == ("30 Jan 2024", "23 Apr 2024, treated again")
    assert first.change.startswith("−40\xa0%, 8 fewer")


def test_days_that_are_only_clear_so_far_are_told():
    (row,) = rows_of(TWENTY, [H] * 10 + [EARLY] * 18, further=27)
    assert row.after == "10 (10 to 28), 18 clear so far"


def test_a_change_that_cannot_be_said_says_why():
    (cut,) = rows_of(TWENTY, [H, C] * 12, further=23)
    assert cut.change == "not compared: fewer than 28 days since"
    (few,) = rows_of(TWENTY, [H] * 10 + [None] * 18, further=27)
    assert few.change == "not compared: too few days logged (20 of 28 are needed)"
    (none_before,) = rows_of([None] * 28, TWELVE, further=27)
    assert none_before.change == "not compared: too few days logged (20 of 28 are needed)"
