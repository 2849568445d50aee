"""The history of other preventives can only be added to, until the diary is erased."""

from django.db import migrations

from diary.migrations._append_only import adding_triggers


class Migration(migrations.Migration):
    dependencies = [("diary", "0012_preventives")]

    operations = [
        migrations.RunPython(
            adding_triggers(until_erased={"preventiverevision": ("id", "patient_id, uid, version")})
        )
    ]
