"""What is uncertain is said only where there is something to say."""

from diary.analytics.course import BaselineSource
from diary.analytics.uncertain import Uncertain
from diary.analytics.windows import Cut
from diary.wording.uncertain import uncertain_in_words

CERTAIN = Uncertain(BaselineSource.DIARY, 56, 0, 0, 0, 0, None)


def test_of_days_answered_on_their_day_nothing_is_said():
    assert uncertain_in_words(CERTAIN) == []
    assert uncertain_in_words(None) == []


def test_a_few_late_days_are_usual_and_a_quarter_is_said():
    assert uncertain_in_words(CERTAIN._replace(late=13)) == []
    assert uncertain_in_words(CERTAIN._replace(late=14)) == [
        "14 of 56 days compared were recorded after the day itself."
    ]


def test_everything_that_is_there_is_said_in_turn():
    said = uncertain_in_words(Uncertain(BaselineSource.RECALLED, 28, 0, 28, 1, 7, Cut.TODAY))
    assert [sentence.split(" ", 3)[:3] for sentence in said] == [
        ["1", "of", "the"],
        ["The", "two", "sides"],
        ["28", "of", "28"],
        ["What", "is", "remembered"],
        ["The", "days", "of"],
    ]
