"""Days can come from a file, by the operator: words for it, and history without a user."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from diary.migrations._append_only import renewing_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0006_clinics"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="day",
            name="source_is_a_word",
        ),
        migrations.RemoveConstraint(
            model_name="day",
            name="provenance_is_a_word",
        ),
        migrations.AlterField(
            model_name="day",
            name="provenance",
            field=models.CharField(
                choices=[
                    ("early", "early"),
                    ("same_day", "same_day"),
                    ("late", "late"),
                    ("backfilled", "backfilled"),
                    ("imported", "imported"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="day",
            name="source",
            field=models.CharField(
                choices=[("page", "page"), ("api", "api"), ("import", "import")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__isnull", True), ("source__in", ["page", "api", "import"]), _connector="OR"
                ),
                name="source_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__isnull", True),
                    ("provenance__in", ["early", "same_day", "late", "backfilled", "imported"]),
                    _connector="OR",
                ),
                name="provenance_is_a_word",
            ),
        ),
        migrations.RunPython(
            renewing_triggers(
                until_erased={"revision": ("id", "patient_id, date, version", "patient_id, operation, date")}
            )
        ),
    ]
