"""What was done with a diary, as its chain of events tells it."""

from django.db import connection

from diary.models import Patient

# Written out for the reason given in `queries.packed`: every change asks it.
_LAST = "SELECT sequence, hash FROM diary_event WHERE patient_id = %s ORDER BY sequence DESC LIMIT 1"


def last_link(patient: Patient) -> tuple[int, bytes]:
    """Sequence and hash of the patient's last event; 0 and nothing before the first."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [patient.pk])
        sequence, link = cursor.fetchone() or (0, b"")
    return sequence, bytes(link)
