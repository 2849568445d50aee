"""PostgreSQL's triggers look at this schema's own patients: a temporary table cannot stand in for them."""

from django.db import migrations

from diary.migrations._append_only import make_functions


class Migration(migrations.Migration):
    dependencies = [("diary", "0007_imports")]

    operations = [migrations.RunPython(make_functions)]
