from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_letters_of_inspections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="topic",
            field=models.CharField(
                choices=[
                    ("DOSSIER_REQUEST", "Yêu cầu cung cấp hồ sơ"),
                    ("URGING", "Đôn đốc"),
                    ("DIRECTIVE", "Chỉ đạo"),
                    ("REVIEW_INVITATION", "Mời làm việc"),
                    ("REVIEW_CONCLUSION", "Kết luận làm việc"),
                    ("INSPECTION", "Quyết định thanh tra, kiểm tra"),
                    ("INSPECTION_RESULT", "Kết luận thanh tra, kiểm tra"),
                    ("RECOMMENDATION", "Kiến nghị thanh tra, kiểm tra"),
                    ("PERIOD_REPORT", "Báo cáo kỳ"),
                    ("COMMENT", "Ý kiến"),
                    ("ACKNOWLEDGEMENT", "Xác nhận đã nhận"),
                    ("REPLY", "Trả lời"),
                    ("WITHDRAWAL", "Thu hồi văn bản"),
                ],
                max_length=20,
                verbose_name="loại",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="status",
            field=models.CharField(
                choices=[
                    ("SENT", "Đã gửi"),
                    ("ARRIVED", "Đã đến, chờ xác nhận"),
                    ("ACKNOWLEDGED", "Đã xác nhận, chờ trả lời"),
                    ("ANSWERED", "Đã trả lời"),
                    ("FILED", "Đã vào sổ"),
                    ("WITHDRAWN", "Đã thu hồi"),
                    ("ON_PAPER", "Gửi bằng giấy"),
                    ("UNDELIVERABLE", "Không chuyển được"),
                ],
                max_length=14,
            ),
        ),
        migrations.AddField("letter", "withdrawn_on", models.DateField(null=True)),
        migrations.AddField("letter", "withdrawn_by", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("letter", "withdrawn_reason", models.TextField(blank=True, default="")),
    ]
