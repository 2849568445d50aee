"""Earlier treatments are counted before one that is named, so that recording one of them renumbers nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0008_trigger_search_path"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="earlier_than",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="course",
            name="earlier_before",
            field=models.DateField(null=True),
        ),
    ]
