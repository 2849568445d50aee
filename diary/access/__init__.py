"""Who may see and change whose diary."""

from diary.access.patients import (
    ME,
    NoSuchPatient,
    own_patient,
    patient_for_reading,
    patient_for_writing,
    signed_in,
)

__all__ = ["ME", "NoSuchPatient", "own_patient", "patient_for_reading", "patient_for_writing", "signed_in"]
