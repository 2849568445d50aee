"""Planted faults in packed rows are found, each by patient and date, and nothing else is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from diary.actions import Change
from diary.analytics.classify import RULES
from diary.analytics.packed import LAYOUTS, PackedDay, recorded
from diary.analytics.recount import differing_dates, is_readable
from diary.models import Day, Event, PackedDiary
from diary.terms.answers import Severity
from diary.terms.day_document import Intake
from tests.databases import ON_POSTGRESQL
from tests.days import documents, provenances

FIRST = date(2026, 3, 3)

some_days = st.dictionaries(
    st.dates(FIRST, FIRST + timedelta(days=150)),
    st.builds(PackedDay, documents, provenances),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def logged(pat, log):
    """Pat's three days: a headache, a clear day, and one of which little is said."""
    log(
        pat,
        Change(
            FIRST,
            {
                "headache": True,
                "severity": Severity.SEVERE,
                "hours": Decimal(6),
                "intakes": (Intake("sumatriptan", 1),),
            },
        ),
        Change(FIRST + timedelta(days=1), {"headache": False}),
        Change(FIRST + timedelta(days=90), {"headache": True}),
    )
    return pat


@pytest.fixture
def verify(capsys):
    """What the command says: its lines, and the sentence it fails with, if it does."""

    def run(**options):
        try:
            call_command("verify_packed", **options)
            failure = None
        except CommandError as error:
            failure = str(error)
        return capsys.readouterr().out.splitlines(), failure

    return run


def row(patient, kind):
    return PackedDiary.objects.get(patient=patient, kind=kind)


def flip(patient, kind, byte, mask):
    stored = row(patient, kind)
    blob = bytearray(stored.blob)
    blob[byte] ^= mask
    stored.blob = bytes(blob)
    stored.save(update_fields=["blob"])


def test_diaries_in_order_are_counted(logged, eve, verify):
    assert verify() == (["2 patients, 3 days, all equal"], None)


@pytest.mark.parametrize("kind", ["counts", "detail"])
def test_a_flipped_bit_is_found_on_its_date(logged, verify, kind):
    stored = row(logged, kind)
    index = (FIRST + timedelta(days=30)).toordinal() - stored.origin
    flip(logged, kind, index // 8, 1 << index % 8)
    lines, failure = verify()
    assert lines == [f"patient {logged.pk}: 2026-04-02 differs in {kind}"]
    assert failure == "1 patients, 3 days, 1 packed diary differs; see --rebuild."


def test_a_changed_hours_byte_is_found(logged, verify):
    stored = row(logged, "detail")
    planes = len(LAYOUTS["detail"].planes) * stored.stride
    flip(logged, "detail", planes + FIRST.toordinal() - stored.origin, 1)
    assert verify()[0] == [f"patient {logged.pk}: 2026-03-03 differs in detail"]


def test_a_day_lost_from_the_table_is_found(logged, verify):
    Day.objects.filter(patient=logged, date=FIRST).delete()
    assert verify()[0] == [
        f"patient {logged.pk}: 2026-03-03 differs in counts",
        f"patient {logged.pk}: 2026-03-03 differs in detail",
    ]


@pytest.mark.parametrize("moved_to", [date(2026, 3, 20), date(2031, 1, 1), date(1990, 1, 1)])
def test_a_day_the_packed_rows_do_not_know_is_found(logged, verify, moved_to):
    Day.objects.filter(patient=logged, date=FIRST).update(date=moved_to)
    found = {line.split(": ")[1].split()[0] for line in verify()[0]}
    assert found == {"2026-03-03", moved_to.isoformat()}


def test_missing_extra_old_and_broken_rows_are_found(logged, verify):
    row(logged, "counts").delete()
    PackedDiary.objects.filter(patient=logged, kind="detail").update(rules=0)
    PackedDiary.objects.create(patient=logged, kind="other", rules=1, origin=0, stride=0, blob=b"")
    assert verify()[0] == [
        f"patient {logged.pk}: an extra row of a kind that does not exist, other",
        f"patient {logged.pk}: the counts row is missing",
        f"patient {logged.pk}: the detail row was made by rules 0, not {RULES}",
    ]


@pytest.mark.parametrize(
    "fault", [{"blob": b"\x01"}, {"origin": 1}, {"origin": 2**30}, {"stride": 8_000_000}]
)
def test_a_row_that_cannot_be_read_is_found(logged, verify, fault):
    PackedDiary.objects.filter(patient=logged, kind="counts").update(**fault)
    assert verify()[0] == [f"patient {logged.pk}: the counts row cannot be read"]


def test_rebuilding_makes_what_differs_anew_and_leaves_an_event(logged, eve, verify):
    flip(logged, "counts", 0, 255)
    PackedDiary.objects.filter(patient=logged, kind="detail").delete()
    lines, failure = verify(rebuild=True)
    assert failure is None
    assert lines[-2:] == [f"patient {logged.pk}: made anew", "2 patients, 3 days, all equal"]
    assert verify() == (["2 patients, 3 days, all equal"], None)
    event = Event.objects.filter(patient=logged).latest("sequence")
    assert (event.verb, event.by_id) == ("packed.rebuilt", None)
    assert not Event.objects.filter(patient=eve, verb="packed.rebuilt").exists()


@pytest.mark.parametrize(
    "fault",
    [
        {"intakes": [{"medicine": "bogus", "doses": 1, "relief": None}]},
        {"intakes": [{"medicine": "ibuprofen", "doses": 1, "relief": "perhaps"}]},
        {"intakes": [{}]},
        {"intakes": 1},
    ],
)
def test_a_day_that_cannot_be_read_is_found_and_the_others_are_still_compared(logged, eve, verify, fault):
    Day.objects.filter(patient=logged, date=FIRST).update(**fault)
    PackedDiary.objects.create(patient=eve, kind="other", rules=1, origin=0, stride=0, blob=b"")
    flip(logged, "counts", (FIRST.toordinal() + 30 - row(logged, "counts").origin) // 8, 255)
    lines, failure = verify()
    assert [line for line in lines if "2026-03-03" in line] == [
        f"patient {logged.pk}: 2026-03-03 cannot be read"
    ]
    assert f"patient {logged.pk}: 2026-04-02 differs in counts" in lines
    assert lines[-1] == f"patient {eve.pk}: an extra row of a kind that does not exist, other"
    assert failure == "2 patients, 3 days, 2 packed diaries differ; see --rebuild."
    assert f"patient {logged.pk}: not made anew, which needs days that can be read" in verify(rebuild=True)[0]


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL keeps nothing else in a column of numbers")
def test_days_that_the_database_itself_cannot_give_are_found(logged, eve, verify):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = TRUE")
        cursor.execute("UPDATE diary_day SET hours = 'many' WHERE date = '2026-03-03'")
        # The connection outlives the test.
        cursor.execute("PRAGMA ignore_check_constraints = FALSE")
    lines, failure = verify(rebuild=True)
    assert lines == [
        f"patient {logged.pk}: the days cannot be read",
        f"patient {logged.pk}: not made anew, which needs days that can be read",
    ]
    assert failure == "2 patients, 0 days, 1 packed diary differs; see --rebuild."


def test_every_patient_is_read_once_however_many_there_are(logged, eve, verify, monkeypatch):
    monkeypatch.setattr("diary.queries.packed._PAGE", 1)
    assert verify() == (["2 patients, 3 days, all equal"], None)


def test_statements_do_not_grow_with_the_diary(logged, log, django_assert_num_queries):
    log(logged, *(Change(FIRST + timedelta(days=n), {"headache": False}) for n in range(2, 80)))
    with django_assert_num_queries(7):  # two pages of patients; one moment of three reads and its savepoint
        call_command("verify_packed")


@given(some_days)
def test_the_recount_agrees_with_packing(days):
    for layout in LAYOUTS.values():
        packed = recorded(None, layout, days)
        assert is_readable(layout, packed.origin, packed.stride, packed.blob)
        assert list(differing_dates(layout, packed.origin, packed.stride, packed.blob, days)) == []


@given(some_days, st.data())
def test_the_recount_finds_any_bit(days, data):
    layout = LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]
    packed = recorded(None, layout, days)
    byte = data.draw(st.integers(0, len(packed.blob) - 1))
    bit = data.draw(st.integers(0, 7))
    blob = bytearray(packed.blob)
    blob[byte] ^= 1 << bit
    planes = len(layout.planes) * packed.stride
    index = byte - planes if byte >= planes else byte % packed.stride * 8 + bit
    found = list(differing_dates(layout, packed.origin, packed.stride, bytes(blob), days))
    assert found == [date.fromordinal(packed.origin + index)]
