"""Medicine days beside the lines of ICHD-3 8.2: days not doses, unions not sums, months not moments."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary.analytics.diary import Diary
from diary.analytics.overuse import ANY, SEVERAL, line_of, medicine_days
from diary.analytics.packed import COUNTS, DETAIL, PackedDay, recorded
from diary.terms.answers import Provenance
from diary.terms.day_document import DayDocument, Intake
from diary.terms.medicines import MEDICINES, MedicineClass
from diary.terms.overuse import HEADACHE_DAYS, LINES, MONTHS, NEAR, TOGETHER, TOGETHER_LINE
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


def month(*takings, headache=15):
    """30 days: of each taking a medicine and on how many days, from the first on."""
    return [
        took(*(medicine for medicine, days in takings if day < days), headache=day < headache)
        for day in range(30)
    ]


TRIPTAN, OPIOID, SIMPLE = ("sumatriptan", 8), ("codeine", 8), ("ibuprofen", 13)
"""Two days short of their lines, which is only just near."""


def found_of(*months):
    """What is found of months of which the latest is the last."""
    return medicine_days(diary_of(*(day for one in months for day in one))[0], TODAY)


def test_one_class_after_the_other_near_its_line_is_told_as_that():
    found = found_of(month(TRIPTAN), month(OPIOID), month(SIMPLE), month(TRIPTAN))
    assert found.near_one_or_another
    assert (found.for_months, found.near_for_months, found.one_or_another) == ((), (), False)
    over = month(("sumatriptan", 30))
    assert found_of(over, month(OPIOID), over, month(SIMPLE)).near_one_or_another


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param(month(("ibuprofen", 13)), True, id="two days short of the line"),
        pytest.param(month(("ibuprofen", 12)), False, id="three days short of it"),
        pytest.param(month(("ibuprofen", 13), headache=14), False, id="headache on 14 days"),
        pytest.param(month(("rimegepant", 30)), False, id="a medicine without a line"),
        pytest.param([UNSAID] * 30, False, id="not said what was taken"),
    ],
)
def test_each_of_the_four_months_counts(other, told, place):
    months = [month(OPIOID), month(SIMPLE), month(TRIPTAN)]
    assert not found_of(*months).near_one_or_another
    months.insert(place, other)
    assert found_of(*months).near_one_or_another == told


def test_several_kinds_together_near_their_line_count_as_one_or_another():
    together = month(("sumatriptan", 4), ("ibuprofen", 8))
    assert found_of(together, month(TRIPTAN), together, month(OPIOID)).near_one_or_another
    fewer = month(("sumatriptan", 4), ("ibuprofen", 7))
    assert not found_of(fewer, month(TRIPTAN), together, month(OPIOID)).near_one_or_another


def test_what_is_said_of_one_class_or_of_lines_reached_is_not_said_of_lines_nearly_reached():
    triptan, opioid = month(("sumatriptan", 10)), month(("codeine", 10))
    same = found_of(*[month(TRIPTAN)] * 4)
    assert (same.near_for_months, same.near_one_or_another) == ((MedicineClass.TRIPTAN,), False)
    reached = found_of(*[triptan, opioid] * 2)
    assert (reached.one_or_another, reached.near_one_or_another) == (True, False)
    one = found_of(*[opioid] * 4)
    assert (one.for_months, one.near_one_or_another) == ((MedicineClass.OPIOID,), False)


def test_what_lasts_for_more_than_three_months_is_worth_discussing_and_nothing_else_is():
    triptan, opioid = month(("sumatriptan", 10)), month(("codeine", 10))
    for lasting in (
        [triptan] * 4,
        [month(TRIPTAN)] * 4,
        [triptan, opioid] * 2,
        [month(TRIPTAN), month(SIMPLE)] * 2,
    ):
        assert found_of(*lasting).is_worth_discussing
        assert not found_of(*lasting[1:]).is_worth_discussing
    assert not found_of(*[month(("sumatriptan", 7))] * 4).is_worth_discussing
    assert not found_of(*[month(("rimegepant", 30))] * 4).is_worth_discussing


def test_each_class_that_was_ever_near_its_line_is_charted_and_the_nearest_today_first():
    triptan, opioid, simple = MedicineClass.TRIPTAN, MedicineClass.OPIOID, MedicineClass.NON_OPIOID
    months = [month(OPIOID), month(SIMPLE), *[month()] * 5, month(("sumatriptan", 11))]
    assert found_of(*months).charted == (triptan, opioid, simple)
    latest = month(("ibuprofen", 7), ("rimegepant", 30))
    assert found_of(*months, latest).charted == (simple, triptan, opioid)


def test_a_class_near_its_line_before_the_months_shown_is_not_charted():
    shown = [month(("ibuprofen", 1))] * 12
    assert found_of(month(OPIOID), *shown).charted == (MedicineClass.NON_OPIOID,)
    assert found_of(month(OPIOID), *shown[1:]).charted == (MedicineClass.OPIOID,)


def test_where_nothing_was_ever_near_its_line_the_nearest_today_is_charted():
    assert found_of(month(("codeine", 7)), month(("ibuprofen", 6))).charted == (MedicineClass.NON_OPIOID,)
    assert found_of(month(("codeine", 7)), month(("rimegepant", 9))).charted == (ANY,)
    assert found_of(month(("codeine", 3), ("ibuprofen", 5))).charted == (SEVERAL,)


def test_several_together_are_no_zero_days_where_they_are_not_counted():
    own, both = month(("codeine", 10), ("ibuprofen", 5)), month(("codeine", 3), ("ibuprofen", 9))
    alone, together = found_of(own, both).months[-2:]
    assert (alone.counted(SEVERAL), together.counted(SEVERAL)) == (None, 9)
    assert (alone.counted(MedicineClass.OPIOID), alone.counted(MedicineClass.TRIPTAN)) == (10, 0)


def short_of(documents) -> dict[str, int]:
    """By how many days each class that was taken falls short of its line, counted one by one."""
    taken = [(one and classes(one)) or set() for one in documents]
    short = {one: line - days for one, line in LINES.items() if (days := sum(one in each for each in taken))}
    used = {one for one in TOGETHER if one in short}
    if len(used) > 1 and all(short[one] > 0 for one in used):
        short[SEVERAL] = TOGETHER_LINE - sum(bool(each & used) for each in taken)
    return short


near_a_line = st.one_of(
    st.tuples(st.sampled_from(["sumatriptan", "codeine", "lasmiditan"]), st.sampled_from([8, 9, 10, 7, 4])),
    st.tuples(st.just("ibuprofen"), st.sampled_from([13, 14, 15, 12, 1])),
)
a_month = st.builds(
    lambda takings, headache: month(*takings, headache=headache),
    st.one_of(st.tuples(near_a_line), st.lists(near_a_line, max_size=2)),
    st.sampled_from([15] * 7 + [30, 14]),
)
# Few kinds of month come again and again, as they do in life.
some_months = st.lists(a_month, min_size=2, max_size=3).flatmap(
    lambda kinds: st.lists(st.sampled_from(kinds), min_size=4, max_size=5)
)


@settings(max_examples=250)
@given(some_months)
def test_what_is_near_a_line_for_months_equals_looking_at_each_month(months):
    found, short = found_of(*months), [short_of(one) for one in months]
    recent = ([{}] * MONTHS + short)[-MONTHS:]
    on = [{what for what, days in one.items() if days <= 0} for one in recent]
    near = [{what for what, days in one.items() if days <= NEAR} for one in recent]
    if any(sum(day.headache for day in one) < HEADACHE_DAYS for one in months[-MONTHS:]):
        on, near = [set()], [set()]
    always_on, always_near = set.intersection(*on), set.intersection(*near)
    assert set(found.for_months) == always_on
    assert set(found.near_for_months) == always_near - always_on
    assert found.one_or_another == (all(on) and not always_on)
    assert found.near_one_or_another == (all(near) and not all(on) and not always_near)
    assert found.is_worth_discussing == all(near)
    ever = {what for one in short for what, days in one.items() if days <= NEAR}
    lined = {what: line_of(what) for what in ever or short[-1]} | short[-1]
    ordered = [lined[what] for what in found.charted if what != ANY]
    assert ordered == sorted(lined[what] for what in ever or short[-1])[: len(ordered)]
    assert set(found.charted) == ever if ever else len(found.charted) == 1
    assert (ANY in found.charted) == (not lined)


@given(some_months)
def test_the_months_of_the_rule_are_enough_to_tell_what_is_worth_discussing(months):
    diary, _ = diary_of(*(day for one in months for day in one))
    few, many = medicine_days(diary, TODAY, months=MONTHS), medicine_days(diary, TODAY)
    assert len(few.months) == 4
    assert few[1:] == many[1:]


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
