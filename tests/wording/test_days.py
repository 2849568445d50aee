"""What was saved is said back in words."""

from datetime import date
from decimal import Decimal

import pytest

from diary.terms.answers import Effect, FourHours, Relief, Severity
from diary.terms.day_document import DayDocument, Intake
from diary.terms.recorded_day import RecordedDay
from diary.wording.days import saved_in_words

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (None, "Withdrawn. Tuesday 3 March is not logged."),
        (DayDocument(False), "Saved. Tuesday 3 March, no headache."),
        (DayDocument(True, Severity.SEVERE), "Saved. Tuesday 3 March, headache, severe."),
        (
            DayDocument(True, Severity.SEVERE, FourHours.YES),
            "Saved. Tuesday 3 March, headache, severe, 4 hours or more.",
        ),
        (
            DayDocument(True, four_hours=FourHours.NOT_SURE),
            "Saved. Tuesday 3 March, headache, 4 hours or more: not sure.",
        ),
        (DayDocument(True, hours=Decimal(1)), "Saved. Tuesday 3 March, headache, 1 hour in all."),
        (DayDocument(True, hours=Decimal("1.5")), "Saved. Tuesday 3 March, headache, 1.5 hours in all."),
        (DayDocument(True, hours=Decimal(20)), "Saved. Tuesday 3 March, headache, 20 hours in all."),
        (
            DayDocument(False, intakes=(), menstruation=False),
            "Saved. Tuesday 3 March, no headache, took nothing, no menstruation.",
        ),
        (
            DayDocument(
                True,
                Severity.MILD,
                hours=Decimal("5.5"),
                nausea=True,
                aura=False,
                effect=Effect.LESS,
                intakes=(
                    Intake("sumatriptan", 2),
                    Intake("ibuprofen", 1, Relief.PARTLY),
                    Intake("aspirin"),
                ),
                menstruation=True,
                note="after the storm",
            ),
            (
                "Saved. Tuesday 3 March, headache, mild, 5.5 hours in all, sumatriptan (2 doses), "
                "ibuprofen (1 dose, helped a little), aspirin, did less, menstruation, note, "
                "2 answers on what came with it."
            ),
        ),
    ],
)
def test_every_answer_is_said(document, said):
    assert saved_in_words(RecordedDay(TUESDAY, 1, document), TUESDAY) == said


def test_what_went_with_a_headache_is_said_and_nothing_else():
    before = DayDocument(True, Severity.MILD, hours=Decimal(2), menstruation=True)
    clear = RecordedDay(TUESDAY, 2, DayDocument(False, menstruation=True))
    assert saved_in_words(clear, TUESDAY, before) == (
        "Saved. Tuesday 3 March, no headache, menstruation. Removed: mild, 2 hours in all."
    )
    shorter = RecordedDay(TUESDAY, 2, DayDocument(True, Severity.MILD))
    assert saved_in_words(shorter, TUESDAY, before) == "Saved. Tuesday 3 March, headache, mild."
    assert "Removed" not in saved_in_words(clear, TUESDAY, DayDocument(False, note="after the storm"))
