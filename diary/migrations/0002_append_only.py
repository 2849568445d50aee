"""Revisions and events can only be added to: triggers refuse the rest, on both databases.

A revision can be deleted while its patient is marked erasing, in the transaction that erases the
diary. An event never.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_ERASING = "(SELECT erasing FROM diary_patient WHERE id = OLD.patient_id)"

SQLITE = [
    f"""
    CREATE TRIGGER diary_{table}_{action} BEFORE {action} ON diary_{table} {condition}
    BEGIN SELECT RAISE(ABORT, 'diary_{table} is append-only'); END
    """
    for table, action, condition in [
        ("event", "update", ""),
        ("event", "delete", ""),
        ("revision", "update", ""),
        ("revision", "delete", f"WHEN NOT {_ERASING}"),
    ]
]

POSTGRESQL = [
    """
    CREATE FUNCTION diary_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
    """,
    f"""
    CREATE FUNCTION diary_append_only_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_ERASING} THEN RETURN OLD; END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$
    """,
    """
    CREATE TRIGGER diary_event_append_only BEFORE UPDATE OR DELETE ON diary_event
    FOR EACH ROW EXECUTE FUNCTION diary_append_only()
    """,
    """
    CREATE TRIGGER diary_revision_update BEFORE UPDATE ON diary_revision
    FOR EACH ROW EXECUTE FUNCTION diary_append_only()
    """,
    """
    CREATE TRIGGER diary_revision_delete BEFORE DELETE ON diary_revision
    FOR EACH ROW EXECUTE FUNCTION diary_append_only_unless_erasing()
    """,
    *(
        f"""
        CREATE TRIGGER diary_{table}_truncate BEFORE TRUNCATE ON diary_{table}
        FOR EACH STATEMENT EXECUTE FUNCTION diary_append_only()
        """
        for table in ("event", "revision")
    ),
]

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def add_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_first")]

    operations = [migrations.RunPython(add_triggers)]
