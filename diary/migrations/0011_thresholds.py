"""A clinic's own numbers for the rules: one row for each change, which is never changed or deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from diary.migrations._append_only import adding_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0010_simulated_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThresholdRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("start_headache_days", models.SmallIntegerField()),
                ("start_migraine_days", models.SmallIntegerField()),
                ("start_preventives", models.SmallIntegerField()),
                ("stop_percent", models.SmallIntegerField()),
                ("stop_headache_days", models.SmallIntegerField()),
                ("stop_months", models.SmallIntegerField()),
                (
                    "response_days",
                    models.CharField(
                        choices=[
                            ("both", "both"),
                            ("weeks_9_12", "weeks_9_12"),
                            ("whole_cycle", "whole_cycle"),
                        ],
                        max_length=16,
                    ),
                ),
                ("renewal_days", models.SmallIntegerField()),
                ("renewal_hours", models.SmallIntegerField()),
                ("as_published", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="diary.clinic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "version"), name="one_threshold_version"),
                    models.CheckConstraint(
                        condition=models.Q(("response_days__in", ["both", "weeks_9_12", "whole_cycle"])),
                        name="response_days_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start_headache_days__range", (1, 28))),
                        name="start_headache_days_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start_migraine_days__range", (1, 28))),
                        name="start_migraine_days_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start_preventives__range", (0, 10))),
                        name="start_preventives_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stop_percent__range", (1, 99))), name="stop_percent_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stop_headache_days__range", (1, 28))),
                        name="stop_headache_days_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stop_months__range", (1, 6))), name="stop_months_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("renewal_days__range", (1, 28))), name="renewal_days_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("renewal_hours__range", (1, 672))), name="renewal_hours_range"
                    ),
                ],
            },
        ),
        migrations.RunPython(
            adding_triggers(for_ever={"thresholdrevision": ("id", "clinic_id, version")}, until_erased={})
        ),
    ]
