"""Another preventive in one line, with what is not known said as not known."""

from datetime import date

import pytest

from diary.terms.preventives import Ended, PreventiveClass, PreventiveDocument
from diary.wording.preventives import CLASS, ENDED, TAKING, preventive_in_words
from tests.preventives import NEVER, NOW, STOPPED

TODAY = date(2026, 6, 30)
MAY, JUNE = date(2026, 5, 3), date(2026, 6, 3)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({}, "Topiramate (epilepsy medicine): not said whether it is still taken"),
        (
            {"started": MAY},
            "Topiramate (epilepsy medicine): from 3 May 2026, not said whether it is still taken",
        ),
        ({"taking": NOW}, "Topiramate (epilepsy medicine): still taken, start not known"),
        ({"taking": NOW, "started": MAY}, "Topiramate (epilepsy medicine): since 3 May 2026, 8 weeks"),
        (
            {"taking": NOW, "started": MAY, "started_about": True},
            "Topiramate (epilepsy medicine): since about 3 May 2026, about 8 weeks",
        ),
        (
            {"taking": NOW, "started": TODAY, "started_about": True},
            "Topiramate (epilepsy medicine): since about 30 Jun 2026",
        ),
        ({"taking": NOW, "started": TODAY}, "Topiramate (epilepsy medicine): since 30 Jun 2026"),
        (
            {"taking": STOPPED, "started": MAY, "stopped": JUNE, "ended": Ended.NOT_ENOUGH},
            "Topiramate (epilepsy medicine): from 3 May 2026 to 3 Jun 2026, 4 weeks; did not help enough",
        ),
        (
            {"taking": STOPPED, "started": MAY, "stopped": date(2026, 5, 10)},
            "Topiramate (epilepsy medicine): from 3 May 2026 to 10 May 2026, 1 week",
        ),
        ({"taking": STOPPED}, "Topiramate (epilepsy medicine): stopped, dates not known"),
        (
            {"taking": STOPPED, "stopped": MAY, "stopped_about": True},
            "Topiramate (epilepsy medicine): stopped about 3 May 2026, start not known",
        ),
        (
            {"taking": STOPPED, "started": MAY},
            "Topiramate (epilepsy medicine): from 3 May 2026, end not known",
        ),
        (
            {"taking": STOPPED, "dose": "50 mg", "ended": Ended.NOT_TOLERATED},
            "Topiramate (epilepsy medicine): stopped, dates not known; highest dose 50 mg; not tolerated",
        ),
        (
            {"taking": NEVER, "ended": Ended.NOT_SUITABLE},
            "Topiramate (epilepsy medicine): never taken; not suitable",
        ),
    ],
)
def test_a_line_says_what_is_known_and_what_is_not(said, line):
    assert preventive_in_words(PreventiveDocument("topiramate", **said), TODAY) == line


def test_what_is_not_listed_is_called_what_it_was_called():
    assert preventive_in_words(PreventiveDocument(name="100 % tea", taking=NOW), TODAY) == (
        "100 % tea: still taken, start not known"
    )
    kind = PreventiveClass.OTHER
    assert preventive_in_words(PreventiveDocument(name="tea", named_class=kind, taking=NEVER), TODAY) == (
        "Tea: never taken"
    )


def test_every_word_has_words_and_nobody_failed():
    for words, kinds in ((CLASS, PreventiveClass), (ENDED, Ended)):
        assert words.keys() == set(kinds)
    assert "fail" not in " ".join(str(word) for words in (CLASS, ENDED, TAKING) for word in words.values())
