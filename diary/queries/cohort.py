"""The counts rows of many patients, as arrays to compute a cohort from.

Loads numpy; a page of one patient does not need it, so this module is imported by whoever needs a
cohort inside the function that does.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import compress, islice
from typing import NamedTuple

import numpy as np
from django.db.models import FilteredRelation, Q, QuerySet
from numpy.typing import NDArray

from diary.analytics.classify import RULES
from diary.analytics.cohort import CohortRows, DamagedRows, cohort_rows
from diary.analytics.packed import BLOCK_DAYS, COUNTS
from diary.models import Patient

Ints = NDArray[np.int64]


class Unread(StrEnum):
    """Why a patient's counts cannot be read here. Missing is: nothing was ever logged, or the row is lost."""

    MISSING = "missing"
    OLDER_RULES = "older_rules"
    TORN = "torn"


class CohortDiaries(NamedTuple):
    """The diaries of N patients, by rising primary key: `patients` (N,) says whose each of `rows` is.

    All of them are real people, or all are `simulated`. `unread`: the keys of those of that kind who were
    asked for and are not among them. They are no empty diaries.
    """

    simulated: bool
    patients: Ints
    rows: CohortRows
    unread: dict[Unread, Ints]


def cohort_diaries(patients: QuerySet[Patient], *, simulated: bool) -> CohortDiaries:
    """The counts rows of those of `patients` who are real, or of those who are `simulated`, as they stood at
    one moment: one statement, however many. No cohort has both."""
    found = _rows_of(patients.filter(simulated=simulated))
    pages = [_page(rows) for rows in _paged(found)] or [_page([])]
    keys, rules, origins, strides, lengths = np.hstack([page.numbers for page in pages])
    blobs = b"".join(page.blobs for page in pages)
    is_older = rules != RULES
    is_torn = ~is_older & ~_are_whole(origins, strides, lengths)
    is_good = ~(is_older | is_torn)

    def good() -> CohortRows:
        kept = blobs if is_good.all() else b"".join(compress(_each(blobs, lengths), is_good))
        return cohort_rows(origins[is_good], strides[is_good], kept)

    try:
        rows = good()
    except DamagedRows as error:
        is_torn[np.flatnonzero(is_good)[error.those]] = True
        is_good &= ~is_torn
        rows = good()
    unread = {
        Unread.MISSING: np.array([key for page in pages for key in page.missing], np.int64),
        Unread.OLDER_RULES: keys[is_older],
        Unread.TORN: keys[is_torn],
    }
    return CohortDiaries(simulated, keys[is_good], rows, unread)


_Row = tuple[int, int | None, int, int, bytes]
"""A patient's key, then rules, origin, stride and blob; all None where there is no row."""


class _Page(NamedTuple):
    """Some rows: `numbers` (5, n) are keys, rules, origins, strides and the lengths of the blobs, which are
    joined; `missing` are the keys of those without a row."""

    numbers: Ints
    blobs: bytes
    missing: list[int]


_AT_ONCE = 500
"""Rows made into arrays in one go: few enough that their memory is used again for the next ones."""


def _rows_of(patients: QuerySet[Patient]) -> Iterable[_Row]:
    """A left join, so that who has no row is among them."""
    counts = FilteredRelation("packed_diaries", condition=Q(packed_diaries__kind="counts"))
    columns = ("pk", "row__rules", "row__origin", "row__stride", "row__blob")
    found = patients.alias(row=counts).order_by("pk").values_list(*columns)
    return found.iterator(chunk_size=_AT_ONCE)


def _paged(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    ahead = iter(rows)
    while page := list(islice(ahead, _AT_ONCE)):
        yield page


def _page(rows: list[_Row]) -> _Page:
    missing = [row[0] for row in rows if row[1] is None]
    there = [row for row in rows if row[1] is not None] if missing else rows
    *numbers, blobs = zip(*there, strict=True) if there else ((),) * 5
    return _Page(np.array([*numbers, [*map(len, blobs)]], np.int64), b"".join(blobs), missing)


def _each(joined: bytes, lengths: Ints) -> Iterator[bytes]:
    ends = np.cumsum(lengths)
    return (joined[begin:end] for begin, end in zip(ends - lengths, ends, strict=True))


def _are_whole(origins: Ints, strides: Ints, lengths: Ints) -> NDArray[np.bool_]:
    """Whether the numbers of rows fit each other and the calendar; `lengths`: bytes of the blobs."""
    fit = lengths == strides * len(COUNTS.planes)
    in_words = (origins % BLOCK_DAYS == 0) & (strides * 8 % BLOCK_DAYS == 0)
    ends = origins + strides * 8
    in_calendar = (strides == 0) | ((origins >= 1) & (ends <= date.max.toordinal() + 1))
    return fit & in_words & in_calendar
