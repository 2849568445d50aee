"""Medicine days beside the lines of ICHD-3 8.2: days not doses, unions not sums, months not moments."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.diary import Diary
from diary.analytics.overuse import ANY, SEVERAL, line_of, medicine_days
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.terms.answers import Provenance
from diary.terms.day_document import DayDocument, Intake
from diary.terms.medicines import MEDICINES, MedicineClass
from diary.terms.overuse import LINES, TOGETHER
from tests.days import intakes, maybe

TODAY = date(2026, 6, 30)
DAYS = 140


def took(*medicines, headache=True):
    return DayDocument(headache=headache, intakes=tuple(Intake(one) for one in medicines))


NOTHING = took()
CLEAR = DayDocument(headache=False, intakes=())
UNSAID = DayDocument(headache=True)


def diary_of(*documents) -> tuple[Diary, dict]:
    """Days that end today, the latest last."""
    first = TODAY - timedelta(days=len(documents) - 1)
    days = {
        first + timedelta(days=index): PackedDay(one, Provenance.SAME_DAY)
        for index, one in enumerate(documents)
        if one is not None
    }
    return Diary(recorded(None, COUNTS, days), recorded(None, DETAIL, days)), days


def classes(document) -> set[MedicineClass] | None:
    if document.intakes is None:
        return None
    return {MEDICINES[one.medicine].medicine_class for one in document.intakes}


any_day = st.none() | st.builds(DayDocument, headache=st.booleans(), intakes=maybe(intakes))


@given(st.lists(any_day, min_size=40, max_size=DAYS))
def test_every_month_equals_counting_its_days(documents):
    diary, days = diary_of(*documents)
    found = medicine_days(diary, TODAY, months=5)
    assert [month.span.last for month in found.months] == [
        TODAY - timedelta(days=30 * ago) for ago in (4, 3, 2, 1, 0)
    ]
    for month in found.months:
        dates = [month.span.first + timedelta(days=index) for index in range(30)]
        assert dates[-1] == month.span.last
        logged = [days[day].document for day in dates if day in days]
        taken = [found for one in logged if (found := classes(one)) is not None]
        assert (month.headache.days, month.headache.known) == (
            sum(one.headache for one in logged),
            len(logged),
        )
        alone = {one: sum(one in each for each in taken) for one in MedicineClass}
        expected = {ANY: sum(bool(each) for each in taken)} | {
            one: many for one, many in alone.items() if many
        }
        used = [one for one in TOGETHER if alone[one]]
        if len(used) > 1 and all(alone[one] < LINES[one] for one in used):
            expected[SEVERAL] = sum(bool(each & set(used)) for each in taken)
        assert {what: tally.days for what, tally in month.days.items()} == expected
        assert {tally.known for tally in month.days.values()} == {len(taken)}


def test_paracetamol_on_some_days_and_ibuprofen_on_others_are_one_class():
    diary, _ = diary_of(*[took("paracetamol")] * 6, *[took("ibuprofen")] * 6, *[NOTHING] * 18)
    found = medicine_days(diary, TODAY)
    assert found.today.days[MedicineClass.NON_OPIOID].days == 12
    assert (found.over, found.near) == ((), ())


@pytest.mark.parametrize(
    ("days", "over", "near"), [(10, True, False), (9, False, True), (8, False, True), (7, False, False)]
)
def test_ten_days_of_a_triptan_are_on_the_line_and_eight_near_it(days, over, near):
    diary, _ = diary_of(*[NOTHING] * (30 - days), *[took("sumatriptan")] * days)
    found = medicine_days(diary, TODAY)
    assert (MedicineClass.TRIPTAN in found.over, MedicineClass.TRIPTAN in found.near) == (over, near)


def test_two_classes_together_have_a_line_where_none_is_over_its_own():
    together = [took("sumatriptan")] * 5 + [took("paracetamol")] * 5
    diary, _ = diary_of(*[NOTHING] * 20, *together)
    assert medicine_days(diary, TODAY).over == (SEVERAL,)
    diary, _ = diary_of(*[NOTHING] * 15, *together, *[took("sumatriptan")] * 5)
    assert medicine_days(diary, TODAY).over == (MedicineClass.TRIPTAN,)


def test_gepants_and_antiemetics_have_no_line():
    diary, _ = diary_of(*[took("rimegepant", "domperidone")] * 30)
    found = medicine_days(diary, TODAY)
    assert found.today.days[ANY].days == 30
    assert (found.over, found.near) == ((), ())
    assert line_of(ANY) is None


def test_for_months_is_today_and_thirty_sixty_and_ninety_days_ago_with_headache_on_fifteen_days():
    month = [took("sumatriptan")] * 10 + [UNSAID] * 5 + [CLEAR] * 15
    diary, _ = diary_of(*month * 4)
    assert medicine_days(diary, TODAY).for_months == (MedicineClass.TRIPTAN,)
    diary, _ = diary_of(*month * 3)
    assert medicine_days(diary, TODAY).for_months == ()
    fewer = [took("sumatriptan")] * 10 + [UNSAID] * 4 + [CLEAR] * 16
    diary, _ = diary_of(*fewer, *month * 3)
    found = medicine_days(diary, TODAY)
    assert (found.over, found.for_months) == ((MedicineClass.TRIPTAN,), ())


def test_near_the_line_for_months_is_told_apart_from_over_it():
    near = [took("sumatriptan")] * 8 + [UNSAID] * 7 + [CLEAR] * 15
    over = [took("sumatriptan")] * 10 + [UNSAID] * 5 + [CLEAR] * 15
    for months in ([*near, *over] * 2, [*over, *near] * 2):
        found = medicine_days(diary_of(*months)[0], TODAY)
        assert (found.for_months, found.near_for_months) == ((), (MedicineClass.TRIPTAN,))
    assert medicine_days(diary_of(*over * 4)[0], TODAY).near_for_months == ()
    assert medicine_days(diary_of(*near * 3)[0], TODAY).near_for_months == ()


def test_one_class_after_the_other_over_its_line_is_told_as_that():
    triptan = [took("sumatriptan")] * 10 + [UNSAID] * 5 + [CLEAR] * 15
    opioid = [took("codeine")] * 10 + [UNSAID] * 5 + [CLEAR] * 15
    found = medicine_days(diary_of(*[*triptan, *opioid] * 2)[0], TODAY)
    assert (found.over, found.for_months, found.one_or_another) == ((MedicineClass.OPIOID,), (), True)
    assert not medicine_days(diary_of(*triptan * 4)[0], TODAY).one_or_another
    rest = [NOTHING] * 15 + [CLEAR] * 15
    assert not medicine_days(diary_of(*triptan, *rest, *triptan, *opioid)[0], TODAY).one_or_another
    fewer = [took("codeine")] * 10 + [UNSAID] * 4 + [CLEAR] * 16
    assert not medicine_days(diary_of(*fewer, *triptan, *opioid, *triptan)[0], TODAY).one_or_another


def test_what_is_not_said_is_at_least():
    diary, _ = diary_of(*[UNSAID] * 12, *[took("sumatriptan")] * 9, *[None] * 9)
    tally = medicine_days(diary, TODAY).today.days[MedicineClass.TRIPTAN]
    assert (tally.days, tally.known, tally.expected) == (9, 9, 30)


def test_nobody_who_took_nothing_has_a_class():
    diary, _ = diary_of(*[CLEAR] * 30)
    assert medicine_days(diary, TODAY).today.days.keys() == {ANY}
    assert medicine_days(diary_of()[0], TODAY).today.days[ANY].known == 0


def test_what_nobody_said_may_have_been_near_a_line():
    diary, _ = diary_of(*[UNSAID] * 29, took("sumatriptan"))
    assert not medicine_days(diary, TODAY).is_known
    diary, _ = diary_of(*[UNSAID] * 4, *[took("sumatriptan")] * 3, *[NOTHING] * 23)
    assert medicine_days(diary, TODAY).is_known
    diary, _ = diary_of(*[UNSAID] * 5, *[took("sumatriptan")] * 3, *[NOTHING] * 22)
    assert not medicine_days(diary, TODAY).is_known
