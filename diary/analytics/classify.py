"""One day's answers -> its flags, each yes, no or not answered.

Three-valued throughout: a missing answer stays unknown unless the other answers decide the flag
alone ("one criterion of three is a clear no" needs no fourth answer). What is no answer raises AnswerError:
most of it when the document is made, hours and medicines when they are asked.
"""

from diary.terms.answers import FourHours, Provenance, Relief, Severity
from diary.terms.day_document import AnswerError, DayDocument, Intake, quarter_hours
from diary.terms.medicines import MEDICINES, MedicineClass

RULES = 3
"""Number of this classification; a packed diary made by another one is rebuilt.

1 knew no imported days, 2 did not keep by which way a day was a migraine day. A fixed baseline keeps
the number that it was made by.
"""

Flag = bool | None


def four_hours(day: DayDocument) -> Flag:
    """Four continuous hours or more: as answered; else from the hours of the day.

    Hours under four decide "no". Hours of four or more are taken as one stretch, because the
    page asks for the stretch first and for hours only below.
    """
    if not day.headache:
        return False
    if day.four_hours in (FourHours.YES, FourHours.NO):
        return day.four_hours == FourHours.YES
    return None if day.hours is None else quarter_hours(day.hours) >= _FOUR_HOURS


def moderate_or_severe(day: DayDocument) -> Flag:
    """Worst pain moderate or severe."""
    if not day.headache:
        return False
    return None if day.severity is None else day.severity != Severity.MILD


def criterion_c(day: DayDocument) -> Flag:
    """ICHD-3 1.1 C: at least two of one-sided, pulsating, moderate or severe, worse with activity."""
    answers = (day.one_sided, day.pulsating, moderate_or_severe(day), day.worse_with_activity)
    yes, unknown = answers.count(True), answers.count(None)
    if yes >= 2:
        return True
    return None if yes + unknown >= 2 else False


def criterion_d(day: DayDocument) -> Flag:
    """ICHD-3 1.1 D: nausea or vomiting, or both light and sound sensitivity."""
    return either(day.nausea, both(day.light_sensitivity, day.sound_sensitivity))


def relieved_by_triptan_or_ergot(day: DayDocument) -> Flag:
    """Half of ICHD-3 1.3 C3: a triptan or an ergot was taken and helped."""
    if day.intakes is None:
        return None
    relief = [_helped(intake) for intake in day.intakes if _class(intake) in _SPECIFIC]
    return either(*relief)


def by_features(day: DayDocument) -> Flag:
    """ICHD-3 1.3 C1: criteria C and D of 1.1."""
    return both(criterion_c(day), criterion_d(day)) if day.headache else False


def by_aura(day: DayDocument) -> Flag:
    """ICHD-3 1.3 C2: aura."""
    return day.aura if day.headache else False


def by_relief(day: DayDocument) -> Flag:
    """ICHD-3 1.3 C3: believed to be migraine at onset and relieved by a triptan or an ergot."""
    return both(day.believed_migraine, relieved_by_triptan_or_ergot(day)) if day.headache else False


def migraine(day: DayDocument) -> Flag:
    """ICHD-3 1.3 C: by any of its three ways."""
    return either(by_features(day), by_aura(day), by_relief(day))


def probable_migraine(day: DayDocument) -> Flag:
    """One criterion short (ICHD-3 1.5): exactly one of C and D, and not a migraine day."""
    if not day.headache:
        return False
    c, d = criterion_c(day), criterion_d(day)
    one_of_two = None if c is None or d is None else c != d
    return both(one_of_two, negation(migraine(day)))


def took(day: DayDocument, *classes: MedicineClass) -> Flag:
    """Whether an acute medicine of these classes (none named: of any class) was taken."""
    if day.intakes is None:
        return None
    return any(not classes or _class(intake) in classes for intake in day.intakes)


def both(*flags: Flag) -> Flag:
    """Three-valued "and"."""
    if False in flags:
        return False
    return None if None in flags else True


def either(*flags: Flag) -> Flag:
    """Three-valued "or"; of nothing it is False."""
    if True in flags:
        return True
    return None if None in flags else False


def negation(flag: Flag) -> Flag:
    """Three-valued "not"."""
    return None if flag is None else not flag


COUNTS_FLAGS = ("four_hours",)
PAIN_DETAIL_FLAGS = (
    *("moderate_or_severe", "migraine", "probable_migraine"),
    *("migraine_by_features", "migraine_by_aura", "migraine_by_relief"),
)
DETAIL_FLAGS = (
    *PAIN_DETAIL_FLAGS,
    "menstruation",
    "acute_medication",
    *MedicineClass,
)


def counts_flags(day: DayDocument) -> tuple[Flag, ...]:
    """The values of COUNTS_FLAGS."""
    return (four_hours(day),)


def detail_flags(day: DayDocument) -> tuple[Flag, ...]:
    """The values of DETAIL_FLAGS."""
    return (
        moderate_or_severe(day),
        migraine(day),
        probable_migraine(day),
        by_features(day),
        by_aura(day),
        by_relief(day),
        day.menstruation,
        took(day),
        *(took(day, medicine_class) for medicine_class in MedicineClass),
    )


PROVENANCES = tuple(Provenance)

_FOUR_HOURS = 16  # quarters

_SPECIFIC = (MedicineClass.TRIPTAN, MedicineClass.ERGOT)


def _class(intake: Intake) -> MedicineClass:
    if intake.medicine not in MEDICINES:
        raise AnswerError(f"intakes: {intake.medicine!r} is no medicine of the list.")
    return MEDICINES[intake.medicine].medicine_class


def _helped(intake: Intake) -> Flag:
    if intake.relief not in (None, *Relief):
        raise AnswerError(f"intakes: {intake.relief!r} is no relief.")
    # "Partly" is relief: the criterion asks for relief, not for freedom from pain.
    return None if intake.relief is None else intake.relief != "no"
