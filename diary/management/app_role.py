"""What the role that serves may do in a PostgreSQL database, and what it must not be able to do."""

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from psycopg import sql

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")

# Where less than all is enough. Triggers refuse the rest as well, but a role may not even try.
LESS = {
    "diary_event": ("SELECT", "INSERT"),
    "diary_clinic": ("SELECT", "INSERT", "UPDATE"),
    "diary_grant": ("SELECT", "INSERT", "UPDATE"),
    "diary_membership": ("SELECT", "INSERT", "UPDATE"),
    "diary_notice": ("SELECT", "INSERT"),
    "diary_processingconsent": ("SELECT", "INSERT"),
    "diary_revision": ("SELECT", "INSERT"),
    "diary_treatmentrevision": ("SELECT", "INSERT"),
    "diary_courserevision": ("SELECT", "INSERT"),
    "diary_thresholdrevision": ("SELECT", "INSERT"),
    "diary_preventiverevision": ("SELECT", "INSERT"),
    "diary_patient": ("SELECT", "INSERT"),  # changed column by column, see below
    "django_migrations": ("SELECT",),
}

# Columns that serving never changes, of tables in which it changes the others. Whoever could mark a
# patient as erasing could delete the history that triggers keep.
NEVER_UPDATED = {"diary_patient": ("id", "erasing")}


def why_unfit(cursor: CursorWrapper, role: str) -> str | None:
    """Why `role` must not serve, in one sentence; None when it may."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        return f"There is no role {role}. Create it first: CREATE ROLE {role} LOGIN PASSWORD '...'"
    # A role also has what it is a member of: it could take it on by SET ROLE.
    cursor.execute(
        "SELECT bool_or(rolsuper), bool_or(rolbypassrls) FROM pg_roles WHERE pg_has_role(%s, oid, 'MEMBER')",
        [role],
    )
    is_superuser, bypasses = cursor.fetchone()
    if is_superuser:
        return f"The role {role} is a superuser, whom no restriction binds: serve as another one."
    if bypasses:
        return f"The role {role} has BYPASSRLS, so row-level security would not bind it."
    cursor.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND relkind IN ('r', 'p') AND pg_has_role(%s, relowner, 'MEMBER')",
        [role],
    )
    if cursor.fetchone()[0]:
        return f"The role {role} owns tables, so it could take any restriction away: serve as another one."
    return None


def why_granted_too_much(cursor: CursorWrapper, role: str) -> str | None:
    """Why `role` could change a history, as an earlier version let it, in one sentence; None if it cannot."""
    for table, granted in LESS.items():
        withheld = [(privilege, "") for privilege in ("UPDATE", "DELETE") if privilege not in granted]
        if table in NEVER_UPDATED:
            withheld = [("DELETE", ""), *(("UPDATE", column) for column in NEVER_UPDATED[table])]
        if any(_has(cursor, role, table, *one) for one in withheld):
            return (
                f"The role {role} may still change {table}, as an earlier version allowed. As the owner: "
                f".venv/bin/python manage.py grant_app_role {role}"
            )
    return None


def _has(cursor: CursorWrapper, role: str, table: str, privilege: str, column: str) -> bool:
    """Whether `role` holds the privilege; of a table that is not there yet nobody does."""
    if column:
        asked = "SELECT has_column_privilege(%s, to_regclass(%s), %s, %s)"
        cursor.execute(asked, [role, table, column, privilege])
    else:
        cursor.execute("SELECT has_table_privilege(%s, to_regclass(%s), %s)", [role, table, privilege])
    return bool(cursor.fetchone()[0])


def why_not_granting(cursor: CursorWrapper) -> str | None:
    """Why this connection cannot grant, in one sentence; PostgreSQL itself would only warn."""
    cursor.execute(
        "SELECT count(*), bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class"
        " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
    )
    tables, all_owned = cursor.fetchone()
    if not tables:
        return "There are no tables yet: run manage.py migrate first."
    if not all_owned:
        return "Only the role that owns the tables can grant: connect as that one."
    cursor.execute("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")
    if not cursor.fetchone()[0]:
        return "The role that owns the tables must own the database too: ALTER DATABASE ... OWNER TO ..."
    return None


def grant(cursor: CursorWrapper, role: str) -> int:
    """Give `role` exactly what serving needs; the number of tables.

    A table to come is granted reading and adding only: the next grant says what more it needs.
    """
    cursor.execute("SELECT current_schema(), current_database()")
    schema, database = map(sql.Identifier, cursor.fetchone())
    names = {"schema": schema, "database": database, "role": sql.Identifier(role)}
    for everywhere in _EVERYWHERE:
        cursor.execute(sql.SQL(everywhere).format(**names))
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
        " AND relkind IN ('r', 'p') ORDER BY relname"
    )
    tables = [name for (name,) in cursor.fetchall()]
    for table in tables:
        privileges = sql.SQL(", ").join(map(sql.SQL, LESS.get(table, ALL)))
        statement = sql.SQL("GRANT {privileges} ON {schema}.{table} TO {role}")
        cursor.execute(statement.format(privileges=privileges, table=sql.Identifier(table), **names))
    for table, withheld in NEVER_UPDATED.items():
        changed = sql.SQL(", ").join(map(sql.Identifier, _columns(cursor, table, withheld)))
        statement = sql.SQL("GRANT UPDATE ({changed}) ON {schema}.{table} TO {role}")
        cursor.execute(statement.format(changed=changed, table=sql.Identifier(table), **names))
    return len(tables)


def _columns(cursor: CursorWrapper, table: str, withheld: Sequence[str]) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attname <> ALL(%s) ORDER BY attnum",
        [table, list(withheld)],
    )
    return [name for (name,) in cursor.fetchall()]


_EVERYWHERE = (
    # A temporary table could stand in for one that a trigger looks at.
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    # First everything is taken away: what an earlier version granted does not linger.
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {role}",
)
