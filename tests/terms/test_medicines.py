"""Medicines are found by what people call them."""

import pytest

from diary.terms.medicines import MEDICINES, MedicineClass, medicine_named, name_like


@pytest.mark.parametrize(
    ("name", "code", "medicine_class"),
    [
        ("Imigran", "sumatriptan", MedicineClass.TRIPTAN),
        ("  imitrex ", "sumatriptan", MedicineClass.TRIPTAN),
        ("TYLENOL", "paracetamol", MedicineClass.NON_OPIOID),
        ("nurofen plus", "ibuprofen and codeine", MedicineClass.COMBINATION),
        ("mefenamic  acid", "mefenamic acid", MedicineClass.NON_OPIOID),
        ("Nurtec", "rimegepant", MedicineClass.GEPANT),
        ("Rayvow", "lasmiditan", MedicineClass.DITAN),
        ("Sumatriptan 50mg", "sumatriptan", MedicineClass.TRIPTAN),
        ("Imigran 50", "sumatriptan", MedicineClass.TRIPTAN),
        ("Maxalt Melt 10 mg", "rizatriptan", MedicineClass.TRIPTAN),
        ("Excedrin Migraine", "aspirin, paracetamol and caffeine", MedicineClass.COMBINATION),
        ("codeine phosphate 30 mg tablets", "codeine", MedicineClass.OPIOID),
        ("Co-codamol 30/500", "paracetamol and codeine", MedicineClass.COMBINATION),
        ("Migraleve", "paracetamol and codeine", MedicineClass.COMBINATION),
        ("another medicine", "another medicine", MedicineClass.OTHER),
    ],
)
def test_a_medicine_is_found_by_generic_or_brand(name, code, medicine_class):
    found = medicine_named(name)
    assert (found.code, found.medicine_class) == (code, medicine_class)


def test_an_unknown_name_is_not_guessed():
    assert medicine_named("imigra") is None
    assert medicine_named("50 mg tablets") is None


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("sumatripan", "sumatriptan"),
        ("Sumatryptan 50 mg tablets", "sumatriptan"),
        ("imigra", "Imigran"),
        ("ibuprophen", "ibuprofen"),
        ("NUROFEN PLUSS", "Nurofen Plus"),
        ("tea", None),
        ("", None),
        ("50 mg", None),
        # Longer than any name: not compared with every one of them.
        ("sumatripan" + " 50 mg" * 1000, None),
    ],
)
def test_a_slip_is_near_one_name_and_nonsense_near_none(name, like):
    assert name_like(name) == like


def test_no_name_means_two_medicines():
    names = [name.casefold() for m in MEDICINES.values() for name in (m.code, *m.brands)]
    assert len(names) == len(set(names))
