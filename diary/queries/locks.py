"""One change of a diary at a time."""

from collections.abc import Collection

from django.db import connection

from diary.models import Clinic, Patient

# Written out for the reason given in `queries.packed`: every save asks it.
_HOLD = "SELECT id FROM diary_patient WHERE id = %s"


def hold(patient: Patient) -> None:
    """Let nobody else change the diary until this transaction ends; DoesNotExist when it is gone.

    On SQLite a transaction that writes holds the whole database already (BEGIN IMMEDIATE).
    """
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD + lock, [patient.pk])
        if cursor.fetchone() is None:
            raise Patient.DoesNotExist


def hold_all(patients: Collection[int]) -> None:
    """The same for many diaries; always in the order of their numbers, so that nobody waits in a ring."""
    held = Patient.objects.filter(pk__in=patients).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))


def hold_clinic(clinic: Clinic) -> None:
    """One change of a clinic at a time: who works there, whom it imports, its numbers for the rules."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
