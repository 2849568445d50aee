"""Clinics, who works in them, and which patient lets which clinic in; a patient's own name.

Triggers hold that a membership and a grant are ended once, are never opened again, say for ever
what they said, and are not deleted: a grant only while its patient is marked erasing.
"""

import diary.models.patient
import diary.models.sealed
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


# What a row says from its first day on. What is left out here is its end, and the constraints say
# that whoever ended it is named only with the moment.
FIXED = {
    "grant": ("id", "patient_id", "clinic_id", "may_export", "granted_by_id", "granted_at", "expires_at"),
    "membership": ("id", "clinic_id", "user_id", "role", "since", "added_by_id"),
}
END = {"grant": "revoked_at", "membership": "ended"}

# SQLite's REPLACE deletes what has the same key without asking the trigger of deletes.
KEYS = {"grant": ("id", "patient_id, clinic_id"), "membership": ("id", "clinic_id, user_id")}

_ERASING = "COALESCE((SELECT erasing FROM diary_patient WHERE id = OLD.patient_id), FALSE)"


def _is_changed(table: str, same: str) -> str:
    """Whether an update does more than end a row that is open."""
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in FIXED[table])
    return f"NOT (OLD.{END[table]} IS NULL AND {kept})"


def _is_there(table: str) -> str:
    rows = []
    for key in KEYS[table]:
        row = " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
        still_open = "" if key == "id" else f" AND {END[table]} IS NULL AND NEW.{END[table]} IS NULL"
        rows.append(f"EXISTS (SELECT 1 FROM diary_{table} WHERE {row}{still_open})")
    return " OR ".join(rows)


def _sqlite() -> list[str]:
    statements = []
    for table in FIXED:
        until_erased = f"NOT {_ERASING}" if table == "grant" else "TRUE"
        for event, condition in [
            ("UPDATE", _is_changed(table, "IS")),
            ("DELETE", until_erased),
            ("INSERT", _is_there(table)),
        ]:
            name = f"diary_{table}_{'replace' if event == 'INSERT' else event.lower()}"
            refusal = f"SELECT RAISE(ABORT, 'diary_{table} is only ever ended, once')"
            statements.append(
                f"CREATE TRIGGER {name} BEFORE {event} ON diary_{table} WHEN {condition} BEGIN {refusal}; END"
            )
    return statements


def _postgresql() -> list[str]:
    statements = []
    for table in FIXED:
        until_erased = "_until_erased" if table == "grant" else ""
        is_changed = f"WHEN ({_is_changed(table, 'IS NOT DISTINCT FROM')})"
        for event, each, function in [
            ("UPDATE", f"ROW {is_changed}", "diary_append_only"),
            ("DELETE", "ROW", f"diary_append_only{until_erased}"),
            ("TRUNCATE", "STATEMENT", "diary_append_only"),
        ]:
            name = f"diary_{table}_{event.lower()}"
            when = f"BEFORE {event} ON diary_{table} FOR EACH {each}"
            statements.append(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")
    return statements


STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}


def add_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0005_append_only_treatments"),
    ]

    operations = [
        migrations.AddField(
            model_name="patient",
            name="name",
            field=diary.models.sealed.SealedText(null=True),
        ),
        migrations.CreateModel(
            name="Clinic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "code",
                    models.CharField(
                        default=diary.models.patient.new_code, editable=False, max_length=32, unique=True
                    ),
                ),
                ("simulated", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="one_clinic_of_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("may_export", models.BooleanField()),
                ("granted_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="diary.clinic",
                    ),
                ),
                (
                    "granted_by",
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
                        related_name="grants",
                        to="diary.patient",
                    ),
                ),
                (
                    "revoked_by",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=["clinic"],
                        name="grants_of_a_clinic",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("patient", "clinic"),
                        name="one_open_grant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", False), ("granted_by__isnull", True), _connector="OR"
                        ),
                        name="grant_expires_unless_the_operators",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("expires_at__gt", models.F("granted_at")),
                            _connector="OR",
                        ),
                        name="grant_expires_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", False), ("revoked_by__isnull", True), _connector="OR"
                        ),
                        name="revoked_by_somebody_when_revoked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("clinician", "clinician"), ("injector", "injector"), ("admin", "admin")],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="diary.clinic",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended__isnull", True)),
                        fields=("clinic", "user"),
                        name="one_open_membership",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["clinician", "injector", "admin"])),
                        name="role_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended__isnull", False), ("ended_by__isnull", True), _connector="OR"
                        ),
                        name="ended_by_somebody_when_ended",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_triggers),
    ]
