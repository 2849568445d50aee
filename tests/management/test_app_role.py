"""What the role that serves may do. The tests themselves run as it, granted by the command."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from diary.management.app_role import why_granted_too_much, why_unfit
from diary.management.production import refusals
from diary.models import Patient
from tests.databases import ON_POSTGRESQL, as_owner

PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
ALL = {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_only_an_owner_on_postgresql_can_grant(db):
    sentence = "Only the role that owns the tables" if ON_POSTGRESQL else "Roles are for PostgreSQL"
    with pytest.raises(CommandError, match=sentence):
        call_command("grant_app_role", "diary_app")


if ON_POSTGRESQL:

    @pytest.mark.parametrize(
        ("table", "granted"),
        [
            ("diary_event", {"SELECT", "INSERT"}),
            ("diary_notice", {"SELECT", "INSERT"}),
            ("diary_processingconsent", {"SELECT", "INSERT"}),
            ("diary_revision", {"SELECT", "INSERT"}),
            ("diary_treatmentrevision", {"SELECT", "INSERT"}),
            ("diary_courserevision", {"SELECT", "INSERT"}),
            ("diary_thresholdrevision", {"SELECT", "INSERT"}),
            ("diary_preventiverevision", {"SELECT", "INSERT"}),
            ("diary_preventive", ALL),
            ("diary_patient", {"SELECT", "INSERT"}),
            ("django_migrations", {"SELECT"}),
            ("diary_day", ALL),
            ("django_session", ALL),
        ],
    )
    def test_a_table_is_granted_what_serving_needs(db, table, granted):
        with connection.cursor() as cursor:
            held = set()
            for privilege in PRIVILEGES:
                cursor.execute("SELECT has_table_privilege(%s, %s)", [table, privilege])
                if cursor.fetchone()[0]:
                    held.add(privilege)
        assert held == granted

    def test_of_a_patient_everything_can_be_changed_but_who_it_is_and_whether_it_is_being_erased(db):
        columns = [field.column for field in Patient._meta.local_fields]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM unnest(%s::text[]) AS name"
                " WHERE NOT has_column_privilege('diary_patient', name, 'UPDATE')",
                [columns],
            )
            assert {name for (name,) in cursor.fetchall()} == {"id", "erasing"}

    def test_no_temporary_table_can_be_made(db):
        # A clone has not the privileges of the database it was cloned from.
        template = connection.settings_dict["NAME"].removesuffix("rolled_back") + "template"
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_database_privilege(%s, 'TEMPORARY')", [template])
            assert cursor.fetchone() == (False,)

    def test_a_table_to_come_can_be_read_and_added_to_and_nothing_more(db):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT privilege_type FROM pg_default_acl, aclexplode(defaclacl)"
                " WHERE defaclobjtype = 'r' AND grantee = current_user::regrole"
            )
            assert {privilege for (privilege,) in cursor.fetchall()} == {"SELECT", "INSERT"}

    @pytest.mark.parametrize(
        ("role", "sentence"),
        [
            ("postgres", "is a superuser"),
            ("diary_owner", "owns tables"),
            ("nobody", "There is no role"),
        ],
    )
    def test_a_role_that_nothing_binds_is_refused(db, role, sentence):
        with connection.cursor() as cursor:
            assert sentence in why_unfit(cursor, role)

    def test_the_role_of_these_tests_is_fit(db):
        with connection.cursor() as cursor:
            assert why_unfit(cursor, connection.settings_dict["USER"]) is None
            assert why_granted_too_much(cursor, connection.settings_dict["USER"]) is None

    @pytest.mark.parametrize(
        ("privilege", "table"),
        [
            ("DELETE", "diary_revision"),
            ("UPDATE", "diary_event"),
            ("DELETE", "diary_patient"),
            ("UPDATE (erasing)", "diary_patient"),
        ],
    )
    def test_what_an_earlier_version_granted_is_refused_at_start(committed, privilege, table):
        role = connection.settings_dict["USER"]
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(f"GRANT {privilege} ON {table} TO {role}")
        assert [refusal for refusal in refusals() if f"{role} may still change {table}" in refusal]
