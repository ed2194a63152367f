"""Facts in a table of their own: a row of decisions is then read without walking over megabytes."""

import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    """Copy, one decision at a time."""
    mornings = models.QuerySet(apps.get_model("spark", "Morning"))
    kept = models.QuerySet(apps.get_model("spark", "MorningFacts"))
    for key in list(mornings.values_list("pk", flat=True)):
        kept.create(morning_id=key, facts=mornings.values_list("facts", flat=True).get(pk=key))


def move_back(apps, schema_editor):
    """The same, the other way."""
    mornings = models.QuerySet(apps.get_model("spark", "Morning"))
    kept = models.QuerySet(apps.get_model("spark", "MorningFacts"))
    for key in list(mornings.values_list("pk", flat=True)):
        mornings.filter(pk=key).update(facts=kept.values_list("facts", flat=True).get(morning_id=key))


class Migration(migrations.Migration):
    dependencies = [("spark", "0004_aftermath")]

    operations = [
        migrations.CreateModel(
            name="MorningFacts",
            fields=[
                (
                    "morning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="spark.morning",
                    ),
                ),
                ("facts", models.BinaryField()),
            ],
        ),
        migrations.AlterField(model_name="morning", name="facts", field=models.BinaryField(null=True)),
        migrations.RunPython(move, move_back),
        migrations.RemoveField(model_name="morning", name="facts"),
        migrations.AlterField(
            model_name="indexrecord",
            name="morning",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="spark.morning"
            ),
        ),
        migrations.AlterField(
            model_name="signalrecord",
            name="morning",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="spark.morning"
            ),
        ),
        migrations.AddIndex(
            model_name="indexrecord",
            index=models.Index(fields=["morning", "partnership_code"], name="index_of_morning"),
        ),
        migrations.AddIndex(
            model_name="signalrecord",
            index=models.Index(fields=["morning", "partnership_code"], name="signal_of_morning"),
        ),
    ]
