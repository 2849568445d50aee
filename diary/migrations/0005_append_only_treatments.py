"""The history of treatments and courses can only be added to, until the diary is erased."""

from django.db import migrations

from diary.migrations._append_only import adding_triggers


class Migration(migrations.Migration):
    dependencies = [("diary", "0004_treatments")]

    operations = [
        migrations.RunPython(
            adding_triggers(
                until_erased={
                    "treatmentrevision": ("id", "patient_id, uid, version"),
                    "courserevision": ("id", "patient_id, number, version"),
                }
            )
        )
    ]
