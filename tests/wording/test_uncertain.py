"""What is uncertain is said only where there is something to say."""

from datetime import date

import pytest

from diary.analytics.confounders import Confounder, Happened
from diary.analytics.course import BaselineSource
from diary.analytics.uncertain import Uncertain
from diary.analytics.windows import Cut
from diary.terms.preventives import When
from diary.wording.uncertain import uncertain_in_words

MAY = date(2026, 5, 3)
CERTAIN = Uncertain(BaselineSource.DIARY, 56, 0, 0, 0, 0, None)


def test_of_days_answered_on_their_day_nothing_is_said():
    assert uncertain_in_words(CERTAIN) == []
    assert uncertain_in_words(None) == []


def test_a_few_late_days_are_usual_and_a_quarter_is_said():
    assert uncertain_in_words(CERTAIN._replace(late=13)) == []
    assert uncertain_in_words(CERTAIN._replace(late=14)) == [
        "14 of 56 days counted here were recorded after the day itself."
    ]


def test_everything_that_is_there_is_said_in_turn():
    said = uncertain_in_words(Uncertain(BaselineSource.RECALLED, 28, 0, 28, 1, 7, Cut.TODAY, (1, 10)))
    assert [sentence.split(" ", 3)[:3] for sentence in said] == [
        ["1", "of", "the"],
        ["Before", "treatment", "and"],
        ["28", "of", "28"],
        ["What", "is", "remembered"],
        ["The", "figure", "from"],
        ["A", "window", "counted"],
    ]
    assert said[-2].endswith("which allows 1 to 10 headache days.")
    assert said[-1] == "A window counted here is not over yet."
    cut = uncertain_in_words(CERTAIN._replace(cut=Cut.NEXT_INJECTION))
    assert cut == ["A window counted here was cut short by the next treatment."]


def happened(called, what, when=None, is_inside=True):
    return Confounder(called, what, when, is_inside)


def said_of(*found):
    return uncertain_in_words(CERTAIN._replace(confounders=found))


@pytest.mark.parametrize(
    ("what", "when", "is_inside", "sentence"),
    [
        ("started", When(MAY), True, "Topiramate was started on 3 May 2026, inside the days compared."),
        (
            "started",
            When(MAY, about=True),
            True,
            "Topiramate was started about 3 May 2026, inside the days compared.",
        ),
        (
            "started",
            When(MAY, about=True),
            False,
            "Topiramate was started about 3 May 2026, which may be inside the days compared.",
        ),
        ("stopped", When(MAY), True, "Topiramate was stopped on 3 May 2026, inside the days compared."),
        (
            "stopped",
            When(MAY, about=True),
            True,
            "Topiramate was stopped about 3 May 2026, inside the days compared.",
        ),
        (
            "stopped",
            When(MAY, about=True),
            False,
            "Topiramate was stopped about 3 May 2026, which may be inside the days compared.",
        ),
    ],
)
def test_another_preventive_is_told_without_a_word_on_causes(what, when, is_inside, sentence):
    assert said_of(happened("topiramate", Happened(what), when, is_inside)) == [sentence]


def test_those_without_a_date_are_named_once_in_one_sentence():
    undated = [happened("topiramate", what, None, False) for what in (Happened.STARTED, Happened.STOPPED)] + [
        happened("100 % tea", Happened.STARTED, None, False)
    ]
    (said,) = said_of(*undated)
    assert said == (
        "It is not known when these were started or stopped, perhaps in the days compared: "
        "topiramate, 100 % tea."
    )
