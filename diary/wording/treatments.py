"""Treatments in words."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from diary.terms.treatments import Product, TreatmentDocument, WrittenSource
from diary.wording.dates import short_date
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept

PRODUCT: dict[Product, Promise] = {
    Product.ONABOTULINUM: gettext_lazy("Botox (onabotulinumtoxinA)"),
    Product.ABOBOTULINUM: gettext_lazy("Dysport (abobotulinumtoxinA)"),
    Product.INCOBOTULINUM: gettext_lazy("Xeomin (incobotulinumtoxinA)"),
    Product.OTHER: gettext_lazy("another botulinum toxin"),
}
WRITTEN_SOURCE: dict[WrittenSource, Promise] = {
    WrittenSource.LETTER: pgettext_lazy("source of a figure", "A letter from the clinic"),
    WrittenSource.PAPER_DIARY: pgettext_lazy("source of a figure", "A paper diary"),
    WrittenSource.RECALLED: pgettext_lazy("source of a figure", "Memory"),
}


def treatment_in_words(treatment: TreatmentDocument) -> str:
    """“3 Mar 2026, Botox (onabotulinumtoxinA), 155 units, lot C1234”."""
    said = [short_date(treatment.date), _product_in_words(treatment.product, treatment.units)]
    if treatment.lot is not None:
        said.append(_("lot %(lot)s") % {"lot": treatment.lot})
    return ", ".join(said)


@kept
def _product_in_words(product: Product, units: int | None) -> str:
    if units is None:
        return str(PRODUCT[product])
    return _("%(product)s, %(units)s units") % {"product": PRODUCT[product], "units": units}


def recorded_in_words(treatment: TreatmentDocument) -> str:
    """That it is saved."""
    return _("Saved. Treatment: %(treatment)s.") % {"treatment": treatment_in_words(treatment)}


def withdrawn_in_words(treatment: TreatmentDocument) -> str:
    """That it is withdrawn."""
    return _("Withdrawn. Treatment: %(treatment)s.") % {"treatment": treatment_in_words(treatment)}
