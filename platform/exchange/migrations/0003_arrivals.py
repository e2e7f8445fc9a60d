from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_letters"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="envelope",
            name="envelope_closed_lists",
        ),
        migrations.AlterField(
            model_name="envelope",
            name="kind",
            field=models.CharField(
                choices=[
                    ("transfer", "Chuyển đơn"),
                    ("escalation", "Đề nghị cấp trên giải quyết"),
                    ("assignment", "Giao giải quyết"),
                    ("result", "Báo cáo kết quả"),
                    ("return", "Trả lại"),
                    ("recall", "Rút lại"),
                    ("event", "Thông báo trong vụ việc"),
                    ("letter", "Văn bản"),
                    ("arrival", "Công dân vượt cấp"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="envelope",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "sent",
                            "delivered",
                            "accepted",
                            "returned",
                            "recalled",
                            "undeliverable",
                            "on_paper",
                            "closed",
                        ],
                    ),
                    (
                        "kind__in",
                        [
                            "transfer",
                            "escalation",
                            "assignment",
                            "result",
                            "return",
                            "recall",
                            "event",
                            "letter",
                            "arrival",
                        ],
                    ),
                ),
                name="envelope_closed_lists",
            ),
        ),
    ]
