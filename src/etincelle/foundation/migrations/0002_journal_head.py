from django.db import migrations, models


def keep_the_last_entry(apps, schema_editor):
    entry = models.QuerySet(apps.get_model("foundation", "JournalEntry")).order_by("-seq").first()
    if entry:
        apps.get_model("foundation", "JournalHead")(pk=1, seq=entry.seq, hash=entry.hash).save()


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(keep_the_last_entry, migrations.RunPython.noop),
    ]
