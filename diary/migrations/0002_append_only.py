"""What can only be added to: history, events, notices and consents. Triggers refuse the rest.

Revisions and consents can be deleted while their patient is marked erasing, in the transaction that
erases the diary. Events and notices never.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FOR_EVER = ("event", "notice")
UNTIL_ERASED = ("revision", "processingconsent")

# The unique keys of each table. SQLite's REPLACE deletes what has the same key without asking the
# trigger of deletes, so the row that would replace it is refused.
KEYS = {
    "event": ("id", "patient_id, sequence", "patient_id, operation"),
    "notice": ("digest",),
    "revision": ("id", "patient_id, date, version", "patient_id, operation, date"),
    "processingconsent": ("id", "patient_id, notice_id"),
}

_ERASING = "COALESCE((SELECT erasing FROM diary_patient WHERE id = OLD.patient_id), FALSE)"


def _sqlite() -> list[str]:
    def trigger(table: str, name: str, event: str, condition: str = "") -> str:
        refusal = f"SELECT RAISE(ABORT, 'diary_{table} is append-only')"
        return f"CREATE TRIGGER diary_{table}_{name} BEFORE {event} ON diary_{table} {condition} BEGIN {refusal}; END"

    statements = []
    for table in FOR_EVER + UNTIL_ERASED:
        statements.append(trigger(table, "update", "UPDATE"))
        until = f"WHEN NOT {_ERASING}" if table in UNTIL_ERASED else ""
        statements.append(trigger(table, "delete", "DELETE", until))
        statements.append(trigger(table, "replace", "INSERT", f"WHEN {_is_there(table)}"))
    return statements


def _is_there(table: str) -> str:
    keys = (key.split(", ") for key in KEYS[table])
    rows = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in keys)
    return " OR ".join(f"EXISTS (SELECT 1 FROM diary_{table} WHERE {row})" for row in rows)


def _postgresql() -> list[str]:
    statements = [
        """
        CREATE FUNCTION diary_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
        """,
        f"""
        CREATE FUNCTION diary_append_only_until_erased() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_ERASING} THEN RETURN OLD; END IF;
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END $$
        """,
    ]
    for table in FOR_EVER + UNTIL_ERASED:
        until_erased = "_until_erased" if table in UNTIL_ERASED else ""
        for event, each, function in [
            ("UPDATE", "ROW", "diary_append_only"),
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
    dependencies = [("diary", "0001_first")]

    operations = [migrations.RunPython(add_triggers)]
