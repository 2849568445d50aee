"""What is counted of a day: flags as they are stored, and those that follow from them.

A clear day answers every question about pain with "no". What nobody answered is not known, and
stays so in what follows from it.
"""

from collections.abc import Callable
from functools import reduce

from diary.analytics.diary import HEADACHE, Bits, Diary
from diary.analytics.windows import Span
from diary.terms.medicines import MedicineClass

FOUR_HOURS = "four_hours"
MODERATE_OR_SEVERE = "moderate_or_severe"
MIGRAINE = "migraine"
BY_FEATURES, BY_AURA, BY_RELIEF = "migraine_by_features", "migraine_by_aura", "migraine_by_relief"
PROBABLE = "probable_migraine"
MIGRAINE_OR_PROBABLE = "migraine_or_probable"
BURDEN = "migraine_or_moderate"
CRYSTAL_CLEAR = "crystal_clear"
CLEAR_WITHOUT_MEDICINE = "clear_without_medicine"
ACUTE = "acute_medication"
HOURS = "hours"
"""Hours of headache: no flag, and so none of MEASURES, but rules count them as they count days."""

COUNTED = (HEADACHE, FOUR_HOURS)
"""Measures of the counts rows: those that a cohort is computed from."""

MEASURES = (
    *COUNTED,
    *(MODERATE_OR_SEVERE, MIGRAINE, BY_FEATURES, BY_AURA, BY_RELIEF, PROBABLE, MIGRAINE_OR_PROBABLE),
    BURDEN,
    *(CRYSTAL_CLEAR, CLEAR_WITHOUT_MEDICINE, ACUTE, *MedicineClass),
)
"""Every measure, by the name it has everywhere.

BY_FEATURES, BY_AURA and BY_RELIEF are the ways of ICHD-3 1.3 to a migraine day; a day may have
several. BURDEN: moderate or severe pain, or migraine (IHS 2025). CRYSTAL_CLEAR: explicitly no
headache (Hull). CLEAR_WITHOUT_MEDICINE, our own: no headache, and no acute medicine taken.
"""


def bits_of(diary: Diary, measure: str, span: Span) -> Bits:
    """`measure` over the days of `span`."""
    derived = _DERIVED.get(measure)
    return derived(diary, span) if derived else diary.bits(measure, span)


def either(*flags: Bits) -> Bits:
    """Yes where one of them is, no where none is; known only where all of them are.

    One yes decides a day alone, so such days are certain, and the bounds hold them. But if they counted as
    known, and days without one mostly did not, a share of the days known would say too much.
    """
    return reduce(_or, flags)


def negation(flag: Bits) -> Bits:
    """Yes where it is no."""
    no = flag.known & ~flag.yes
    return flag._replace(yes=no, certain=flag.excluded, excluded=flag.certain)


def _or(one: Bits, other: Bits) -> Bits:
    yes = one.yes | other.yes
    # A yes that is certain stays one, whatever becomes of the other.
    decided = one.yes & ~one.so_far | other.yes & ~other.so_far | one.certain | other.certain
    so_far = (one.so_far | other.so_far) & ~decided
    known, asked = one.known & other.known, one.asked | other.asked
    return one._replace(known=known, yes=yes & known, asked=asked, so_far=so_far, certain=decided & ~known)


def _any_of(*measures: str) -> Callable[[Diary, Span], Bits]:
    return lambda diary, span: either(*(diary.bits(measure, span) for measure in measures))


def _clear(diary: Diary, span: Span) -> Bits:
    return negation(diary.bits(HEADACHE, span))


def _clear_without_medicine(diary: Diary, span: Span) -> Bits:
    """Neither a headache nor an acute medicine: known only where both are, as of `either`."""
    return negation(either(diary.bits(HEADACHE, span), diary.bits(ACUTE, span)))


_DERIVED: dict[str, Callable[[Diary, Span], Bits]] = {
    MIGRAINE_OR_PROBABLE: _any_of(MIGRAINE, PROBABLE),
    BURDEN: _any_of(MIGRAINE, MODERATE_OR_SEVERE),
    CRYSTAL_CLEAR: _clear,
    CLEAR_WITHOUT_MEDICINE: _clear_without_medicine,
}
