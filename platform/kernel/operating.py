"""How the installation itself is doing: samples, alarms, checks of the chains, what an operator did. Numbers and ids only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id


class AlarmKind(models.TextChoices):
    """What somebody is told of by mail."""

    ENVELOPE = "envelope", _("Phong bì chờ quá lâu")
    LAG = "lag", _("Số liệu chưa cộng quá lâu")
    BEHIND = "behind", _("Đơn vị chưa cập nhật theo bản phát hành")
    DISK = "disk", _("Sắp hết chỗ trên đĩa")
    CHAIN = "chain", _("Chuỗi nhật ký có vấn đề")
    RECOUNT = "recount", _("Sai lệch số liệu lặp lại sau khi đã sửa")


class OperatorVerb(models.TextChoices):
    """What an operator may do to an envelope."""

    RETRY = "retry", _("Thử chuyển lại")
    SKIP = "skip", _("Bỏ qua, trả về bên gửi")


class Sample(models.Model):
    """The state at one moment; seconds are the age of the oldest, 0 where nothing waits."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    envelopes = models.IntegerField()
    envelope_seconds = models.IntegerField()
    #: How long the envelope that is longest due for a try has been waiting for it: the lag of the sweep.
    sweep_seconds = models.IntegerField()
    outbox_rows = models.IntegerField()
    outbox_seconds = models.IntegerField()
    units_behind = models.IntegerField()
    disk_free = models.SmallIntegerField(help_text="percent of the fuller of the two volumes of data and files")

    class Meta:
        app_label = "kernel"
        indexes = [models.Index(fields=["at"], name="kernel_sample_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Alarm(models.Model):
    """One alarm from its beginning to its end, and when people were told of either."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12, choices=AlarmKind.choices)
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    value = models.IntegerField(help_text="as last seen, in the measure of its kind")
    told_at = models.DateTimeField(null=True)
    end_told_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "kernel"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(ended_at__isnull=True), name="kernel_alarm_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=AlarmKind.values), name="kernel_alarm_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.began_at:%Y-%m-%d %H:%M}"


class ChainCheck(models.Model):
    """A nightly walk along the chain of every unit; a finding is ``{unit, number, problem}``."""

    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    units = models.IntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        app_label = "kernel"

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}: {len(self.findings)}"


class OperatorAct(models.Model):
    """What an operator did to one envelope; the reason stands in the log of the sender's unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=8, choices=OperatorVerb.choices)
    account_id = models.UUIDField()
    envelope_id = models.UUIDField()
    from_unit = models.IntegerField()
    to_unit = models.IntegerField(null=True)
    outcome = models.CharField(max_length=16)

    class Meta:
        app_label = "kernel"
        indexes = [models.Index(fields=["-at"], name="kernel_operator_act_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.envelope_id}"
