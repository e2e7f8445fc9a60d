from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_grants_of_inspections"),
    ]

    operations = [
        migrations.AddField(
            model_name="programmeentry",
            name="left_with",
            field=models.UUIDField(null=True),
        ),
    ]
