from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0011_inspections"),
    ]

    operations = [
        migrations.AddField("periodreport", "recounted", models.JSONField(null=True)),
        migrations.AddField("periodreport", "recounted_at", models.DateTimeField(null=True)),
    ]
