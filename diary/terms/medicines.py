"""Acute medicines of headache: generics, their class, and the brands people know them by.

Classes follow ICHD-3 8.2 (medication-overuse headache); generics and brands are common ones in
the UK and the US. A combination is a class of its own, not one entry per ingredient.
"""

from enum import StrEnum
from typing import NamedTuple

from diary.terms.names import NameList


class MedicineClass(StrEnum):
    """Classes whose days are counted apart."""

    ERGOT = "ergot"
    TRIPTAN = "triptan"
    OPIOID = "opioid"
    COMBINATION = "combination"
    NON_OPIOID = "non_opioid"
    GEPANT = "gepant"
    DITAN = "ditan"
    ANTIEMETIC = "antiemetic"
    OTHER = "other"


class Medicine(NamedTuple):
    """A generic's code (its English name), class and brands."""

    code: str
    medicine_class: MedicineClass
    brands: tuple[str, ...] = ()


ANOTHER = "another medicine"
"""The code of what is in no listed class."""

_ERGOT, _TRIPTAN, _OPIOID = MedicineClass.ERGOT, MedicineClass.TRIPTAN, MedicineClass.OPIOID
_COMBINATION, _NON_OPIOID = MedicineClass.COMBINATION, MedicineClass.NON_OPIOID

_LIST = (
    Medicine("sumatriptan", _TRIPTAN, ("Imigran", "Imitrex")),
    Medicine("rizatriptan", _TRIPTAN, ("Maxalt",)),
    Medicine("zolmitriptan", _TRIPTAN, ("Zomig",)),
    Medicine("naratriptan", _TRIPTAN, ("Naramig", "Amerge")),
    Medicine("eletriptan", _TRIPTAN, ("Relpax",)),
    Medicine("almotriptan", _TRIPTAN, ("Almogran", "Axert")),
    Medicine("frovatriptan", _TRIPTAN, ("Migard", "Frova")),
    Medicine("paracetamol", _NON_OPIOID, ("Panadol", "Tylenol", "Acetaminophen", "Calpol")),
    Medicine("ibuprofen", _NON_OPIOID, ("Nurofen", "Advil", "Motrin", "Brufen")),
    Medicine("aspirin", _NON_OPIOID, ("Disprin", "Bayer")),
    Medicine("naproxen", _NON_OPIOID, ("Naprosyn", "Aleve")),
    Medicine("diclofenac", _NON_OPIOID, ("Voltarol", "Cambia")),
    Medicine("ketoprofen", _NON_OPIOID, ("Oruvail",)),
    Medicine("ketorolac", _NON_OPIOID, ("Toradol",)),
    Medicine("indometacin", _NON_OPIOID, ("Indocid", "Indocin", "Indomethacin")),
    Medicine("celecoxib", _NON_OPIOID, ("Celebrex",)),
    Medicine("mefenamic acid", _NON_OPIOID, ("Ponstan", "Ponstel")),
    Medicine("tolfenamic acid", _NON_OPIOID, ("Clotam",)),
    Medicine("metamizole", _NON_OPIOID, ("Novalgin", "Dipyrone")),
    Medicine(
        "paracetamol and codeine",
        _COMBINATION,
        ("Co-codamol", "Solpadeine", "Tylenol with codeine", "Migraleve"),
    ),
    Medicine("ibuprofen and codeine", _COMBINATION, ("Nurofen Plus",)),
    Medicine("aspirin, paracetamol and caffeine", _COMBINATION, ("Excedrin", "Anadin Extra")),
    Medicine("butalbital, paracetamol and caffeine", _COMBINATION, ("Fioricet", "Esgic")),
    Medicine("codeine", _OPIOID),
    Medicine("dihydrocodeine", _OPIOID, ("DF118",)),
    Medicine("tramadol", _OPIOID, ("Zydol", "Ultram")),
    Medicine("oxycodone", _OPIOID, ("OxyNorm", "OxyContin")),
    Medicine("hydrocodone", _OPIOID, ("Hysingla",)),
    Medicine("morphine", _OPIOID, ("Oramorph",)),
    Medicine("butorphanol", _OPIOID, ("Stadol",)),
    Medicine("tapentadol", _OPIOID, ("Palexia", "Nucynta")),
    Medicine("ergotamine", _ERGOT, ("Cafergot", "Migril")),
    Medicine("dihydroergotamine", _ERGOT, ("Migranal", "DHE")),
    Medicine("rimegepant", MedicineClass.GEPANT, ("Vydura", "Nurtec")),
    Medicine("ubrogepant", MedicineClass.GEPANT, ("Ubrelvy",)),
    Medicine("zavegepant", MedicineClass.GEPANT, ("Zavzpret",)),
    Medicine("lasmiditan", MedicineClass.DITAN, ("Rayvow", "Reyvow")),
    Medicine("metoclopramide", MedicineClass.ANTIEMETIC, ("Maxolon", "Reglan")),
    Medicine("domperidone", MedicineClass.ANTIEMETIC, ("Motilium",)),
    Medicine("prochlorperazine", MedicineClass.ANTIEMETIC, ("Stemetil", "Buccastem", "Compazine")),
    # What is not listed, by the class its packet names.
    Medicine("another triptan", _TRIPTAN),
    Medicine("another simple painkiller", _NON_OPIOID),
    Medicine("another opioid", _OPIOID),
    Medicine("another combination painkiller", _COMBINATION),
    Medicine(ANOTHER, MedicineClass.OTHER),
)

MEDICINES: dict[str, Medicine] = {medicine.code: medicine for medicine in _LIST}

_NAMES = NameList((medicine, (medicine.code, *medicine.brands)) for medicine in _LIST)


def medicine_named(name: str) -> Medicine | None:
    """The medicine known by this generic or brand name; None when there is none."""
    return _NAMES.named(name)


def name_like(name: str) -> str | None:
    """The listed name that `name` may be a slip of; None when none is near."""
    return _NAMES.like(name)
