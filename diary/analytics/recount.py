"""The packed diary counted again on fingers: date by date, flag by flag, from the answers alone.

Shares nothing with `analytics.packed` but the order of the planes, which is the format itself. It
is slow on purpose and reads one bit at a time.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from diary.analytics import classify
from diary.analytics.packed import BLOCK_DAYS, NOT_ANSWERED, Layout, PackedDay
from diary.terms.answers import Provenance
from diary.terms.medicines import MedicineClass

HOURS = "hours"
"""Name of the byte of hours, beside the names of the planes."""


def is_readable(layout: Layout, origin: int, stride: int, blob: bytes) -> bool:
    """Whether the numbers of a packed diary fit each other and lie within the calendar."""
    length = stride * len(layout.planes) + (stride * 8 if layout.hours else 0)
    in_calendar = stride == 0 or 1 <= origin <= date.max.toordinal() + 1 - stride * 8
    return len(blob) == length and origin % BLOCK_DAYS == 0 and in_calendar


def differing_dates(
    layout: Layout, origin: int, stride: int, blob: bytes, days: Mapping[date, PackedDay]
) -> Iterator[date]:
    """The dates on which a readable packed diary does not say what `days`, all that are logged, say."""
    inside = {date.fromordinal(origin + index): index for index in range(stride * 8)}
    for day in sorted(inside.keys() | days.keys()):
        expected = _expected(layout, days.get(day))
        if day not in inside or _read(layout, stride, blob, inside[day]) != expected:
            yield day


def _read(layout: Layout, stride: int, blob: bytes, index: int) -> dict[str, int]:
    """What the blob says of the day `index`, by the names of the planes."""
    says = {}
    for number, name in enumerate(layout.planes):
        byte = blob[number * stride + index // 8]
        says[name] = (byte >> index % 8) & 1
    if layout.hours:
        says[HOURS] = blob[stride * len(layout.planes) + index]
    return says


def _expected(layout: Layout, day: PackedDay | None) -> dict[str, int]:
    """What it has to say of `day`, by the names of the planes."""
    if day is None:
        return dict.fromkeys(layout.planes, 0) | ({HOURS: NOT_ANSWERED} if layout.hours else {})
    document = day.document
    flags = {
        "four_hours": classify.four_hours(document),
        "moderate_or_severe": classify.moderate_or_severe(document),
        "migraine": classify.migraine(document),
        "probable_migraine": classify.probable_migraine(document),
        "migraine_by_features": classify.by_features(document),
        "migraine_by_aura": classify.by_aura(document),
        "migraine_by_relief": classify.by_relief(document),
        "menstruation": document.menstruation,
        "acute_medication": classify.took(document),
    }
    for medicine_class in MedicineClass:
        flags[medicine_class.value] = classify.took(document, medicine_class)
    true = {"logged": True, "headache": document.headache}
    for name, flag in flags.items():
        true[f"{name}.known"] = flag is not None
        true[f"{name}.yes"] = flag is True
    for provenance in Provenance:
        true[f"provenance.{provenance.value}"] = day.provenance is provenance
    says = {name: int(true[name]) for name in layout.planes}
    if layout.hours:
        says[HOURS] = _hours_byte(day)
    return says


def _hours_byte(day: PackedDay) -> int:
    if not day.document.headache:
        return 0
    return NOT_ANSWERED if day.document.hours is None else int(day.document.hours * 4)
