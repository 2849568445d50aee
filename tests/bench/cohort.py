"""A cohort of 100,000 people, 730 days and 4 cycles each: CPU, growth, memory; pandas beside it.

With and without what is asked of it later: the interval of each person's changes, the criteria, and what is
told of the whole.
"""

import math
import sys
import tracemalloc
from collections.abc import Callable

import numpy as np

from diary.analytics.cohort import cohort_criteria, cohort_limits, cohort_rows, cohort_summary, runs_before
from diary.analytics.packed import DETAIL
from tests.bench.cohorts import Cohort, simulated
from tests.bench.house import in_production
from tests.bench.merged import assert_equal, frames, merged
from tests.bench.table import Table
from tests.bench.timing import cpu

PEOPLE, FEW, BESIDE = 100_000, 1_000, 10_000
ROUNDS = 9


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU of one call, the least of `rounds`: what else the machine does only adds. It is all one thread."""
    return min(cpu(work, 1) for _ in range(rounds))


def megabytes(work: Callable[[], object]) -> float:
    """The most memory that one call holds at a time, over what was there before."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def from_arrays(cohort: Cohort) -> Callable[[], object]:
    """From the rows' numbers and joined blobs to the whole outcome."""
    origins, strides = cohort.rows.origins, cohort.strides
    return lambda: cohort.outcome_of(cohort_rows(origins, strides, cohort.blobs))


def in_full(cohort: Cohort) -> Callable[[], object]:
    """The same with the interval of each change and the criteria; everybody's baseline is of a diary."""
    origins, strides, everybody = cohort.rows.origins, cohort.strides, np.ones(len(cohort.rows), bool)

    def work() -> object:
        rows = cohort_rows(origins, strides, cohort.blobs)
        found = cohort.outcome_of(rows)
        persons = cohort_limits(found, runs_before(rows, cohort.injections, everybody))
        return found, persons, cohort_criteria(found, persons)

    return work


def store(cohort: Cohort) -> None:
    """Patients with packed rows of both kinds: the detail rows are in the way, as in life."""
    from django.db import connection, transaction

    from diary.analytics.classify import RULES
    from diary.models import Patient

    blobs, strides = cohort.stored(), cohort.strides.tolist()
    people = (Patient(zone="Europe/London", sealed_key=b"", simulated=True) for _ in blobs)
    with transaction.atomic(), connection.cursor() as cursor:
        Patient.objects.bulk_create(people, batch_size=5_000)
        keys = Patient.objects.order_by("pk").values_list("pk", flat=True)
        for key, origin, stride, blob in zip(keys, cohort.rows.origins.tolist(), strides, blobs, strict=True):
            detail = bytes((len(DETAIL.planes) + 8) * stride)
            rows = [("counts", blob), ("detail", detail)]
            cursor.executemany(
                "INSERT INTO diary_packeddiary (patient_id, kind, rules, origin, stride, blob)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [(key, kind, RULES, origin, stride, planes) for kind, planes in rows],
            )


def measure_arrays(table: Table, many: Cohort) -> None:
    """Time, growth and memory from packed arrays."""
    few = simulated(FEW)
    _measure(table, from_arrays(few), from_arrays(many), "from packed arrays", 0.15, None)
    _measure(table, in_full(few), in_full(many), "with intervals and criteria", 0.6, 200)
    found = many.outcome_of(many.rows)
    table.line("seconds of CPU of the summary", seconds(lambda: cohort_summary(found)), None)


def _measure(
    table: Table,
    few: Callable[[], object],
    many: Callable[[], object],
    what: str,
    most: float,
    most_memory: float | None,
) -> None:
    at_few, at_many = seconds(few), seconds(many)
    table.line(f"seconds of CPU {what}", at_many, most)
    growth = math.log(at_many / at_few) / math.log(PEOPLE / FEW)
    told = f"{at_few * 1000:.1f} ms for {FEW:,}"
    table.line(f"growth exponent from {FEW:,}, {what}", growth, 1.05, more=told)
    table.line(f"peak of extra memory {what}", megabytes(many), most_memory, " MB")


def measure_database(table: Table, many: Cohort) -> None:
    """Time and memory from the database, equal to what the arrays give."""
    from django.db import connection

    from diary.models import Patient
    from diary.queries.cohort import cohort_diaries

    store(many)

    def outcome():
        return many.outcome_of(cohort_diaries(Patient.objects.all(), simulated=True).rows)

    read = seconds(lambda: cohort_diaries(Patient.objects.all(), simulated=True))
    told = f"{read:.2f} s of them reading, detail rows in the way"
    table.line(f"seconds of CPU from {connection.vendor}", seconds(outcome), 0.35, more=told)
    table.line(f"peak of extra memory from {connection.vendor}", megabytes(outcome), None, " MB")
    ours = outcome().windows
    arrays = many.outcome_of(many.rows).windows
    assert all(one.response == other.response for one, other in zip(ours, arrays, strict=True))


def measure_pandas(table: Table) -> None:
    """The same table by pandas, every number asserted equal."""
    cohort = simulated(BESIDE)
    tables = frames(cohort)
    assert_equal(cohort.outcome_of(cohort.rows), merged(tables))
    ours, theirs = seconds(from_arrays(cohort)), seconds(lambda: merged(tables), rounds=3)
    told = f"{theirs:.2f} s / {ours * 1000:.1f} ms, every number equal"
    table.line(f"share of pandas' time at {BESIDE:,}, %", 100 * ours / theirs, 1.0, more=told)
    table.note(f"{theirs / ours:.0f} times as fast as merge and groupby; the goal is 100 times")


def main() -> int:
    table = Table(f"A cohort of {PEOPLE:,} people, 730 days and 4 cycles each")
    many = simulated(PEOPLE)
    measure_arrays(table, many)
    with in_production():
        measure_database(table, many)
    measure_pandas(table)
    return int(table.missed)


if __name__ == "__main__":
    sys.exit(main())
