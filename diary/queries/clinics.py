"""Who works in a clinic, and how its patients' logging stands."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from diary.analytics.packed import Packed
from diary.models import Clinic, Day, Membership, PackedDiary, Patient, User
from diary.queries.packed import PackedRow, readable
from diary.terms.day_document import is_text
from diary.terms.month import DAYS_PER_MONTH


class Logging(NamedTuple):
    """The last date that is logged, and how many of the last 28 are."""

    last: date | None
    of_28: int


def account_of(email: str) -> User | None:
    """The account with this address, if somebody has one that is in use."""
    if not is_text(email):
        return None
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def members_of(clinic: Clinic) -> list[Membership]:
    """Who works there now, by address."""
    open_ones = Membership.objects.filter(clinic=clinic, ended__isnull=True)
    return list(open_ones.select_related("user").order_by("user__email"))


def logging_of(patients: Iterable[Patient]) -> dict[int, Logging]:
    """How each patient's logging stands today, by their numbers: two statements for however many."""
    by_number = {patient.pk: patient for patient in patients}
    found = {number: _from_packed(by_number[number], packed) for number, packed in _counts(by_number).items()}
    rest = by_number.keys() - found.keys()
    dates = _dates(rest)
    return found | {number: _from_dates(by_number[number], dates[number]) for number in rest}


def _counts(patients: Collection[int]) -> dict[int, Packed]:
    """Their counts, of those whose row today's rules can read."""
    rows = PackedDiary.objects.filter(patient__in=patients, kind="counts")
    columns = ("patient_id", "kind", "rules", "origin", "stride", "blob")
    packed = {
        number: readable(PackedRow(kind, rules, origin, stride, bytes(blob)))
        for number, kind, rules, origin, stride, blob in rows.values_list(*columns)
    }
    return {number: one for number, one in packed.items() if one is not None}


def _dates(patients: Collection[int]) -> dict[int, set[date]]:
    """Every logged date: of those with nothing logged yet, or until their row is made anew."""
    dates: dict[int, set[date]] = {number: set() for number in patients}
    for number, day in Day.objects.filter(patient__in=patients).values_list("patient_id", "date"):
        dates[number].add(day)
    return dates


def _from_packed(patient: Patient, counts: Packed) -> Logging:
    today = patient.today()
    logged = counts.plane("logged")
    last = date.fromordinal(counts.origin + logged.bit_length() - 1) if logged else None
    return Logging(last, counts.counted("logged", _first(today), today))


def _from_dates(patient: Patient, dates: Collection[date]) -> Logging:
    today = patient.today()
    return Logging(max(dates, default=None), sum(_first(today) <= day <= today for day in dates))


def _first(today: date) -> date:
    return today - timedelta(days=DAYS_PER_MONTH - 1)
