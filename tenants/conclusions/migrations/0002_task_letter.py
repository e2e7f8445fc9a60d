from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conclusions", "0001_conclusions_and_tasks")]

    operations = [migrations.AddField("task", "letter_id", models.UUIDField(null=True))]
