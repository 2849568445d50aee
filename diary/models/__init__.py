"""What is stored, and what can never be true."""

from diary.models.clinic import Clinic, Grant, Membership
from diary.models.consent import Notice, ProcessingConsent
from diary.models.day import Day
from diary.models.event import Event
from diary.models.packed import PackedDiary
from diary.models.patient import Patient
from diary.models.preventive import Preventive, PreventiveRevision
from diary.models.revision import Revision
from diary.models.thresholds import ThresholdRevision
from diary.models.treatment import Course, CourseRevision, Treatment, TreatmentRevision
from diary.models.user import User

__all__ = [
    "Clinic",
    "Course",
    "CourseRevision",
    "Day",
    "Event",
    "Grant",
    "Membership",
    "Notice",
    "PackedDiary",
    "Patient",
    "Preventive",
    "PreventiveRevision",
    "ProcessingConsent",
    "Revision",
    "ThresholdRevision",
    "Treatment",
    "TreatmentRevision",
    "User",
]
