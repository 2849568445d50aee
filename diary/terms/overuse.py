"""Lines of medication-overuse headache: ICHD-3 8.2 (clinical reference, section 6).

Days of use, not doses, in a month, for more than three months, in months with headache on 15 days or
more. A line is no diagnosis.
"""

from datetime import timedelta

from diary.terms.medicines import MedicineClass

LINES = {
    MedicineClass.ERGOT: 10,
    MedicineClass.TRIPTAN: 10,
    MedicineClass.OPIOID: 10,
    MedicineClass.COMBINATION: 10,
    MedicineClass.NON_OPIOID: 15,
    # Not in ICHD-3: the label's caution, confidence C.
    MedicineClass.DITAN: 10,
}
"""Days a month at which the line of a class lies. Gepants and antiemetics have none. Simple analgesics
are one class: the union of their days."""

TOGETHER_LINE = 10
"""Days a month of two or more of TOGETHER, where none of these is over its own line."""

TOGETHER = (
    MedicineClass.ERGOT,
    MedicineClass.TRIPTAN,
    MedicineClass.OPIOID,
    MedicineClass.COMBINATION,
    MedicineClass.NON_OPIOID,
)

HEADACHE_DAYS = 15
"""In the same month."""

MONTH = timedelta(days=30)
"""The rule speaks of calendar months; 30 days that end on the day asked about stand for one."""

MONTHS = 4
"""On or over the line today and 30, 60 and 90 days ago: more than three months."""

NEAR = 2
"""So many days under a line are near it: our own, for a word in time."""
