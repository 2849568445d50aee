"""What can only be added to: history, events, notices and consents. Triggers refuse the rest.

Revisions and consents can be deleted while their patient is marked erasing, in the transaction that
erases the diary. Events and notices never.
"""

from django.db import migrations

from diary.migrations._append_only import adding_triggers, make_functions


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_first")]

    operations = [
        migrations.RunPython(make_functions),
        migrations.RunPython(
            adding_triggers(
                for_ever={
                    "event": ("id", "patient_id, sequence", "patient_id, operation"),
                    "notice": ("digest",),
                },
                until_erased={
                    "revision": ("id", "patient_id, date, version", "patient_id, operation, date"),
                    "processingconsent": ("id", "patient_id, notice_id"),
                },
            )
        ),
    ]
