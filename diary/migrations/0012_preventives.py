"""Other preventives that a patient takes or took, and their history."""

import datetime
import diary.models.sealed
import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0011_thresholds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preventive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField()),
                ("drug", models.CharField(max_length=40, null=True)),
                ("name", diary.models.sealed.SealedText(null=True)),
                (
                    "named_class",
                    models.CharField(
                        choices=[
                            ("beta_blocker", "beta_blocker"),
                            ("tricyclic", "tricyclic"),
                            ("other_antidepressant", "other_antidepressant"),
                            ("anticonvulsant", "anticonvulsant"),
                            ("calcium_channel_blocker", "calcium_channel_blocker"),
                            ("arb_or_ace_inhibitor", "arb_or_ace_inhibitor"),
                            ("cgrp_antibody", "cgrp_antibody"),
                            ("gepant", "gepant"),
                            ("other", "other"),
                        ],
                        max_length=24,
                        null=True,
                    ),
                ),
                (
                    "taking",
                    models.CharField(
                        choices=[("now", "now"), ("stopped", "stopped"), ("never", "never")],
                        max_length=24,
                        null=True,
                    ),
                ),
                ("started", models.DateField(null=True)),
                ("started_about", models.BooleanField(default=False)),
                ("stopped", models.DateField(null=True)),
                ("stopped_about", models.BooleanField(default=False)),
                ("dose", diary.models.sealed.SealedText(null=True)),
                (
                    "ended",
                    models.CharField(
                        choices=[
                            ("did_not_help_enough", "did_not_help_enough"),
                            ("not_tolerated", "not_tolerated"),
                            ("not_suitable", "not_suitable"),
                            ("other", "other"),
                        ],
                        max_length=24,
                        null=True,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preventives",
                        to="diary.patient",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("patient", "uid"), name="one_preventive_per_uid"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drug__isnull", False), ("name__isnull", True), ("named_class__isnull", True)
                            ),
                            models.Q(("drug__isnull", True), ("name__isnull", False)),
                            _connector="OR",
                        ),
                        name="preventive_unnamed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started__isnull", True),
                            ("started__gte", datetime.date(1990, 1, 1)),
                            _connector="OR",
                        ),
                        name="preventive_started_too_early",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped__isnull", True),
                            ("stopped__gte", datetime.date(1990, 1, 1)),
                            _connector="OR",
                        ),
                        name="preventive_stopped_too_early",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_about", False), ("started__isnull", False), _connector="OR"
                        ),
                        name="started_about_no_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_about", False), ("stopped__isnull", False), _connector="OR"
                        ),
                        name="stopped_about_no_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started__isnull", True),
                            ("stopped__isnull", True),
                            ("stopped__gte", models.F("started")),
                            _connector="OR",
                        ),
                        name="stopped_before_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taking", "stopped"), ("taking__isnull", False)),
                            models.Q(("taking", "never"), ("taking__isnull", False)),
                            models.Q(("ended__isnull", True), ("stopped__isnull", True)),
                            _connector="OR",
                        ),
                        name="not_stopped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taking", "never"), ("taking__isnull", False), _negated=True),
                            models.Q(
                                ("dose__isnull", True),
                                ("started__isnull", True),
                                ("stopped__isnull", True),
                                models.Q(
                                    ("ended__isnull", True),
                                    ("ended__in", ["not_suitable", "other"]),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="never_taken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("named_class__isnull", True),
                            (
                                "named_class__in",
                                [
                                    "beta_blocker",
                                    "tricyclic",
                                    "other_antidepressant",
                                    "anticonvulsant",
                                    "calcium_channel_blocker",
                                    "arb_or_ace_inhibitor",
                                    "cgrp_antibody",
                                    "gepant",
                                    "other",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="named_class_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taking__isnull", True),
                            ("taking__in", ["now", "stopped", "never"]),
                            _connector="OR",
                        ),
                        name="taking_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended__isnull", True),
                            ("ended__in", ["did_not_help_enough", "not_tolerated", "not_suitable", "other"]),
                            _connector="OR",
                        ),
                        name="ended_is_a_word",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreventiveRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("schema", models.PositiveSmallIntegerField(default=1)),
                (
                    "document",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                ),
                ("operation", models.UUIDField()),
                ("received_at", models.DateTimeField()),
                ("uid", models.UUIDField()),
                ("name", diary.models.sealed.SealedText(null=True)),
                ("dose", diary.models.sealed.SealedText(null=True)),
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
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="diary.patient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("patient", "uid", "version"), name="one_preventive_version"
                    )
                ],
            },
        ),
    ]
