"""Treatments in words."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from diary.queries.courses import TreatmentVersion
from diary.terms.treatments import Product, TreatmentDocument, WrittenSource
from diary.wording.dates import short_date
from diary.wording.kept import kept
from diary.wording.moments import moment_in_words

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


def versions_in_words(versions: Iterable[TreatmentVersion], own: int | None, zone: str) -> list[str]:
    """What happened to a treatment, by whom and when; `own` is the account of whose diary it is."""
    said, stood = [], False
    for version in versions:
        words = {
            "moment": moment_in_words(version.at, zone),
            "by": _("by you") if own is not None and version.by_id == own else _("from a file"),
            "treatment": treatment_in_words(version.document) if version.document else "",
        }
        if version.document is None:
            said.append(_("%(moment)s, withdrawn %(by)s") % words)
        elif not stood:
            said.append(_("%(moment)s, recorded %(by)s: %(treatment)s") % words)
        else:
            said.append(_("%(moment)s, changed %(by)s: %(treatment)s") % words)
        stood = version.document is not None
    return said
