"""Days of made-up people are made up as if they had been answered on their day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0009_earlier_than"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="day",
            name="source_is_a_word",
        ),
        migrations.AlterField(
            model_name="day",
            name="source",
            field=models.CharField(
                choices=[("page", "page"), ("api", "api"), ("import", "import"), ("simulated", "simulated")],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__isnull", True),
                    ("source__in", ["page", "api", "import", "simulated"]),
                    _connector="OR",
                ),
                name="source_is_a_word",
            ),
        ),
    ]
