"""A clinic sets its numbers for the rules: each change stays told, and nobody's is overwritten unseen."""

import importlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from diary.actions import ThresholdsRefused, set_thresholds
from diary.actions.database_refusals import refusal_by_constraint
from diary.models import ThresholdRevision
from diary.queries.thresholds import threshold_history, thresholds_of
from diary.terms.criteria import ALLOWED, PUBLISHED, ResponseDays, threshold_refusals
from tests.conftest import clinic_called, clinician
from tests.rule_numbers import set_numbers

EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)
PUBLISHED_NUMBERS = PUBLISHED._asdict()


def stricter(**numbers):
    return PUBLISHED_NUMBERS | {"stop_percent": 50} | numbers


def insert(clinic, **numbers):
    row = PUBLISHED_NUMBERS | {"version": 1, "as_published": False, "at": EVENING} | numbers
    return ThresholdRevision.objects.create(clinic=clinic, **row)


def test_a_clinic_goes_by_the_published_numbers_until_it_sets_its_own(clinic):
    assert thresholds_of(clinic) == PUBLISHED
    set_thresholds(by=None, clinic=clinic, numbers=PUBLISHED_NUMBERS, version=0)
    assert not ThresholdRevision.objects.exists()


def test_setting_says_who_and_when_and_holds_for_that_clinic_only(tuesday_evening, clinic, doc):
    other = clinic_called("Other Room")
    numbers = stricter(response_days="weeks_9_12", renewal_hours=80)
    set_thresholds(by=doc, clinic=clinic, numbers=numbers, version=0)
    row = ThresholdRevision.objects.get()
    assert (row.clinic, row.version, row.by, row.at, row.as_published) == (clinic, 1, doc, EVENING, False)
    assert thresholds_of(clinic)._asdict() == numbers
    assert thresholds_of(clinic).response_days is ResponseDays.WEEKS_9_12
    assert thresholds_of(other) == PUBLISHED


def test_each_change_is_a_row_and_the_latest_counts(tuesday_evening, clinic, doc, adm):
    set_numbers(clinic, doc, stop_percent=50)
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        set_numbers(clinic, adm, stop_percent=40)
    kept = ThresholdRevision.objects.order_by("version").values_list("version", "stop_percent", "by")
    assert list(kept) == [(1, 50, doc.pk), (2, 40, adm.pk)]
    assert thresholds_of(clinic).stop_percent == 40


def test_the_numbers_that_count_already_write_nothing_whatever_was_seen(clinic, doc):
    for version in (0, 0, 1, 7, None):
        set_thresholds(by=doc, clinic=clinic, numbers=stricter(), version=version)
    assert ThresholdRevision.objects.count() == 1


@pytest.mark.parametrize("version", [0, 2, -1, None])
def test_who_has_not_seen_what_counts_now_overwrites_nothing(clinic, doc, adm, version):
    set_numbers(clinic, doc, stop_percent=50)
    with pytest.raises(ThresholdsRefused) as refused:
        set_thresholds(by=adm, clinic=clinic, numbers=stricter(stop_percent=40), version=version)
    assert refused.value.reasons == {"version": "thresholds_changed"}
    assert thresholds_of(clinic).stop_percent == 50
    set_thresholds(by=adm, clinic=clinic, numbers=stricter(stop_percent=40), version=1)
    assert thresholds_of(clinic).stop_percent == 40


def test_a_number_out_of_range_is_refused_and_nothing_is_written(clinic, doc):
    with pytest.raises(ThresholdsRefused) as refused:
        set_thresholds(by=doc, clinic=clinic, numbers=stricter(stop_months=7, renewal_days=""), version=0)
    assert refused.value.reasons == {"stop_months": "rule_months_range", "renewal_days": "rule_days_range"}
    assert not ThresholdRevision.objects.exists()


def test_as_published_again_is_a_row_that_follows_what_is_published(clinic, doc, monkeypatch):
    set_numbers(clinic, doc, stop_percent=50)
    set_numbers(clinic, doc, **PUBLISHED_NUMBERS)
    row = ThresholdRevision.objects.get(version=2)
    assert (row.as_published, row.written) == (True, PUBLISHED)
    later = PUBLISHED._replace(stop_percent=25)
    monkeypatch.setattr("diary.models.thresholds.PUBLISHED", later)
    assert thresholds_of(clinic) == later
    assert row.written == PUBLISHED


def test_two_who_set_numbers_at_once_do_not_overwrite_each_other(committed):
    clinic = clinic_called("Quiet Room")
    staff = [clinician(f"doc-{number}", clinic) for number in range(4)]
    together = threading.Barrier(4)

    def send(number):
        try:
            connection.ensure_connection()
            together.wait(30)
            set_thresholds(
                by=staff[number], clinic=clinic, numbers=stricter(stop_months=number + 1), version=0
            )
        except ThresholdsRefused as refused:
            return refused.reasons
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert answers.count(None) == 1
    assert answers.count({"version": "thresholds_changed"}) == 3
    assert ThresholdRevision.objects.get().by == staff[answers.index(None)]


# --- what the database itself holds -----------------------------------------------------------


@pytest.mark.parametrize("field", ALLOWED)
def test_the_database_refuses_what_the_rules_refuse_in_the_same_words(clinic, field):
    allowed = ALLOWED[field]
    for number in (allowed.low - 1, allowed.high + 1):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            insert(clinic, **{field: number})
        said = refusal_by_constraint(caught.value)
        assert said == threshold_refusals(PUBLISHED_NUMBERS | {field: number}) == {field: allowed.refusal}
    for version, number in enumerate((allowed.low, allowed.high), 1):
        insert(clinic, version=version, **{field: number})


def test_the_database_knows_only_the_words(clinic):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        insert(clinic, response_days="weeks_1_4")
    assert refusal_by_constraint(caught.value) == {"response_days": "not_a_choice"}


def test_a_refusal_of_the_database_alone_is_still_a_refusal(clinic, doc, monkeypatch):
    # The first wall is taken away; the second must hold, and say the same.
    monkeypatch.setattr(
        importlib.import_module("diary.actions.thresholds"), "threshold_refusals", lambda _: {}
    )
    with pytest.raises(ThresholdsRefused) as refused:
        set_thresholds(by=doc, clinic=clinic, numbers=stricter(stop_percent=100), version=0)
    assert refused.value.reasons == {"stop_percent": "rule_percent_range"}


def test_a_version_is_written_once(clinic):
    insert(clinic)
    with pytest.raises(DatabaseError), transaction.atomic():
        insert(clinic, stop_percent=50)


def test_rows_are_neither_changed_nor_deleted_nor_replaced(clinic):
    insert(clinic)
    rows = ThresholdRevision.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(stop_percent=99)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    if connection.vendor == "sqlite":  # REPLACE is SQLite's own
        table = ThresholdRevision._meta.db_table
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
    assert threshold_history(clinic).thresholds == PUBLISHED
