from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0010_hot_spots_and_programme"),
    ]

    operations = [
        migrations.AddField("periodreport", "recounted", models.JSONField(null=True)),
        migrations.AddField("periodreport", "recounted_at", models.DateTimeField(null=True)),
    ]
