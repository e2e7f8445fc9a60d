from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0009_arrivals"),
    ]

    operations = [
        migrations.AddField("periodreport", "recounted", models.JSONField(null=True)),
        migrations.AddField("periodreport", "recounted_at", models.DateTimeField(null=True)),
    ]
