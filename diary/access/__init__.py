"""Who may see and change whose diary, and who runs which clinic."""

from diary.access.clinics import (
    NoSuchClinic,
    clinic_to_adjust,
    clinic_to_run,
    clinics_of_reader,
    clinics_of_staff,
    clinics_to_adjust,
    clinics_to_run,
    membership_to_end,
    reads_diaries,
    runs_clinic,
    works_in_clinic,
)
from diary.access.patients import (
    ME,
    NoSuchPatient,
    may_take_away,
    own_patient,
    patient_for_reading,
    patient_for_writing,
    signed_in,
)

__all__ = [
    "ME",
    "NoSuchClinic",
    "NoSuchPatient",
    "clinic_to_adjust",
    "clinic_to_run",
    "clinics_of_reader",
    "clinics_of_staff",
    "clinics_to_adjust",
    "clinics_to_run",
    "may_take_away",
    "membership_to_end",
    "own_patient",
    "patient_for_reading",
    "patient_for_writing",
    "reads_diaries",
    "runs_clinic",
    "signed_in",
    "works_in_clinic",
]
