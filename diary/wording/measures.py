"""What each measure counts, in a few words."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from diary.analytics.diary import HEADACHE
from diary.analytics.measures import (
    ACUTE,
    BURDEN,
    BY_AURA,
    BY_FEATURES,
    BY_RELIEF,
    CLEAR_WITHOUT_MEDICINE,
    CRYSTAL_CLEAR,
    FOUR_HOURS,
    MIGRAINE,
    MIGRAINE_OR_PROBABLE,
    MODERATE_OR_SEVERE,
    PROBABLE,
)
from diary.terms.medicines import MedicineClass
from diary.wording.kept import gettext_lazy, kept

MEASURE: dict[str, Promise] = {
    HEADACHE: gettext_lazy("Headache days"),
    FOUR_HOURS: gettext_lazy("4 hours or more"),
    MODERATE_OR_SEVERE: gettext_lazy("Moderate or severe pain"),
    MIGRAINE: gettext_lazy("Migraine days"),
    BY_FEATURES: gettext_lazy("Migraine days by features"),
    BY_AURA: gettext_lazy("Migraine days by aura"),
    BY_RELIEF: gettext_lazy("Migraine days by relief from a triptan or an ergot"),
    PROBABLE: gettext_lazy("Probable migraine days"),
    MIGRAINE_OR_PROBABLE: gettext_lazy("Migraine or probable migraine"),
    BURDEN: gettext_lazy("Migraine, or moderate or severe pain"),
    CRYSTAL_CLEAR: gettext_lazy("Clear days"),
    CLEAR_WITHOUT_MEDICINE: gettext_lazy("Clear days without medicine"),
    ACUTE: gettext_lazy("Days with an acute medicine"),
    MedicineClass.ERGOT: pgettext_lazy("days with", "Ergot"),
    MedicineClass.TRIPTAN: pgettext_lazy("days with", "Triptan"),
    MedicineClass.OPIOID: pgettext_lazy("days with", "Opioid"),
    MedicineClass.COMBINATION: pgettext_lazy("days with", "Combination painkiller"),
    MedicineClass.NON_OPIOID: pgettext_lazy("days with", "Simple painkiller"),
    MedicineClass.GEPANT: pgettext_lazy("days with", "Gepant"),
    MedicineClass.DITAN: pgettext_lazy("days with", "Ditan"),
    MedicineClass.ANTIEMETIC: pgettext_lazy("days with", "Medicine for nausea"),
    MedicineClass.OTHER: pgettext_lazy("days with", "Another medicine"),
}


@kept
def measure_in_words(measure: str) -> str:
    """“Migraine days”."""
    return str(MEASURE[measure])
