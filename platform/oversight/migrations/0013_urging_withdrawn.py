from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0012_report_recounted"),
    ]

    operations = [
        migrations.AddField("urging", "withdrawn_on", models.DateField(null=True)),
        migrations.AddConstraint(
            "urging",
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(withdrawn_on__isnull=True), name="urging_ended_once"
            ),
        ),
        migrations.RemoveIndex("urging", "urging_sweep"),
        migrations.AddIndex(
            "urging",
            models.Index(
                fields=["due_on"],
                condition=Q(answered_on__isnull=True, withdrawn_on__isnull=True, escalated_on__isnull=True),
                name="urging_sweep",
            ),
        ),
    ]
