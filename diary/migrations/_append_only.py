"""Triggers that let tables only be added to, on both databases.

A table that is kept until its patient is erased can be deleted from while the patient is marked
erasing, in the transaction that does it.
"""

from collections.abc import Callable, Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

Keys = Mapping[str, Sequence[str]]
"""Table -> its unique keys. SQLite's REPLACE deletes what has the same key without asking the
trigger of deletes, so the row that would replace it is refused."""

_ERASING = "COALESCE((SELECT erasing FROM diary_patient WHERE id = OLD.patient_id), FALSE)"

_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION {schema}.diary_append_only() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
    """,
    """
    CREATE OR REPLACE FUNCTION {schema}.diary_append_only_until_erased() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
        IF COALESCE((SELECT erasing FROM {schema}.diary_patient WHERE id = OLD.patient_id), FALSE) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$
    """,
)
"""What PostgreSQL's triggers call. They look at this schema's own table, whatever the session's search
path or a temporary table of the same name says."""


def make_functions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make PostgreSQL's functions, or replace those that an earlier version made."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema = cursor.fetchone()[0]
    for function in _FUNCTIONS:
        schema_editor.execute(function.format(schema=schema), params=None)


def adding_triggers(
    *, until_erased: Keys, for_ever: Keys | None = None
) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """What a migration runs to guard these tables."""
    for_ever = for_ever or {}

    def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            statements = [
                statement
                for table, keys in {**for_ever, **until_erased}.items()
                for statement in _sqlite(table, keys, table in until_erased)
            ]
        else:
            statements = _postgresql([*for_ever, *until_erased], until_erased)
        for statement in statements:
            schema_editor.execute(statement, params=None)

    return add


def renewing_triggers(*, until_erased: Keys) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """What a migration runs after it has altered a column of guarded tables.

    SQLite makes such a table anew, and its triggers go with the old one.
    """

    def renew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "sqlite":
            adding_triggers(until_erased=until_erased)(apps, schema_editor)

    return renew


def _sqlite(table: str, keys: Sequence[str], until_erased: bool) -> list[str]:
    def trigger(name: str, event: str, condition: str = "") -> str:
        refusal = f"SELECT RAISE(ABORT, 'diary_{table} is append-only')"
        return f"CREATE TRIGGER diary_{table}_{name} BEFORE {event} ON diary_{table} {condition} BEGIN {refusal}; END"

    return [
        trigger("update", "UPDATE"),
        trigger("delete", "DELETE", f"WHEN NOT {_ERASING}" if until_erased else ""),
        trigger("replace", "INSERT", f"WHEN {_is_there(table, keys)}"),
    ]


def _is_there(table: str, keys: Sequence[str]) -> str:
    columns = (key.split(", ") for key in keys)
    rows = (" AND ".join(f"{column} = NEW.{column}" for column in key) for key in columns)
    return " OR ".join(f"EXISTS (SELECT 1 FROM diary_{table} WHERE {row})" for row in rows)


def _postgresql(tables: Sequence[str], until_erased: Keys) -> list[str]:
    statements = []
    for table in tables:
        suffix = "_until_erased" if table in until_erased else ""
        for event, each, function in [
            ("UPDATE", "ROW", "diary_append_only"),
            ("DELETE", "ROW", f"diary_append_only{suffix}"),
            ("TRUNCATE", "STATEMENT", "diary_append_only"),
        ]:
            name = f"diary_{table}_{event.lower()}"
            when = f"BEFORE {event} ON diary_{table} FOR EACH {each}"
            statements.append(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")
    return statements
